"""Paper: one A4 as an accessible PDF (PDF/UA-1), in the language and direction of the reader.

A layout is a file of ours in Typst. What people wrote reaches it as JSON, as data that is only ever
shown: no letter of it becomes code, so nothing on a paper can read a file or break the page.
"""

import io
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.csp import csp_override

from .plain_text import one_line

# The viewer of a browser shows a PDF as an object with a style of its own. A PDF runs nothing here.
for_viewer = csp_override({"frame-ancestors": ["'none'"], "base-uri": ["'none'"]})
HOME = Path(__file__).parent
FONTS = HOME / "fonts"
_LONG = re.compile(r"(\S{20})(?=\S)")  # a word that may be wider than its place
_FIRST_STRONG, _LEFT_TO_RIGHT, _END = "\u2068", "\u2066", "\u2069"
_MAY_BREAK = "\u200b"


def own(text: str) -> str:
    """People's own words on one line, with their own direction, breakable when very long."""
    return f"{_FIRST_STRONG}{_LONG.sub(rf'\1{_MAY_BREAK}', one_line(text))}{_END}"


def figures(text: str) -> str:
    """A time, a number or an address: from left to right in every language."""
    return f"{_LEFT_TO_RIGHT}{text}{_END}"


def qr(address: str) -> str:
    """An address as a QR code, as the text of an SVG."""
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=True)
    return drawn.getvalue().decode()


def make_pdf(layout: Path, data: Mapping[str, object]) -> bytes:
    """One A4 of this layout with this data; `data["title"]` is the name of the document.

    A script that our own letters do not have is set in those of the machine, where it has them;
    otherwise it shows as boxes, and the paper is not marked as accessible.
    """
    import typst  # takes a while, and most processes never print

    code = (HOME / "paper.typ").read_bytes() + layout.read_bytes()
    told = {**data, "lang": _language(), "rtl": get_language_bidi()}
    inputs = {"data": json.dumps(told)}
    for system_fonts, standards in ((False, ["ua-1"]), (True, ["ua-1"]), (True, [])):
        try:
            made = typst.compile(  # type: ignore[call-overload]  # its types want one kind of path
                code, format="pdf", root=FONTS, font_paths=_fonts(system_fonts),
                sys_inputs=inputs, pdf_standards=standards,
            )  # fmt: skip
        except typst.TypstError:
            if not standards:
                raise
        else:
            return bytes(made)
    raise AssertionError("The last try returns or raises.")


def _language() -> str:
    return (get_language() or "nl").split("-", maxsplit=1)[0]


@lru_cache(maxsize=2)
def _fonts(system_fonts: bool) -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=system_fonts, include_embedded_fonts=False, font_paths=[FONTS]
    )


def as_answer(pdf: bytes, name: str) -> HttpResponse:
    """The answer that shows a paper in the browser; `name` is what the file is called."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
