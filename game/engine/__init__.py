"""The rules, written once, over N worlds: spec, program, state, chance, model, score, observation, diagnosis."""
