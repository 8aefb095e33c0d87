"""Looking at the key register (K3A). The plan of the door and the turns are looked at beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import ngettext

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Consent, Place, Role
from sleutelbos.commons.places.queries import residents
from sleutelbos.kit.leaving import leaves_behind
from sleutelbos.room.activities import queries as activities

from .models import Key, Loan, Loss, Opening, Turn
from .queries_hours import (
    DayHours,
    NextOpening,
    closer_today,
    closing_choices,
    coming_holidays,
    default_closing,
    last_opening,
    next_opening,
    opening_now,
    other_days,
    week_hours,
    weekly_plan,
)
from .queries_turns import (
    FreeTurn,
    Week,
    days_without_anyone,
    monday_of,
    shown,
    turn,
    turns_of,
    week_of_turns,
)

__all__ = [
    "Board", "DayHours", "FreeTurn", "Hook", "NextOpening", "Turn", "Week", "board",
    "closer_today", "closing_choices", "coming_holidays", "days_without_anyone", "default_closing",
    "find_key", "key_list", "keys_of", "last_move", "last_opening", "monday_of",
    "next_number", "next_opening", "opened_since", "opening_now", "other_days", "takers",
    "takers_by_tag", "turn", "turns_of", "week_hours", "week_of_turns", "weekly_plan",
]  # fmt: skip


BOARD_HOOKS = 12  # so many hooks on the board, then „Alle 22 sleutels“
FIRST_TAKERS = 7
RECENT_LOANS = 200  # so far back the register is read for what people do

State = Literal["here", "out", "lost"]


@dataclass(frozen=True)
class Hook:
    """One key on the board: hangs here, is with a neighbour, or is lost.

    `holder` is None for a key that hangs here or is lost, and for a holder who is gone or asked
    not to be found. A key its holder still looks for shows as with that holder.
    """

    key: Key
    loan: Loan | None
    loss: Loss | None
    is_mine: bool

    @property
    def state(self) -> State:
        """Where the key is."""
        if self.loss and not self.loss.searching:
            return "lost"
        return "out" if self.loan else "here"

    @property
    def holder(self) -> Person | None:
        """Who has it, as others may see it."""
        return shown(self.loan.holder) if self.loan else None


@dataclass(frozen=True)
class Board:
    """The whole board: the hooks to show, how many keys there are, and what is mine."""

    hooks: list[Hook]
    total: int
    out: int
    here: int
    lost: int
    mine: list[Hook]

    @property
    def ask_again(self) -> list[Hook]:
        """My keys I was still looking for before today: the question comes once more."""
        today = timezone.localdate()
        return [
            hook for hook in self.mine
            if hook.loss and hook.loss.searching
            and timezone.localdate(hook.loss.reported_at) < today
        ]  # fmt: skip

    @property
    def with_me(self) -> list[Hook]:
        """My keys that open the room; not one I am still looking for."""
        return [hook for hook in self.mine if hook.key.opens_room and hook.loss is None]

    @property
    def to_borrow(self) -> list[Hook]:
        """The keys that hang here and open the room, by number."""
        return [hook for hook in self.hooks if hook.state == "here" and hook.key.opens_room]

    @property
    def others(self) -> list[Hook]:
        """What opens the room beside my first key and the first on the board."""
        return [*self.with_me[1:], *self.to_borrow[1:]]


@dataclass(frozen=True)
class Taker:
    """A neighbour who may get a key, and what they do for the room (may be empty)."""

    person: Person
    does: str


def _with_places(keys: Any) -> Any:
    """Keys with `.out` (the open loan, if one) and `.gone` (the open loss, if one)."""
    loans = Loan.everywhere.filter(returned_at=None)  # of keys that were found within a place
    losses = Loss.everywhere.filter(found_at=None)  # likewise
    return keys.prefetch_related(
        Prefetch("loans", queryset=loans.select_related("holder"), to_attr="out"),
        Prefetch("losses", queryset=losses, to_attr="gone"),
    )


def _hook(key: Any, person: Person | None) -> Hook:
    loan = key.out[0] if key.out else None
    is_mine = bool(loan and person and loan.holder_id == person.pk)
    return Hook(key, loan, key.gone[0] if key.gone else None, is_mine)


def board(actor: Actor, *, everything: bool = False) -> Board:
    """The key board as this actor sees it: the first twelve hooks, or everything. 3 queries."""
    keys = Key.objects.within(actor.place).filter(retired_at=None).order_by("number")
    hooks = [_hook(key, actor.person) for key in _with_places(keys)]
    states = [hook.state for hook in hooks]
    return Board(
        hooks=hooks if everything else hooks[:BOARD_HOOKS],
        total=len(hooks),
        out=states.count("out"),
        here=states.count("here"),
        lost=states.count("lost"),
        mine=[hook for hook in hooks if hook.is_mine],
    )


def key_list(actor: Actor) -> list[Hook]:
    """Every key with where it is, for the list on paper; retired ones last. 3 queries."""
    keys = Key.objects.within(actor.place).order_by(F("retired_at").asc(nulls_first=True), "number")
    return [_hook(key, actor.person) for key in _with_places(keys)]


def find_key(actor: Actor, code: str) -> Hook | None:
    """One key of this room by its code, with where it is; or nothing. 3 queries."""
    keys = list(_with_places(Key.objects.within(actor.place).filter(code=code)))
    return _hook(keys[0], actor.person) if keys else None


def last_move(key: Key) -> Loan | None:
    """The newest stay of a key in a pocket, undone ones aside, with its people. 1 query."""
    loans = key.loans.filter(Q(returned_at=None) | Q(returned_at__gt=F("handed_over_at")))
    return loans.select_related("holder", "returned_by").order_by("-handed_over_at", "-pk").first()


def keys_of(person: Person, place: Place) -> list[Loan]:
    """The keys in this person's pocket, as open loans with `.key`, by number. 1 query."""
    mine = Loan.objects.within(place).filter(holder=person, returned_at=None)
    return list(mine.select_related("key").order_by("key__number"))


