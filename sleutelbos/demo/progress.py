"""How far the making of a world is; the bar itself is the kit's."""

from sleutelbos.kit.progress import Progress

__all__ = ["Progress"]
