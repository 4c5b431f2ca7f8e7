"""The coverage of the two articles: which part of the game carries each of their hundred mechanisms, and whether it shows in play."""
