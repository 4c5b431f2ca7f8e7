"""The game in a terminal: lines of plain text, numbers to choose."""
