"""Somebody I chose writes with me; it counts when it was read back to me (K1D)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotFound
from sleutelbos.room.story import (
    commands,
    commands_nightly,
    commands_pens,
    commands_signals,
    queries,
    queries_paper,
)
from sleutelbos.room.story.models import Door

from .makers import WORDS, make_door, make_draft, make_pen
from .test_telling import refusal_of, signed_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1D")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def samira(room):
    return make_actor(room, "samira")


@pytest.fixture
def rosa(room):
    return make_actor(room, "rosa")


def test_what_was_written_for_me_counts_after_i_heard_it_and_said_yes(samira, rosa):
    pen = make_pen(samira, rosa)
    hers = signed_in(rosa)
    said = {"words": WORDS, "state": "now", "helped": ""}
    assert hers.post(f"/mijn/route/voor/{pen.code}/", said).status_code == 302
    draft = Door.everywhere.get()
    assert (draft.is_draft, draft.person, draft.written_by) == (True, samira.person, rosa.person)
    assert queries_paper.route_paper(samira.someone)["doors"] == []
    with pytest.raises(NotFound):
        commands_signals.say_wall(samira, door=draft.code, wall="net", of_system=True, count=True)

    mine = signed_in(samira)
    page = words_of(mine)
    assert "Rosa schreef dit voor jou. Laat het voorlezen. Klopt het?" in page
    mine.post(f"/mijn/route/{draft.code}/klopt/")
    door = Door.everywhere.get()
    assert not door.is_draft
    assert door.read_back_at is not None
    assert len(queries_paper.route_paper(samira.someone)["doors"]) == 1
    assert "Rosa schreef het voor jou op." in words_of(mine, f"/mijn/route/{door.code}/")


def test_who_writes_sees_nothing_of_my_route_and_a_draft_until_i_said_yes(samira, rosa):
    make_door(samira, "Dit is geheim")
    pen = make_pen(samira, rosa)
    draft = make_draft(pen, rosa)
    hers = signed_in(rosa)
    page = words_of(hers, f"/mijn/route/voor/{pen.code}/")
    assert WORDS in page
    assert "Dit is geheim" not in page
    commands_pens.says_true(samira, door=draft.code)
    assert WORDS not in words_of(hers, f"/mijn/route/voor/{pen.code}/")
    assert hers.get(f"/mijn/route/{draft.code}/").status_code == 404


def test_i_can_say_it_differently_or_throw_it_away(samira, rosa):
    pen = make_pen(samira, rosa)
    draft, other = make_draft(pen, rosa), make_draft(pen, rosa, "Dit klopt niet")
    mine = signed_in(samira)
    mine.post(f"/mijn/route/{other.code}/weg/")
    mine.post(
        f"/mijn/route/{draft.code}/verander/",
        {"words": "Zo zeg ik het", "state": "now", "helped": ""},
    )
    route = queries.route(samira.someone, timezone.now())
    assert [door.words for door in route.doors] == ["Zo zeg ik het"]
    assert route.drafts == []


def test_who_wrote_can_take_back_only_their_own_draft(room, samira, rosa):
    pen = make_pen(samira, rosa)
    door, draft = make_door(samira), make_draft(pen, rosa)
    wim = make_actor(room, "wim")
    theirs = make_draft(make_pen(samira, wim), wim)
    for code in (door.code, theirs.code):
        with pytest.raises(NotFound):
            commands_pens.withdraw(rosa, pen=pen.code, door=code)
    commands_pens.withdraw(rosa, pen=pen.code, door=draft.code)
    assert {d.pk for d in Door.everywhere.all()} == {door.pk, theirs.pk}


@pytest.mark.parametrize("end", ["taken", "over", "leaver", "hides"])
def test_a_pen_that_ended_writes_no_more(samira, rosa, end):
    pen = make_pen(samira, rosa)
    days = 0
    if end == "taken":
        signed_in(samira).post(f"/mijn/route/schrijven/{pen.code}/stop/")
    elif end == "over":
        days = 29
    elif end == "leaver":
        places.end_role(rosa, of=rosa.someone, name="resident")
    else:
        people.hide(samira.someone)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        with pytest.raises(NotFound):
            commands_pens.write_for(rosa, pen=pen.code, words="Ja", once=uuid4())


def test_nobody_writes_for_who_did_not_ask_them(room, samira, rosa):
    pen = make_pen(samira, rosa)
    for name, role in (("wim", "resident"), ("marleen", "coordinator"), ("els", "board")):
        other = make_actor(room, name, role)
        assert signed_in(other).get(f"/mijn/route/voor/{pen.code}/").status_code == 404
        with pytest.raises(NotFound):
            commands_pens.write_for(other, pen=pen.code, words="Ja", once=uuid4())


def test_a_pen_is_refused_to_who_cannot_be_chosen(room, samira):
    wim = make_actor(room, "wim").someone.code
    assert refusal_of(lambda: commands_pens.give_pen(samira, to=wim)) == "not-known-here"
    me = samira.someone.code
    assert refusal_of(lambda: commands_pens.give_pen(samira, to=me)) == "not-known-here"


def test_a_draft_stays_a_draft_when_who_wrote_it_is_erased(samira, rosa):
    make_draft(make_pen(samira, rosa), rosa)
    people.erase_me(rosa.someone)
    door = Door.everywhere.get()
    assert (door.is_draft, door.written_by) == (True, None)
    assert "Een buur schreef dit voor jou." in words_of(signed_in(samira))


def test_a_draft_that_nobody_hears_is_wiped_after_a_month(samira, rosa):
    make_draft(make_pen(samira, rosa), rosa)
    for days, left in ((29, 1), (31, 0)):
        commands_nightly.NIGHTLY[0].does(timezone.now() + timedelta(days=days))
        assert Door.everywhere.count() == left


def test_the_same_form_for_another_is_one_draft(samira, rosa):
    pen, once = make_pen(samira, rosa), uuid4()
    for _time in range(2):
        commands_pens.write_for(rosa, pen=pen.code, words="Ja", once=once)
    assert Door.everywhere.count() == 1
    assert refusal_of(lambda: commands.tell(rosa, words="Ja", once=once)) == "sent-before"


def test_who_writes_learns_nothing_of_how_full_the_route_is_and_cannot_fill_it(
    monkeypatch, room, samira, rosa
):
    monkeypatch.setattr(commands, "MOST_DOORS", 2)
    monkeypatch.setattr(commands, "MOST_DRAFTS", 2)
    for number in range(2):
        make_door(samira, f"Deur {number}")
    pen = make_pen(samira, rosa)
    first = make_draft(pen, rosa)  # her route is full: that is not for who writes
    make_draft(pen, rosa)
    assert refusal_of(lambda: make_draft(pen, rosa)) == "enough-written"
    wim = make_actor(room, "wim")
    make_draft(make_pen(samira, wim), wim)  # of everybody who writes by themselves
    for answer in (
        lambda: commands_pens.says_true(samira, door=first.code),
        lambda: commands.change(samira, door=first.code, words="Ja", helped="", state="now"),
        lambda: make_door(samira),
    ):
        assert refusal_of(answer) == "route-full"
    commands.take_away(samira, door=queries.own(samira.someone).filter(is_draft=False)[0].code)
    commands_pens.says_true(samira, door=first.code)


def test_what_waits_to_be_read_back_takes_no_place_of_mine(monkeypatch, samira, rosa):
    monkeypatch.setattr(commands, "MOST_DOORS", 2)
    pen = make_pen(samira, rosa)
    for _time in range(3):
        make_draft(pen, rosa)
    make_door(samira)
    make_door(samira)
