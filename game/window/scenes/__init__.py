"""The screens of the game; each says what should happen next, none knows a rule."""
