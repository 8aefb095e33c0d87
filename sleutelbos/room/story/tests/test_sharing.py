"""One door, one neighbour, until a day; every reading is seen by whose door it is (R25, R26)."""

import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal.models import Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.story import commands, commands_nightly, commands_sharing, queries
from sleutelbos.room.story.models import Share

from .makers import can_be_chosen, make_door, make_draft, make_pen, make_share, make_step
from .test_telling import refusal_of, signed_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1D", "P2")]
OTHERS = "/mijn/route/van-anderen/"


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


@pytest.fixture
def marleen(room):
    return make_actor(room, "marleen", "coordinator")


def reads(client: Client, door) -> bool:
    """Does the door open for this neighbour, and do its words stand there?"""
    answer = client.post(f"{OTHERS}{door.code}/")
    assert answer.status_code in {200, 404}
    return answer.status_code == 200 and "Ik zat vast met brieven" in answer.text


def test_the_one_i_chose_reads_that_door_and_nothing_else_of_me(amina, marleen):
    door = make_door(amina, helped="Rosa zat naast mij")
    make_step(amina, door)
    make_door(amina, "Dit is geheim")
    make_share(amina, door, marleen)
    hers = signed_in(marleen)
    listed = hers.get(OTHERS).text
    assert "Amina</bdi> laat jou een deur zien" in listed
    assert "Ik zat vast" not in listed  # not a word before it is opened
    page = hers.post(f"{OTHERS}{door.code}/").text
    for words in ("Ik zat vast met brieven", "Rosa zat naast mij", "Koffie drinken"):
        assert words in page
    assert "Dit is geheim" not in page
    assert "systeem" not in page


@pytest.mark.mission("P2")
def test_every_reading_leaves_a_trace_that_its_person_sees_in_plain_words(amina, marleen):
    door = make_door(amina)
    make_share(amina, door, marleen)
    hers = signed_in(marleen)
    for _time in range(2):
        assert reads(hers, door)
    assert Reading.everywhere.count() == 2
    mine = signed_in(amina)
    for path in ("/mijn/route/", f"/mijn/route/{door.code}/", "/mijn/delen/"):
        page = words_of(mine, path)
        assert "Marleen las een deur van je route" in page, path
    assert "las een deur" not in words_of(hers, "/mijn/delen/")
    signed_in(amina).get(f"/mijn/route/{door.code}/")  # one's own leaves nothing
    assert Reading.everywhere.count() == 2


def test_stopped_is_closed_at_once_on_the_page_the_list_and_the_sound(amina, marleen):
    door = make_door(amina, sound=make_ogg())
    share = make_share(amina, door, marleen)
    hers = signed_in(marleen)
    assert reads(hers, door)
    assert hers.get(f"{OTHERS}{door.code}/geluid/").status_code == 200
    signed_in(amina).post(f"/mijn/route/{door.code}/laat-zien/{share.code}/stop/")
    assert not reads(hers, door)
    assert hers.get(f"{OTHERS}{door.code}/geluid/").status_code == 404
    assert "laat jou een deur zien" not in hers.get(OTHERS).text


def test_nobody_hears_a_recording_without_a_trace_of_now(amina, marleen):
    door = make_door(amina, sound=make_ogg())
    make_share(amina, door, marleen)
    hers, sound = signed_in(marleen), f"{OTHERS}{door.code}/geluid/"
    assert hers.get(sound).status_code == 404
    reads(hers, door)
    assert hers.get(sound).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        hers.force_login(marleen.person)
        assert hers.get(sound).status_code == 404


def test_who_hides_hears_what_they_opened_and_many_readings_hide_no_other(amina, marleen):
    door, other = make_door(amina, sound=make_ogg()), make_door(amina, "Een andere")
    for one in (door, other):
        make_share(amina, one, marleen)
    hers, sound = signed_in(marleen), f"{OTHERS}{door.code}/geluid/"
    people.hide(marleen.someone)
    reads(hers, door)
    for _time in range(25):
        commands_sharing.read(marleen, door=other.code)
    assert hers.get(sound).status_code == 200
    for one in (None, door):
        assert len(queries.looked(amina.someone, one)) == (1 if one else 2)


@pytest.mark.mission("P2")
def test_my_own_yes_to_show_a_door_goes_along_in_my_file_and_names_nobody(amina, marleen):
    """R39, R41."""
    door = make_door(amina)
    share = make_share(amina, door, marleen, days=7)
    commands_sharing.stop_showing(amina, door=door.code, share=share.code)
    with take_along(amina.person) as file, zipfile.ZipFile(file) as archive:
        told = archive.read("gegevens.json").decode()
    assert share.wording in told
    assert f"{share.until:%Y-%m-%d}" in told
    assert "Marleen" not in told


@pytest.mark.parametrize("close", ["until", "leaver", "hides", "taken", "reader", "erased"])
def test_a_door_closes_by_itself(amina, marleen, close):
    door = make_door(amina)
    make_share(amina, door, marleen, days=7)
    hers = signed_in(marleen)
    assert reads(hers, door)
    travel = 0
    if close == "until":
        travel = 8
    elif close == "leaver":
        places.end_role(marleen, of=marleen.someone, name="coordinator")
    elif close == "hides":
        people.hide(amina.someone)
    elif close == "taken":
        commands.take_away(amina, door=door.code)
        commands.put_back(amina, door=door.code)  # back, for its person alone
    elif close == "reader":
        commands_sharing.close(marleen, door=door.code)
    else:
        people.erase_me(amina.someone)
    with time_machine.travel(timezone.now() + timedelta(days=travel), tick=False):
        hers = signed_in(marleen)
        answer = hers.post(f"{OTHERS}{door.code}/")
    assert answer.status_code == 404
    assert "Ik zat vast" not in answer.text


