"""Variants of the system: amounts held at a date, and the regime announced for 2027."""
