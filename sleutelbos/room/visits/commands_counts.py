"""Writing down counts: by hand, from a file, and by counting at moments drawn by lot."""

import random
import secrets
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Place
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import CountingMoment, CountTick, Tally
from .permissions import may_count, may_receive
from .queries_counts import drawn_before, moment_once, open_parts, same_lines, so_far

MOST_PEOPLE = 99_999
MOST_LINES = 20_000
A_MONTH = 4  # counting moments; few enough to do, enough to tell (K1F)


@dataclass(frozen=True)
class Line:
    """One line of a file, ready to be put in: days up to and including, visits, and where from."""

    first_day: date
    last_day: date
    part: str
    activity: str
    people: int
    estimated: bool = False

    def once(self, place_uuid: object, nth: int = 0) -> uuid.UUID:
        """The same line of the same place has the same id, whatever file it stands in."""
        told = (place_uuid, self.first_day, self.last_day, self.part, self.activity.casefold(),
                self.people, nth)  # fmt: skip
        return uuid.uuid5(uuid.NAMESPACE_OID, "|".join(map(str, told)))


@transaction.atomic
def write_tally(
    actor: Actor, *, first_day: date, last_day: date, people: int, part: str = "",
    activity: str = "", estimated: bool = False, once: uuid.UUID,
) -> Tally:  # fmt: skip
    """Write down how many people there were on a day, or from a day up to another (K1F).

    `people` in visits; source `tallied`, or `estimated`. Refused when a day is still to come
    (`future`), the last day is before the first (`ends-before`), or the number cannot be right
    (`too-many`). Sent twice is once. Noted in the journal.
    """
    allow(may_count(actor))
    if last_day < first_day:
        raise Refused("ends-before", _("De laatste dag is eerder dan de eerste."), field="last_day")
    if last_day > timezone.localdate():
        raise Refused("future", _("Deze dag moet nog komen. Kies een dag van toen."), field="day")
    if not 0 <= people <= MOST_PEOPLE:
        raise Refused(
            "too-many", _("Dit zijn wel erg veel mensen. Klopt het getal?"), field="people"
        )
    source = Tally.Source.ESTIMATED if estimated else Tally.Source.TALLIED
    tally, made = Tally.objects.within(actor.place).get_or_create(
        once=once,
        taken_back_at=None,
        defaults={
            "place": actor.place, "first_day": first_day, "last_day": last_day, "part": part,
            "activity": activity, "people": people, "source": source,
            "noted_by": actor.person, "noted_at": timezone.now(),
        },
    )  # fmt: skip
    if made:
        note(actor, "visits.tallied", tally)
    return tally


@transaction.atomic
def take_back_tally(actor: Actor, *, code: str) -> Tally:
    """Take a count back: the line stays, marked, and no report counts it. Twice is once.

    Not found (`not-found`) when it is not of this place. Noted in the journal.
    """
    allow(may_count(actor))
    tally = Tally.objects.within(actor.place).filter(code=code).first()
    if tally is None:
        raise NotFound
    if _mark(actor, Tally.objects.within(actor.place).filter(pk=tally.pk)):
        note(actor, "visits.tally-taken-back", tally)
    return tally


@transaction.atomic
def import_tallies(actor: Actor, *, lines: Iterable[Line], file: str) -> int:
    """Put the lines of a file in, all or none, and return how many are new (K1F).

    `file` is the SHA-256 of its bytes, so that the whole file can be taken back. A line that was
    put in before and still stands is left out, so the same file (or a mended one) twice is once.
    Source `imported`, or `estimated` where the sheet says about. Refused when there are more than
    20,000 lines (`too-many-lines`). Noted in the journal, once.
    """
    allow(may_count(actor))
    keyed = keyed_lines(actor, lines)
    if len(keyed) > MOST_LINES:
        raise Refused("too-many-lines", _("Deze lijst is te lang. Knip hem in stukken."))
    known = same_lines(actor.place, set(keyed))
    now = timezone.now()
    rows = [
        Tally(
            place=actor.place, first_day=line.first_day, last_day=line.last_day, part=line.part,
            activity=line.activity[:80], people=line.people, noted_by=actor.person, noted_at=now,
            source=Tally.Source.ESTIMATED if line.estimated else Tally.Source.IMPORTED,
            file=file, once=once,
        )
        for once, line in keyed.items() if once not in known
    ]  # fmt: skip
    Tally.everywhere.bulk_create(rows, batch_size=500, ignore_conflicts=True)  # writing
    if rows:
        first = Tally.objects.within(actor.place).filter(once=rows[0].once).latest("pk")
        note(actor, "visits.imported", first)
    return len(rows)


def keyed_lines(actor: Actor, lines: Iterable[Line]) -> dict[uuid.UUID, Line]:
    """Every line under its own id; two equal lines in one file are two lines."""
    seen: Counter[Line] = Counter()
    keyed = {}
    for line in lines:
        keyed[line.once(actor.place.slug, seen[line])] = line
        seen[line] += 1
    return keyed


@transaction.atomic
def take_back_import(actor: Actor, *, file: str) -> int:
    """Take everything back that came from one file; returns how many lines. Twice is once.

    Noted in the journal, once.
    """
    allow(may_count(actor))
    if not file:
        raise NotFound
    here = Tally.objects.within(actor.place).filter(file=file)
    first = here.first()
    if first is None:
        raise NotFound
    taken = _mark(actor, here)
    if taken:
        note(actor, "visits.import-taken-back", first)
    return taken


