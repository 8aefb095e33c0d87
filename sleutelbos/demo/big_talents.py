"""What hangs on the wall of an invented room, what hung there, and who got in touch."""

from datetime import date, timedelta

from sleutelbos.room.talents import queries_concepts as concepts
from sleutelbos.room.talents.models import Message, Post, Touch

from .big_days import moment
from .big_people import One, Room
from .bulk import uuid_from

LINES = ("Dag! Ik help graag.", "Fijn. Kan je donderdag?", "Ja, tot dan.", "Dank je wel.")


def draw(room: Room) -> None:
    """About one post for every three neighbours, most of them taken down again after a while."""
    known = [
        (kind, concept) for kind in ("offer", "ask")
        for group in concepts.groups(kind) for concept in concepts.concepts_of(group, kind)
    ]  # fmt: skip
    for _nth in range(len(room.everybody) // 3):
        day = room.lot.choice(room.days.open)
        one = room.pick(room.everybody, day)
        if one:
            kind, concept = room.lot.choice(known)
            _post(room, one, day, kind, concept)


def _post(room: Room, one: One, day: date, kind: str, concept: concepts.Concept) -> None:
    lot = room.lot
    hung = moment(day, lot.randint(600, 990))
    down = day + timedelta(days=lot.randint(3, 240))
    down = min(down, one.until) if one.until else down
    taken_down = moment(down, 1000) if down <= room.days.last else None
    if taken_down and taken_down < hung:
        taken_down = hung
    pk = room.tables[Post].add(
        place_id=room.place, kind=kind, person_id=one.pk, concept=concept.code, language="nl",
        picto=concept.picto, with_name=kind == "offer" or lot.random() < 0.4, hung_at=hung,
        once=uuid_from(room.lot), taken_down_at=taken_down,
    )  # fmt: skip
    room.note(one, "talents.hung", "talents.Post", pk, hung)
    if taken_down:
        room.note(one, "talents.taken-down", "talents.Post", pk, taken_down)
    other = room.pick(room.everybody, day)
    if other and other is not one and lot.random() < 0.4:
        _touch(room, pk, one, other, day)


def _touch(room: Room, post: int, owner: One, opener: One, day: date) -> None:
    lot = room.lot
    opened = moment(day, 1000)
    lines = LINES[: lot.randint(0, len(LINES))]
    last = opened + timedelta(minutes=9 * len(lines))
    ended = lot.random() < 0.6 and last + timedelta(days=1) <= moment(room.days.last, 1200)
    touch = room.tables[Touch].add(
        place_id=room.place, post_id=post, opener_id=opener.pk, owner_id=owner.pk,
        opened_at=opened, owner_named_at=opened, owner_is_next=len(lines) % 2 == 1,
        last_at=last, ended_at=last + timedelta(days=1) if ended else None,
        ended_by_id=opener.pk if ended else None,
    )  # fmt: skip
    room.note(opener, "talents.got-in-touch", "talents.Touch", touch, opened)
    for nth, text in enumerate(lines):
        room.tables[Message].add(
            touch_id=touch, once=uuid_from(room.lot), person_id=(owner if nth % 2 else opener).pk,
            text=text, said_at=opened + timedelta(minutes=9 * nth),
        )  # fmt: skip
