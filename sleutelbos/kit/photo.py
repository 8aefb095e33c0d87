"""A photo made anew from its pixels: what a phone or a joker hid in the file does not come along.

For receipts, and whatever else people photograph (R30). What comes out is a JPEG of a size we
chose: no place where it was taken, no device, no preview, no second file behind the first.
"""

import io
import struct

from PIL import Image, ImageOps

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000  # as a file says of itself, before anything is unpacked
SIDE = 1600  # enough to read a receipt
FORMATS = ("JPEG", "PNG", "WEBP")
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError,
           ArithmeticError, MemoryError, struct.error, Image.DecompressionBombError,
           Image.DecompressionBombWarning)  # fmt: skip


class PhotoRefused(Exception):
    """The file is not a photo we take: `code` is `empty`, `too-big`, `too-many-pixels` or
    `no-photo`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def remade(data: bytes) -> bytes:
    """The photo as a new JPEG of at most 1600 by 1600, upright. Nothing of its name is believed.

    Raises `PhotoRefused`, and nothing else, whatever the bytes are. Holds at most about 200 MB.
    """
    if not data:
        raise PhotoRefused("empty")
    if len(data) > MOST_BYTES:
        raise PhotoRefused("too-big")
    try:
        return _remade(data)
    except PhotoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefused("too-many-pixels") from None
    except _BROKEN:
        raise PhotoRefused("no-photo") from None


def _remade(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        wide, high = opened.size
        if wide * high > MOST_PIXELS:
            raise PhotoRefused("too-many-pixels")
        opened.draft("RGB", (SIDE, SIDE))  # a JPEG is unpacked smaller at once
        opened.thumbnail((SIDE, SIDE))
        upright = ImageOps.exif_transpose(opened)
        seen = upright.convert("RGBA") if "A" in upright.getbands() else upright.convert("RGB")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, (0, 0), seen if seen.mode == "RGBA" else None)
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=80, optimize=True)
    return made.getvalue()