def opened_since(place: Place, since: datetime) -> set[int]:
    """Who opened the door since a moment, by primary key; what was undone does not count. 1 query.

    For what neighbours do themselves (K5F): not shown by name.
    """
    rows = Opening.objects.within(place).filter(opened_at__gte=since, opened_by__isnull=False)
    lasted = rows.filter(Q(closed_at=None) | Q(closed_at__gt=F("opened_at")))
    return set(lasted.values_list("opened_by", flat=True))


def next_number(place: Place) -> int:
    """The first number no key of this room ever had. 1 query."""
    last = Key.objects.within(place).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def takers(place: Place) -> list[Taker]:
    """The neighbours who do something for the room first, seven at most. 4 queries."""
    does = _what_people_do(place)
    people = residents(place).filter(pk__in=does)[:FIRST_TAKERS]
    return [Taker(person, does[person.pk]) for person in people]


def takers_by_tag(place: Place, tag: str) -> list[Taker]:
    """Every resident with this drawing on their key tag, by name. 4 queries."""
    does = _what_people_do(place)
    people = residents(place).filter(tag_picto=tag)
    return [Taker(person, does.get(person.pk, "")) for person in people]


def _what_people_do(place: Place) -> dict[int, str]:
    """What people pull, had a key for, or are here: the first of these that is known.

    A role only where they agreed to show it.
    """
    agreed = Consent.objects.within(place).filter(
        purpose=Consent.Purpose.SHOW_ROLE, withdrawn_at=None
    )
    roles = Role.objects.filter(
        place=place, until=None, name__in=(Role.Name.HOST, Role.Name.BOARD),
        person__in=agreed.values("person"),
    )  # fmt: skip
    labels = dict(Role.Name.choices)
    does = {role.person_id: str(labels[role.name]) for role in roles}
    loans = Loan.objects.within(place).exclude(holder=None).order_by("-handed_over_at")
    newest = list(loans.values_list("holder_id", "responsibility")[:RECENT_LOANS])
    return does | dict(reversed(newest)) | activities.pulled_here(place)


@leaves_behind
def left_keys(person: Person, place: Place) -> list[str]:
    """How many keys somebody still has, for who ends their role (R25). 1 query."""
    if not (number := len(keys_of(person, place))):
        return []
    told = ngettext(
        "Heeft nog %(n)d sleutel. Vraag die terug.",
        "Heeft nog %(n)d sleutels. Vraag die terug.",
        number,
    )
    return [told % {"n": number}]
