"""Asking a resident for a yes: to go along, or to talk with an institution about them (K5B, K5C).

Not a word about the resident is written before that yes.
"""

from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note_unnamed
from sleutelbos.commons.notices.commands import forget_path
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.queries import neighbour
from sleutelbos.kit.leaving import ends_with_role
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.words import language_now

from . import queries_map
from .commands_together import page_of, tell_it_waits, tell_news
from .models import Ask, Going, Institution, Kind
from .permissions import may_ask


def wording(kind: str, institution: Institution) -> str:
    """What somebody who was asked says yes to, in the language they read now. Names no person."""
    where = {"where": institution.name}
    if kind == Kind.CONSULT:
        return _(
            "%(where)s mag met de kamer over mij praten. Een buur schrijft op wat er gezegd is. "
            "Ik lees alles. Stoppen mag altijd."
        ) % where  # fmt: skip
    return _(
        "Ik ga samen met een buur naar %(where)s. Die buur mag lezen wat hier staat. "
        "Stoppen mag altijd."
    ) % where  # fmt: skip


@transaction.atomic
def ask(actor: Actor, *, resident: str, institution: str, kind: str) -> Ask:
    """Ask a resident for a yes: to go along, or to talk with an institution about them.

    `resident` and `institution` are codes. Not a word about the resident is written. Asking the
    same again is once. Refused for somebody who is not here or cannot be found and for an
    institution that is not on the map (`not-found`), and for oneself (`is-you`). The resident is
    told that a question waits.
    """
    allow(may_ask(actor))
    person, there = neighbour(actor.place, resident), _on_map(actor, institution)
    if person is None:
        raise NotFound
    if person == actor.person:
        raise Refused("is-you", _("Dit ben jij zelf. Kies een andere buur."))
    here = Ask.objects.within(actor.place)
    same = {"kind": Kind(kind), "institution": there, "resident": person}
    if done := here.filter(**same).first():
        return done
    try:
        with transaction.atomic():
            asked = Ask.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, asker=actor.someone, asked_at=timezone.now(), **same
            )
    except IntegrityError:  # somebody else asked at the same moment
        return here.get(**same)
    tell_it_waits(actor.place, person, page_of("asked", asked))
    return asked


@transaction.atomic
def agree(actor: Actor, *, code: str, seen: str) -> Going:
    """The resident says yes to what was asked; only now there is something to write in.

    `seen` is the sentence they said yes to: that one is kept (R41). Who asked goes along, or speaks
    for the room. What was asked goes; what comes of it carries its code as `once`, so a yes that is
    sent twice is one yes (R5). Refused when nobody asked this (`not-found`), and when the sentence
    would be another one by now (`not-what-was-seen`).
    """
    once = uuid5(NAMESPACE_OID, f"referral.ask:{code}")
    said = Going.objects.within(actor.place).filter(once=once, resident=actor.someone)
    if done := said.first():
        return done
    try:
        asked = _asked(actor, code)
    except NotFound:  # the same yes came in between
        if done := said.first():
            return done
        raise
    if seen != wording(asked.kind, asked.institution):
        raise Refused("not-what-was-seen", _("Dit is net veranderd. Lees het nog een keer."))
    now = timezone.now()
    going = Going.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, once=once, kind=asked.kind, institution=asked.institution,
        resident=asked.resident, companion=asked.asker, comes_at=now, agreed_at=now,
        wording=seen, language=language_now(),
    )  # fmt: skip
    tell_news(going, asked.asker)
    _not_asked(asked)
    note_unnamed(actor, "referral.agreed", going)
    return going


@transaction.atomic
def decline(actor: Actor, *, code: str) -> None:
    """The resident says no; nothing of it stays, and who asked is not told."""
    _not_asked(_asked(actor, code))


def _not_asked(asked: Ask) -> None:
    forget_path(asked.place, page_of("asked", asked))
    asked.delete()


@ends_with_role
def end_asks_in(person: Person, place: Place) -> None:
    """Who does not come here any more asks nobody for a yes, and is not asked (R25). 1 query, and
    two for each."""
    asks = Ask.objects.within(place)
    for asked in (asks.filter(resident=person) | asks.filter(asker=person)).select_related("place"):
        _not_asked(asked)


def _asked(actor: Actor, code: str) -> Ask:
    rows = Ask.objects.within(actor.place).filter(asker__hidden_since=None)
    rows = rows.select_related("place", "institution", "asker").select_for_update(of=("self",))
    found = rows.filter(code=code, resident=actor.someone).first() if code.isascii() else None
    if not isinstance(found, Ask):
        raise NotFound
    return found


def forget_asks(*, before: datetime) -> int:
    """Throw away what was asked before this moment and never answered. For the clock."""
    found = list(Ask.everywhere.filter(asked_at__lt=before).select_related("place"))  # every room
    for asked in found:
        _not_asked(asked)
    return len(found)


def _on_map(actor: Actor, code: str) -> Institution:
    found = queries_map.find_on_map(actor.place, code)
    if found is None:
        raise NotFound
    return found
