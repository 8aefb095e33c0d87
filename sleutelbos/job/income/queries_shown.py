"""What is shown of a comparison: rows, lines and duties, with their amounts in words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sleutelbos.kit.paper import figures

from .queries_words import said


@dataclass(frozen=True)
class Part:
    """One line of an outcome, ready to show: cents a month, negative when it goes off."""

    code: str
    what: str
    why: str
    cents: int
    law: str
    since: date | None
    sure: bool
    steps: tuple["Part", ...] = ()

    @property
    def words(self) -> str:
        """The amount to the cent."""
        return euros(self.cents, exact=True)

    @property
    def since_words(self) -> str:
        """`1 juli 2026`."""
        return day(self.since) if self.since else ""


@dataclass(frozen=True)
class Report:
    """What to report, to whom, before when, by which law."""

    what: str
    to: str
    before: str
    law: str


@dataclass(frozen=True)
class Row:
    """One situation, ready to show. `cents` is what comes in per month, None when refused.

    `high` is the other end of a range; `open_ended` says that there may be more, by how much
    nobody knows. `afterwards` is the amount after `lasts` months, when it is another.
    """

    code: str
    name: str
    small: str
    cents: int | None = None
    high: int | None = None
    open_ended: bool = False
    after_rent: int | None = None
    high_after_rent: int | None = None
    more: int | None = None  # than now
    lasts: int | None = None
    afterwards: int | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    watch: tuple[str, ...] = ()
    why_not: tuple[tuple[str, str], ...] = ()  # a sentence, and who to ask
    after_job: tuple[Part, ...] = ()
    share: int = 0  # of the longest bar, in thousandths

    @property
    def is_now(self) -> bool:
        """Whether nothing changes here."""
        return self.code == "now"

    @property
    def is_range(self) -> bool:
        """Whether there is a lowest and a highest amount."""
        return self.high is not None and self.high != self.cents

    @property
    def low_words(self) -> str:
        """What comes in, in whole euros; of a range the lowest."""
        return euros(self.cents or 0)

    @property
    def high_words(self) -> str:
        """The highest of a range, in whole euros."""
        return euros(self.high or 0)

    @property
    def low_exact(self) -> str:
        """What comes in, to the cent."""
        return euros(self.cents or 0, exact=True)

    @property
    def rent_exact(self) -> str:
        """What is left after the rent, to the cent."""
        return euros(self.after_rent or 0, exact=True)

    @property
    def minus_rent(self) -> str:
        """The rent as it goes off."""
        return euros((self.after_rent or 0) - (self.cents or 0), exact=True)

    @property
    def rent_words(self) -> str:
        """What is left after the rent, in whole euros; empty without a known rent."""
        if self.after_rent is None or self.after_rent == self.cents:
            return ""
        low = euros(self.after_rent)
        if self.high_after_rent is not None:
            told = {"low": low, "high": euros(self.high_after_rent)}
            return _("%(low)s tot %(high)s") % told
        return _("%(low)s of meer") % {"low": low} if self.open_ended else low

    @property
    def more_words(self) -> str:
        """How much more or less than now."""
        if self.is_now:
            return _("dit heb je nu")
        if self.more is None:
            return ""
        if abs(self.more) < 50:
            return _("evenveel als nu")
        told = {"euros": euros(abs(self.more))}
        more = _("%(euros)s meer dan nu") if self.more > 0 else _("%(euros)s minder dan nu")
        return more % told

    @property
    def lasts_words(self) -> str:
        """How long the amount lasts, and what comes after; empty when it stays."""
        if self.lasts is None or self.afterwards is None:
            return ""
        told = ngettext(
            "Alleen de eerste %(months)s maand. Daarna %(euros)s.",
            "Alleen de eerste %(months)s maanden. Daarna %(euros)s.",
            self.lasts,
        )
        return told % {"months": self.lasts, "euros": euros(self.afterwards)}

    @property
    def caveat(self) -> str:
        """Why this is a range, in one sentence; empty when it is one amount."""
        if self.open_ended:
            return said("Misschien houd je meer over. Dat bedrag is nu niet bekend.")
        return self.notes[0] if self.is_range and self.notes else ""

    @property
    def has_steps(self) -> bool:
        """Whether there is more to tell about how the lines were made."""
        return any(part.steps for part in self.parts)


@dataclass(frozen=True)
class Shown:
    """Everything of a comparison, the most money first; refused situations last."""

    rows: list[Row]
    refused: list[Row]
    not_counted: list[str]
    ask_about: list[str]
    disclaimer: str
    month: date
    rent: int | None = None
    newest: date | None = None
    names: list[str] = field(default_factory=list)

    @property
    def best(self) -> Row | None:
        """The situation with the most money, when one has more than all others."""
        clear = len(self.rows) > 1 and self.rows[0].cents != self.rows[1].cents
        return self.rows[0] if clear and not self.rows[0].is_now else None

    def of(self, code: str) -> Row | None:
        """One situation by its code."""
        return next((row for row in (*self.rows, *self.refused) if row.code == code), None)

    @property
    def reports(self) -> list[Report]:
        """Everything to report in the situations that would be new, each once."""
        new = [row for row in (*self.rows, *self.refused) if not row.is_now]
        return once(report for row in new or self.rows for report in row.reports)

    @property
    def watch(self) -> list[str]:
        """Everything that can go wrong, each once."""
        return once(sentence for row in self.rows for sentence in row.watch)


def once[T](found: Iterable[T]) -> list[T]:
    return list(dict.fromkeys(found))


def hours_a_week(hours: float) -> str:
    """`12 uur per week`."""
    told = ngettext("%(hours)s uur per week", "%(hours)s uur per week", round(hours))
    return told % {"hours": figure(hours)}


def figure(number: float) -> str:
    """`12`, `12,5`: a number of hours as people write it."""
    told = f"{number:g}"
    return told if _language() in {"en", "ar"} else told.replace(".", ",")


def euros(cents: int, *, exact: bool = False) -> str:
    """`€ 1.922`, or to the cent `€ 1.922,46`; from left to right in every language."""
    english = _language() in {"en", "ar"}
    whole, rest = divmod(abs(cents) if exact else (abs(cents) + 50) // 100 * 100, 100)
    told = f"{whole:,}" if english else f"{whole:,}".replace(",", ".")
    if exact:
        told += f"{'.' if english else ','}{rest:02}"
    return figures(f"{'−' if cents < 0 and (whole or rest) else ''}€\u00a0{told}")


def day(moment: date) -> str:
    """`1 juli 2026`, in the language of the reader."""
    return format_date(moment, "d MMMM y", locale=_language())


def _language() -> str:
    return (get_language() or "nl").split("-", maxsplit=1)[0]
