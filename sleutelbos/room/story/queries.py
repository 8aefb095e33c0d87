"""Looking at routes: my own, the doors somebody chose to show me, and the walls of the system."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sleutelbos.commons.journal.queries import has_read, readings_of
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Consent, Place, Role
from sleutelbos.commons.places.queries import agreed, neighbours, with_role
from sleutelbos.kit.leaving import hands_over
from sleutelbos.kit.privacy import Switch, shows_switches
from sleutelbos.kit.words import day_in_full

from .models import CountYes, Door, Map, Pen, Recording, Share, Signal, Step

if TYPE_CHECKING:
    from sleutelbos.commons.journal.models import Reading

MOST_TO_CHOOSE = 24  # neighbours at a time
HEARD_FOR = timedelta(hours=1)  # after opening a door its recording can be heard so long
TEAM = ("coordinator", "assistant")


@dataclass(frozen=True)
class Wall:
    """One of the four walls of the map, what it is, and the way through that others found."""

    code: str
    name: str | Promise
    about: str | Promise
    way: str | Promise
    helped: tuple[str | Promise, ...]


# In plain words what key persons found in their own research: „Door de muren van vooruitgang“.
WALLS = (
    Wall(
        Map.EXISTENCE, Map.EXISTENCE.label,
        gettext_lazy("Geen werk, schulden of ziekte. Je voelt je afgewezen."),
        gettext_lazy("Niet opgeven"),
        (
            gettext_lazy("Elkaar steunen en moed geven"),
            gettext_lazy("Iets doen in de buurt of op school"),
            gettext_lazy("Samen zoeken wat wel kan met geld"),
        ),
    ),
    Wall(
        Map.NET, Map.NET.label,
        gettext_lazy("De uitkering helpt. Maar leren of werken mag soms niet."),
        gettext_lazy("Kiezen om te groeien"),
        (
            gettext_lazy("Iemand die naast je staat"),
            gettext_lazy("Je eigen doel kiezen en mensen leren kennen"),
            gettext_lazy("Samen geld zoeken voor een opleiding"),
        ),
    ),
    Wall(
        Map.VOLUNTEER, Map.VOLUNTEER.label,
        gettext_lazy("Je doet veel, maar niemand betaalt je."),
        gettext_lazy("Betaald worden voor wat je doet"),
        (
            gettext_lazy("Een buurtbaan of een andere baan op weg"),
            gettext_lazy("Geld vragen voor werk dat je al doet"),
        ),
    ),
    Wall(
        Map.DIPLOMA, Map.DIPLOMA.label,
        gettext_lazy("Je kan het wel, maar je hebt het papier niet."),
        gettext_lazy("Werken met wat je zelf meemaakte"),
        (
            gettext_lazy("Voor jezelf beginnen in de buurt"),
            gettext_lazy("Leren terwijl je werkt"),
        ),
    ),
)  # fmt: skip
BY_CODE = {wall.code: wall for wall in WALLS}


@dataclass(frozen=True)
class Route:
    """Somebody's own route: the doors in order, and what others wrote that was not read back yet.

    Each door has `.step` (the open one or None), `.did` (steps done), `.shown` (open shares, each
    with `.reader`; None for who is hidden now) and `.counted` (a yes to count, or None).
    """

    doors: list[Door]
    drafts: list[Door]
    more: bool = False


def own(person: Person) -> QuerySet[Door]:
    """The doors of one person in every room, in the order of the path; the goal comes last."""
    mine = Door.everywhere.filter(person=person, taken_away_at=None)  # one's own, wherever told
    return mine.order_by("is_goal", "position", "pk")


def _steps() -> Prefetch:
    steps = Step.everywhere.filter(dropped_at=None).order_by("at", "pk")  # of doors found already
    return Prefetch("steps", steps, to_attr="all_steps")


def _around(today: object) -> list[Prefetch]:
    """Who sees a door and who looked: for its own person only."""
    open_shares = Share.everywhere.filter(  # of doors of one person
        ended_at=None, until__gte=today
    ).select_related("reader")
    yes = CountYes.everywhere.filter(withdrawn_at=None)  # of doors of one person
    return [
        Prefetch("shares", open_shares.order_by("shared_at", "pk"), to_attr="shown"),
        Prefetch("count_yeses", yes, to_attr="yeses"),
    ]


def _dressed(door: Door) -> Door:
    steps = getattr(door, "all_steps", [])
    door.step = next((step for step in steps if step.done_at is None), None)  # type: ignore[attr-defined]
    door.did = [step for step in steps if step.done_at]  # type: ignore[attr-defined]
    door.counted = next(iter(getattr(door, "yeses", [])), None)  # type: ignore[attr-defined]
    for share in getattr(door, "shown", []):
        if share.reader.is_hidden:
            share.reader = None  # who is hidden looks as if unknown, also to who showed it
    return door


def route(person: Person, at: datetime) -> Route:
    """My whole route. 4 queries, however long it is."""
    today = timezone.localdate(at)
    rows = own(person).select_related("written_by").prefetch_related(_steps(), *_around(today))
    found = [_dressed(door) for door in rows]
    return Route([d for d in found if not d.is_draft], [d for d in found if d.is_draft])


def glimpse(person: Person) -> Route:
    """Three doors of my route for *Mijn bos*: where I am, with one on either side. 2 queries."""
    found = [_dressed(door) for door in own(person).prefetch_related(_steps())]
    doors = [door for door in found if not door.is_draft]
    here = next((n for n, door in enumerate(doors) if door.state == Door.State.NOW), None)
    if here is None:  # after the last open one
        here = sum(door.state == Door.State.OPEN for door in doors)
    first = max(min(here - 1, len(doors) - 3), 0)
    drafts = [door for door in found if door.is_draft]
    return Route(doors[first : first + 3], drafts, more=len(doors) > 3)


def door(person: Person, code: str, at: datetime) -> Door | None:
    """One of my doors with everything around it; of others and unknown look the same. 4 queries."""
    today = timezone.localdate(at)
    rows = own(person).filter(code=code).select_related("written_by")
    found = rows.prefetch_related(_steps(), *_around(today)).first()
    return _dressed(found) if found else None


def looked(person: Person, at_door: Door | None = None) -> "list[Reading]":
    """Who read my doors, or one of them, newest first. 1 query."""
    return readings_of(person, at_door or Door._meta.label)


def on_paper(person: Person) -> list[Door]:
    """The doors of my route for one A4, without who sees them. 2 queries."""
    rows = own(person).filter(is_draft=False).prefetch_related(_steps())
    return [_dressed(door) for door in rows]


def recording(person: Person, code: str) -> Recording | None:
    """The recording of one of my own doors. 1 query."""
    mine = own(person).filter(code=code).order_by().values("pk")
    return Recording.everywhere.filter(door__in=mine).first()  # of a door of this person


# -- what others show me ------------------------------------------------------------------------


def open_to(reader: Person, at: datetime) -> QuerySet[Share]:
    """The shares that let this person in now: not ended, not over, still at home there (R25),
    of nobody who asked not to be found (R32), and not of what was taken away."""
    here = Role.objects.filter(person=reader, until=None, place=OuterRef("place"))
    return Share.everywhere.filter(  # everywhere this person is at home
        Exists(here.exclude(name="funder")), reader=reader, ended_at=None,
        until__gte=timezone.localdate(at), door__taken_away_at=None, door__is_draft=False,
        door__person__hidden_since=None,
    ).select_related("door__person").order_by("-shared_at", "-pk")  # fmt: skip


def shown_to(reader: Person, at: datetime) -> list[Share]:
    """What neighbours show me now, the latest first: from whom and until when, no words yet.

    1 query; nothing of the story itself is read here, so nothing leaves a trace.
    """
    return list(open_to(reader, at).defer("door__words", "door__helped"))


def as_shown(share: Share) -> Door:
    """The door of a share that was just opened, with its steps: all that its reader sees. 1 query.

    Not what was said about the wall, not who else may read it.
    """
    share.door.all_steps = list(  # type: ignore[attr-defined]
        share.door.steps.filter(dropped_at=None).order_by("at", "pk")
    )
    return _dressed(share.door)


def heard(reader: Person, code: str, at: datetime) -> Recording | None:
    """The recording of a door that this person opened within the last hour. 3 queries.

    So that nobody hears a story without a trace (R26).
    """
    share = open_to(reader, at).filter(door__code=code).first()
    if share is None:
        return None
    door = share.door
    if not has_read(reader, door, at - HEARD_FOR):
        return None
    return Recording.everywhere.filter(door=door).first()  # of the door this person may read


# -- who can be chosen, and who writes ----------------------------------------------------------


def choosable(place: Place, *, but: Person, picto: str = "") -> list[Person]:
    """Neighbours to choose from, by name: who let neighbours see what they do, and the team.

    With a pictogram: who has that tag and let their name be on the screen at the door. Nobody
    else: a list of who comes here is for nobody (R32). At most 24. 3 queries.
    """
    rows = neighbours(place).exclude(pk=but.pk)
    if picto:
        on_screen = agreed(place, Consent.Purpose.DOOR_NAME)
        return list(rows.filter(pk__in=on_screen, tag_picto=picto)[:MOST_TO_CHOOSE])
    named = agreed(place, Consent.Purpose.SHOW_ROLE)
    team = Role.objects.filter(place=place, until=None, name__in=TEAM).values("person")
    return list(rows.filter(Q(pk__in=named) | Q(pk__in=team))[:MOST_TO_CHOOSE])


def can_be_chosen(place: Place, code: str, *, but: Person) -> Person | None:
    """The neighbour with this code, if one can choose them here. 3 queries."""
    found = neighbours(place).exclude(pk=but.pk).filter(code=code).first()
    if found is None:
        return None
    yes = agreed(place, Consent.Purpose.DOOR_NAME) | agreed(place, Consent.Purpose.SHOW_ROLE)
    if found.pk in yes or any(with_role(place, name).filter(pk=found.pk) for name in TEAM):
        return found
    return None


def pens_of(owner: Person, at: datetime) -> list[Pen]:
    """Who writes for me now. 1 query."""
    rows = Pen.everywhere.filter(  # one's own, in every room
        owner=owner, ended_at=None, until__gte=timezone.localdate(at), writer__hidden_since=None
    )
    return list(rows.select_related("writer").order_by("given_at", "pk"))


def open_pens(writer: Person, at: datetime) -> QuerySet[Pen]:
    """For whom this person writes now: while they are at home there and nobody is hidden."""
    here = Role.objects.filter(person=writer, until=None, place=OuterRef("place"))
    return Pen.everywhere.filter(  # everywhere this person is at home
        Exists(here.exclude(name="funder")), writer=writer, ended_at=None,
        until__gte=timezone.localdate(at), owner__hidden_since=None,
    ).select_related("owner", "place").order_by("given_at", "pk")  # fmt: skip


def drafts_by(writer: Person, owner: Person) -> list[Door]:
    """What this neighbour wrote for me that was not read back yet: the writer may see it. 1 query.

    After that it belongs to its person alone.
    """
    return list(own(owner).filter(written_by=writer, is_draft=True))


# -- walls of the system ------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """The walls that ten neighbours or more told, and since which day that is known."""

    since: object
    walls: list[Wall]


def told(place: Place) -> Told | None:
    """What is frozen for the last quarter in this place; None before the first time. 1 query."""
    rows = list(Signal.objects.within(place).order_by("-quarter"))
    if not rows:
        return None
    last = rows[0].quarter
    standing = {row.wall for row in rows if row.quarter == last and row.stands}
    return Told(last, [wall for wall in WALLS if wall.code in standing])


@shows_switches
def sharing_switches(person: Person) -> list[Switch]:
    """Every door I show to somebody, to turn off, on *Wie ziet wat* (P2). 1 query."""
    today = timezone.localdate()
    rows = Share.everywhere.filter(  # one's own, in every room
        door__person=person, door__taken_away_at=None, ended_at=None, until__gte=today
    ).select_related("reader", "door", "place").order_by("shared_at", "pk")  # fmt: skip
    said = _("%(name)s mag een deur van mijn route lezen, tot en met %(day)s")
    unknown = _("Een buur")
    return [
        Switch(
            said % {
                "name": unknown if share.reader.is_hidden else share.reader.called,
                "day": day_in_full(share.until, today.year),
            },
            share.place.name,
            True,
            reverse("story:stop", args=[share.door.code, share.code]),
        )
        for share in rows
    ]  # fmt: skip


@hands_over
def left_stories(person: Person, place: Place) -> list[str]:
    """How many doors were shown to somebody of the team who left: they are closed (R25). 2 queries.

    Only of the team: of a neighbour nobody but the two of them knows that a door is shown.
    """
    was = Role.objects.filter(person=person, place=place, name__in=TEAM, until__isnull=False)
    shown = Share.objects.within(place).filter(
        Exists(was), reader=person, ended_at=None, until__gte=timezone.localdate()
    )
    here = Role.objects.filter(person=person, place=place, until=None).exclude(name="funder")
    if not (number := shown.count()) or here.exists():
        return []
    told = ngettext(
        "Las %(n)d route mee. Die is nu dicht. De buur kiest zelf wie verder leest.",
        "Las %(n)d routes mee. Die zijn nu dicht. De buren kiezen zelf wie verder leest.",
        number,
    )
    return [told % {"n": number}]
