"""What hosts do at their table, and what people at the door ask of them."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.queries import neighbour
from sleutelbos.kit.bsn import MESSAGE, holds_bsn
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities import queries as activity_queries

from .models import HandoverNote, HostCall, HostDay, Part, SetAside, Tally, Undone, Visit
from .permissions import may_receive, may_stand_at_door
from .queries import part_of
from .queries_table import DRINKS, NOTES_LAST, SHORT, Drink, drinks_key

if TYPE_CHECKING:
    from sleutelbos.room.activities.models import SignUp

CALLS_LAST = timedelta(days=1)
MOST_DRINKS = 60  # of a quarter of an hour; what comes more is not remembered


@transaction.atomic
def be_host(actor: Actor) -> HostDay:
    """Be the host of today, in one tap; whoever tapped before is so no longer."""
    allow(may_receive(actor))
    row, _made = HostDay.objects.within(actor.place).update_or_create(
        day=timezone.localdate(),
        defaults={"person": actor.someone},
        create_defaults={"person": actor.someone, "place": actor.place},
    )
    return row


@transaction.atomic
def call_host(actor: Actor) -> HostCall:
    """Call the host to the door. Calling again while nobody came is one call (R5).

    Calls of before yesterday are thrown away: they told nothing more.
    """
    allow(may_stand_at_door(actor))
    here = HostCall.objects.within(actor.place)
    here.filter(at__lt=timezone.now() - CALLS_LAST).delete()
    try:
        with transaction.atomic():
            return HostCall.everywhere.create(place=actor.place, at=timezone.now())  # writing
    except IntegrityError:  # one stands, or stood: answered this very moment, somebody is coming
        return here.latest("at")


@transaction.atomic
def answer_call(actor: Actor) -> None:
    """Say that somebody goes to the door. Saying it twice is once."""
    allow(may_receive(actor))
    here = HostCall.objects.within(actor.place).filter(answered_at=None)
    here.update(answered_at=timezone.now())


def say_drink(
    actor: Actor, *, what: str, once: uuid.UUID, is_new: bool, with_neighbour: bool = False
) -> None:
    """Tell the table what somebody at the door would like, for 15 minutes, without who (K1F).

    It is never in the database. „Nu niets“ tells nothing. The same id again replaces what it said.
    Two tablets in the same few milliseconds can cost one line; the host asks anyway.
    """
    allow(may_stand_at_door(actor))
    if what not in DRINKS and not with_neighbour:
        return
    now = timezone.now()
    cache, key = caches["moment"], drinks_key(actor.place)
    told = [
        drink for drink in cache.get(key, [])
        if drink.at > now - timedelta(seconds=SHORT) and drink.once != str(once)
    ]  # fmt: skip
    told.append(Drink(str(once), what if what in DRINKS else "", now, is_new, with_neighbour))
    cache.set(key, told[-MOST_DRINKS:], SHORT)


def join(actor: Actor, *, code: str, occurrence: str) -> "SignUp":
    """„Ik doe mee“, said at the door: a neighbour comes to what is on (K2B).

    There is a place, or a place in the line; the answer's `state` says which.
    Refused as the activity refuses it (`over`, `off`), and when no neighbour has this code or there
    is no such thing (`ask-at-table`). Saying it twice is once.
    """
    allow(may_stand_at_door(actor))
    person = neighbour(actor.place, code)
    try:
        on = activity_queries.occurrence_to_come(actor.place, occurrence)
    except NotFound:
        person = None
    if person is None:
        raise Refused("ask-at-table", _("Dit lukt hier niet. Zeg het even aan tafel."))
    return activities.sign_up(actor_of(person, actor.place), occurrence=on)


@transaction.atomic
def add_by_hand(actor: Actor, *, once: uuid.UUID, code: str = "") -> Visit:
    """Let somebody in at the table: one more, or a neighbour who asked for help with the tablet.

    `once` is the id of the form: sent twice it counts once (R5). Not found (`not-found`) when no
    neighbour has this code. Not in the journal: that would be a list of who came when.
    """
    allow(may_receive(actor))
    person = None
    if code:
        person = neighbour(actor.place, code)
        if person is None:
            raise NotFound
    day, part = part_of(timezone.now())
    return _visit(actor, once, day, part, person)


def _visit(actor: Actor, once: uuid.UUID, day: date, part: str, person: Person | None) -> Visit:
    visit, _made = Visit.objects.within(actor.place).get_or_create(
        client_id=once,
        defaults={"place": actor.place, "day": day, "part": part, "person": person,
                  "digest": "by-hand"},
    )  # fmt: skip
    return visit


@transaction.atomic
def take_back_by_hand(actor: Actor, *, once: uuid.UUID) -> None:
    """Take one more back that was let in at the table today. Taking it back twice is once."""
    allow(may_receive(actor))
    mine = Visit.objects.within(actor.place).filter(
        client_id=once, digest="by-hand", day=timezone.localdate()
    )
    if mine.exists():
        Undone.objects.within(actor.place).get_or_create(
            client_id=once, defaults={"place": actor.place, "day": timezone.localdate()}
        )
        mine.delete()


@transaction.atomic
def write_note(actor: Actor, *, text: str, once: uuid.UUID) -> HandoverNote:
    """Leave two lines (at most 200 characters) for the next host; they are gone after 14 days.

    Refused when there is nothing in it (`no-text`), when it is too long (`too-long`) or may hold a
    BSN (`bsn`). Sent twice is once. Older notes are thrown away here.
    """
    allow(may_receive(actor))
    text = text.strip()
    if not text:
        raise Refused("no-text", _("Schrijf een paar woorden."), field="text")
    if len(text) > HandoverNote.LONGEST:
        raise Refused("too-long", _("Dit is te lang. Maak er twee regels van."), field="text")
    if holds_bsn(text):
        raise Refused("bsn", str(MESSAGE), field="text")
    here = HandoverNote.objects.within(actor.place)
    here.filter(written_at__lt=timezone.now() - NOTES_LAST).delete()
    written, _made = here.get_or_create(
        once=once,
        defaults={"place": actor.place, "text": text, "written_by": actor.someone,
                  "written_at": timezone.now()},
    )  # fmt: skip
    return written


@transaction.atomic
def take_back_note(actor: Actor, *, once: uuid.UUID) -> None:
    """Throw away what I wrote for the next host."""
    allow(may_receive(actor))
    HandoverNote.objects.within(actor.place).filter(once=once, written_by=actor.person).delete()


@transaction.atomic
def settle(actor: Actor, *, row: int, counts: bool) -> None:
    """Decide about something a tablet sent that was set aside: it counts, or it does not (R7).

    What counts becomes a visit of the day it says (of the day it came in, when it says none); what
    a tablet lost becomes a tally, estimated. Deciding twice is once. Not found (`not-found`) when
    it is not of this place. Noted in the journal.
    """
    allow(may_receive(actor))
    aside = SetAside.objects.within(actor.place).select_for_update().filter(pk=row).first()
    if aside is None:
        raise NotFound
    if aside.settled_at:
        return
    aside.settled_at, aside.settled_by = timezone.now(), actor.person
    aside.save(update_fields=["settled_at", "settled_by"])
    if counts:
        _count_after_all(actor, aside)
    note(actor, "visits.settled", aside)


def _count_after_all(actor: Actor, aside: SetAside) -> None:
    received, part_received = part_of(aside.received_at)
    said = aside.content
    day = min(date.fromisoformat(said["day"]), received) if said.get("day") else received
    if aside.reason == SetAside.Reason.LOST:
        Tally.everywhere.create(  # everywhere: writing, not looking
            place=actor.place, first_day=day, last_day=day, people=said.get("count", 0),
            source=Tally.Source.ESTIMATED, noted_by=actor.person, noted_at=timezone.now(),
            once=aside.client_id,
        )  # fmt: skip
        return
    part = said["part"] if said.get("part") in Part.values else part_received
    person = neighbour(actor.place, said["tag"]) if said.get("tag") else None
    once = aside.client_id
    if aside.reason == SetAside.Reason.OTHER_CONTENT:
        once = uuid.uuid5(aside.client_id, aside.digest)  # the other one keeps its own id
    visit = _visit(actor, once, day, part, person)
    if visit.digest == "by-hand":
        Visit.objects.within(actor.place).filter(pk=visit.pk).update(digest=aside.digest)
