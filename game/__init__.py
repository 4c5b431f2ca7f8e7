"""Persona Non Grata: a diplomatic-crisis simulation game."""

__version__ = "0.1.0"
