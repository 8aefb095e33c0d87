"""Walls of the system: what its person says of a wall, the yes to count it, and the signal (B12).

A signal says of one of the four walls: at least ten neighbours told this. Nothing more. How nobody
can be recognised in it, also by somebody who looks often and knows a lot (P3, U/WA.05):

- **No words, no names.** A signal is about one of the four walls of the map. What people wrote is
  not read to make it.
- **No number.** Ten or a hundred look the same, and nine looks like none. A number that moves from
  11 to 12 tells about the twelfth; a yes or no does not. The number is not stored either.
- **Frozen for a quarter.** At its first night a quarter is worked out over what was said before
  the quarter began, kept as yes or no, and not touched until the next quarter. So looking every
  day, before and after somebody spoke, shows the same page. Somebody who takes a yes back, or is
  erased, is out of the next quarter; were the page to change at once, the moment of leaving would
  tell who left. The frozen row holds nobody's data: it is one bit about at least ten people.
- **No history.** An older quarter is wiped, so the house itself does not hand over two to compare.
- **People, not doors**, counted once in a place; only those at home there since before the quarter,
  so that nobody is brought in to tip the balance within it.
- **One cut.** Only the four walls, only a whole room, or the whole cooperative over all its rooms;
  no filter by age, activity or date, so there is nothing to subtract. Cooperative against rooms
  gives at most that some room, with all its residents, was told from.

What stays: nine people who conspire over two quarters can find out that some tenth exists. They
cannot find out who, as long as more than one person could be it; no threshold can do better.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.words import language_now

from .commands import mine
from .models import CountYes, Door, Map, Signal
from .queries import BY_CODE

AT_LEAST = 10  # people (ux 15, R42)
COUNT_WORDS = gettext_lazy(
    "Tel deze muur mee, zonder mijn naam en mijn woorden. "
    "Het bestuur hoort het pas als tien buren of meer dit zeggen."
)


@transaction.atomic
def say_wall(
    actor: Actor, *, door: str, wall: str = "", of_system: bool = False, count: bool = False
) -> Door:
    """Say which wall of the map mine looks like, whether it is of the system, and may be counted.

    Only a wall of the system is counted; taking any of it back ends the yes at once. Refused when
    the door is not mine or a draft (`not-found`), for a wall that is not on the map
    (`no-such-choice`), and for a yes to count without saying which wall it is (`which-wall`).
    """
    found = mine(actor, door, drafts=False)
    if wall and wall not in BY_CODE:
        raise Refused("no-such-choice", _("Kies er een."), field="wall")
    count = count and of_system
    if count and not wall:
        raise Refused(
            "which-wall", _("Kies op welke muur hij lijkt. Dan tellen wij hem mee."), field="wall"
        )
    found.wall, found.of_system = wall, of_system
    found.save(update_fields=["wall", "of_system"])
    _count(actor, found, count)
    return found


def _count(actor: Actor, door: Door, wanted: bool) -> None:
    """Make the ledger say what was chosen: a yes for another wall is another yes (R41)."""
    now = timezone.now()
    yes = CountYes.everywhere.filter(door=door, withdrawn_at=None)  # of this door of mine
    if wanted and yes.filter(wall=door.wall).exists():
        return
    yes.update(withdrawn_at=now)
    if wanted:
        CountYes.everywhere.create(  # everywhere: writing, not looking
            place=door.place, door=door, person=actor.someone, wall=door.wall,
            wording=str(COUNT_WORDS), language=language_now(), given_at=now,
        )  # fmt: skip


def quarter_of(day: date) -> date:
    """The first day of the quarter that a day is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


@transaction.atomic
def freeze(now: datetime) -> int:
    """Work out the signals of this quarter, once, for every place; wipe those of older ones.

    For the clock, every night; on all but the first of a quarter it does nothing. Returns how many
    rows it made. See the module for what it counts.
    """
    quarter = quarter_of(timezone.localdate(now))
    done = set(
        Signal.everywhere.filter(quarter=quarter).values_list("place_id", flat=True)  # the clock
    )
    fresh = [
        Signal(place=place, quarter=quarter, wall=wall, stands=_stands(place, wall, quarter))
        for place in Place.objects.exclude(pk__in=done).order_by("pk")
        for wall in Map.values
    ]
    try:
        with transaction.atomic():
            Signal.everywhere.bulk_create(fresh)  # everywhere: writing, not looking
    except IntegrityError:  # another clock was first: what it froze stands
        return 0
    Signal.everywhere.filter(quarter__lt=quarter).delete()  # the clock: nothing to compare with
    return len(fresh)


def _stands(place: Place, wall: str, quarter: date) -> bool:
    """Did ten people or more tell this wall here, before the quarter? 1 query."""
    begin = local_moment(quarter, datetime.min.time())
    at_home = Role.objects.filter(
        Q(place=place) | Q(place__part_of=place), person=OuterRef("person"), until=None,
        since__lt=begin,
    )  # fmt: skip
    told = CountYes.objects.under(place).filter(
        Exists(at_home.exclude(name="funder")), wall=wall, given_at__lt=begin, withdrawn_at=None,
        door__of_system=True, door__taken_away_at=None, door__is_draft=False,
    )  # fmt: skip
    people = told.order_by().values("person").distinct()[:AT_LEAST]
    return len(people) == AT_LEAST
