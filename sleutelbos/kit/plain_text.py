"""What people type, made plain: no invisible tricks, one way of writing, no BSN shown back.

For every form, API body and file name. Nothing here keeps or logs what it reads.
"""

import re
import unicodedata

from sleutelbos.kit.bsn import holds_bsn

# Controls, halves of characters, and the marks that turn writing around or hide in it. Joiners
# (U+200C, U+200D) stay: Persian and emoji are spelled with them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_ANY_DIGIT = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨⓪❶-❾➀-➈]")
_LONG_NUMBER = re.compile(
    rf"{_ANY_DIGIT.pattern}(?:[^\w\n]{{0,5}}{_ANY_DIGIT.pattern}){{7,}}", re.UNICODE
)
DOT = "•"


def plain_text(typed: str) -> str:
    """The same text without characters nobody types on purpose, in Unicode form NFC."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", typed.replace("\r\n", "\n")))


def one_line(typed: str) -> str:
    """Plain text on one line, without spaces around it or doubled in it: for names and titles."""
    return " ".join(plain_text(typed).split())


def without_numbers(typed: str) -> str:
    """The text to show back after a BSN was found in it: long numbers as dots (P1).

    When the number hides better than that, every digit becomes a dot; what then still looks like
    one is not shown at all.
    """
    dotted = _LONG_NUMBER.sub(lambda found: _ANY_DIGIT.sub(DOT, found[0]), typed)
    if holds_bsn(dotted, label="bsn"):
        dotted = _ANY_DIGIT.sub(DOT, typed)
    return "" if holds_bsn(dotted, label="bsn") else dotted
