"""What people do with a place: found it, welcome a neighbour, give and take back a role."""

import logging
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.commands import TooOften, slow_down
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.permissions import TEAM_KEYS
from sleutelbos.kit.leaving import end_all
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.words import language_now

from .commands_tokens import revoke_tokens_of
from .door import Actor
from .models import Consent, Place, Role
from .permissions import may_give, may_welcome

log = logging.getLogger(__name__)

# First words of addresses that the design keeps for later (ux 3).
LATER = frozenset({"alv", "buurtbaan", "cijfers", "mijn-geld", "programma", "vereniging"})


@transaction.atomic
def found_cooperative(*, name: str, slug: str) -> Place:
    """Begin the network: its one cooperative. Done by the person who installs it."""
    return Place.objects.create(kind=Place.Kind.COOPERATIVE, name=name, slug=slug)


@transaction.atomic
def found_room(cooperative: Place, *, name: str, slug: str, **about: str) -> Place:
    """Open a room under the cooperative. `about`: address, phone, way_there, story.

    Refused when the slug is the beginning of one of our own addresses (`slug-taken`): its poster
    would lead elsewhere.
    """
    if slug in LATER | _first_words():
        raise Refused("slug-taken", _("Kies een ander kort adres. Dit is al van ons."))
    return Place.objects.create(
        kind=Place.Kind.ROOM, name=name, slug=slug, part_of=cooperative, **about
    )


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The first word of every address of the house, the files aside."""
    todo, words = [get_resolver()], {settings.STATIC_URL.strip("/")}
    while todo:
        for entry in todo.pop().url_patterns:
            word = str(entry.pattern).split("/")[0]
            if word:
                words.add(word)
            elif isinstance(entry, URLResolver):
                todo.append(entry)
    return frozenset(words)


@transaction.atomic
def first_role(person: Person, place: Place, name: str) -> Role:
    """Give the very first board member or coordinator their role: by the installer, no giver."""
    return Role.objects.create(person=person, place=place, name=name, since=timezone.now())


@transaction.atomic
def welcome(
    actor: Actor,
    *,
    called: str,
    tag_picto: str,
    tag_colour: str,
    language: str = "nl",
    once: UUID | None = None,
) -> Person:
    """Write down what a newcomer wants to be called; they become a resident who can come back.

    A first name and a tag are all there is to say (K1F). The same `once` twice is one newcomer
    (R5). Refused when the name is empty (`no-name`) or the tag is not one of ours (`no-tag`).
    Noted in the journal.
    """
    allow(may_welcome(actor))
    try:
        with transaction.atomic():
            person = people.get_to_know(
                called=called,
                tag_picto=tag_picto,
                tag_colour=tag_colour,
                language=language,
                once=once,
            )
    except IntegrityError:
        if once is None:
            raise
        return _welcomed_before(actor, once)
    Role.objects.create(
        person=person, place=actor.place, name=Role.Name.RESIDENT, since=timezone.now(),
        given_by=actor.person,
    )  # fmt: skip
    note(actor, "places.welcomed", person)
    return person


def _welcomed_before(actor: Actor, once: UUID) -> Person:
    """Whom this actor welcomed with the same form; `not-found` when it was not them, not here."""
    roles = Role.objects.filter(place=actor.place, given_by=actor.person, person__uuid=once)
    role = roles.select_related("person").first()
    if role is None:
        raise NotFound
    return role.person


@transaction.atomic
def give_role(actor: Actor, *, to: Person, name: str) -> Role:
    """Trust a neighbour with a role, from now.

    Refused when they carry it already (`has-role`) or are not known here (`not-known-here`; a
    funder, coordinator or assistant may come from outside). A team key signs the person out
    everywhere: from now on they come in for twelve hours (R33). Noted in the journal.
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
    if name in TEAM_KEYS:
        people.sign_out_everywhere(to)
    note(actor, "places.role-given", role)
    return role


@transaction.atomic
def end_role(actor: Actor, *, of: Person, name: str) -> None:
    """End a role, by who may give it or by the person themselves; works at the next request.

    Refused when there is no such role (`no-role`) and for the last one on the board
    (`last-of-board`): a room is never left without somebody who can give roles. Keys that somebody
    of the board made for a machine stop with their role, since they know them (R25). Noted.
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
    if name == Role.Name.BOARD:
        revoke_tokens_of(actor, of)
    if not actor.place.knows(of):
        end_all(of, actor.place)


@transaction.atomic
def make_card_for(actor: Actor, person: Person) -> str:
    """Make a key card for a neighbour at the table; returns the token, to be printed once.

    Refused when the person is not known here (`not-known-here`), or carries a role that this actor
    may not give (`bigger-keys`): else a card would be a way to come in as somebody with more keys.
    Noted in the journal.
    """
    allow(may_welcome(actor) or actor.person == person)
    _within_reach(actor, person)
    token = people.make_card(person, by=actor.person)
    note(actor, "places.card-made", person)
    return token


@transaction.atomic
def revoke_card_of(actor: Actor, person: Person) -> None:
    """Make the card of a neighbour worthless, now: it was lost or lies around.

    Refused as `make_card_for`. Every device of the person is signed out. Noted in the journal.
    """
    allow(may_welcome(actor))
    _within_reach(actor, person)
    people.revoke_card(person)
    note(actor, "places.card-revoked", person)


def _within_reach(actor: Actor, person: Person) -> None:
    """Refuse when somebody is not known here, or can do more than this actor could give them."""
    roles = Role.objects.filter(person=person, until=None).values_list("place_id", "name")
    here = {name for place, name in roles if place == actor.place.pk}
    elsewhere = {name for place, name in roles if place != actor.place.pk}
    if not here:
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))
    mine = actor.person == person
    if not mine and (elsewhere - {"resident"} or not all(may_give(actor, name) for name in here)):
        raise Refused(
            "bigger-keys", _("Deze buur heeft meer sleutels dan jij. Vraag het aan het bestuur.")
        )


def count_look_up(actor: Actor) -> None:
    """Count one look-up of a neighbour; 60 a minute is the most, per account (R32).

    Refused above that (`too-often`); then the log tells which account and which room, by number.
    """
    person = actor.someone
    try:
        slow_down("look-up", str(person.pk), at_most=60, minutes=1, person=person)
    except TooOften:
        log.warning("look-up-too-often person=%s place=%s", person.pk, actor.place.pk)
        raise


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
        language=language_now(),
        given_at=timezone.now(),
    )


def take_back(actor: Actor, purpose: str) -> None:
    """Take my yes back; every page asks again at its next request, so it works at once."""
    mine = Consent.objects.within(actor.place).filter(person=actor.someone, purpose=purpose)
    mine.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
