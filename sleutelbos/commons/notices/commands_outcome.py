"""How sending something can end, besides well."""


class NotNow(Exception):
    """It certainly did not go; later perhaps. Its text is a code (`no-server`), no address."""


class NoUse(Exception):
    """It certainly did not go, and trying again by itself is no use (`no-address`)."""


class Unsure(Exception):
    """Nobody knows whether it went: the line broke while the other side was taking it in."""
