"""Thanks go from neighbour to neighbour; what somebody gave and got is for them alone (K1E)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.commands import erase_me, hide
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.hours import commands, queries
from sleutelbos.room.hours.models import GaveGot, Thanks
from sleutelbos.room.hours.tests.makers import make_begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room("het-lampje", "Het Lampje")


@pytest.fixture
def fatma(room):
    return make_actor(room, "fatma")


@pytest.fixture
def wim(room):
    return make_actor(room, "wim")


def read_by(actor):
    """What this person reads on their own page: from whom, and the words."""
    thanks, _said = queries.news_of_thanks(actor.someone, actor.place, timezone.now())
    return [(row.shown.called if row.shown else None, row.what) for row in thanks]


@pytest.mark.mission("K1E")
def test_a_thank_you_waits_on_the_page_of_the_other_and_nowhere_else(room, fatma, wim):
    commands.thank(fatma, to=wim.someone, what="Fijn dat je er was")

    assert read_by(wim) == [("Fatma", "Fijn dat je er was")]
    assert read_by(fatma) == []
    assert read_by(make_actor(room, "joy")) == []
    assert [line.what for line in Entry.objects.within(room)] == ["hours.thanked"]


def test_for_the_same_thing_thank_you_is_said_once(room, fatma, wim):
    row = make_begun(fatma, wim)

    first = commands.thank(wim, to=fatma.someone, occurrence=row)
    assert commands.thank(wim, to=fatma.someone, occurrence=row) == first
    commands.take_thanks_back(wim, once=first.once)
    assert commands.thank(wim, to=fatma.someone, occurrence=row) != first


def test_the_same_form_twice_is_one_thank_you(room, fatma, wim):
    once = uuid4()

    for _twice in range(2):
        commands.thank(fatma, to=wim.someone, once=once)

    assert Thanks.objects.within(room).count() == 1


def test_who_led_it_thanks_everybody_who_was_there(room, fatma, wim):
    joy = make_actor(room, "joy")

    for _twice in range(2):
        commands.thank_all(fatma, occurrence=make_begun(fatma, wim, joy), what="Top")

    assert read_by(wim) == [("Fatma", "Top")] * 2
    assert read_by(joy) == [("Fatma", "Top")] * 2
    assert read_by(fatma) == []


def test_thanking_all_is_for_who_leads_and_when_somebody_was_there(room, fatma, wim):
    row = make_begun(fatma)
    with pytest.raises(NotAllowed):
        commands.thank_all(wim, occurrence=row)
    with pytest.raises(Refused) as refusal:
        commands.thank_all(fatma, occurrence=row)
    assert refusal.value.code == "nobody-there"


def test_who_is_hidden_looks_as_unknown_to_who_thanks(room, fatma, wim):
    hide(wim.someone)
    elsewhere = make_actor(make_room("elders", "Elders"), "samira")

    told = []
    for other in (wim, elsewhere):
        with pytest.raises(Refused) as refusal:
            commands.thank(fatma, to=other.someone)
        told.append((refusal.value.code, refusal.value.message))
    assert told[0] == told[1]


def test_nobody_thanks_themselves_and_a_funder_thanks_nobody(room, fatma, wim):
    with pytest.raises(Refused) as refusal:
        commands.thank(fatma, to=fatma.someone)
    assert refusal.value.code == "thank-self"
    with pytest.raises(NotAllowed):
        commands.thank(make_actor(room, "geld", "funder"), to=wim.someone)


def test_a_thank_you_taken_back_is_not_read(room, fatma, wim):
    said = commands.thank(fatma, to=wim.someone)

    with pytest.raises(NotFound):
        commands.take_thanks_back(wim, once=said.once)
    for _twice in range(2):
        commands.take_thanks_back(fatma, once=said.once)

    assert read_by(wim) == []


def test_what_i_have_read_is_put_away_by_me_alone(room, fatma, wim):
    said = commands.thank(fatma, to=wim.someone)

    commands.see_thanks(fatma, said=[said.once])
    assert read_by(wim) == [("Fatma", "")]
    commands.see_thanks(wim, said=[said.once])
    assert read_by(wim) == []


def test_a_thank_you_of_who_hides_or_goes_stays_without_a_name(room, fatma, wim):
    commands.thank(fatma, to=wim.someone, what="Bedankt")
    hide(fatma.someone)
    assert read_by(wim) == [(None, "Bedankt")]
    erase_me(fatma.someone)
    assert read_by(wim) == [(None, "Bedankt")]
    erase_me(wim.someone)
    assert Thanks.objects.within(room).count() == 0


# ── Ik gaf, ik kreeg.


@pytest.mark.mission("K1E")
def test_the_last_three_of_each_stand_on_my_page(room, fatma):
    for number in range(5):
        commands.keep(fatma, kind="gave", picto="pan", text=f"Soep {number}")
    commands.keep(fatma, kind="got", picto="brief")

    gave, got = queries.gave_and_got(fatma.someone, room)

    assert [str(line.words) for line in gave] == ["Soep 4", "Soep 3", "Soep 2"]
    assert [str(line.words) for line in got] == ["Hulp met een brief"]


@pytest.mark.mission("K1E")
def test_nobody_else_reads_what_i_gave_and_got_and_the_journal_says_nothing(room, fatma, wim):
    line = commands.keep(fatma, kind="got", picto="kop", text="Iemand luisterde")

    assert queries.gave_and_got(wim.someone, room) == ([], [])
    assert queries.lines(wim.someone, room, "got", skip=0, limit=9) == []
    with pytest.raises(NotFound):
        commands.take_away(wim, once=line.once)
    assert list(Entry.objects.within(room)) == []


def test_a_line_kept_twice_is_one_line(room, fatma):
    once = uuid4()

    for _twice in range(2):
        commands.keep(fatma, kind="gave", picto="pan", once=once)

    assert GaveGot.objects.within(room).count() == 1


def test_a_line_needs_a_drawing_of_ours_and_one_of_two_kinds(room, fatma):
    with pytest.raises(Refused) as refusal:
        commands.keep(fatma, kind="gave", picto="draak")
    assert refusal.value.code == "no-picto"
    with pytest.raises(NotFound):
        commands.keep(fatma, kind="owed", picto="pan")
    with pytest.raises(NotAllowed):
        commands.keep(make_actor(room, "geld", "funder"), kind="gave", picto="pan")


def test_what_i_took_away_comes_back_for_a_week_and_is_then_gone_for_good(room, fatma):
    line = commands.keep(fatma, kind="gave", picto="pan")
    commands.take_away(fatma, once=line.once)
    assert queries.gave_and_got(fatma.someone, room) == ([], [])
    commands.bring_back(fatma, once=line.once)
    assert len(queries.gave_and_got(fatma.someone, room)[0]) == 1

    commands.take_away(fatma, once=line.once)
    old = timezone.now() - timedelta(days=8)
    GaveGot.objects.within(room).update(taken_away_at=old)
    commands.keep(fatma, kind="got", picto="kop")
    with pytest.raises(NotFound):
        commands.bring_back(fatma, once=line.once)
    assert GaveGot.objects.within(room).count() == 1


def test_my_lines_go_when_i_go(room, fatma):
    commands.keep(fatma, kind="gave", picto="pan")
    erase_me(fatma.someone)
    assert GaveGot.objects.within(room).count() == 0
