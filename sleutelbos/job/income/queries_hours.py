"""More hours, more money? What comes in per month from 0 to 40 hours of work a week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .queries import HOURS, NOTICE, check
from .queries_shown import euros, figure


@dataclass(frozen=True)
class Point:
    """One number of hours: cents now and later, and in words where it is less."""

    hours: int
    cents: int
    share: int
    less: str
    later: int | None = None
    later_share: int = 0
    later_less: str = ""

    @property
    def words(self) -> str:
        """What comes in."""
        return euros(self.cents)

    @property
    def later_words(self) -> str:
        """What comes in later."""
        return euros(self.later or 0)


@dataclass(frozen=True)
class Curve:
    """The table of hours. `later` says that there is a second column; `upper` is not known."""

    points: list[Point]
    has_later: bool
    ceiling_unknown: bool
    watch: list[tuple[str, str]]


def curve(situation: Mapping[str, Any], month: date) -> Curve | None:
    """What comes in at each number of hours; None where the rules we know do not reach.

    In bijstand the first column has the part of the wage that the municipality may let one keep,
    where its ceiling is known; the second is without. Raises `NotRight`.
    """
    asked = {k: v for k, v in situation.items() if k not in {"name", "monthly_wage"}}
    check(asked)
    if asked.get("rent") is None:
        asked["rent"] = 0
    plain = _cents({**asked, "exemption": "none"}, month)
    if plain is None:
        return None
    assisted = asked.get("benefit") == "social_assistance"
    kept = _cents({**asked, "exemption": "ordinary"}, month) if assisted else None
    first = kept if kept is not None else plain
    later = plain if kept is not None and kept != plain else None
    return Curve(
        points=_points(first, later),
        has_later=later is not None,
        ceiling_unknown=assisted and kept is None,
        watch=[
            *_flat(later or first),
            *_watch(asked, month, later is not None),
            *_ends(asked, month),
        ],
    )


def _flat(cents: list[int]) -> list[tuple[str, str]]:
    """Up to how many hours nothing more comes in."""
    same = [
        hours for hours, amount in zip(HOURS, cents, strict=True) if amount <= cents[0] + NOTICE
    ]
    if not max(same):
        return []
    head = _("Tot en met %(hours)s uur") % {"hours": max(same)}
    return [(head, _("Je werkt, maar er komt niet meer geld binnen dan nu."))]


def _ends(asked: Mapping[str, Any], month: date) -> list[tuple[str, str]]:
    """From how many hours nothing is left of the benefit."""
    from openfisca_netherlands.comparison import benefit_ends_at

    hours = benefit_ends_at({**asked, "exemption": "none"}, f"{month:%Y-%m}")
    if not hours:
        return []
    head = _("Vanaf %(hours)s uur") % {"hours": figure(hours)}
    return [(head, _("Je uitkering stopt. Vraag wat er dan nog meer verandert."))]


def _cents(
    asked: Mapping[str, Any], month: date, hours: Sequence[float] = HOURS
) -> list[int] | None:
    from openfisca_netherlands import hours_curve

    found = hours_curve(asked, hours, f"{month:%Y-%m}")
    return None if found is None else [int(cents) for cents in found]


def _points(first: list[int], later: list[int] | None) -> list[Point]:
    most = max((*first, *(later or ()), 1))
    found = []
    for place, hours in enumerate(HOURS):
        after = later[place] if later else None
        found.append(
            Point(
                hours=hours,
                cents=first[place],
                share=round(1000 * first[place] / most),
                less=_less(first, place),
                later=after,
                later_share=round(1000 * after / most) if after else 0,
                later_less=_less(later, place) if later else "",
            )
        )
    return found


def _less(cents: list[int], place: int) -> str:
    """In words whether this is less than now, or less than with fewer hours."""
    if cents[place] < cents[0] - NOTICE:
        return _("minder dan nu")
    best = max(range(place + 1), key=lambda i: cents[i])
    if cents[best] - cents[place] > NOTICE:
        return _("minder dan bij %(hours)s uur") % {"hours": HOURS[best]}
    return ""


def _watch(asked: Mapping[str, Any], month: date, has_later: bool) -> list[tuple[str, str]]:
    """Where working more leaves less, by quarters of an hour, as a heading and a sentence."""
    from openfisca_netherlands.comparison import losses

    quarters = [i / 4 for i in range(161)]
    found = []
    kinds = ("ordinary", "none") if has_later else ("none",)
    for kind in kinds:
        cents = _cents({**asked, "exemption": kind}, month, quarters)
        for start, end, lost in losses(quarters, cents or []):
            if lost < NOTICE:
                continue
            head = _("Van %(first)s naar %(last)s uur") % {
                "first": figure(start),
                "last": figure(end),
            }
            if has_later and kind == "none":
                head = _("Daarna, van %(first)s naar %(last)s uur") % {
                    "first": figure(start), "last": figure(end),
                }  # fmt: skip
            line = _("Je werkt meer en krijgt %(euros)s minder.") % {"euros": euros(lost)}
            found.append((head, line))
    return found
