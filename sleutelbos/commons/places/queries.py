"""Looking for places and for the people of a place."""

from django.db import models

from sleutelbos.commons.people.models import Person

from .models import Consent, Place, Role


def rooms() -> models.QuerySet[Place]:
    """Every room of the network, by name, to choose from. Public."""
    return Place.objects.filter(kind=Place.Kind.ROOM).order_by("name")


def neighbours(place: Place) -> models.QuerySet[Person]:
    """Everybody with a role in the place now, by name; who is hidden is not among them."""
    open_roles = Role.objects.filter(place=place, until=None).values("person")
    return Person.objects.filter(pk__in=open_roles, hidden_since=None).order_by("called", "pk")


def neighbour(place: Place, code: str) -> Person | None:
    """One neighbour by code, or nothing: unknown, elsewhere and hidden look the same (R22, R32)."""
    return neighbours(place).filter(code=code).first()


def residents(place: Place) -> models.QuerySet[Person]:
    """The neighbours who are residents: only they pull an activity or hold a key."""
    names = ("resident", "host", "key-holder")
    open_roles = Role.objects.filter(place=place, until=None, name__in=names).values("person")
    return Person.objects.filter(pk__in=open_roles, hidden_since=None).order_by("called", "pk")


def with_role(place: Place, name: str) -> models.QuerySet[Person]:
    """Everyone who carries a role here now, longest first."""
    return (
        Person.objects.filter(roles__place=place, roles__name=name, roles__until=None)
        .filter(hidden_since=None).order_by("roles__since", "pk")
    )  # fmt: skip


def roles_of(person: Person, place: Place) -> models.QuerySet[Role]:
    """The roles of one person in one place, also those that ended, newest first."""
    return Role.objects.filter(person=person, place=place).order_by("-since", "-pk")


def yes_of(person: Person, place: Place) -> frozenset[str]:
    """The purposes this person agreed to in a place. 1 query."""
    open_yes = Consent.objects.within(place).filter(person=person, withdrawn_at=None)
    return frozenset(open_yes.values_list("purpose", flat=True))


def agreed(place: Place, purpose: str) -> frozenset[int]:
    """The primary keys of everyone who agreed to a purpose in a place. 1 query."""
    open_yes = Consent.objects.within(place).filter(purpose=purpose, withdrawn_at=None)
    return frozenset(open_yes.values_list("person_id", flat=True))
