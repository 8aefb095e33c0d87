"""Handing keys out, passing them on, bringing them back."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.keys import commands, queries
from sleutelbos.room.keys.models import Key, Loan
from sleutelbos.room.keys.tests.makers import make_key

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K3A")]


def now(actor: Actor) -> Actor:
    """The same person with the roles they have now."""
    return actor_of(actor.someone, actor.place)


def noted(room: Place, word: str = "keys.") -> list[str]:
    return [e.what for e in Entry.objects.within(room).order_by("pk") if e.what.startswith(word)]


def refused(code: str):
    return pytest.raises(Refused, check=lambda refusal: refusal.code == code)


def test_a_key_is_handed_to_a_neighbour_for_what_they_do():
    room = make_room()
    fatma, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    key = make_key(room)

    loan = commands.hand_over(fatma, key=key, to=joy.person, responsibility="ontbijt op vrijdag")

    assert (loan.holder, loan.responsibility) == (joy.person, "ontbijt op vrijdag")
    assert loan.handed_over_by == fatma.person
    assert [loan.key for loan in queries.keys_of(joy.person, room)] == [key]
    assert noted(room) == ["keys.added", "keys.handed-over"]


def test_a_first_key_makes_somebody_key_holder_and_the_last_one_back_ends_it():
    room = make_room()
    fatma, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    first, second = make_key(room), make_key(room)
    commands.hand_over(fatma, key=first, to=joy.person, responsibility="ontbijt")
    assert now(joy).roles == {"resident", "key-holder"}
    commands.hand_over(now(joy), key=second, to=joy.person, responsibility="ontbijt")

    commands.bring_back(now(joy), key=first)
    assert now(joy).roles == {"resident", "key-holder"}
    commands.bring_back(now(joy), key=second)
    assert now(joy).roles == {"resident"}

    given = joy.someone.roles.filter(name="key-holder").get()
    assert (given.given_by, given.until is None) == (fatma.person, False)


def test_a_key_is_in_one_pocket_at_a_time():
    """R6: refused by the command, with the sentence of the house."""
    room = make_room()
    fatma, yusuf, joy = (make_actor(room, n, "host") for n in ("fatma", "yusuf", "joy"))
    key = make_key(room)
    commands.hand_over(fatma, key=key, to=yusuf.person, responsibility="gastheer")

    with pytest.raises(Refused) as refusal:
        commands.hand_over(fatma, key=key, to=joy.person, responsibility="ontbijt")

    assert refusal.value.code == "key-is-out"
    assert refusal.value.message == (
        "Yusuf heeft deze sleutel al. Kies een andere sleutel of bel Yusuf."
    )
    assert [loan.holder for loan in Loan.objects.within(room)] == [yusuf.person]


def test_handing_a_key_twice_to_the_same_neighbour_is_once():
    """R5: a double tap."""
    room = make_room()
    fatma, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    key = make_key(room)
    loans = [
        commands.hand_over(fatma, key=key, to=joy.person, responsibility="ontbijt") for _ in "12"
    ]
    assert loans[0] == loans[1]
    assert noted(room, "keys.handed") == ["keys.handed-over"]


def test_the_database_itself_refuses_a_second_pocket():
    """R6: whoever goes around the program meets the constraint."""
    room = make_room()
    fatma = make_actor(room, "fatma", "host")
    loan = commands.hand_over(
        fatma, key=make_key(room), to=fatma.person, responsibility="gastvrouw"
    )
    again = (
        "INSERT INTO keys_loan (key_id, holder_id, responsibility, handed_over_at)"
        " VALUES (%s, %s, 'naast de deur', %s)"
    )
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=r"key_in_one_pocket_at_a_time|keys_loan\.key_id"),
        transaction.atomic(),
    ):  # fmt: skip
        cursor.execute(again, [loan.key_id, fatma.someone.pk, timezone.now()])


def test_a_key_goes_to_who_lives_the_room_and_to_nobody_unknown_or_hidden():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    fatma = make_actor(room, "fatma", "host")
    stranger, coordinator = make_actor(elsewhere, "sam"), make_actor(room, "marleen", "coordinator")
    hidden = make_actor(room, "samira")
    hide(hidden.someone)
    key = make_key(room)
    for person in (stranger.person, coordinator.person, hidden.person):
        with refused("not-known-here"):
            commands.hand_over(fatma, key=key, to=person, responsibility="de tuin")
    assert queries.takers(room) == []


def test_a_key_comes_with_a_responsibility():
    room = make_room()
    fatma, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    with refused("no-responsibility"):
        commands.hand_over(fatma, key=make_key(room), to=joy.person, responsibility="  ")


def test_who_has_no_key_and_receives_nobody_hands_out_nothing():
    room = make_room()
    joy, funder = make_actor(room, "joy"), make_actor(room, "gemeente", "funder")
    key = make_key(room)
    for actor in (joy, funder):
        with pytest.raises(NotAllowed):
            commands.hand_over(actor, key=key, to=joy.person, responsibility="ontbijt")
        with pytest.raises(NotAllowed):
            commands.bring_back(actor, key=key)
        with pytest.raises(NotAllowed):
            commands.report_lost(actor, key=key)


def test_the_key_of_another_room_is_not_here():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    fatma = make_actor(room, "fatma", "host")
    key = make_key(elsewhere)
    with pytest.raises(NotFound):
        commands.hand_over(fatma, key=key, to=fatma.person, responsibility="gastvrouw")
    assert queries.find_key(fatma, key.code) is None


def test_a_key_passes_from_pocket_to_pocket():
    room = make_room()
    amina, wim = make_actor(room, "amina", "host"), make_actor(room, "wim")
    key = make_key(room)
    commands.hand_over(amina, key=key, to=amina.person, responsibility="gastvrouw")

    loan = commands.pass_on(now(amina), key=key, to=wim.person, responsibility="brieven")

    assert loan.passed_on_from.returned_at == loan.handed_over_at
    assert (now(amina).roles, now(wim).roles) == (
        {"resident", "host"},
        {"resident", "key-holder"},
    )


def test_only_who_has_a_key_passes_it_on():
    room = make_room()
    amina, wim = make_actor(room, "amina", "host"), make_actor(room, "wim", "host")
    key = make_key(room)
    with refused("not-your-key"):
        commands.pass_on(wim, key=key, to=amina.person, responsibility="gastvrouw")
    commands.hand_over(amina, key=key, to=amina.person, responsibility="gastvrouw")
    with refused("not-your-key"):
        commands.pass_on(wim, key=key, to=make_actor(room, "joy").person, responsibility="tuin")


def test_a_key_that_hangs_on_the_board_cannot_come_back():
    room = make_room()
    with refused("key-hangs-here"):
        commands.bring_back(make_actor(room, "fatma", "host"), key=make_key(room))


def test_undo_of_a_hand_over_leaves_a_loan_of_no_time_at_all():
    room = make_room()
    fatma, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    key = make_key(room)
    commands.hand_over(fatma, key=key, to=joy.person, responsibility="ontbijt")

    commands.take_back(fatma, key=key)

    assert [loan.was_undone for loan in Loan.objects.within(room)] == [True]
    assert queries.find_key(fatma, key.code).state == "here"
    assert now(joy).roles == {"resident"}
    with refused("nothing-to-undo"):
        commands.take_back(fatma, key=key)


def test_undo_of_a_last_key_brought_back_works_for_who_is_no_key_holder_any_more():
    room = make_room()
    fatma, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    key = make_key(room)
    loan = commands.hand_over(fatma, key=key, to=joy.person, responsibility="ontbijt")
    commands.bring_back(now(joy), key=key)

    commands.take_back(now(joy), key=key)

    assert queries.keys_of(joy.person, room) == [loan]
    assert now(joy).roles == {"resident", "key-holder"}


def test_undo_of_a_passing_on_gives_the_key_back_to_who_had_it():
    room = make_room()
    fatma = make_actor(room, "fatma", "host")
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    key = make_key(room)
    first = commands.hand_over(fatma, key=key, to=amina.person, responsibility="koken")
    commands.pass_on(now(amina), key=key, to=wim.person, responsibility="brieven")

    commands.take_back(now(amina), key=key)

    assert queries.keys_of(amina.person, room) == [first]
    assert (now(amina).roles, now(wim).roles) == ({"resident", "key-holder"}, {"resident"})


def test_nobody_undoes_the_deed_of_another_nor_one_of_long_ago(time_machine):
    room = make_room()
    fatma, yusuf = make_actor(room, "fatma", "host"), make_actor(room, "yusuf", "host")
    key = make_key(room)
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)
    commands.hand_over(fatma, key=key, to=yusuf.person, responsibility="gastheer")
    with refused("nothing-to-undo"):
        commands.take_back(yusuf, key=key)
    time_machine.move_to("2026-11-24T11:00:01+01:00", tick=False)
    with refused("nothing-to-undo"):
        commands.take_back(fatma, key=key)


def test_the_name_of_who_asked_not_to_be_found_is_in_no_answer():
    room = make_room()
    fatma, samira = make_actor(room, "fatma", "host"), make_actor(room, "samira")
    key = make_key(room)
    commands.hand_over(fatma, key=key, to=samira.person, responsibility="kinderen")
    hide(samira.someone)

    with pytest.raises(Refused) as refusal:
        commands.hand_over(fatma, key=key, to=fatma.person, responsibility="gastvrouw")

    assert refusal.value.code == "key-is-out"
    assert "Samira" not in refusal.value.message
    assert queries.board(fatma).hooks[0].holder is None


def test_a_number_is_used_once_and_the_same_form_twice_is_one_key():
    room = make_room()
    board = make_actor(room, "bestuur", "board")
    once = uuid4()
    keys = [commands.add_key(board, opens="voordeur", number=4, once=once) for _ in "12"]
    assert keys[0] == keys[1]
    with refused("number-taken"):
        commands.add_key(board, opens="schuur", number=4)
    with refused("opens-nothing"):
        commands.add_key(board, opens=" ")
    assert commands.add_key(board, opens="schuur").number == 5


def test_keys_are_added_by_board_and_team_only():
    room = make_room()
    for role in ("resident", "host", "key-holder", "funder"):
        with pytest.raises(NotAllowed):
            commands.add_key(make_actor(room, role, role), opens="voordeur")
    assert Key.objects.within(room).count() == 0


def test_a_retired_key_stays_in_the_register_and_is_handed_to_nobody():
    room = make_room()
    board = make_actor(room, "bestuur", "board")
    key = make_key(room)
    commands.hand_over(board, key=key, to=board.person, responsibility="bestuur")
    with refused("key-is-out"):
        commands.retire_key(board, key=key)
    commands.bring_back(now(board), key=key)
    commands.retire_key(board, key=key)
    with refused("retired"):
        commands.hand_over(board, key=key, to=board.person, responsibility="bestuur")
    assert (queries.board(board).total, len(queries.key_list(board))) == (0, 1)

    commands.reinstate_key(board, key=key)
    assert queries.board(board).total == 1


def test_when_a_holder_is_gone_the_key_can_still_come_back():
    room = make_room()
    fatma, joy = make_actor(room, "fatma", "host"), make_actor(room, "joy")
    key = make_key(room)
    commands.hand_over(fatma, key=key, to=joy.person, responsibility="ontbijt")
    joy.someone.delete()

    assert queries.find_key(fatma, key.code).state == "out"
    assert commands.bring_back(fatma, key=key).responsibility == "ontbijt"
