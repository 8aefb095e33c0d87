"""Sleutelbos: the platform on which neighbourhoods run their own room and their own jobs."""

__version__ = "0.1.0"
