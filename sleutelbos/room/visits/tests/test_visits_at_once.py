"""Two processes at the same moment: the same outbox twice, and „dit ben ik niet“ in between."""

import random
import uuid
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_room
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.visits import commands, commands_counts, commands_table, queries
from sleutelbos.room.visits.models import CountingMoment, HostCall, SetAside, Undone, Visit
from sleutelbos.room.visits.tests.makers import at_the_door, make_host, make_known, make_tablet
from tests.processes import at_once

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
HERE = "sleutelbos.room.visits.tests.test_visits_at_once"


def send_all(slug: str, token_fingerprint: str, items: list, seed: int) -> list[str]:
    """Send an outbox as one tablet would, in small pieces, in an order of its own."""
    lot = random.Random(seed)
    door = at_the_door(Place.objects.get(slug=slug))
    items = list(items)
    lot.shuffle(items)
    told = []
    while items:
        batch, items = items[:7], items[7:]
        with transaction.atomic():
            queries.tablet_of(slug, token_fingerprint).select_for_update(
                of=("self",), no_key=True
            ).get()
            now = timezone.now().isoformat()
            told += [a.answer for a in commands.take_in(door, tablet_now=now, items=batch)]
    return told


@pytest.mark.mission("P5")
def test_the_same_outbox_from_four_processes_is_counted_once():
    room = make_room()
    amina, wim = make_known(room), make_known(room, "wim")
    tablet = queries.tablets(room).model.everywhere
    make_tablet(room)
    print_of = tablet.get().fingerprint
    at = timezone.now().isoformat()
    items = [
        {"id": str(uuid.uuid4()), "kind": "known", "tag": (amina, wim)[n % 2].code, "at": at}
        for n in range(60)
    ]
    gone = [{"id": item["id"], "kind": "undo"} for item in items[:20]]
    more = [{**item, "brought_by": (wim, amina)[n % 2].code} for n, item in enumerate(items[40:])]

    everything = items + gone + more
    told = at_once(
        f"{HERE}:send_all", [[room.slug, print_of, everything, seed] for seed in range(4)]
    )

    assert all(answer in {"stored", "same"} for answers in told for answer in answers)
    kept = Visit.objects.within(room)
    assert kept.count() == 40
    assert {str(v.client_id) for v in kept} == {item["id"] for item in items[20:]}
    assert kept.exclude(brought_by=None).count() == 20
    assert Undone.objects.within(room).count() == 20
    assert SetAside.objects.within(room).count() == 0


def two_tablets_one_id(slug: str, client_id: str, code: str) -> str:
    """Say something of one's own under one id, from a tablet of one's own."""
    door = at_the_door(Place.objects.get(slug=slug))
    now = timezone.now().isoformat()
    item = {"id": client_id, "kind": "known", "tag": code, "at": now}
    with transaction.atomic():
        return commands.take_in(door, tablet_now=now, items=[item])[0].answer


@pytest.mark.mission("P5")
def test_two_tablets_with_one_id_lose_nothing():
    room = make_room()
    people = [make_known(room, called) for called in ("amina", "wim", "olena")]
    once = str(uuid.uuid4())
    told = at_once(f"{HERE}:two_tablets_one_id", [[room.slug, once, p.code] for p in people])
    assert sorted(told) == ["set-aside", "set-aside", "stored"]
    assert Visit.objects.within(room).count() == 1
    assert SetAside.objects.within(room).count() == 2


def call_and_count(slug: str, code: str, presses: list[str]) -> int:
    """Call the host, and press +1 at a counting moment."""
    room = Place.objects.get(slug=slug)
    commands_table.call_host(at_the_door(room))
    host = make_host(room, f"host{presses[0][:4]}")
    return commands_counts.tick(host, code=code, presses=[(uuid.UUID(p), 1) for p in presses])


def test_calls_and_presses_at_the_same_moment_count_once():
    room = make_room()
    moment = CountingMoment.everywhere.create(
        place=room, day=timezone.localdate() - timedelta(days=1), part="morning",
        drawn_at=timezone.now(), seed="0",
    )  # fmt: skip
    presses = [str(uuid.uuid4()) for _n in range(5)]
    at_once(f"{HERE}:call_and_count", [[room.slug, moment.code, presses]] * 3)
    assert HostCall.objects.within(room).count() == 1
    assert commands_counts.finish_count(make_host(room), code=moment.code).people == 5


def call_and_answer(slug: str, who: str) -> int:
    """Call the host from the door, or go to the door, many times over."""
    room = Place.objects.get(slug=slug)
    host = make_host(room, who)
    for _n in range(25):
        if who == "caller":
            commands_table.call_host(at_the_door(room))
        else:
            commands_table.answer_call(host)
    return 1


def test_a_call_that_is_answered_in_the_same_instant_is_no_error():
    room = make_room()
    told = at_once(f"{HERE}:call_and_answer", [[room.slug, w] for w in ("caller", "fatma", "wim")])
    assert told == [1, 1, 1]
    assert HostCall.objects.within(room).filter(answered_at=None).count() <= 1


def draw_the_month(slug: str, who: str, day: str) -> int:
    """Draw the counting moments of a month, as a host."""
    room = Place.objects.get(slug=slug)
    return commands_counts.draw_moments(make_host(room, who), month=date.fromisoformat(day))


@pytest.mark.mission("K1F")
def test_two_hosts_who_draw_at_once_draw_one_lot():
    room = make_room()
    make_week(room)
    month = (timezone.localdate().replace(day=1) + timedelta(days=40)).replace(day=1)
    who = ("fatma", "wim", "olena", "joy")
    drawn = at_once(f"{HERE}:draw_the_month", [[room.slug, w, month.isoformat()] for w in who])
    assert sorted(drawn) == [0, 0, 0, commands_counts.A_MONTH]
    rows = CountingMoment.objects.within(room)
    assert len({row.seed for row in rows}) == 1
    assert len(rows) == commands_counts.A_MONTH
