"""A table as a file that a spreadsheet opens, and that can do no harm in one."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that begins with one of these is read as a formula; OWASP's list for CSV injection.
_DANGER = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_AMOUNT = re.compile(r"-?[0-9]+,[0-9]{2}")  # money below nothing is no formula


def harmless(cell: object) -> str:
    """A cell as text; numbers stay numbers, what would be a formula becomes plain text."""
    text = "" if cell is None else str(cell)
    if isinstance(cell, int | float) or _AMOUNT.fullmatch(text):
        return text
    if not text.lstrip(" ").startswith(_DANGER):
        return text
    return f"'{text}"


def csv_file(name: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The answer with which a browser saves `<name>.csv`: UTF-8 with a mark, semicolons.

    So that a double click opens it right in the spreadsheets people here have. Never cached.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store, private"
    return response
