"""The game in a window: its own thin layer of widgets on pygame, scenes that draw the view, and the loop between them."""
