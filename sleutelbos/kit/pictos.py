"""The drawings next to the words. Every pictogram stands beside a word; none replaces one.

Each `pictos/<name>.svg` is a drawing on a grid of 48 with a stroke of 3.2, round ends and one tint
(class `v`), filled dots in class `f`. They are put in the page itself: no sprite, no request.
"""

import logging
import os
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "pictos"
_ROOT = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)

# These point somewhere, so they turn around in a language that is read from right to left.
WITH_DIRECTION = frozenset({"terug", "pijl", "uit"})


def _load() -> dict[str, str]:
    found = {}
    for file in sorted(FOLDER.glob("*.svg")):
        match = _ROOT.search(file.read_text(encoding="utf-8"))
        if match is None:
            raise ValueError(f"{file.name} is not a drawing.")
        found[file.stem] = match[1].strip()
    return found


_INNER = _load()
NAMES = frozenset(_INNER)

# What people choose their own key tag from (ux 10): concrete things, nothing religious, no animals
# that many people avoid. The order is the order on the screen.
TAG_PICTOS: dict[str, str | Promise] = {
    "vis": _("Vis"),
    "boom": _("Boom"),
    "vogel": _("Vogel"),
    "boot": _("Boot"),
    "theepot": _("Theepot"),
    "huis": _("Huis"),
    "lamp": _("Lamp"),
    "bloem": _("Bloem"),
    "appel": _("Appel"),
    "paraplu": _("Paraplu"),
    "zon": _("Zon"),
    "fiets": _("Fiets"),
    "blad": _("Blad"),
    "bal": _("Bal"),
    "wolk": _("Wolk"),
    "klaver": _("Klaver"),
    "peer": _("Peer"),
    "kers": _("Kers"),
    "schelp": _("Schelp"),
    "vlieger": _("Vlieger"),
    "trommel": _("Trommel"),
    "molen": _("Molen"),
    "wortel": _("Wortel"),
    "hoed": _("Hoed"),
}
TAG_COLOURS: dict[str, str | Promise] = {
    "blauw": _("Blauw"),
    "groen": _("Groen"),
    "rood": _("Rood"),
    "paars": _("Paars"),
    "bruin": _("Bruin"),
    "geel": _("Geel"),
}


def _strict() -> bool:
    """A name nobody drew is a bug: loud while building and in tests, quiet for a resident."""
    return settings.DEBUG or "PYTEST_VERSION" in os.environ


@lru_cache(maxsize=1024)
def _drawn(name: str, css: str) -> SafeString:
    classes = css if css.split(" ", 1)[0] == "p" else f"p {css}"
    if name in WITH_DIRECTION:
        classes += " p-richting"
    # The name and the drawing are our own files; the classes come from our own templates.
    return mark_safe(  # noqa: S308
        f'<svg class="{classes}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
        f"{_INNER.get(name, '')}</svg>"
    )


def picto(name: str, css: str = "p") -> SafeString:
    """The drawing as inline SVG, hidden from screen readers: the word beside it says it.

    `css` adds classes (`p-m`, `p-l`). A name nobody drew raises `KeyError` in tests and debug, and
    is an empty space of the same size for a resident.
    """
    if name not in _INNER:
        if _strict():
            raise KeyError(f"No pictogram is called {name!r}.")
        log.error("picto-unknown", extra={"picto": name})
        name = ""
    return _drawn(name, css)
