"""Asking people what they would like to do, as far as they agreed; and being proud (K1E, K2D).

None of the asking is in the journal: that would tell the room who got help.
"""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.refused import NotFound, allow

from .models import Asked, GaveGot, Steering, Thanks
from .permissions import may_invite, may_keep_lines
from .queries_invitations import find_invitation


@transaction.atomic
def steer(actor: Actor, *, how: str) -> Steering:
    """Say how much I may be steered to do something too: `not`, `gently` or `actively` (K1E).

    Only for oneself; it works at once, also what was on the list of today. The same answer twice
    is once. Raises `NotFound` for another answer. What was said, and in which words, stays (P2).
    """
    allow(may_keep_lines(actor))
    if how not in Steering.How.values:
        raise NotFound
    _hold(actor.someone)
    now = timezone.now()
    mine = Steering.objects.within(actor.place).filter(person=actor.someone, until=None)
    before = mine.first()
    if before is not None and before.how == how:
        return before
    mine.update(until=now)
    return Steering.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, person=actor.someone, how=how, since=now,
        wording=str(Steering.How(how).label), language=get_language() or "nl",
    )  # fmt: skip


@transaction.atomic
def invited(actor: Actor, *, code: str, day: date, later: bool = False) -> Asked:
    """A neighbour on the list of `day` was asked what they would like to do, or is asked `later`.

    By the team. Then they are left in peace for a while, as long as they agreed to. Raises
    `NotFound` for who is not on the list: nobody else can be asked or put off here. The same twice
    is once.
    """
    allow(may_invite(actor))
    found = Asked.objects.within(actor.place).filter(person__code=code, day=day).first()
    if found is not None:
        return found
    person = find_invitation(actor.place, day, code)
    if person is None:
        raise NotFound
    try:
        with transaction.atomic():
            return Asked.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, person=person, by=actor.someone, later=later, day=day
            )
    except IntegrityError:  # somebody else of the team, in this moment
        return Asked.objects.within(actor.place).get(person=person, day=day)


@transaction.atomic
def not_invited(actor: Actor, *, code: str, day: date) -> None:
    """Undo: this neighbour was not asked on `day`, and is on the list again. By the team."""
    allow(may_invite(actor))
    here = Asked.objects.within(actor.place)
    asked = here.filter(person__code=code, day=day).first()
    if asked is not None:
        here.filter(pk=asked.pk).delete()


@transaction.atomic
def show(actor: Actor, *, once: UUID) -> GaveGot | Thanks:
    """Put something of mine on the pride wall: what I gave, or a thank-you I got (K2D).

    In one tap, by me alone. Of a thank-you the words and the name of who said it stay with me; of
    what I gave, who it was with. Raises `NotFound` for what is not mine or what I got. Noted.
    """
    allow(may_keep_lines(actor))
    found = _of_mine(actor, once)
    if found.shown_at is None:
        found.shown_at = timezone.now()
        found.save(update_fields=["shown_at"])
        note(actor, "hours.shown", found)
    return found


@transaction.atomic
def hide(actor: Actor, *, once: UUID) -> GaveGot | Thanks:
    """Take something of mine off the pride wall; it works at once. Otherwise as `show`."""
    allow(may_keep_lines(actor))
    found = _of_mine(actor, once)
    if found.shown_at is not None:
        found.shown_at = None
        found.save(update_fields=["shown_at"])
        note(actor, "hours.not-shown", found)
    return found


def _of_mine(actor: Actor, once: UUID) -> GaveGot | Thanks:
    gave = GaveGot.objects.within(actor.place).select_for_update()
    line: GaveGot | None = gave.filter(
        person=actor.someone, kind="gave", taken_away_at=None, once=once
    ).first()
    if line is not None:
        return line
    thanks = Thanks.objects.within(actor.place).select_for_update()
    said: Thanks | None = thanks.filter(
        to_person=actor.someone, taken_back_at=None, once=once
    ).first()
    if said is None:
        raise NotFound
    return said


def _hold(person: Person) -> None:
    """Two answers of one person at once stand one behind the other."""
    rows = Person.objects.filter(pk=person.pk)
    list(rows.select_for_update(no_key=True).values_list("pk"))