def test_the_last_day_counts_and_the_day_after_does_not(amina, marleen):
    door = make_door(amina)
    make_share(amina, door, marleen, days=7)
    for days, is_open in ((7, True), (8, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert reads(signed_in(marleen), door) is is_open


def test_showing_refuses_who_cannot_be_chosen_and_looks_the_same_for_who_hides(room, amina):
    door = make_door(amina).code
    plain, hidden = make_actor(room, "wim"), can_be_chosen(make_actor(room, "olena"))
    elsewhere = can_be_chosen(make_actor(make_room("elders", "Elders"), "joy"))
    people.hide(hidden.someone)
    codes = [plain.someone.code, hidden.someone.code, elsewhere.someone.code,
             amina.someone.code, "zzzzzz"]  # fmt: skip
    told = set()
    for code in codes:
        with pytest.raises(Refused) as refusal:
            commands_sharing.show(amina, door=door, to=code)
        told.add((refusal.value.code, refusal.value.message))
    assert len(told) == 1
    assert told.pop()[0] == "not-known-here"
    yusuf = can_be_chosen(make_actor(room, "yusuf")).someone.code
    days = refusal_of(lambda: commands_sharing.show(amina, door=door, to=yusuf, days=4000))
    assert days == "no-such-choice"


def test_who_can_be_chosen_is_never_a_list_of_who_comes_here(room, amina, marleen):
    named, plain = make_actor(room, "yusuf"), make_actor(room, "wim")
    places.say_yes(named, "show-role")
    screen = can_be_chosen(make_actor(room, "olena"))
    called = [p.called for p in queries.choosable(room, but=amina.someone)]
    assert called == ["Marleen", "Yusuf"]
    picto = screen.someone.tag_picto
    found = queries.choosable(room, but=amina.someone, picto=picto)
    assert [p.called for p in found] == ["Olena"]
    assert plain.someone.called not in called


def test_shown_again_is_a_new_row_with_the_new_day_and_no_second_notice(amina, marleen):
    """The row of before stays as it was given; only when it ended is filled in (R41)."""
    door = make_door(amina)
    make_share(amina, door, marleen, days=7)
    make_share(amina, door, marleen, days=90)
    make_share(amina, door, marleen, days=90)
    before, share = Share.everywhere.order_by("pk")
    assert before.ended_at == share.shared_at
    assert before.until == timezone.localdate() + timedelta(days=7)
    assert share.until == timezone.localdate() + timedelta(days=90)
    assert share.wording == (
        "Deze buur leest alleen deze deur. Jij ziet wanneer. Stoppen kan altijd."
    )
    page = words_of(signed_in(amina), f"/mijn/route/{door.code}/laat-zien/")
    assert share.wording in " ".join(page.split())
    notice = Notice.everywhere.get(person=marleen.someone)
    assert (notice.sentence, notice.path) == ("Er is iets voor jou van een buur.", OTHERS)
    assert "Amina" not in words_of(signed_in(marleen), "/mijn/berichten/")


def test_a_draft_and_a_door_of_another_are_shown_to_nobody(room, amina, marleen):
    rosa = make_actor(room, "rosa")
    draft = make_draft(make_pen(amina, rosa), rosa)
    to = can_be_chosen(marleen).someone.code
    for actor, door in ((amina, draft), (rosa, draft), (rosa, make_door(amina))):
        with pytest.raises(NotFound):
            commands_sharing.show(actor, door=door.code, to=to)


def test_what_i_show_stands_on_wie_ziet_wat_and_is_turned_off_there(amina, marleen):
    door = make_door(amina)
    share = make_share(amina, door, marleen)
    mine = signed_in(amina)
    assert "Marleen mag een deur van mijn route lezen" in words_of(mine, "/mijn/delen/")
    mine.post(f"/mijn/route/{door.code}/laat-zien/{share.code}/stop/")
    assert "van mijn route lezen" not in words_of(mine, "/mijn/delen/")


def test_who_hides_is_a_neighbour_to_who_showed_something(amina, marleen):
    door = make_door(amina)
    make_share(amina, door, marleen)
    people.hide(marleen.someone)
    page = words_of(signed_in(amina))
    assert "Marleen" not in page
    assert "Een buur mag dit lezen" in page
    assert "Stop met laten zien" in page


def test_a_share_of_long_ago_is_thrown_away(amina, marleen):
    door = make_door(amina)
    share = make_share(amina, door, marleen, days=7)
    commands_sharing.stop_showing(amina, door=door.code, share=share.code)
    ended = commands_nightly.NIGHTLY[1]
    assert ended.does(timezone.now() + timedelta(days=29)) == 0
    assert ended.does(timezone.now() + timedelta(days=31)) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_what_others_show_asks_the_same_number_of_questions(
    room, marleen, django_assert_num_queries, number
):
    for n in range(number):
        somebody = make_actor(room, f"buur{n}")
        make_share(somebody, make_door(somebody), marleen)
        make_pen(somebody, marleen)
    hers = signed_in(actor_of(marleen.someone, room))
    hers.get(OTHERS)
    with django_assert_num_queries(5):
        page = hers.get(OTHERS).text
    assert page.count("laat jou een deur zien") == number
