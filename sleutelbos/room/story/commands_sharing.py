"""Showing one door to one neighbour until a day, stopping that, and reading what one is shown."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import trace_reading
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.leaving import ends_with_role
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.words import language_now

from .commands import mine
from .models import Pen, Share
from .permissions import may_tell
from .queries import can_be_chosen, open_to

DAYS = (7, 28, 90)  # how long a door can be shown
USUAL = 28
SHOWS = (  # as on the page: templates/story/show.html
    gettext_noop("Deze buur leest alleen deze deur. Jij ziet wanneer."),
    gettext_noop("Stoppen kan altijd."),
)
ONE_DOOR = gettext_noop("een deur van je route")
SOMETHING = gettext_noop("Er is iets voor jou van een buur.")  # neutral: others may read along


@transaction.atomic
def show(actor: Actor, *, door: str, to: str, days: int = USUAL) -> Share:
    """Show one of my doors to one neighbour (by code), the last time so many days from now.

    They read that door and nothing else of me. Shown again with another day, wider or narrower, is
    another row and the one before ends: a yes that was given does not change (R41). They hear that
    there is something, unless they could read it already. Refused when the door is not mine or a
    draft (`not-found`), when I cannot choose that neighbour here (`not-known-here`; hidden looks
    the same), or for another number of days than we offer (`no-such-choice`).
    """
    found = mine(actor, door, drafts=False)
    reader = can_be_chosen(actor.place, to, but=actor.someone)
    if reader is None:
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."))
    if days not in DAYS:
        raise Refused("no-such-choice", _("Kies er een."), field="days")
    until = timezone.localdate() + timedelta(days=days)
    now = timezone.now()
    had = found.shares.filter(reader=reader, ended_at=None).first()
    if had and (had.until, had.place_id) == (until, actor.place.pk):
        return had
    try:
        with transaction.atomic():
            found.shares.filter(reader=reader, ended_at=None).update(ended_at=now)
            share = Share.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, door=found, reader=reader, shared_at=now, until=until,
                wording=seen_words(SHOWS), language=language_now(),
            )  # fmt: skip
    except IntegrityError:  # pressed twice at the very same moment
        return found.shares.get(reader=reader, ended_at=None)
    if not had or had.until < timezone.localdate():
        path = reverse("story:from-others")
        tell(actor.place, to=reader, kind="story", sentence=SOMETHING, path=path)
    return share


@ends_with_role
def end_in(person: Person, place: Place) -> None:
    """Who does not come here any more shows nothing here and lends nobody a pen: they could not
    stop it themselves any more (R41). 2 queries."""
    now = timezone.now()
    for rows in (
        Share.objects.within(place).filter(door__person=person),
        Pen.objects.within(place).filter(owner=person),
    ):
        rows.filter(ended_at=None).update(ended_at=now)


def seen_words(sentences: tuple[str, ...]) -> str:
    """What stood on the page with which somebody said yes, in the language of now."""
    return " ".join(_(sentence) for sentence in sentences)


@transaction.atomic
def stop_showing(actor: Actor, *, door: str, share: str) -> None:
    """Show my door (by code) to nobody along this share (by code) any more; works at once.

    Twice is once. Refused when it is not mine (`not-found`).
    """
    found = mine(actor, door)
    shares = found.shares.filter(code=share)
    if not shares.exists():
        raise NotFound
    shares.filter(ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def read(actor: Actor, *, door: str) -> Share:
    """Open a door that a neighbour shows me; its person sees that I did, and when (R26).

    Refused when it is not shown to me now (`not-found`; over, ended, unknown, and somebody who
    hides look the same).
    """
    share = _shown(actor, door)
    there = Actor(actor.person, share.place, actor.roles)
    trace_reading(there, owner=share.door.person, thing=ONE_DOOR, about=share.door)
    return share


@transaction.atomic
def close(actor: Actor, *, door: str) -> None:
    """I do not need to read this door any more. Nobody is told why. Twice is once.

    Refused as `read`.
    """
    try:
        share = _shown(actor, door)
    except NotFound:
        mine_once = Share.everywhere.filter(reader=actor.someone, door__code=door)  # shown to me
        if mine_once.filter(ended_at__isnull=False).exists():
            return
        raise
    Share.everywhere.filter(pk=share.pk).update(ended_at=timezone.now())  # the one just found


def _shown(actor: Actor, code: str) -> Share:
    allow(may_tell(actor))
    share = open_to(actor.someone, timezone.now()).filter(door__code=code).first()
    if share is None:
        raise NotFound
    return share
