"""Figures as people write them: in their own digits, with a comma or a point."""

import re
import unicodedata

WHOLE = re.compile(r"\d{1,3}([.\s]\d{3})+")  # 1.250: a point between thousands
MONEY = re.compile(r"\d+(\.\d{1,2})?")
SIGNS = str.maketrans({"٫": ",", "٬": ".", "،": ","})


def western(text: str) -> str:
    """The same text with figures 0 to 9, whatever figures somebody writes."""
    digits = (str(unicodedata.digit(c)) if c.isdigit() else c for c in text.translate(SIGNS))
    return "".join(digits)


def cents_in(text: str) -> int | None:
    """Whole cents in an amount as people write it (`620`, `€ 1.250,50`); None when it is none."""
    told = western(text).replace("€", "").replace("euro", "").strip()
    if "," in told:
        told = told.replace(".", "").replace(" ", "").replace(",", ".").removesuffix(".-")
    elif WHOLE.fullmatch(told):
        told = re.sub(r"[.\s]", "", told)
    if not MONEY.fullmatch(told):
        return None
    whole, _point, part = told.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0"))
