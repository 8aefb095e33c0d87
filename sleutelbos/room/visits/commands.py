"""What happens at the door: tablets come and go, and visits are taken in."""

import hashlib
import json
import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.codes import fingerprint, new_token
from sleutelbos.kit.refused import NotFound, Refused, allow

from .commands_counts import (
    Line,
    draw_moments,
    finish_count,
    import_tallies,
    take_back_import,
    take_back_tally,
    tick,
    write_tally,
)
from .commands_table import (
    add_by_hand,
    answer_call,
    be_host,
    call_host,
    join,
    say_drink,
    settle,
    take_back_by_hand,
    take_back_note,
    write_note,
)
from .models import SetAside, Tablet, Undone, Visit
from .permissions import may_place_tablet, may_stand_at_door
from .queries import already_here, by_codes, part_of

__all__ = [
    "Answer", "Item", "Line", "add_by_hand", "answer_call", "be_host", "call_host", "draw_moments",
    "enrol", "finish_count", "import_tallies", "join", "revoke", "say_drink", "settle",
    "take_back_by_hand", "take_back_import", "take_back_note", "take_back_tally", "take_in", "tick",
    "write_note", "write_tally",
]  # fmt: skip

OLDEST = timedelta(days=14)  # a tablet works this long without internet (ux 6.1)
AHEAD = timedelta(minutes=5)  # what a clock that was just set right may still be off
MOST = 200  # items in one go; the tablet sends the rest after that

STORED, SAME, ASIDE, REFUSED = "stored", "same", "set-aside", "refused"
NEW, KNOWN, UNDO, LOST = "new", "known", "undo", "lost"
_CODE = re.compile(r"[a-hj-km-np-z2-9]{6}")


@transaction.atomic
def enrol(actor: Actor, *, name: str) -> str:
    """Put a tablet at the door and return its token, for its cookie; only the hash is kept.

    Whoever does it is signed out on that tablet by the view. Refused when it has no name
    (`no-name`). Noted in the journal. Ledger K1F.
    """
    allow(may_place_tablet(actor))
    name = " ".join(name.split())
    if not name:
        raise Refused(
            "no-name", _("Hoe heet deze tablet? Bijvoorbeeld: de voordeur."), field="name"
        )
    token = new_token()
    tablet = Tablet.everywhere.create(  # everywhere: writing, not looking
        place=actor.place, name=name, fingerprint=fingerprint(token),
        enrolled_at=timezone.now(), enrolled_by=actor.person,
    )  # fmt: skip
    note(actor, "visits.tablet-placed", tablet)
    return token


@transaction.atomic
def revoke(actor: Actor, *, code: str) -> None:
    """Take a tablet away from the door; its cookie opens nothing from its next request on.

    Taking it away twice is once. Not found (`not-found`) when it is not of this place. Noted.
    """
    allow(may_place_tablet(actor))
    tablet = Tablet.objects.within(actor.place).filter(code=code).first()
    if tablet is None:
        raise NotFound
    if (
        Tablet.objects.within(actor.place)
        .filter(pk=tablet.pk, revoked_at=None)
        .update(revoked_at=timezone.now())
    ):
        note(actor, "visits.tablet-revoked", tablet)


@dataclass(frozen=True)
class Answer:
    """What became of one thing a tablet sent: stored, same, set-aside or refused, and why."""

    id: str
    kind: str
    answer: str
    reason: str = ""


