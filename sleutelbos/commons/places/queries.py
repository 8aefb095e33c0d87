"""Looking for places and for the people of a place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.leaving import hands_over
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS
from sleutelbos.kit.privacy import Switch, shows_switches
from sleutelbos.kit.search import fold as remembering_fold

from .models import ApiToken, Consent, Place, Role

AT_MOST = 10  # neighbours at a time (R32)
AT_LEAST = 3  # letters
fold = remembering_fold.__wrapped__  # names of people are not kept in a cache


def rooms() -> models.QuerySet[Place]:
    """Every room of the network, by name, to choose from. Public."""
    return Place.objects.filter(kind=Place.Kind.ROOM).order_by("name")


Doors = Callable[[], Mapping[int, datetime]]
_DOORS: list[Doors] = []


def knows_the_doors(function: Doors) -> Doors:
    """Let the list of rooms ask this function which doors are open. A decorator of a query."""
    _DOORS.append(function)
    return function


def open_doors() -> dict[int, datetime]:
    """The rooms whose door is open now, by their key, and until when. 1 query for all of them."""
    return {room: until for function in _DOORS for room, until in function().items()}


def neighbours(place: Place) -> models.QuerySet[Person]:
    """Everybody with a role in the place now, by name; who is hidden is not among them."""
    open_roles = Role.objects.filter(place=place, until=None).values("person")
    return Person.objects.filter(pk__in=open_roles, hidden_since=None).order_by("called", "pk")


def neighbour(place: Place, code: str) -> Person | None:
    """One neighbour by code, or nothing: unknown, elsewhere and hidden look the same (R22, R32)."""
    return neighbours(place).filter(code=code).first()


def who_left(place: Place, code: str, since: datetime) -> tuple[Person | None, frozenset[str]]:
    """Who laid down a role here since a moment, and which; they may not come here any more.

    Nobody for who is unknown, hidden or lays down nothing: all look the same. 1 query.
    """
    ended = Role.objects.filter(
        place=place, person__code=code, person__hidden_since=None, until__gte=since
    ).select_related("person")
    roles = list(ended)
    return (roles[0].person if roles else None), frozenset(role.name for role in roles)


@hands_over
def left_tokens(person: Person, place: Place) -> list[str]:
    """Which keys for machines stopped with their role on the board, by what they were for; not
    those that were taken back before. At most 3 queries."""
    board = Role.objects.filter(person=person, place=place, name=Role.Name.BOARD)
    ended = board.filter(until__isnull=False).order_by("-until").values_list("until", flat=True)
    last = None if board.filter(until=None).exists() else ended.first()
    if last is None:  # never on the board, or still
        return []
    here = ApiToken.objects.within(place).filter(made_by=person, revoked_at__gte=last)
    told = _("De computersleutel voor %(name)s werkt niet meer. Maak een nieuwe.")
    names = here.order_by("made_at").values_list("name", flat=True)
    return [told % {"name": name} for name in names]


def residents(place: Place) -> models.QuerySet[Person]:
    """The neighbours who are residents: only they pull an activity or hold a key."""
    names = ("resident", "host", "key-holder")
    open_roles = Role.objects.filter(place=place, until=None, name__in=names).values("person")
    return Person.objects.filter(pk__in=open_roles, hidden_since=None).order_by("called", "pk")


def not_neighbours(place: Place) -> set[int]:
    """Who is here for work or for the money only: team and funders without another role. 1 query.

    The keys of people, for lists in which they would stand with an empty line.
    """
    here = Role.objects.filter(place=place, until=None)
    paid = ("coordinator", "assistant", "funder")
    other = here.filter(person=models.OuterRef("person")).exclude(name__in=paid)
    rows = here.filter(~models.Exists(other), name__in=paid)
    return set(rows.values_list("person_id", flat=True))


def with_role(place: Place, *names: str) -> models.QuerySet[Person]:
    """Everyone who carries one of these roles here now, longest first; twice for two of them."""
    return (
        Person.objects.filter(roles__place=place, roles__name__in=names, roles__until=None)
        .filter(hidden_since=None).order_by("roles__since", "pk")
    )  # fmt: skip


def roles_of(person: Person, place: Place) -> models.QuerySet[Role]:
    """The roles of one person in one place, also those that ended, newest first."""
    return Role.objects.filter(person=person, place=place).order_by("-since", "-pk")


def yes_of(person: Person, place: Place) -> frozenset[str]:
    """The purposes this person agreed to in a place. 1 query."""
    open_yes = Consent.objects.within(place).filter(person=person, withdrawn_at=None)
    return frozenset(open_yes.values_list("purpose", flat=True))


def agreed(place: Place, *purposes: str) -> frozenset[int]:
    """The primary keys of everyone who agreed to one of these in a place. 1 query."""
    open_yes = Consent.objects.within(place).filter(purpose__in=purposes, withdrawn_at=None)
    return frozenset(open_yes.values_list("person_id", flat=True))


def rooms_of(person: Person) -> models.QuerySet[Place]:
    """The rooms where a person carries a role now, by name. 1 query."""
    open_roles = Role.objects.filter(person=person, until=None).values("place")
    return rooms().filter(pk__in=open_roles)


@dataclass(frozen=True)
class Found:
    """Neighbours that fit, ten at most, and whether there are more."""

    people: list[Person]
    more: bool


def called_like(place: Place, typed: str) -> Found:
    """Neighbours whose name holds these letters; capitals and accents do not matter (R32).

    Fewer than three letters find nobody. Who is hidden is not asked for at all, so neither the
    answer nor the time it takes tells anything. 1 query.
    """
    wanted = fold(typed).strip()
    if len(wanted) < AT_LEAST:
        return Found([], False)
    fits = [person for person in neighbours(place) if wanted in fold(person.called)]
    return Found(fits[:AT_MOST], len(fits) > AT_MOST)


def with_tag(place: Place, picto: str, colour: str) -> Found:
    """Neighbours with this pictogram, and this colour when one is given, ten at most. 1 query."""
    fits = neighbours(place).filter(tag_picto=picto)
    if colour:
        fits = fits.filter(tag_colour=colour)
    found = list(fits[: AT_MOST + 1])
    return Found(found[:AT_MOST], len(found) > AT_MOST)


def free_tag(place: Place) -> tuple[str, str]:
    """A pictogram and a colour that no neighbour here has yet, to suggest. 1 query."""
    taken = set(neighbours(place).order_by().values_list("tag_picto", "tag_colour"))
    colours = list(TAG_COLOURS)
    for turn in range(len(colours)):
        for number, picto in enumerate(TAG_PICTOS):
            tag = (picto, colours[(number + turn) % len(colours)])
            if tag not in taken:
                return tag
    return "huis", "blauw"  # more than 144 neighbours: any tag, the name tells them apart


def welcomed_by(place: Place, people: Iterable[Person]) -> dict[int, Person]:
    """By primary key: who first trusted each of these neighbours with a role here. 1 query.

    For the team; who is hidden or does not come any more is not named.
    """
    roles = Role.objects.filter(
        place=place, person__in=[person.pk for person in people], given_by__hidden_since=None,
        given_by__roles__place=place, given_by__roles__until=None,
    ).select_related("given_by")  # fmt: skip
    rows = roles.order_by("-since", "-pk")
    return {role.person_id: role.given_by for role in rows if role.given_by_id != role.person_id}  # type: ignore[misc]


@dataclass(frozen=True)
class Carried:
    """A role somebody carries or carried, and who gave it (nobody, when that person is hidden)."""

    name: str
    label: str
    since: object
    until: object
    given_by: Person | None


def story_of_roles(person: Person, place: Place) -> list[Carried]:
    """The roles of one person here, those of now first, each with who gave it. 1 query."""
    roles = roles_of(person, place).select_related("given_by")
    carried = [
        Carried(
            role.name,
            role.get_name_display(),
            role.since,
            role.until,
            role.given_by if role.given_by and not role.given_by.is_hidden else None,
        )
        for role in roles
    ]
    return sorted(carried, key=lambda role: role.until is not None)


def who_does_what(place: Place) -> list[tuple[str, list[Person]]]:
    """What people do here, with who does it: only those who said yes to that (`show-role`).

    Longest first; nobody who is hidden. 2 queries.
    """
    yes = agreed(place, Consent.Purpose.SHOW_ROLE)
    doers: dict[str, list[Person]] = defaultdict(list)
    roles = Role.objects.filter(
        place=place, until=None, person__in=yes, person__hidden_since=None
    ).select_related("person")
    for role in roles.order_by("since", "pk"):
        doers[role.name].append(role.person)
    names = [name for name in Role.Name if name not in {Role.Name.RESIDENT, Role.Name.FUNDER}]
    return [(str(name.label), doers[name]) for name in names if doers[name]]


def my_place(person: Person, slug: str) -> Place | None:
    """The place with this slug, if the person has or had a role or a yes there. 1 query."""
    here = models.Exists(Role.objects.filter(person=person, place=models.OuterRef("pk")))
    yes = models.Exists(
        Consent.everywhere.filter(person=person, place=models.OuterRef("pk"))  # in this one place
    )
    return Place.objects.filter(here | yes, slug=slug).first()


@shows_switches
def consent_switches(person: Person) -> list[Switch]:
    """Every purpose in every room of this person, on or off, for *Wie ziet wat* (P2). 2 queries.

    A yes given where the person does not come any more is shown too, so it can be taken back.
    """
    given = Consent.everywhere.filter(person=person, withdrawn_at=None)  # one's own, everywhere
    on = {(yes.place, yes.purpose) for yes in given.select_related("place")}
    places = sorted({*rooms_of(person), *(place for place, _purpose in on)}, key=lambda p: p.name)
    return [
        Switch(
            str(purpose.label),
            place.name,
            (place, purpose) in on,
            reverse(
                "places:no" if (place, purpose) in on else "places:yes",
                kwargs={"place_slug": place.slug, "purpose": purpose},
            ),
        )
        for place in places
        for purpose in Consent.Purpose
    ]
