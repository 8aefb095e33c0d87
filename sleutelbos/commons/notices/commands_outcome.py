"""How sending something can end, besides well."""

from datetime import datetime


class NotNow(Exception):
    """It certainly did not go; later perhaps. Its text is a code (`no-server`), no address."""


class NotYet(Exception):
    """It is quiet for this person until a moment."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class NoUse(Exception):
    """It certainly did not go, and trying again by itself is no use (`no-address`)."""


class Unsure(Exception):
    """Nobody knows whether it went: the line broke while the other side was taking it in."""