@dataclass(frozen=True)
class Item:
    """One thing a tablet sent, read. `moment` is put right for its clock; `said` is not."""

    client_id: uuid.UUID
    kind: str
    tag: str = ""
    brought_by: str = ""
    moment: datetime | None = None
    said: datetime | None = None
    count: int = 0

    @property
    def digest(self) -> str:
        """What tells the same from something else. Day and part as the tablet said them: a clock
        that is put right between two sendings does not make it something else."""
        when = "/".join(map(str, part_of(self.said))) if self.said else ""
        told = "|".join((self.kind, self.tag, when, str(self.count)))
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @property
    def content(self) -> dict[str, object]:
        """What is kept of it when it is set aside: codes and a moment, no name, no text."""
        day, part = part_of(self.moment) if self.moment else (None, "")
        told = {
            "kind": self.kind, "tag": self.tag, "brought_by": self.brought_by,
            "day": day.isoformat() if day else "", "part": part, "count": self.count,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


@dataclass
class _Taken:
    """What one sending comes down to, before it is written."""

    here: dict[uuid.UUID, tuple[str, int | None]]
    undone: set[uuid.UUID]
    fresh: dict[uuid.UUID, Visit] = field(default_factory=dict)
    told_more: dict[uuid.UUID, Person] = field(default_factory=dict)
    taken_back: list[uuid.UUID] = field(default_factory=list)
    aside: dict[tuple[uuid.UUID, str], SetAside] = field(default_factory=dict)


@transaction.atomic(savepoint=False)
def take_in(actor: Actor, *, tablet_now: str, items: list[Any]) -> list[Answer]:
    """Take in what a tablet kept for us: visits, and visits taken back, in any order (R5, R7).

    Each item is `{id, kind, tag?, brought_by?, at}`: `id` a UUID made on the tablet, `kind` new,
    known, undo or lost, `tag` and `brought_by` codes of neighbours, `at` when it was on the clock
    of the tablet. `tablet_now` is what that clock says now: the difference with ours puts `at`
    right. What is sent twice counts once. Something else under the same id, an unknown tag, what is
    older than 14 days or lies ahead, and what cannot be read, is set aside for a human; nothing
    blocks what comes after it. Refused when more than 200 items come at once (`too-many`).
    4 queries for any number of visits, a few more when something is taken back or set aside.
    """
    allow(may_stand_at_door(actor))
    if len(items) > MOST:
        raise Refused("too-many", _("Dit is te veel in één keer. Stuur het in stukken."))
    now = timezone.now()
    clock = _moment(tablet_now)
    read = [_read(item, now - clock if clock else timedelta()) for item in items]
    good = [item for item in read if item]
    people = by_codes(actor.place, {i.tag for i in good} | {i.brought_by for i in good} - {""})
    taken = _Taken(*already_here(actor.place, {item.client_id for item in good}))
    answers = [_weigh(actor, taken, item, people, now) if item else REFUSED for item in read]
    overtaken = _write(actor, taken, now)
    return [
        _answer(item, raw, answer, overtaken)
        for item, raw, answer in zip(read, items, answers, strict=True)
    ]


def _answer(item: Item | None, raw: Any, answer: str, overtaken: set[uuid.UUID]) -> Answer:
    said, _sep, reason = answer.partition(":")
    if item is None:
        return Answer(str(raw.get("id", ""))[:36] if isinstance(raw, dict) else "", "", said)
    if said == STORED and item.client_id in overtaken and item.kind != UNDO:
        said, reason = ASIDE, SetAside.Reason.OTHER_CONTENT.value
    return Answer(str(item.client_id), item.kind, said, reason)


def _moment(said: object) -> datetime | None:
    try:
        moment = parse_datetime(said) if isinstance(said, str) and len(said) < 40 else None
        if moment is None or not 1970 < moment.year < 2200:
            return None
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    except (ValueError, OverflowError):
        return None


def _code(said: object) -> str:
    return said if isinstance(said, str) and _CODE.fullmatch(said) else ""


def _read(raw: Any, offset: timedelta) -> Item | None:
    """One item as it came, made safe; None when there is nothing in it that could be kept."""
    if not isinstance(raw, dict):
        return None
    try:
        client_id = uuid.UUID(str(raw.get("id", "")))
    except ValueError:
        if len(told := json.dumps(raw, sort_keys=True, default=str)) > 2000:
            return None
        return Item(uuid.uuid5(uuid.NAMESPACE_OID, told), "unreadable")
    kind = raw["kind"] if isinstance(raw.get("kind"), str) else ""
    said = _moment(raw.get("at"))
    count = raw.get("count") if kind == LOST else 0
    if kind not in {NEW, KNOWN, UNDO, LOST} or (said is None and kind != UNDO):
        return Item(client_id, "unreadable", tag=_code(raw.get("tag")))
    return Item(
        client_id, kind, _code(raw.get("tag")) if kind == KNOWN else "",
        _code(raw.get("brought_by")) if kind == KNOWN else "",
        said + offset if said else None, said,
        count if isinstance(count, int) and 0 <= count <= 5000 else 0,
    )  # fmt: skip


def _weigh(
    actor: Actor, taken: _Taken, item: Item, people: dict[str, Person], now: datetime
) -> str:
    """What becomes of one item; notes it in `taken`, writes nothing."""
    if item.kind == UNDO:
        return _take_back(taken, item.client_id)
    if item.client_id in taken.undone:
        return SAME
    if item.client_id in taken.here or item.client_id in taken.fresh:
        return _again(actor, taken, item, people, now)
    reason = _why_not(item, people, now)
    if reason:
        return _put_aside(actor, taken, item, reason, now)
    day, part = part_of(item.moment or now)
    taken.fresh[item.client_id] = Visit(
        place=actor.place, client_id=item.client_id, day=day, part=part,
        person=people.get(item.tag), brought_by=_companion(item, people), digest=item.digest,
    )  # fmt: skip
    return STORED


def _why_not(item: Item, people: dict[str, Person], now: datetime) -> SetAside.Reason | None:
    reasons = SetAside.Reason
    if item.kind == LOST:
        return reasons.LOST
    if item.kind not in {NEW, KNOWN} or item.moment is None:
        return reasons.UNREADABLE
    if item.moment < now - OLDEST:
        return reasons.TOO_OLD
    if item.moment > now + AHEAD:
        return reasons.IN_FUTURE
    if item.kind == KNOWN and item.tag not in people:
        return reasons.UNKNOWN_TAG
    return None


def _companion(item: Item, people: dict[str, Person]) -> Person | None:
    """Who brought them along; nobody brings themselves."""
    return people.get(item.brought_by) if item.brought_by != item.tag else None


def _take_back(taken: _Taken, client_id: uuid.UUID) -> str:
    if client_id in taken.undone:
        return SAME
    taken.undone.add(client_id)
    taken.taken_back.append(client_id)
    taken.fresh.pop(client_id, None)
    taken.told_more.pop(client_id, None)
    taken.aside = {key: row for key, row in taken.aside.items() if key[0] != client_id}
    return STORED


def _again(
    actor: Actor, taken: _Taken, item: Item, people: dict[str, Person], now: datetime
) -> str:
    """The same id once more: the same, the same with a companion added, or something else."""
    fresh = taken.fresh.get(item.client_id)
    digest, companion = (fresh.digest, fresh.brought_by_id) if fresh else taken.here[item.client_id]
    if not fresh and item.client_id in taken.told_more:
        companion = taken.told_more[item.client_id].pk
    brought_by = _companion(item, people)
    if digest != item.digest or (brought_by and companion not in {None, brought_by.pk}):
        return _put_aside(actor, taken, item, SetAside.Reason.OTHER_CONTENT, now)
    if brought_by is None or companion is not None:
        return SAME
    if fresh:
        fresh.brought_by = brought_by
    else:
        taken.told_more[item.client_id] = brought_by
    return STORED


def _put_aside(
    actor: Actor, taken: _Taken, item: Item, reason: SetAside.Reason, now: datetime
) -> str:
    digest = item.digest
    if reason == SetAside.Reason.OTHER_CONTENT and item.brought_by:
        digest = hashlib.sha256(f"{digest}|{item.brought_by}".encode()).hexdigest()[:32]
    taken.aside[item.client_id, digest] = SetAside(
        place=actor.place, client_id=item.client_id, digest=digest, content=item.content,
        reason=reason, received_at=now,
    )  # fmt: skip
    return f"{ASIDE}:{reason.value}"


def _write(actor: Actor, taken: _Taken, now: datetime) -> set[uuid.UUID]:
    """Write it all; returns the ids under which another tablet had just written something else."""
    place, overtaken = actor.place, set()
    if taken.fresh:
        # everywhere: writing, not looking; ignored is what another tablet wrote a moment ago
        Visit.everywhere.bulk_create(taken.fresh.values(), ignore_conflicts=True)  # writing
        now_here, _undone = already_here(place, set(taken.fresh))
        for client_id, visit in taken.fresh.items():
            if now_here.get(client_id, (visit.digest, None))[0] != visit.digest:
                overtaken.add(client_id)
                taken.aside[client_id, visit.digest] = _overtaken(visit, now)
    for client_id, person in taken.told_more.items():
        here = Visit.objects.within(place).filter(client_id=client_id, brought_by=None)
        here.update(brought_by=person)
    if taken.taken_back:
        day = timezone.localdate(now)
        rows = [Undone(place=place, client_id=i, day=day) for i in taken.taken_back]
        Undone.everywhere.bulk_create(rows, ignore_conflicts=True)  # everywhere: writing
        Visit.objects.within(place).filter(client_id__in=taken.taken_back).delete()
        SetAside.objects.within(place).filter(client_id__in=taken.taken_back).delete()
    if taken.aside:
        rows_aside = list(taken.aside.values())
        SetAside.everywhere.bulk_create(rows_aside, ignore_conflicts=True)  # everywhere: writing
    return overtaken


def _overtaken(visit: Visit, now: datetime) -> SetAside:
    content = {"kind": KNOWN if visit.person_id else NEW, "day": visit.day.isoformat(),
               "part": visit.part}  # fmt: skip
    if visit.person:
        content["tag"] = visit.person.code
    return SetAside(
        place=visit.place, client_id=visit.client_id, digest=visit.digest, content=content,
        reason=SetAside.Reason.OTHER_CONTENT, received_at=now,
    )  # fmt: skip
