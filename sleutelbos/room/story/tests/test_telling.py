"""Mijn route: told in own words, kept locked, at one's own pace (K1D, B12)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.story import commands, commands_nightly, commands_steps, queries
from sleutelbos.room.story.models import Door, Recording, Step
from tests.canary import dump

from .makers import make_door, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1D")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def words_of(client, path="/mijn/route/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def refusal_of(call, **said) -> str:
    with pytest.raises(Refused) as refusal:
        call(**said)
    return refusal.value.code


def test_an_empty_route_says_that_that_is_fine(amina):
    page = words_of(signed_in(amina))
    assert "Hier kan jouw verhaal staan. Het hoeft niet." in page
    assert "Ik begin mijn route" in page


@pytest.mark.mission("B12")
def test_walls_and_doors_are_told_and_seen_as_a_path(amina):
    make_door(amina, "Ik zat vast met brieven", state="open", helped="Rosa zat naast mij.")
    study = make_door(amina, "Ik wil een opleiding doen", state="now")
    make_step(amina, study)
    paid = make_door(amina, "Ik wil betaald koken", state="shut")
    commands.set_goal(amina, door=paid.code)
    make_door(amina, "Ik durf niet te bellen", state="shut")

    page = words_of(signed_in(amina))

    order = [
        "Alleen jij ziet deze bladzijde.", "Elke muur heeft een deur.", "Deur open",
        "Ik zat vast met brieven", "Rosa zat naast mij.", "Hier ben ik nu",
        "Ik wil een opleiding doen", "Klein stapje:", "Koffie drinken", "met Marleen", "Gedaan",
        "Nu even niet", "Nog dicht", "Ik durf niet te bellen", "Nog geen stapje, dat is goed.",
        "Weet jij iemand die dit al deed?", "Hier wil ik heen", "Ik wil betaald koken",
    ]  # fmt: skip
    assert [words for words in order if words not in page] == []
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


def test_a_route_has_no_score_of_any_kind(amina):
    done = make_door(amina, state="open")
    make_step(amina, done)
    commands_steps.did(amina, door=done.code)
    client = signed_in(amina)
    for path in ("/mijn/route/", f"/mijn/route/{done.code}/", "/mijn/route/kaart/"):
        page = words_of(client, path).lower()
        for word in ("%", "procent", "niveau", "level", "badge", "score", "punten", "voortgang",
                     "van de 4", "stap 1", "behaald"):  # fmt: skip
            assert word not in page, (path, word)


@pytest.mark.mission("P2")
def test_what_is_told_stands_locked_in_the_database_and_not_in_the_journal(amina):
    sound = make_ogg() + b"kanariegeluid"
    door = make_door(amina, "Kanarievogel", helped="Kanariepiet", sound=sound)
    make_step(amina, door, "Kanariestap", "Kanariebuur")
    rows = "\n".join(row for table in dump().values() for row in table)
    assert "anarie" not in rows
    assert b"anarie" not in rows.encode()
    assert Door.everywhere.get().words == "Kanarievogel"
    assert Recording.everywhere.get().sound == sound
    assert not Entry.everywhere.filter(what__startswith="story").exists()


def test_it_can_be_spoken_and_heard_back_by_its_own_person(amina):
    sound = make_ogg()
    door = make_door(amina, "", sound=sound)
    client = signed_in(amina)
    assert "Dit sprak ik in." in words_of(client)
    answer = client.get(f"/mijn/route/{door.code}/geluid/")
    assert (answer.content, answer["Content-Type"]) == (sound, "audio/ogg")
    assert "no-store" in answer["Cache-Control"]


def test_telling_refuses_what_it_cannot_keep(amina):
    def tell(**how):
        commands.tell(amina, once=uuid4(), **{"words": "Ja", **how})

    assert refusal_of(tell, words="  ") == "says-nothing"
    assert refusal_of(tell, words="a" * 201) == "too-long"
    assert refusal_of(tell, helped="a" * 301) == "too-long"
    assert refusal_of(tell, state="bijna") == "no-such-choice"
    assert refusal_of(tell, wall="berlijn") == "no-such-choice"
    assert refusal_of(tell, sound=b"geen geluid") == "not-a-recording"
    for _n in range(commands.MOST_DOORS):
        make_door(amina)
    assert refusal_of(tell) == "route-full"


def test_the_same_form_sent_twice_is_one_door_and_of_nobody_else(room, amina):
    once = uuid4()
    first = commands.tell(amina, once=once, words="Ja")
    assert commands.tell(amina, once=once, words="Ja").pk == first.pk
    other = make_actor(room, "wim")
    assert refusal_of(lambda: commands.tell(other, once=once, words="Ja")) == "sent-before"


def test_a_funder_has_no_route_here(room):
    floor = make_actor(room, "floor", "funder")
    with pytest.raises(NotAllowed):
        commands.tell(floor, once=uuid4(), words="Ja")


def test_nobody_changes_a_door_of_another(room, amina):
    door = make_door(amina).code
    wim = make_actor(room, "wim", "board")
    calls = [
        lambda: commands.change(wim, door=door, words="x", helped="", state="open"),
        lambda: commands.set_state(wim, door=door, state="open"),
        lambda: commands.set_goal(wim, door=door),
        lambda: commands.earlier(wim, door=door),
        lambda: commands.pause(wim, door=door),
        lambda: commands.resume(wim, door=door),
        lambda: commands.take_away(wim, door=door),
        lambda: commands.put_back(wim, door=door),
        lambda: commands_steps.did(wim, door=door),
        lambda: commands_steps.drop(wim, door=door),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()


def test_now_not_rests_without_an_end_and_without_a_word_about_it(amina):
    door = make_door(amina)
    make_step(amina, door)
    commands.pause(amina, door=door.code)
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        for chore in commands_nightly.NIGHTLY:
            chore.does(timezone.now())
        client = signed_in(amina)
        page = words_of(client)
        assert "Nu even niet" in page
        assert "Gedaan" not in page
        assert "Er is nu niets nieuws." in words_of(client, "/mijn/nieuws/")
        client.post(f"/mijn/route/{door.code}/verder/")
        assert "Gedaan" in words_of(client)


def test_one_route_leads_to_one_goal(amina):
    doors = [make_door(amina, f"Muur {n}") for n in range(3)]
    commands.set_goal(amina, door=doors[0].code)
    commands.set_goal(amina, door=doors[1].code)
    assert [d.words for d in queries.own(amina.someone) if d.is_goal] == ["Muur 1"]
    assert [d.words for d in queries.own(amina.someone)] == ["Muur 0", "Muur 2", "Muur 1"]
    commands.set_goal(amina, door=doors[1].code, goal=False)
    assert not any(d.is_goal for d in queries.own(amina.someone))


def test_a_door_moves_one_place_earlier_and_the_first_stays(amina):
    doors = [make_door(amina, f"Muur {n}") for n in range(3)]
    commands.earlier(amina, door=doors[2].code)
    commands.earlier(amina, door=doors[2].code, position=doors[2].position)  # sent twice
    commands.earlier(amina, door=doors[0].code)
    assert [d.words for d in queries.own(amina.someone)] == ["Muur 0", "Muur 2", "Muur 1"]


def test_taken_away_comes_back_within_a_week_and_is_wiped_after(amina):
    door = make_door(amina)
    client = signed_in(amina)
    client.post(f"/mijn/route/{door.code}/weg/")
    assert "Hier kan jouw verhaal staan." in words_of(client)
    client.post(f"/mijn/route/{door.code}/weer/")
    assert "Ik zat vast met brieven" in words_of(client)
    client.post(f"/mijn/route/{door.code}/weg/")
    for days, left in ((6, 1), (8, 0)):
        commands_nightly.NIGHTLY[0].does(timezone.now() + timedelta(days=days))
        assert Door.everywhere.count() == left


def test_a_step_is_always_with_somebody_at_a_moment_to_come(amina):
    door = make_door(amina, state="shut")
    soon, now = timezone.now() + timedelta(hours=3), timezone.now()

    def choose(**how):
        said = {"what": "Koffie", "with_whom": "Marleen", "at": soon, **how}
        return commands_steps.choose_step(amina, door=door.code, once=uuid4(), **said)

    assert refusal_of(choose, what=" ") == "says-nothing"
    assert refusal_of(choose, with_whom="") == "no-person"
    assert refusal_of(choose, what="a" * 101) == "too-long"
    assert refusal_of(choose, at=now - timedelta(minutes=1)) == "moment-passed"
    choose()
    assert refusal_of(choose) == "has-step"
    assert Door.everywhere.get().state == "now"


def test_a_step_is_done_undone_dropped_and_picked_up(amina):
    door = make_door(amina)
    client = signed_in(amina)
    make_step(amina, door)
    base = f"/mijn/route/{door.code}/stapje/"
    client.post(f"{base}gedaan/")
    assert "Nog geen stapje, dat is goed." in words_of(client)
    assert "Koffie drinken" in words_of(client)
    client.post(f"{base}nog-niet/")
    assert "Klein stapje:" in words_of(client)
    client.post(f"{base}weg/")
    assert "Koffie drinken" not in words_of(client)
    client.post(f"{base}weer/")
    assert "Klein stapje:" in words_of(client)
    commands_steps.drop(amina, door=door.code)
    commands_nightly.NIGHTLY[0].does(timezone.now() + timedelta(days=8))
    assert not Step.everywhere.exists()


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.sampled_from(["choose", "did", "did_not", "drop", "pick_up"]), max_size=12))
def test_whatever_one_presses_a_door_has_at_most_one_open_step(amina, presses):
    door = make_door(amina)
    for press in presses:
        try:
            if press == "choose":
                make_step(amina, door)
            else:
                getattr(commands_steps, press)(amina, door=door.code)
        except Refused:
            pass
        assert door.steps.filter(done_at=None, dropped_at=None).count() <= 1
    commands.take_away(amina, door=door.code)


def test_the_form_of_a_step_says_what_to_do(amina):
    door = make_door(amina)
    client = signed_in(amina)
    answer = client.post(f"/mijn/route/{door.code}/stapje/", {"what": "Koffie"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Met wie? Een stapje doe je niet alleen.", "Kies een dag.", "Kies een tijd."):
        assert words in page
    assert 'value="Koffie"' in page


def test_a_whole_form_makes_a_door_and_a_step(amina):
    client = signed_in(amina)
    said = {"words": "Ik wil leren fietsen", "state": "now", "helped": "Een fiets"}
    assert client.post("/mijn/route/nieuw/?muur=diploma", said).status_code == 302
    door = Door.everywhere.get()
    assert (door.words, door.wall) == ("Ik wil leren fietsen", "diploma")
    day = timezone.localdate() + timedelta(days=3)
    said = {"what": "Fietsen", "with_whom": "Khadija", "day": day.isoformat(), "time": "13:30"}
    assert client.post(f"/mijn/route/{door.code}/stapje/", said).status_code == 302
    at = timezone.localtime(Step.everywhere.get().at)
    assert (at.date(), at.hour, at.minute) == (day, 13, 30)
    said = {"words": "Ik leer fietsen", "state": "open", "helped": ""}
    assert client.post(f"/mijn/route/{door.code}/verander/", said).status_code == 302
    assert Door.everywhere.get().words == "Ik leer fietsen"
    client.post(f"/mijn/route/{door.code}/stand/", {"state": "shut"})
    assert Door.everywhere.get().state == "shut"


@pytest.mark.parametrize("number", [1, 3])
def test_the_route_asks_the_same_number_of_questions_however_long(
    amina, django_assert_num_queries, number
):
    for n in range(number):
        make_step(amina, make_door(amina, f"Muur {n}"))
    client = signed_in(amina)
    client.get("/mijn/route/")
    with django_assert_num_queries(9):
        page = client.get("/mijn/route/").content.decode()
    assert page.count("Klein stapje:") == number


def test_mijn_bos_fetches_three_doors_around_where_i_am(amina):
    for n, state in enumerate(("open", "open", "now", "shut", "shut")):
        make_door(amina, f"Muur {n}", state=state)
    client = signed_in(amina)
    assert 'hx-get="/mijn/route/"' in client.get("/mijn/").text
    part = client.get("/mijn/route/", headers={"HX-Request": "true"}).text
    assert [n for n in range(5) if f"Muur {n}" in part] == [1, 2, 3]
    assert "<html" not in part
