"""The path of a beginning room: laying it, pulling a step, saying it is done; starting a room."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import PATH, Step, StepPuller
from .permissions import may_pull_step, may_see_path, may_start_room


@dataclass(frozen=True)
class Started:
    """A room that was started, and who is in it for a start."""

    room: Place
    actor: Actor


@transaction.atomic
def start_room(
    actor: Actor, *, name: str, slug: str = "", address: str = "", way_there: str = "",
    steps: Iterable[str] = tuple(PATH), once: UUID | None = None,
) -> Started:  # fmt: skip
    """Start a new room in one sitting: its name, its place, and its path laid out (K5F).

    By the board of a room or of the cooperative. Whoever starts it is resident, board and key
    holder there, so that they can let others in and give their keys away. The same `once` twice is
    one room (R5). Refused `no-name`, `slug-taken`. Noted in the journal of the new room.
    """
    allow(may_start_room(actor))
    name = one_line(name)[:60]
    slug = slugify(slug or name)[:40]
    if not name or not slug:
        raise Refused("no-name", _("Hoe heet de kamer? Schrijf een naam."), field="name")
    once = once or uuid4()
    parent = actor.place.part_of or actor.place
    if before := _started_before(actor, once):
        return before
    try:
        with transaction.atomic():
            room = places.found_room(
                parent, name=name, slug=slug, address=one_line(address)[:120],
                way_there=way_there.strip()[:300],
            )  # fmt: skip
    except IntegrityError:
        if before := _started_before(actor, once):  # pressed twice at the very same moment
            return before
        raise Refused(
            "slug-taken", _("Kies een ander kort adres. Dit is er al."), field="slug"
        ) from None
    for role in ("resident", "board", "key-holder"):
        places.first_role(actor.someone, room, role)
    there = actor_of(actor.someone, room)
    lay_path(there, steps=steps, once=once)
    note(there, "founding.started", room)
    return Started(room, there)


def _started_before(actor: Actor, once: UUID) -> Started | None:
    """The room that the same form made a moment ago: its first step says so."""
    step = Step.everywhere.filter(  # one's own form, in a room that did not exist before
        once=uuid5(once, "first"), laid_by=actor.someone
    ).select_related("place").first()  # fmt: skip
    return Started(step.place, actor_of(actor.someone, step.place)) if step else None


@transaction.atomic
def lay_path(
    actor: Actor, *, steps: Iterable[str] = tuple(PATH), once: UUID | None = None
) -> list[Step]:
    """Lay the path, or the steps of it that are named; what lies already stays. Noted once.

    The first step is always coffee with neighbours. By residents.
    """
    allow(may_pull_step(actor))
    once = once or uuid4()
    wanted = ["people", *(name for name in PATH if name in set(steps) and name != "people")]
    here = set(Step.objects.within(actor.place).exclude(known="").values_list("known", flat=True))
    laid = [
        Step(
            place=actor.place, known=name, month=PATH[name][1], laid_at=timezone.now(),
            laid_by=actor.someone, once=uuid5(once, "first" if name == "people" else name),
        )
        for name in wanted
        if name not in here
    ]  # fmt: skip
    try:
        with transaction.atomic():
            Step.everywhere.bulk_create(laid)  # everywhere: writing, not looking
    except IntegrityError:  # somebody else laid it in this moment
        return []
    if laid:
        note(actor, "founding.laid", laid[0])
    return laid


@transaction.atomic
def add_step(actor: Actor, *, words: str, month: int, once: UUID | None = None) -> Step:
    """Lay a step of our own beside the path, in own words (80 letters), in a month (1 to 12).

    The same `once` twice is one step (R5). Refused `no-words`, `no-month`. Noted in the journal.
    """
    allow(may_pull_step(actor))
    if not one_line(words):
        raise Refused("no-words", _("Wat gaan wij doen? Schrijf een paar woorden."), field="words")
    if not 1 <= month <= 12:
        raise Refused("no-month", _("Kies een maand."), field="month")
    step = Step(
        place=actor.place, words=one_line(words)[:80], month=month, laid_at=timezone.now(),
        laid_by=actor.someone, once=once or uuid4(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError:
        found = Step.objects.within(actor.place).filter(once=step.once).first()
        if found is None:
            raise NotFound from None
        return found
    note(actor, "founding.laid", step)
    return step


@transaction.atomic
def pull(actor: Actor, *, code: str) -> StepPuller:
    """Dit trek ik: a resident pulls a step, alone or beside others. Twice is once. Noted."""
    allow(may_pull_step(actor))
    step = _held(actor, code)
    row, new = StepPuller.everywhere.get_or_create(  # everywhere: of a step of this place
        step=step, person=actor.someone, until=None, defaults={"since": timezone.now()}
    )
    if new:
        note(actor, "founding.pulled", step)
    return row


@transaction.atomic
def let_go(actor: Actor, *, code: str) -> None:
    """Nu even niet: stop pulling a step. Twice is once. Noted in the journal."""
    step = _held(actor, code)
    mine = step.pulled_by.filter(person=actor.someone, until=None)
    if mine.update(until=timezone.now()):
        note(actor, "founding.let-go", step)


@transaction.atomic
def done(actor: Actor, *, code: str) -> Step:
    """Gedaan: say that a step is done, by a resident. Twice is once. Noted in the journal."""
    allow(may_pull_step(actor))
    step = _held(actor, code)
    if step.done_at is None:
        step.done_at, step.done_by = timezone.now(), actor.someone
        step.save(update_fields=["done_at", "done_by"])
        note(actor, "founding.done", step)
    return step


@transaction.atomic
def not_done(actor: Actor, *, code: str) -> Step:
    """Undo of `done`."""
    allow(may_pull_step(actor))
    step = _held(actor, code)
    if step.done_at is not None:
        step.done_at, step.done_by = None, None
        step.save(update_fields=["done_at", "done_by"])
        note(actor, "founding.not-done", step)
    return step


@transaction.atomic
def take_away(actor: Actor, *, code: str) -> Step:
    """Niet voor ons: take a step off the path; it can come back. By residents. Noted."""
    allow(may_pull_step(actor))
    step = _held(actor, code)
    step.away_at = step.away_at or timezone.now()
    step.save(update_fields=["away_at"])
    note(actor, "founding.taken-away", step)
    return step


@transaction.atomic
def bring_back(actor: Actor, *, code: str) -> Step:
    """Undo of `take_away`."""
    allow(may_pull_step(actor))
    step = _held(actor, code)
    step.away_at = None
    step.save(update_fields=["away_at"])
    note(actor, "founding.brought-back", step)
    return step


def _held(actor: Actor, code: str) -> Step:
    allow(may_see_path(actor))
    steps = Step.objects.within(actor.place).select_for_update()
    found: Step | None = steps.filter(code=code).first()
    if found is None:
        raise NotFound
    return found
