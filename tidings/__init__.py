"""Tidings: from a family's appeal to a found person, a letter, a documented violation."""

__version__ = "0.1.0"
