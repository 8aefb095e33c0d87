"""Is there a burgerservicenummer in this? Then the house refuses it, kindly, and forgets it.

For whom: every form field, API body, file name and uploaded row (ledger P1; UAVG article 46: only
where a law says so may a BSN be kept, and no law says so for a neighbourhood room).

The 11-test alone is not enough: one number in eleven passes it by chance, so phone numbers,
amounts and tallies would be refused all day. What decides is, in this order:

1. **Shape.** Nine digits together, or grouped as people group a BSN (1234.56.782, 123 456 782).
   An IBAN, KvK number, date, time, EAN or UUID has no such part.
2. **Phone numbers** written with their 0, +31 or other country code are parsed and left alone.
3. **Labels.** Near the word BSN, sofinummer, ... any grouping counts, also 8 digits (the leading
   zero is often lost) and extra zeros. Near the word KvK, 8 digits are left alone.

**A mobile number without its zero**, 612345678, cannot be told from a BSN that starts with a 6:
both are nine digits. Measured on 1,000 of each (`benchmarks/bsn.py`): letting them all pass
would miss 72 in 1,000 evenly drawn BSNs; stopping them all refuses 94 in 1,000 of such phone
numbers. A BSN kept is a breach that cannot be undone; a phone number refused costs one zero, and
the message says so. Hence: *stopped*, unless it is written as only a phone is written
(„6 12345678“), or a phone word stands near it or in the label of the field („bel mij op
612345678“). Then the false alarms are 0; what is left are those who type a mobile number without
zero, without spaces, without any phone word and not in a phone field. The word BSN always wins.
A fixed line without its zero (201234567) looks like the BSNs people really have: always stopped.
"""

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import isbn
from stdnum.nl import bsn as elfproef

from sleutelbos.kit.digit_runs import Run, Window, is_phone, plain, runs_in

MESSAGE = _(
    "Hier staat misschien een burgerservicenummer. Dat bewaren wij nooit. Haal het nummer weg. "
    "Is het een telefoonnummer? Zet er dan een 0 voor."
)

# Everything that is written as a digit, also superscript, subscript and in circles.
_DIGIT = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨⓪❶-❾➀-➈]")
_CODE = re.compile(
    r"(?<![0-9a-z])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|(?=[0-9]*[a-f])[0-9a-f]{20,}|[0-9]{9}x)(?![0-9a-z])"
)
_BSN_WORD = re.compile(
    r"(?<![a-z])(?:b[. ]?s[. ]?n\.?(?![a-z])|bsn-?(?:nummer|number|nr)|sofi[- ]?(?:nummer|nr|no)"
    r"|sofi(?![a-z]))|burger[- ]?service|citizen service|vatandaş|hizmet numara"
    r"|خدمة المواطن|رقم المواطن|servicio (?:al )?ciudadano|número ciudadano"
)
_PHONE_WORD = re.compile(
    r"telefo|phone|mobiel|mobile|móvil|whats?app|هاتف|جوال|واتس"
    r"|(?<![a-z])(?:tel|gsm|bel|belt|bellen|call|app|appen|sms|cep|ara|llama)(?![a-z])"
)
_KVK_WORD = re.compile(r"(?<![a-z])k\.?v\.?k(?![a-z])|koophandel|chamber of commerce|rsin")
_DATE = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])([-/. ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)"
)
_MONEY = re.compile(r"(?:[€$£]|\beur) ?$")
_NARROW = re.compile(r"[ \r\n./_'’‘·•‐-―−-]*")

# How people write the nine digits. The first three also inside a longer row of numbers; the
# others only when nothing else stands beside them and one and the same sign separates them.
_SHAPES = {(9,), (3, 3, 3), (4, 2, 3)}
_LONELY_SHAPES = {(2, 2, 2, 3), (3, 2, 4), (4, 4, 1), (1,) * 9}
# What is left when the leading zero is lost; only beside a word that says BSN.
_SHAPES_OF_EIGHT = {(8,), (4, 4), (2, 3, 3), (3, 2, 3), (3, 3, 2), (4, 2, 2)}
_BEFORE, _AFTER = 40, 25  # characters between a number and the word that explains it


class _Around(NamedTuple):
    """Where the last word of each kind before a number ends (-1: none), or if one follows it."""

    bsn: int
    phone: int
    kvk: int
    bsn_after: bool
    phone_after: bool

    @classmethod
    def number(cls, text: str, start: int, end: int) -> "_Around":
        before = text[max(0, start - _BEFORE) : start]
        after = text[end : end + _AFTER]
        bsn, phone, kvk = (
            max((m.end() for m in pattern.finditer(before)), default=-1)
            for pattern in (_BSN_WORD, _PHONE_WORD, _KVK_WORD)
        )
        after_it = bool(_BSN_WORD.search(after)), bool(_PHONE_WORD.search(after))
        return cls(bsn, phone, kvk, *after_it)

    @property
    def says_bsn(self) -> bool:
        return self.bsn >= 0 or self.bsn_after

    @property
    def says_phone(self) -> bool:
        return not self.says_bsn and (self.phone >= 0 or self.phone_after)

    @property
    def says_bsn_last(self) -> bool:
        """BSN is the word nearest before the number, or the only one, standing after it."""
        nearest = max(self.phone, self.kvk)
        return self.bsn > nearest or (nearest < 0 and self.bsn_after)


