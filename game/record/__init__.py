"""Records: a game is its log, and everything else is a fold over it."""
