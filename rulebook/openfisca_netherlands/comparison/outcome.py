"""What a comparison hands back: plain values, amounts in whole cents, sentences in plain Dutch."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How sure an outcome is."""

    OK = "ok"
    MARKED = "marked"  # shown with a visible caveat
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One line of an outcome: what, one sentence why, amount, law and since when.

    ``amount`` is cents a month, negative when it goes off. ``because`` holds the steps the amount
    was made of, in the order in which the model took them.
    """

    code: str
    what: str
    why: str
    amount: int
    law: str
    since: str  # ISO date from which the newest amount used holds; empty = as given
    confirmed: bool = True
    because: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why there is no amount, and who can give it."""

    code: str
    sentence: str
    ask: str


@dataclass(frozen=True)
class Duty:
    """What must be reported, to whom, before when, by which law."""

    what: str
    to: str
    before: str
    law: str


@dataclass(frozen=True)
class Outcome:
    """One situation computed, or refused.

    ``per_month`` is what comes in after tax, with benefit and allowances; ``after_rent`` the same
    minus the rent the person gave. ``low`` and ``high`` differ where an answer or a decision is
    unknown; ``high`` is None when only the lower end is known.
    """

    name: str
    status: Status
    per_month: int | None = None
    after_rent: int | None = None
    low: int | None = None
    high: int | None = None
    lasts_months: int | None = None
    afterwards: int | None = None
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    watch: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    after_the_job: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All situations in the order in which they were given, and what holds for each of them."""

    month: str
    outcomes: tuple[Outcome, ...]
    not_counted: tuple[str, ...]
    household: dict[str, Any] = field(default_factory=dict)
    ask_municipality: tuple[str, ...] = ()
    disclaimer: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The same as plain dictionaries and lists, ready for JSON."""
        return asdict(self)
