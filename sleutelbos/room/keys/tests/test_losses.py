"""Losing a key: the others hear which key, never who."""

import pytest
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.models import Loss
from sleutelbos.room.keys.tests.makers import make_key
from sleutelbos.room.keys.tests.test_keys import now, refused

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K3A")]


@pytest.fixture
def lent():
    room = make_room()
    fatma, amina = make_actor(room, "fatma", "host"), make_actor(room, "amina")
    key = make_key(room, 4)
    commands.hand_over(fatma, key=key, to=amina.person, responsibility="koken")
    return room, fatma, now(amina), key


def test_a_lost_key_names_nobody_anywhere(lent, client):
    room, fatma, amina, key = lent
    commands.report_lost(amina, key=key)

    hook = queries.board(fatma).hooks[0]
    assert (hook.state, hook.holder) == ("lost", None)
    client.force_login(fatma.someone)
    page = client.get(f"/k/{room.slug}/sleutels/").content.decode()
    assert "Sleutel 4: kwijt" in page
    assert "Amina" not in page
    assert [e.who for e in Entry.objects.within(room).filter(what="keys.lost")] == [None]
    assert {f.name for f in Loss._meta.get_fields() if f.is_relation} == {"key"}


def test_losing_a_key_does_not_take_the_role_away(lent):
    _room, _fatma, amina, key = lent
    commands.report_lost(amina, key=key)
    assert now(amina).roles == {"resident", "key-holder"}


def test_while_somebody_is_still_searching_nothing_changes_for_the_others(lent):
    _room, fatma, amina, key = lent
    commands.report_lost(amina, key=key, searching=True)

    hook = queries.board(fatma).hooks[0]
    assert (hook.state, hook.holder) == ("out", amina.person)


def test_the_next_day_the_question_comes_once_more_to_the_holder_only(lent, time_machine):
    _room, fatma, amina, key = lent
    time_machine.move_to("2026-11-24T10:00:00+01:00")
    commands.report_lost(amina, key=key, searching=True)
    assert queries.board(amina).ask_again == []
    time_machine.move_to("2026-11-25T08:00:00+01:00")
    assert [hook.key for hook in queries.board(amina).ask_again] == [key]
    assert queries.board(fatma).ask_again == []

    commands.report_found(amina, key=key)
    assert queries.board(amina).ask_again == []
    assert [loan.key for loan in queries.keys_of(amina.person, amina.place)] == [key]


def test_a_lost_key_is_handed_to_nobody_and_opens_nothing(lent):
    _room, fatma, amina, key = lent
    commands.report_lost(amina, key=key)
    with refused("lost"):
        commands.hand_over(fatma, key=key, to=fatma.person, responsibility="gastvrouw")
    with refused("lost"):
        commands.open_room(fatma, key=key)
    with refused("lost"):
        commands.report_lost(amina, key=key)
    with refused("lost"):
        commands.bring_back(fatma, key=key)


def test_found_by_who_lost_it_the_key_is_with_them_again(lent):
    room, _fatma, amina, key = lent
    commands.report_lost(amina, key=key)
    loan = commands.report_found(amina, key=key)
    assert (loan.holder, loan.responsibility) == (amina.person, "koken")
    assert queries.keys_of(amina.person, room) == [loan]


def test_found_by_another_it_hangs_on_the_board(lent):
    _room, fatma, amina, key = lent
    commands.report_lost(amina, key=key)
    assert commands.report_found(fatma, key=key) is None
    assert queries.find_key(fatma, key.code).state == "here"
    with refused("not-lost"):
        commands.report_found(fatma, key=key)


def test_a_key_holder_does_not_call_the_key_of_another_lost_but_the_host_may(lent):
    room, fatma, _amina, key = lent
    other = make_actor(room, "yusuf", "key-holder")
    with refused("not-your-key"):
        commands.report_lost(other, key=key)
    commands.report_lost(fatma, key=key, searching=True)
    with refused("not-your-key"):
        commands.report_found(other, key=key)
    commands.report_lost(fatma, key=key)
    assert queries.find_key(fatma, key.code).state == "lost"


def test_a_key_that_should_hang_here_but_does_not_is_lost_too():
    room = make_room()
    yusuf, key = make_actor(room, "yusuf", "key-holder"), make_key(room)
    loss = commands.report_lost(yusuf, key=key, searching=True)
    assert (loss.searching, queries.find_key(yusuf, key.code).state) == (False, "lost")


def test_bringing_a_key_back_ends_the_search(lent):
    room, _fatma, amina, key = lent
    commands.report_lost(amina, key=key, searching=True)
    commands.bring_back(amina, key=key)
    assert [loss.found_at <= timezone.now() for loss in Loss.objects.within(room)] == [True]
