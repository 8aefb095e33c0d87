"""What somebody does with their own route: tell a wall and its door, say how it stands, wait.

Steps stand in `commands_steps`, showing a door in `commands_sharing`, writing for each other in
`commands_pens`, walls of the system in `commands_signals`. None of it is noted in the journal: the
team and the board read that one, and a route is nobody else's.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.plain_text import plain_text
from sleutelbos.kit.refused import NotFound, Refused, allow
from sleutelbos.kit.sound import Voice, heard
from sleutelbos.kit.words import language_now

from .models import CountYes, Door, Recording, Step
from .permissions import may_tell
from .queries import BY_CODE, drafts_by, own

LONGEST_WORDS, LONGEST_HELPED = 200, 300  # letters
MOST_DOORS, MOST_DRAFTS = 40, 20  # on a route, and waiting to be read back of one writer
STATES = frozenset(Door.State.values)


@transaction.atomic
def tell(
    actor: Actor, *, once: UUID, words: str = "", helped: str = "", state: str = "shut",
    wall: str = "", sound: bytes | None = None,
) -> Door:  # fmt: skip
    """Tell a wall with its door, in own words or spoken; it comes last on my route.

    `state` is open, now or shut; `wall` one of the four of the map, or none. The same `once` is
    told once (R5). Refused when it says nothing (`says-nothing`), is longer than 200 letters, or
    300 about what helped (`too-long`), when there is no such state or wall (`no-such-choice`),
    when there are forty already (`route-full`), and as `kit.sound.heard` tells.
    """
    allow(may_tell(actor))
    if done := Door.everywhere.filter(once=once).first():  # an id is unique in every room
        return sent_before(actor.someone, done)
    refuse_full(actor.someone)
    voice = heard(sound) if sound is not None else None
    door = _filled(actor, actor.someone, words, helped, state, once, is_enough=voice is not None)
    if wall and wall not in BY_CODE:
        raise Refused("no-such-choice", _("Kies er een."), field="wall")
    door.wall, door.spoken = wall, voice is not None
    return keep(door, voice)


def _filled(
    actor: Actor, person: Person, words: str, helped: str, state: str, once: UUID, *,
    is_enough: bool = False,
) -> Door:  # fmt: skip
    """A new door of this person, not yet in the database. Refuses as `tell`."""
    said, help_said = _said(words, helped, is_enough=is_enough)
    _known_state(state)
    mine = own(person).aggregate(last=Max("position"))["last"] or 0
    return Door(
        place=actor.place, person=person, once=once, words=said, helped=help_said, state=state,
        language=language_now(), position=mine + 1, told_at=timezone.now(),
    )  # fmt: skip


def draft(
    actor: Actor, owner: Person, *, words: str, helped: str, state: str, once: UUID
) -> Door:  # fmt: skip
    """A door that the actor writes for somebody else: a draft. For `commands_pens` only."""
    if done := Door.everywhere.filter(once=once).first():  # an id is unique in every room
        return sent_before(owner, done)
    if drafts_by(actor.someone, owner).count() >= MOST_DRAFTS:
        raise Refused("enough-written", _("Hier wacht al veel. Laat het eerst voorlezen."))
    door = _filled(actor, owner, words, helped, state, once)
    door.is_draft, door.written_by = True, actor.someone
    return keep(door, None)


def refuse_full(person: Person) -> None:
    """Refuse `route-full` at forty doors; what waits to be read back is not one yet. 1 query."""
    if own(person).filter(is_draft=False).count() >= MOST_DOORS:
        raise Refused("route-full", _("Je route is vol. Haal eerst een deur weg."))


def _said(words: str, helped: str, *, is_enough: bool) -> tuple[str, str]:
    said, help_said = plain_text(words).strip(), plain_text(helped).strip()
    if not said and not is_enough:
        raise Refused("says-nothing", _("Schrijf of zeg een paar woorden."), field="words")
    for text, most, field in (
        (said, LONGEST_WORDS, "words"), (help_said, LONGEST_HELPED, "helped"),
    ):  # fmt: skip
        if len(text) > most:
            raise Refused(
                "too-long",
                _("Dit is te lang. Er passen %(most)d letters. Maak het korter.") % {"most": most},
                field=field,
            )
    return said, help_said


def _known_state(state: str) -> None:
    if state not in STATES:
        raise Refused("no-such-choice", _("Kies er een."), field="state")


def keep(door: Door, voice: Voice | None) -> Door:
    """Save a new door and its recording; or return the one that was sent with the same id."""
    try:
        with transaction.atomic():
            door.save(force_insert=True)
    except IntegrityError:
        done = Door.everywhere.filter(once=door.once).first()  # an id is unique in every room
        if done is None:
            raise
        return sent_before(door.person, done)
    if voice:
        Recording.everywhere.create(  # everywhere: writing, not looking
            door=door, person=door.person, mime=voice.mime, seconds=voice.seconds,
            sound=voice.sound,
        )  # fmt: skip
    return door


def sent_before(person: Person, door: Door) -> Door:
    """The door that came with this id before, when it is of this person. Else `sent-before`."""
    if door.person_id != person.pk:
        raise Refused("sent-before", _("Hier ging iets mis. Probeer het nog eens."))
    return door


@transaction.atomic
def change(actor: Actor, *, door: str, words: str, helped: str, state: str) -> Door:
    """Say it differently. A draft that I change myself is mine from then on: I read it (B12).

    Twice is once: what says the same already is not locked anew.
    Refused when it is not mine (`not-found`) and as `tell`.
    """
    found = mine(actor, door)
    if found.is_draft:
        refuse_full(found.person)
    said, help_said = _said(words, helped, is_enough=found.spoken)
    _known_state(state)
    if not found.is_draft and (found.words, found.helped, found.state) == (said, help_said, state):
        return found
    found.words, found.helped, found.state = said, help_said, state
    if found.is_draft:
        found.is_draft, found.read_back_at = False, timezone.now()
    found.save(update_fields=["words", "helped", "state", "is_draft", "read_back_at"])
    return found


@transaction.atomic
def set_state(actor: Actor, *, door: str, state: str) -> str:
    """Say how the door stands: open, now or shut. Returns how it stood, for undo.

    Refused when it is not mine (`not-found`) or there is no such state (`no-such-choice`).
    """
    found = mine(actor, door)
    _known_state(state)
    before, found.state = found.state, state
    found.save(update_fields=["state"])
    return before


@transaction.atomic
def set_goal(actor: Actor, *, door: str, goal: bool = True) -> Door:
    """*Hier wil ik heen*: this door comes last; without `goal` it is a door like the others.

    A route leads to one goal: the one there was becomes a door like the others. Twice is once.
    Refused when it is not mine or still a draft (`not-found`).
    """
    found = mine(actor, door, drafts=False)
    if goal:  # bound to one person
        Door.everywhere.filter(person=actor.someone, is_goal=True).update(is_goal=False)  # my goal
    found.is_goal = goal
    found.save(update_fields=["is_goal"])
    return found


@transaction.atomic
def earlier(actor: Actor, *, door: str, position: int | None = None) -> None:
    """Put a door one place earlier on my route; the first one stays. Refused as `set_goal`.

    `position` is where it stood when it was pressed: sent twice, it goes one place (R5).
    """
    found = mine(actor, door, drafts=False)
    if position not in {None, found.position}:
        return
    rows = list(own(actor.someone).filter(is_draft=False).select_for_update())
    at = next(n for n, row in enumerate(rows) if row.pk == found.pk)
    if at and not found.is_goal:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
        for number, row in enumerate(rows, 1):
            if row.position != number:
                row.position = number
                row.save(update_fields=["position"])


@transaction.atomic
def pause(actor: Actor, *, door: str) -> Door:
    """*Nu even niet*: rest at this door, without an end and without anything reminding me of it.

    Twice is once. Refused when it is not mine (`not-found`).
    """
    found = mine(actor, door)
    return found if found.paused_at else _rest(actor, door, timezone.now())


@transaction.atomic
def resume(actor: Actor, *, door: str) -> Door:
    """Go on at this door. Refused when it is not mine (`not-found`)."""
    return _rest(actor, door, None)


def _rest(actor: Actor, code: str, at: datetime | None) -> Door:
    found = mine(actor, code)
    found.paused_at = at
    found.save(update_fields=["paused_at"])
    return found


@transaction.atomic
def take_away(actor: Actor, *, door: str) -> Door:
    """Take a door off my route. Whoever could read it cannot at once; a yes to count it ends.

    For a week it can come back; then it is wiped. Twice is once. Refused when it is not mine
    (`not-found`).
    """
    found = _taken_away_too(actor, door)
    if found.taken_away_at:
        return found
    now = timezone.now()
    found.taken_away_at, found.is_goal = now, False
    found.save(update_fields=["taken_away_at", "is_goal"])
    found.shares.filter(ended_at=None).update(ended_at=now)
    CountYes.everywhere.filter(door=found, withdrawn_at=None).update(  # of this door of mine
        withdrawn_at=now
    )
    return found


@transaction.atomic
def put_back(actor: Actor, *, door: str) -> Door:
    """Put a door back that I took away: the undo. It is shown to nobody and not counted.

    Refused when it is not mine or was wiped (`not-found`).
    """
    found = _taken_away_too(actor, door)
    found.taken_away_at = None
    found.save(update_fields=["taken_away_at"])
    return found


def _taken_away_too(actor: Actor, code: str) -> Door:
    allow(may_tell(actor))
    mine_all = Door.everywhere.filter(person=actor.someone)  # one's own, wherever told
    found: Door | None = mine_all.select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def mine(actor: Actor, code: str, *, drafts: bool = True) -> Door:
    """My own door, locked for this transaction: of others, unknown and gone look the same (R22).

    Raises `NotAllowed`, `NotFound`.
    """
    allow(may_tell(actor))
    rows = own(actor.someone).select_for_update(of=("self",)).filter(code=code)
    found = (rows if drafts else rows.filter(is_draft=False)).first()
    if found is None:
        raise NotFound
    return found


def open_step(door: Door) -> Step | None:
    """The one step that is open at this door. 1 query."""
    rows = door.steps.select_for_update()
    return rows.filter(done_at=None, dropped_at=None).first()