def _mark(actor: Actor, rows: models.QuerySet[Tally]) -> int:
    standing = rows.filter(taken_back_at=None)
    marked: int = standing.update(taken_back_at=timezone.now(), taken_back_by=actor.person)
    return marked


def draw(
    candidates: list[tuple[date, str]], before: Counter[tuple[int, str]], seed: str, number: int
) -> list[tuple[date, str]]:
    """Draw parts of day by lot, fair over weekdays and parts; the same input, the same draw.

    The weekday and part drawn least before come first; within one month a weekday comes back only
    when every weekday had its turn, and a part likewise. What is left is up to the seed.
    """
    lot = random.Random(seed)  # noqa: S311 - a lot that can be drawn again, not a secret
    pool = sorted(candidates)
    lot.shuffle(pool)
    weekdays: Counter[int] = Counter()
    parts: Counter[str] = Counter()
    drawn: list[tuple[date, str]] = []
    while pool and len(drawn) < number:
        best = min(
            pool,
            key=lambda c: (
                weekdays[c[0].weekday()], parts[c[1]], before[c[0].weekday(), c[1]],
            ),
        )  # fmt: skip
        pool.remove(best)
        weekdays[best[0].weekday()] += 1
        parts[best[1]] += 1
        drawn.append(best)
    return sorted(drawn)


@transaction.atomic
def draw_moments(actor: Actor, *, month: date) -> int:
    """Draw the counting moments of a month (any day of it) from when the room is open; 4 of them.

    A month that was drawn stays as it is. Days that are past are not drawn. The seed is kept with
    what was drawn. Returns how many are new. Noted in the journal.
    """
    allow(may_count(actor))
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    here = CountingMoment.objects.within(actor.place)
    # Two hosts who draw at once draw one lot: the second waits here, and finds the month drawn.
    Place.objects.select_for_update(no_key=True).get(pk=actor.place.pk)
    if here.filter(day__range=(first, last)).exists():
        return 0
    begin = max(first, timezone.localdate())
    seed = secrets.token_hex(8)
    drawn = draw(open_parts(actor.place, begin, last), drawn_before(actor.place), seed, A_MONTH)
    now = timezone.now()
    rows = [
        CountingMoment(place=actor.place, day=day, part=part, drawn_at=now, seed=seed)
        for day, part in drawn
    ]
    CountingMoment.everywhere.bulk_create(rows, ignore_conflicts=True)  # everywhere: writing
    if drawn:
        note(actor, "visits.moments-drawn", here.filter(seed=seed).order_by("day")[0])
    return len(drawn)


@transaction.atomic
def tick(actor: Actor, *, code: str, presses: Iterable[tuple[uuid.UUID, int]]) -> int:
    """Count people at a counting moment: each press has an id from the phone and a step, +1 or −1.

    The same press twice is one press, in any order, so a phone without internet can send them
    later. Returns how many people there are now. Refused before the day (`not-yet`) and when the
    count is finished (`counted`). Not found (`not-found`) when it is not of this place.
    """
    allow(may_receive(actor))
    moment = _open_moment(actor, code)
    rows = [
        CountTick(moment=moment, client_id=client_id, step=1 if step > 0 else -1)
        for client_id, step in presses
    ]
    CountTick.everywhere.bulk_create(rows, ignore_conflicts=True)  # everywhere: writing
    return so_far(moment)


@transaction.atomic
def finish_count(actor: Actor, *, code: str) -> Tally:
    """Finish a counting moment: its outcome becomes a tally with source `counted` (K1F).

    The single presses are thrown away. Finishing twice is once. Refused before the day
    (`not-yet`). Noted in the journal.
    """
    allow(may_receive(actor))
    moment = (
        CountingMoment.objects.within(actor.place).select_for_update().filter(code=code).first()
    )
    if moment is None:
        raise NotFound
    outcome = Tally.objects.within(actor.place).filter(once=moment_once(moment), taken_back_at=None)
    if moment.finished_at and (standing := outcome.first()):
        return standing
    _not_before(moment)
    now = timezone.now()
    tally = Tally.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, first_day=moment.day, last_day=moment.day, part=moment.part,
        people=so_far(moment), source=Tally.Source.COUNTED, noted_by=actor.person, noted_at=now,
        once=moment_once(moment),
    )  # fmt: skip
    moment.finished_at = now
    moment.save(update_fields=["finished_at"])
    CountTick.everywhere.filter(moment=moment).delete()  # everywhere: of a moment of this place
    note(actor, "visits.counted", tally)
    return tally


def _moment(actor: Actor, code: str) -> CountingMoment:
    here = CountingMoment.objects.within(actor.place).select_for_update()
    moment: CountingMoment | None = here.filter(code=code).first()
    if moment is None:
        raise NotFound
    return moment


def _open_moment(actor: Actor, code: str) -> CountingMoment:
    moment = _moment(actor, code)
    if moment.finished_at:
        raise Refused("counted", _("Deze telling is al klaar."))
    _not_before(moment)
    return moment


def _not_before(moment: CountingMoment) -> None:
    if moment.day > timezone.localdate():
        raise Refused("not-yet", _("Dit telmoment komt nog. Tellen kan op de dag zelf."))
