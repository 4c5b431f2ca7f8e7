"""Widgets: a tree of rectangles with roles and labels, laid out from measured text, drawn where something changed."""
