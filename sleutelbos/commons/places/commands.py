"""What people do with a place: found it, welcome a neighbour, give and take back a role."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.kit.refused import Refused, allow

from .door import Actor
from .models import Consent, Place, Role
from .permissions import may_give, may_welcome


@transaction.atomic
def found_cooperative(*, name: str, slug: str) -> Place:
    """Begin the network: its one cooperative. Done by the person who installs it."""
    return Place.objects.create(kind=Place.Kind.COOPERATIVE, name=name, slug=slug)


@transaction.atomic
def found_room(cooperative: Place, *, name: str, slug: str, **about: str) -> Place:
    """Open a room under the cooperative. `about`: address, phone, way_there, story."""
    return Place.objects.create(
        kind=Place.Kind.ROOM, name=name, slug=slug, part_of=cooperative, **about
    )


@transaction.atomic
def first_role(person: Person, place: Place, name: str) -> Role:
    """Give the very first board member or coordinator their role: by the installer, no giver."""
    return Role.objects.create(person=person, place=place, name=name, since=timezone.now())


@transaction.atomic
def welcome(
    actor: Actor, *, called: str, tag_picto: str, tag_colour: str, language: str = "nl"
) -> Person:
    """Write down what a newcomer wants to be called; they become a resident who can come back.

    A first name and a tag are all there is to say (K1F). Refused when the name is empty
    (`no-name`). Noted in the journal.
    """
    allow(may_welcome(actor))
    person = people.get_to_know(
        called=called, tag_picto=tag_picto, tag_colour=tag_colour, language=language
    )
    Role.objects.create(
        person=person, place=actor.place, name=Role.Name.RESIDENT, since=timezone.now(),
        given_by=actor.person,
    )  # fmt: skip
    note(actor, "places.welcomed", person)
    return person


@transaction.atomic
def give_role(actor: Actor, *, to: Person, name: str) -> Role:
    """Trust a neighbour with a role, from now.

    Refused when they carry it already (`has-role`) or are not known here (`not-known-here`; a
    funder, coordinator or assistant may come from outside). Noted in the journal.
    """
    allow(may_give(actor, name))
    outsiders = {Role.Name.FUNDER, Role.Name.COORDINATOR, Role.Name.ASSISTANT, Role.Name.RESIDENT}
    if name not in outsiders and not actor.place.knows(to):
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))
    try:
        with transaction.atomic():
            role = Role.objects.create(
                person=to, place=actor.place, name=name, since=timezone.now(),
                given_by=actor.person,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("has-role", _("Deze buur doet dit al.")) from None
    note(actor, "places.role-given", role)
    return role


@transaction.atomic
def end_role(actor: Actor, *, of: Person, name: str) -> None:
    """End a role, by who may give it or by the person themselves; works at the next request.

    Refused when there is no such role (`no-role`) and for the last one on the board
    (`last-of-board`): a room is never left without somebody who can give roles. Noted.
    """
    allow(may_give(actor, name) or actor.person == of)
    open_roles = Role.objects.filter(place=actor.place, name=name, until=None)
    role = open_roles.select_for_update().filter(person=of).first()
    if role is None:
        raise Refused("no-role", _("Deze buur doet dit hier niet."))
    if name == Role.Name.BOARD and open_roles.count() == 1:
        raise Refused("last-of-board", _("Vraag eerst iemand anders voor het bestuur."))
    role.until = timezone.now()
    role.save(update_fields=["until"])
    note(actor, "places.role-ended", role)


@transaction.atomic
def make_card_for(actor: Actor, person: Person) -> str:
    """Make a key card for a neighbour at the table; returns the token, to be printed once.

    Refused when the person is not known here (`not-known-here`). Noted in the journal.
    """
    allow(may_welcome(actor) or actor.person == person)
    if not actor.place.knows(person):
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))
    token = people.make_card(person, by=actor.person)
    note(actor, "places.card-made", person)
    return token


@transaction.atomic
def say_yes(actor: Actor, purpose: str) -> Consent:
    """Write down my yes for one purpose here, with the words and language I saw (P2).

    Saying it twice is once. Nobody can say yes for another.
    """
    mine = Consent.objects.within(actor.place).filter(person=actor.someone, purpose=purpose)
    if found := mine.filter(withdrawn_at=None).first():
        return found
    return Consent.everywhere.create(  # everywhere: writing, not looking
        person=actor.someone,
        place=actor.place,
        purpose=purpose,
        wording=str(Consent.Purpose(purpose).label),
        language=get_language() or "nl",
        given_at=timezone.now(),
    )


def take_back(actor: Actor, purpose: str) -> None:
    """Take my yes back; every page asks again at its next request, so it works at once."""
    mine = Consent.objects.within(actor.place).filter(person=actor.someone, purpose=purpose)
    mine.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
