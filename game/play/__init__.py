"""Playing: one match, batches of worlds, policies, tallies."""
