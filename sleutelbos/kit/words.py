"""Days and hours in words, in the language of the reader. No words are made per call twice."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from babel.core import UnknownLocaleError
from babel.dates import format_date
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

NEAR_DAYS: dict[int, str | Promise] = {-1: _("gisteren"), 0: _("vandaag"), 1: _("morgen")}

# Whole sentences, because a day or month changes its shape after "since" in many languages.
_SINCE_NEAR = {0: _("sinds vandaag"), 1: _("sinds gisteren")}
_SINCE_WEEKDAY = (
    _("sinds maandag"),
    _("sinds dinsdag"),
    _("sinds woensdag"),
    _("sinds donderdag"),
    _("sinds vrijdag"),
    _("sinds zaterdag"),
    _("sinds zondag"),
)
_SINCE_MONTH = (
    _("sinds januari"),
    _("sinds februari"),
    _("sinds maart"),
    _("sinds april"),
    _("sinds mei"),
    _("sinds juni"),
    _("sinds juli"),
    _("sinds augustus"),
    _("sinds september"),
    _("sinds oktober"),
    _("sinds november"),
    _("sinds december"),
)
_ORDER = {"ar": "EEEE d MMMM", "es": "EEE d 'de' MMMM", "tr": "d MMMM EEE"}


def language_now() -> str:
    """The language of now, to be kept beside the words somebody saw or told in it."""
    return (get_language() or "nl")[:5]


def day_in_full(day: date, this_year: int) -> str:
    """`di 24 november`; with the year behind it when it is another year."""
    return _in_full(day, get_language() or "nl", day.year != this_year)


@lru_cache(maxsize=4096)
def _in_full(day: date, language: str, with_year: bool) -> str:
    code = language.split("-", maxsplit=1)[0]
    order = _ORDER.get(code, "EEE d MMMM") + (" y" if with_year else "")
    try:
        return format_date(day, order, locale=code)
    except (UnknownLocaleError, ValueError):  # a language Babel has no calendar for
        return format_date(day, order, locale="nl")


@lru_cache(maxsize=1024)
def _month(day: date, language: str) -> str:
    code = language.split("-", maxsplit=1)[0]
    try:
        return format_date(day, "LLLL y", locale=code)
    except (UnknownLocaleError, ValueError):  # a language Babel has no calendar for
        return format_date(day, "LLLL y", locale="nl")


def month(day: date) -> str:
    """`november 2026`: the month of a day, as it stands alone above a list."""
    return _month(day.replace(day=1), get_language() or "nl")


def since(day: date, today: date) -> str:
    """How long ago in words nobody needs to count: a day, a month or a year."""
    days = (today - day).days
    if days <= 1:
        return str(_SINCE_NEAR[max(days, 0)])
    if days < 7:
        return str(_SINCE_WEEKDAY[day.weekday()])
    if days < 335:
        return str(_SINCE_MONTH[day.month - 1])
    return now("sinds %(year)s") % {"year": day.year}


def hours(minutes: int) -> str:
    """`½ uur`, `1 uur`, `1½ uur`, `45 minuten`, `2 uur en 15 minuten`."""
    return _in_hours(minutes, get_language())


@lru_cache(maxsize=8192)
def _in_hours(minutes: int, _language: str | None) -> str:
    whole, rest = divmod(minutes, 60)
    if rest == 30:
        # Above one it counts as more than one: "1½ hours".
        return _hours(f"{whole}½", 2) if whole else now("½ uur")
    if rest == 0:
        return _hours(str(whole), whole)
    few = ngettext("%(minutes)s minuut", "%(minutes)s minuten", rest) % {"minutes": rest}
    if not whole:
        return few
    return now("%(hours)s en %(minutes)s") % {"hours": _hours(str(whole), whole), "minutes": few}


def _hours(figure: str, number: int) -> str:
    # Dutch says "uur" for one and for more; other languages do not.
    return ngettext("%(hours)s uur", "%(hours)s uur", number) % {"hours": figure}


def listed(parts: Iterable[str | Promise]) -> str:
    """What is there, one after the other, with the comma of the reader's language: `a, b`."""
    return comma().join(str(part) for part in parts if part)


def comma() -> str:
    """What stands between two things; Arabic writes it another way."""
    return now(", ")


def euros(cents: int) -> str:
    """`€ 2,50`: an amount in euro cents, with western digits in every language (ux 14)."""
    code = (get_language() or "nl").split("-", maxsplit=1)[0]
    point = "." if code in {"en", "ar"} else ","
    sign, whole = ("−" if cents < 0 else ""), abs(cents)
    return f"€\u00a0{sign}{whole // 100}{point}{whole % 100:02}"
