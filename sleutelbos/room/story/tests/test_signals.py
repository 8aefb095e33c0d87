"""Walls of the system: heard from ten neighbours on, and nobody can be recognised (B12, P3)."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Role
from sleutelbos.commons.places.tests.makers import make_actor, make_cooperative, make_room
from sleutelbos.kit.refused import NotFound
from sleutelbos.room.story import commands, commands_nightly, commands_signals, queries
from sleutelbos.room.story.models import CountYes, Map, Signal

from .makers import make_door
from .test_telling import refusal_of, signed_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.mission("B12", "P3")]
MAY = datetime(2026, 5, 12, 12, tzinfo=timezone.get_default_timezone())
JULY = datetime(2026, 7, 1, 3, tzinfo=timezone.get_default_timezone())
OCTOBER = datetime(2026, 10, 1, 3, tzinfo=timezone.get_default_timezone())
SECRET = "Geheim verhaal"


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


def tell_wall(room, number, *, first=0, wall="net", **how):
    """So many neighbours, in May, tell this wall of the system and say it may be counted."""
    tellers = []
    with time_machine.travel(MAY, tick=False):
        for n in range(first, first + number):
            teller = make_actor(room, f"buur{n}")
            door = make_door(teller, f"{SECRET} {n}")
            said = {"wall": wall, "of_system": True, "count": True, **how}
            commands_signals.say_wall(teller, door=door.code, **said)
            tellers.append((teller, door))
    return tellers


def page_of(room, role="board", at=JULY) -> str:
    with time_machine.travel(at, tick=False):
        somebody = make_actor(room, f"{role}-{at:%d%m%H%M}", role)
        return words_of(signed_in(somebody), f"/k/{room.slug}/muren/")


@pytest.mark.parametrize(("number", "heard"), [(9, False), (10, True), (14, True)])
def test_ten_neighbours_are_heard_nine_are_not_and_there_is_no_number(room, number, heard):
    tell_wall(room, number)
    commands_signals.freeze(JULY)
    for role in ("board", "coordinator"):
        page = page_of(room, role)
        assert ("Het vangnet houdt mij vast" in page) is heard
        for told in (SECRET, "buur", str(number)):
            assert f" {told} " not in page.replace("Tien buren", "").replace("tien buren", "")
    kept = {row.wall: row.stands for row in Signal.objects.within(room)}
    assert kept == {wall: heard and wall == "net" for wall in Map.values}


def test_nine_and_none_look_the_same_and_so_do_ten_and_a_hundred(room):
    others = [make_room(f"kamer{n}", "Het Lampje") for n in range(3)]
    for place, number in zip([room, *others], (0, 9, 10, 20), strict=True):
        tell_wall(place, number, first=100)
    commands_signals.freeze(JULY)
    rows = [list(Signal.objects.within(p).order_by("wall").values_list("wall", "stands"))
            for p in (room, *others)]  # fmt: skip
    assert rows[0] == rows[1]
    assert rows[2] == rows[3]
    fields = {f.name for f in Signal._meta.concrete_fields}
    assert fields == {"id", "place", "quarter", "wall", "stands"}  # no number is kept


def test_only_who_can_change_something_hears_it(room):
    tell_wall(room, 10)
    commands_signals.freeze(JULY)
    with time_machine.travel(JULY, tick=False):
        for role, status in (("board", 200), ("coordinator", 200), ("assistant", 403),
                             ("funder", 403), ("resident", 403), ("host", 403)):  # fmt: skip
            somebody = signed_in(make_actor(room, role, role))
            assert somebody.get("/k/lampje/muren/").status_code == status, role


def test_the_page_stands_still_for_a_quarter_whoever_speaks_or_takes_back(room):
    """A difference between two days would tell who spoke in between."""
    told = tell_wall(room, 10)
    tell_wall(room, 9, first=50, wall="diploma")
    commands_signals.freeze(JULY)
    before = page_of(room, at=JULY)
    with time_machine.travel(JULY + timedelta(days=3), tick=False):
        teller, door = told[0]
        commands_signals.say_wall(teller, door=door.code)  # takes it back
        people.erase_me(told[1][0].someone)
        late = make_actor(room, "laat")
        said = {"wall": "diploma", "of_system": True, "count": True}
        commands_signals.say_wall(late, door=make_door(late).code, **said)
        assert commands_signals.freeze(timezone.now()) == 0
    after = page_of(room, at=JULY + timedelta(days=4))
    assert ("Het vangnet" in before, "Zij vragen" in before) == (True, False)
    assert ("Het vangnet" in after, "Zij vragen" in after) == (True, False)

    commands_signals.freeze(OCTOBER)
    fresh = page_of(room, at=OCTOBER)
    assert ("Het vangnet" in fresh, "Zij vragen" in fresh) == (False, True)
    assert {row.quarter for row in Signal.everywhere.all()} == {OCTOBER.date()}  # no history


def test_what_is_said_within_the_quarter_waits_for_the_next(room):
    tell_wall(room, 9)
    with time_machine.travel(JULY.replace(hour=0, minute=30), tick=False):
        late = make_actor(room, "laat")
        said = {"wall": "net", "of_system": True, "count": True}
        commands_signals.say_wall(late, door=make_door(late).code, **said)
    commands_signals.freeze(JULY)
    assert queries.told(room).walls == []


@pytest.mark.parametrize("why", ["no-yes", "not-system", "taken-back", "taken-away", "left", "new"])
def test_who_does_not_count(room, why):
    tell_wall(room, 9)
    how = {"count": False} if why == "no-yes" else {}
    teller, door = tell_wall(room, 1, first=20, **how)[0]
    with time_machine.travel(MAY + timedelta(days=1), tick=False):
        if why == "not-system":
            commands_signals.say_wall(teller, door=door.code, wall="net", count=True)
        elif why == "taken-back":
            commands_signals.say_wall(teller, door=door.code, wall="net", of_system=True)
        elif why == "taken-away":
            commands.take_away(teller, door=door.code)
            commands.put_back(teller, door=door.code)
        elif why == "left":
            places.end_role(teller, of=teller.someone, name="resident")
        elif why == "new":  # brought in to tip the balance
            Role.objects.filter(person=teller.someone).update(since=JULY)
    commands_signals.freeze(JULY)
    assert queries.told(room).walls == []


def test_people_are_counted_not_doors(room):
    told = tell_wall(room, 5)
    with time_machine.travel(MAY, tick=False):
        for teller, _door in told:
            again = make_door(teller)
            said = {"wall": "net", "of_system": True, "count": True}
            commands_signals.say_wall(teller, door=again.code, **said)
    commands_signals.freeze(JULY)
    assert queries.told(room).walls == []


def test_the_cooperative_hears_what_ten_people_over_its_rooms_told(room):
    other = make_room("bloem", "De Sleutelbloem")
    tell_wall(room, 6)
    tell_wall(other, 5, first=30)
    commands_signals.freeze(JULY)
    whole = make_cooperative()
    assert [w.code for w in queries.told(whole).walls] == ["net"]
    assert queries.told(room).walls == queries.told(other).walls == []
    with time_machine.travel(JULY, tick=False):
        board = make_actor(whole, "soraya", "board")
        page = words_of(signed_in(board), f"/k/{whole.slug}/muren/")
        assert "Het vangnet houdt mij vast" in page
        assert signed_in(board).get("/k/lampje/muren/").status_code == 404


def test_somebody_in_two_rooms_is_one_for_the_cooperative(room):
    other = make_room("bloem", "De Sleutelbloem")
    told = tell_wall(room, 6)
    with time_machine.travel(MAY, tick=False):
        for teller, _door in told:
            places.first_role(teller.someone, other, "resident")
            there = actor_of(teller.someone, other)
            said = {"wall": "net", "of_system": True, "count": True}
            commands_signals.say_wall(there, door=make_door(there).code, **said)
    commands_signals.freeze(JULY)
    assert queries.told(make_cooperative()).walls == []


def test_nobody_is_asked_to_count_who_did_not_say_it_is_of_the_system(room):
    amina = make_actor(room, "amina")
    door = make_door(amina)
    client = signed_in(amina)
    client.post(f"/mijn/route/{door.code}/muur/", {"wall": "net", "count": "on"})
    assert not CountYes.everywhere.exists()
    answer = client.post(f"/mijn/route/{door.code}/muur/", {"of_system": "on", "count": "on"})
    assert answer.status_code == 422
    assert "Kies op welke muur hij lijkt." in answer.text
    said = {"wall": "net", "of_system": "on", "count": "on"}
    assert client.post(f"/mijn/route/{door.code}/muur/", said).status_code == 302
    yes = CountYes.everywhere.get()
    assert yes.wording.startswith("Tel deze muur mee, zonder mijn naam")
    assert (yes.language, yes.wall) == ("nl", "net")


@pytest.mark.mission("P2")
def test_the_ledger_keeps_what_was_agreed_and_until_when(room):
    amina = make_actor(room, "amina")
    door = make_door(amina).code

    def say(wall, count):
        commands_signals.say_wall(amina, door=door, wall=wall, of_system=True, count=count)

    say("net", True)
    say("net", True)
    say("diploma", True)
    say("diploma", False)
    rows = CountYes.everywhere.order_by("pk")
    assert [(row.wall, row.withdrawn_at is None) for row in rows] == [
        ("net", False), ("diploma", False),
    ]  # fmt: skip


def test_saying_of_a_wall_refuses(room):
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    door = make_door(amina).code

    def say(**how):
        commands_signals.say_wall(amina, door=door, **how)

    assert refusal_of(say, wall="berlijn") == "no-such-choice"
    assert refusal_of(say, of_system=True, count=True) == "which-wall"
    with pytest.raises(NotFound):
        commands_signals.say_wall(wim, door=door, of_system=True)


def test_the_clock_freezes_once_a_quarter_for_every_place(room):
    freeze = commands_nightly.NIGHTLY[2].does
    assert freeze(JULY) == 8  # the room and the cooperative, four walls each
    assert freeze(JULY + timedelta(days=1)) == 0
    make_room("nieuw", "Nieuw")
    assert freeze(JULY + timedelta(days=2)) == 4
    assert commands_signals.quarter_of(MAY.date()).isoformat() == "2026-04-01"
    assert "Nu is er geen muur" in page_of(room)


def test_the_map_can_be_used_or_left(room):
    client = signed_in(make_actor(room, "amina"))
    page = client.get("/mijn/route/kaart/").text
    for wall in queries.WALLS:
        assert str(wall.name) in page
        assert str(wall.way) in page
    assert "Op de kaart:" in client.get("/mijn/route/nieuw/?muur=net").text
    assert "Op de kaart:" not in client.get("/mijn/route/nieuw/?muur=berlijn").text
