"""What must always hold about hours (K1E)."""

from sleutelbos.kit.rules import Rule

from .queries_year import unsound

RULES = (Rule("Hours of a day fit in it, and what is taken back is what stood there.", unsound),)
