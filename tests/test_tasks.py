"""`sleutelbos tasks`: what every night does, twice is once, and nothing that is needed goes."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sleutelbos.commons.people.models import EmailCode, Throttle
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.nightly import Chore, chores
from sleutelbos.room.activities.models import Occurrence, Puller
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.hours.models import GaveGot
from sleutelbos.room.talents.models import Post
from sleutelbos.room.talents.tests.makers import make_ask
from sleutelbos.room.visits.models import HandoverNote, SetAside
from tests.canary import dump

pytestmark = [pytest.mark.django_db, pytest.mark.mission("P2")]
DAY = timedelta(days=1)


def tonight() -> str:
    out = StringIO()
    call_command("tasks", stdout=out)
    return out.getvalue()


def plant(room, age):
    """One of everything that is kept for a while, so many days old."""
    then = timezone.now() - age * DAY
    olena = make_actor(room, "olena").someone
    post = make_ask(make_actor(room, "rosa"))
    Post.everywhere.filter(pk=post.pk).update(hung_at=then, taken_down_at=then)
    HandoverNote.everywhere.create(
        place=room, text="melk is op", once=uuid4(), written_by=olena, written_at=then
    )
    SetAside.everywhere.create(
        place=room, digest="x", content={}, reason="too-old", received_at=then, settled_at=then
    )
    GaveGot.everywhere.create(
        place=room, person=olena, kind="gave", picto="pan", taken_away_at=then
    )
    EmailCode.everywhere.create(about=uuid4().hex, fingerprint="x", made_at=then)
    Throttle.everywhere.create(what="code", about=uuid4().hex, since=then, times=1)


def kept(room):
    shelves = (Post, HandoverNote, SetAside, GaveGot, EmailCode, Throttle)
    return {model.__name__: model.everywhere.count() for model in shelves}


def test_what_nobody_needs_any_more_is_thrown_away():
    room = make_room()
    plant(room, 31)

    tonight()

    assert set(kept(room).values()) == {0}


def test_what_is_still_needed_stays():
    room = make_room()
    plant(room, 0)

    tonight()

    assert set(kept(room).values()) == {1}


def test_a_case_that_nobody_decided_is_never_thrown_away():
    room = make_room()
    long_ago = timezone.now() - 400 * DAY
    SetAside.everywhere.create(
        place=room, digest="x", content={}, reason="too-old", received_at=long_ago
    )

    tonight()

    assert SetAside.everywhere.count() == 1


def test_days_are_written_ahead_and_what_nobody_pulls_rests():
    room = make_room()
    weekly = make_occurrence(make_actor(room, "rosa"), weekly=True)
    days = Occurrence.everywhere.filter(activity=weekly.activity)
    last = days.order_by("-starts").first()
    days.filter(pk=last.pk).delete()
    type(weekly.series).everywhere.update(filled_until=last.original_day - DAY)
    alone = make_occurrence(make_actor(room, "wim"))
    Puller.everywhere.filter(activity=alone.activity).delete()

    tonight()

    assert days.filter(original_day=last.original_day).count() == 1
    alone.activity.refresh_from_db()
    assert alone.activity.is_resting


def test_twice_is_once():
    room = make_room()
    make_occurrence(make_actor(room, "rosa"), weekly=True)
    plant(room, 31)
    plant(room, 0)
    tonight()
    before = dump()

    told = tonight()

    assert dump() == before
    assert {line.split()[1] for line in told.splitlines()} == {"0"}
    assert len(told.splitlines()) == len(chores())


def test_a_chore_that_fails_does_not_stop_the_others(monkeypatch):
    room = make_room()
    plant(room, 31)

    def fails(now):
        raise RuntimeError

    broken = ("people", Chore("this", fails))
    monkeypatch.setattr("sleutelbos.kit.management.commands.tasks.chores",
                        lambda: [broken, *chores()])  # fmt: skip

    with pytest.raises(CommandError, match="people"):
        tonight()

    assert set(kept(room).values()) == {0}