def holds_bsn(text: str, *, label: str = "") -> bool:
    """Say whether a text may hold a BSN, in any digits and however it is cut up.

    `label` is what stands beside the text on paper: the name of the field, the key, the header
    of the column. It explains the number („telefoon“, „bsn“). Text without eight digits costs a
    microsecond or two; `phonenumbers` (23 MB) is loaded only when a number passes the 11-test.
    Nothing is kept or logged. Ledger P1, UAVG article 46.
    """
    if len(_DIGIT.findall(text)) < 8:
        return False
    readable = _CODE.sub(_hide_code, plain(f"{label}: {text}" if label else text))
    return any(_run_holds_bsn(run) for run in runs_in(readable))


def bsn_in(data: object, *, label: str = "") -> bool:
    """Say whether a BSN stands anywhere in nested dicts and lists, keys included.

    For JSON bodies and uploaded rows. Whole numbers count as text (a spreadsheet makes
    123456782.0 of it); a key explains its value, also one level further down.
    """
    todo: list[tuple[object, str]] = [(data, label)]
    while todo:
        value, around = todo.pop()
        if isinstance(value, Mapping):
            for key, inner in value.items():
                todo += [(str(key), ""), (inner, f"{around} {key}"[-80:])]
        elif isinstance(value, list | tuple | set | frozenset):
            todo += [(inner, around) for inner in value]
        elif holds_bsn(_written(value), label=around):
            return True
    return False


def without_bsn(value: object) -> None:
    """Validate a field of text or JSON: what may hold a BSN is refused, and never repeated.

    Raises ValidationError with code `bsn`; neither its message nor its params hold the number.
    """
    if bsn_in(value):
        raise ValidationError(MESSAGE, code="bsn")


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
        return str(value)
    return ""


def _hide_code(found: re.Match[str]) -> str:
    """Our own codes and ISBNs go; nine digits and an x that are no ISBN stay."""
    code = found[0]
    return code if len(code) == 10 and not isbn.is_valid(code) else " x "


def _run_holds_bsn(run: Run) -> bool:
    return any(
        _passes(window)
        and (_looks_like_bsn(run, window) or _is_called_bsn(run, window))
        and not _is_phone_after_all(run, window)
        for window in run.windows(8, 12)
    )


def _passes(window: Window) -> bool:
    """The 11-test, on nine digits after zeros were added or taken away in front."""
    core = window.digits.lstrip("0")
    return 6 < len(core) < 10 and elfproef.is_valid(core.zfill(9))


def _looks_like_bsn(run: Run, window: Window) -> bool:
    """Nine digits in a grouping that needs no explanation."""
    gaps = run.gaps(window)
    if len(window.digits) != 9 or not all(_NARROW.fullmatch(gap) for gap in gaps):
        return False
    shape = run.shape(window)
    if shape == (3, 3, 3):
        start = run.groups[window.first][0]
        money = _MONEY.search(run.text[max(0, start - 5) : start])
        return not money and not _is_row_of_counts(run, window)
    if shape in _SHAPES:
        return True
    if len(shape) != len(run.groups):
        return False
    return (shape in _LONELY_SHAPES and len(set(gaps)) == 1) or (
        len(shape) == 2 and "\n" in gaps[0]
    )


def _is_row_of_counts(run: Run, window: Window) -> bool:
    """98 120 135 118 87: more small numbers beside these three, set apart in the same way."""
    gap = run.gap(window.first)
    beside = [
        *takewhile(lambda n: run.gap(n) == gap, range(window.first - 1, window.first - 3, -1)),
        *(
            n + 1
            for n in takewhile(lambda n: run.gap(n) == gap, range(window.last, window.last + 2))
        ),
    ]
    lengths = [run.length(n) for n in beside if run.length(n) <= 3]
    return 3 in lengths or len(lengths) > ("\n" not in gap)


def _is_called_bsn(run: Run, window: Window) -> bool:
    """A word near it says BSN; then every grouping counts, except a date."""
    start, end = run.groups[window.first][0], run.groups[window.last][1]
    around = _Around.number(run.text, start, end)
    if not around.says_bsn:
        return False
    if window.first != window.last and _DATE.search(run.text[max(0, start - 5) : end + 5]):
        return False
    if len(window.digits) > 8:
        return True
    return around.says_bsn_last and run.shape(window) in _SHAPES_OF_EIGHT


def _is_phone_after_all(run: Run, window: Window) -> bool:
    """Part of a whole phone number, or a mobile number without zero beside a phone word."""
    start, end = run.groups[window.first][0], run.groups[window.last][1]
    around = _Around.number(run.text, start, end)
    if around.bsn >= 0 and around.bsn >= min(start, _BEFORE) - 3:
        return False  # „BSN: 00123456782“: the word stands right before it
    if run.in_phone(window):
        return True
    return around.says_phone and window.digits[0] == "6" and is_phone("0" + window.digits)
