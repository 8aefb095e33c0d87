"""`sleutelbos check --data`: every rule of every module is seen holding, and seen broken."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sleutelbos.commons.places.models import Place, Role
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.rules import held_against, overlapping, rules
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.models import Activity, Attended, Occurrence
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.cash.models import Claim, Pot
from sleutelbos.room.cash.tests.makers import fill_tin, make_claim, make_treasurer
from sleutelbos.room.help.models import Message as QuestionMessage
from sleutelbos.room.help.tests.makers import make_helping
from sleutelbos.room.hours.models import HoursEntry
from sleutelbos.room.hours.tests.makers import make_hours
from sleutelbos.room.keys.models import Key, Loan, Opening
from sleutelbos.room.keys.tests.makers import make_key
from sleutelbos.room.talents.models import Message, Post, Touch
from sleutelbos.room.talents.tests.makers import make_ask, make_touch
from sleutelbos.room.visits.models import CountingMoment, CountTick, Tally, Undone, Visit

pytestmark = pytest.mark.django_db

NOW = timezone.now()
HOUR = timedelta(hours=1)


def two_roles(room: Place) -> None:
    person = make_actor(room, "noor").someone
    for since in (NOW - 4 * HOUR, NOW - 3 * HOUR):
        Role.objects.create(
            person=person, place=room, name="host", since=since, until=NOW - 2 * HOUR
        )


def room_in_a_room(room: Place) -> None:
    Place.objects.filter(pk=room.pk).update(part_of=make_room("ander", "Ander"))


def two_pockets(room: Place) -> None:
    key = make_key(room)
    for _pocket in range(2):
        Loan.everywhere.create(
            key=key, responsibility="open", handed_over_at=NOW - HOUR, returned_at=NOW
        )


def retired_key(room: Place) -> None:
    key = make_key(room)
    Loan.everywhere.create(key=key, responsibility="open", handed_over_at=NOW)
    Key.everywhere.filter(pk=key.pk).update(retired_at=NOW)


def open_door(room: Place) -> None:
    for _time in range(2):
        Opening.everywhere.create(place=room, opened_at=NOW - HOUR, closes_at=NOW, closed_at=NOW)


def miscounted(room: Place) -> None:
    row = make_occurrence(make_actor(room, "rosa"))
    Occurrence.everywhere.filter(pk=row.pk).update(taken=3)


def waits(room: Place) -> None:
    row = make_occurrence(make_actor(room, "rosa"))
    row.sign_ups.model.everywhere.create(occurrence=row, state="waiting", arrived_at=NOW)
    Occurrence.everywhere.filter(pk=row.pk).update(waiting=1)


def twice(room: Place) -> None:
    row = make_occurrence(make_actor(room, "rosa"), weekly=True)
    days = Occurrence.everywhere.filter(activity=row.activity).order_by("starts")
    Occurrence.everywhere.filter(pk=days[1].pk).update(starts=days[0].starts)


def ticked(room: Place) -> None:
    rosa = make_actor(room, "rosa")
    row = make_occurrence(rosa)
    Attended.everywhere.create(occurrence=row, person=rosa.someone, ticked_at=NOW)
    Occurrence.everywhere.filter(pk=row.pk).update(attended=0, attended_source="ticked")


def pulled_at_rest(room: Place) -> None:
    row = make_occurrence(make_actor(room, "rosa"))
    Activity.everywhere.filter(pk=row.activity_id).update(rested_at=NOW)


def mute(room: Place) -> None:
    Post.everywhere.filter(pk=make_ask(make_actor(room, "olena")).pk).update(spoken=True)


def touched(room: Place) -> Touch:
    return make_touch(make_actor(room, "wim"), make_ask(make_actor(room, "olena")))


def of_another(room: Place) -> None:
    Touch.everywhere.filter(pk=touched(room).pk).update(owner=make_actor(room, "joy").someone)


def third_voice(room: Place) -> None:
    joy = make_actor(room, "joy").someone
    Message.everywhere.create(
        touch=touched(room), once=uuid4(), person=joy, text="dag", said_at=NOW
    )


def written_by_a_third(room: Place) -> None:
    question = make_helping(make_actor(room, "wim"), make_actor(room, "olena"))
    QuestionMessage.everywhere.create(
        helper=question.helpers.get(), once=uuid4(), person=make_actor(room, "joy").someone,
        words="dag", written_at=NOW,
    )  # fmt: skip


def came_back(room: Place) -> None:
    gone = uuid4()
    Visit.everywhere.create(place=room, client_id=gone, day=NOW.date(), part="morning", digest="x")
    Undone.everywhere.create(place=room, client_id=gone, day=NOW.date())


def still_to_come(room: Place) -> None:
    day = timezone.localdate() + timedelta(days=3)
    Tally.everywhere.create(
        place=room, first_day=day, last_day=day, people=3, source="tallied", noted_at=NOW
    )


def counted_on(room: Place) -> None:
    moment = CountingMoment.everywhere.create(
        place=room, day=NOW.date(), part="morning", drawn_at=NOW, seed="x", finished_at=NOW
    )
    CountTick.everywhere.create(moment=moment, client_id=uuid4(), step=1)


def long_day(room: Place) -> None:
    noor = make_actor(room, "noor")
    entry = make_hours(noor, 600)
    HoursEntry.everywhere.create(
        place=room, person=noor.someone, minutes=600, day=entry.day, entered_at=NOW
    )


def miscounted_tin(room: Place) -> None:
    line = fill_tin(make_treasurer(room))
    Pot.everywhere.filter(pk=line.pot_id).update(cents=1)


def paid_without_a_line(room: Place) -> None:
    claim = make_claim(make_actor(room, "noor"))
    Claim.everywhere.filter(pk=claim.pk).update(paid_at=NOW)


def leans_elsewhere(room: Place) -> None:
    key = make_key(make_room("ander", "Ander"))
    Opening.everywhere.create(place=room, opened_at=NOW - HOUR, closes_at=NOW, key=key)


BREAKERS: dict[tuple[str, str], Callable[[Place], object]] = {
    ("house", "Nothing of a place"): leans_elsewhere,
    ("places", "A person carries a role"): two_roles,
    ("places", "A room is part"): room_in_a_room,
    ("keys", "A key is in one pocket"): two_pockets,
    ("keys", "A key that is no longer used"): retired_key,
    ("keys", "A door that is open"): open_door,
    ("activities", "The numbers of who comes"): miscounted,
    ("activities", "Nobody waits"): waits,
    ("activities", "A series is there once"): twice,
    ("activities", "Nobody is ticked"): ticked,
    ("activities", "What somebody pulls"): pulled_at_rest,
    ("talents", "What was spoken"): mute,
    ("talents", "In touch with"): of_another,
    ("talents", "Two people talk"): third_voice,
    ("help", "Who asked and who helps"): written_by_a_third,
    ("visits", "A visit that was taken back"): came_back,
    ("visits", "Counts are of days"): still_to_come,
    ("visits", "A finished count"): counted_on,
    ("hours", "Hours of a day"): long_day,
    ("cash", "The lines of the cash book"): miscounted_tin,
    ("cash", "What was paid for a claim"): paid_without_a_line,
}


def named(module: str, says: str) -> tuple[str, str]:
    return next(key for key in BREAKERS if key[0] == module and says.startswith(key[1]))


def test_every_rule_is_seen_broken_here():
    assert {named(module, rule.says) for module, rule in rules()} == set(BREAKERS)


@pytest.mark.parametrize("key", BREAKERS, ids=" ".join)
def test_a_rule_that_is_broken_is_told_and_no_other(key):
    room = make_room()

    BREAKERS[key](room)

    outcomes = held_against(Place.objects.order_by("pk"))
    broken = {named(o.module, o.rule.says): o.broken for o in outcomes if o.broken}
    assert set(broken) == {key}
    assert broken[key][0].startswith(f"{room.slug}: ")


def test_a_room_full_of_life_breaks_no_rule():
    room = make_room()
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    row = make_occurrence(rosa, weekly=True)
    activities.sign_up(wim, occurrence=row)
    make_hours(rosa)
    touched(room)
    make_key(room)

    out = StringIO()
    call_command("check", data=True, stdout=out, stderr=StringIO())

    lines = out.getvalue().splitlines()
    assert len([line for line in lines if line.startswith("ok ")]) == len(BREAKERS) + 1
    assert lines[-1] == "Everything holds."


def test_what_does_not_hold_is_told_without_names():
    room = make_room()
    long_day(room)

    out = StringIO()
    with pytest.raises(CommandError, match="1 things"):
        call_command("check", data=True, stdout=out, stderr=StringIO())

    told = [line for line in out.getvalue().splitlines() if line.startswith("NO 1")]
    assert len(told) == 1
    assert "Noor" not in out.getvalue()


def test_spans_that_touch_do_not_overlap_and_no_time_is_no_span():
    spans = [
        (1, "a", NOW, NOW + HOUR),
        (2, "a", NOW + HOUR, None),
        (3, "b", NOW, None),
        (4, "b", NOW + HOUR, NOW + HOUR),
        (5, "b", NOW + HOUR, None),
    ]
    assert list(overlapping(spans)) == [5]
