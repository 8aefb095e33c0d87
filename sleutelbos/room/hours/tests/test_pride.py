"""The pride wall shows what somebody chose to show, and nothing else (K2D)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.commons.people.commands import erase_me
from sleutelbos.commons.people.commands import hide as make_hidden
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotFound
from sleutelbos.room.hours import commands
from sleutelbos.room.hours.queries_pride import could_show, wall
from sleutelbos.room.hours.tests.makers import make_begun

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K2D")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


@pytest.fixture
def wim(room):
    return make_actor(room, "wim")


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def on_the_wall(viewer):
    return [(proud.person.called, str(proud.words)) for proud in wall(viewer.place, viewer.someone)]


def pride_page(actor) -> str:
    return signed_in(actor).get(reverse("hours:pride", args=[actor.place.slug])).content.decode()


def test_nothing_hangs_until_somebody_hangs_it_and_one_tap_takes_it_off(room, amina, wim):
    line = commands.keep(amina, kind="gave", picto="pan", text="Soep voor 12 buren")
    assert on_the_wall(wim) == []

    for _twice in range(2):
        signed_in(amina).post(reverse("hours:show", args=[room.slug, line.once]))
    assert on_the_wall(wim) == [("Amina", "Soep voor 12 buren")]

    for _twice in range(2):
        signed_in(amina).post(reverse("hours:hide", args=[room.slug, line.once]))
    assert on_the_wall(wim) == []


def test_in_a_second_room_it_hangs_and_is_taken_off_there(room, amina):
    second = make_room("elders", "Elders")
    places.first_role(amina.someone, second, "resident")
    there = actor_of(amina.someone, second)
    line = commands.keep(there, kind="gave", picto="pan", text="Soep voor 12 buren")
    client = signed_in(amina)
    hangs = client.post(reverse("hours:show", args=["elders", line.once]), follow=True)
    assert reverse("hours:hide", args=["elders", line.once]) in hangs.content.decode()
    assert on_the_wall(there) == [("Amina", "Soep voor 12 buren")]
    assert client.post(reverse("hours:hide", args=["elders", line.once])).status_code == 302
    assert on_the_wall(there) == []


def test_with_whom_i_did_it_never_hangs_there(room, amina, wim):
    line = commands.keep(amina, kind="gave", picto="praat", text="Tolk", with_whom="Samira")
    commands.show(amina, once=line.once)
    assert "Samira" not in pride_page(wim)
    assert "Tolk" in pride_page(wim)


def test_a_thank_you_hangs_without_its_words_and_without_who_said_it(room, amina, wim):
    row = make_begun(amina, wim, title="Samen koken")
    said = commands.thank(wim, to=amina.someone, what="Door jou durf ik weer", occurrence=row)
    commands.show(amina, once=said.once)

    page = pride_page(make_actor(room, "joy"))
    assert "Iemand zei dank je wel" in page
    assert "Samen koken" in page
    assert "Wim" not in page
    assert "durf ik weer" not in page


def test_what_i_got_is_never_shown_and_what_is_of_another_is_not_mine_to_show(room, amina, wim):
    got = commands.keep(amina, kind="got", picto="brief")
    gave = commands.keep(amina, kind="gave", picto="pan")
    said = commands.thank(wim, to=amina.someone)
    for who, once in ((amina, got.once), (wim, gave.once), (wim, said.once)):
        with pytest.raises(NotFound):
            commands.show(who, once=once)
    assert on_the_wall(wim) == []


def test_what_is_taken_away_or_taken_back_hangs_no_more(room, amina, wim):
    gave = commands.keep(amina, kind="gave", picto="pan")
    said = commands.thank(wim, to=amina.someone)
    for once in (gave.once, said.once):
        commands.show(amina, once=once)
    assert len(on_the_wall(wim)) == 2
    commands.take_away(amina, once=gave.once)
    commands.take_thanks_back(wim, once=said.once)
    assert on_the_wall(wim) == []


def test_who_hides_or_goes_hangs_no_more_and_the_hidden_still_find_their_own(room, amina, wim):
    joy = make_actor(room, "joy")
    for who in (amina, joy):
        commands.show(who, once=commands.keep(who, kind="gave", picto="pan").once)
    make_hidden(amina.someone)
    erase_me(joy.someone)
    assert on_the_wall(wim) == []
    assert on_the_wall(amina) == [("Amina", "Ik kookte")]


def test_what_i_could_show_is_for_me_alone(room, amina, wim):
    commands.keep(amina, kind="gave", picto="pan", text="Taart")
    assert [str(proud.words) for proud in could_show(room, amina.someone)] == ["Taart"]
    assert could_show(room, wim.someone) == []
    assert "Taart" in pride_page(amina)
    assert "Taart" not in pride_page(wim)


def test_another_room_a_funder_and_a_passer_by_see_no_wall(room, amina):
    commands.show(amina, once=commands.keep(amina, kind="gave", picto="pan").once)
    url = reverse("hours:pride", args=[room.slug])
    stranger = make_actor(make_room("elders", "Elders"), "saskia")
    assert signed_in(stranger).get(url).status_code == 404
    assert signed_in(make_actor(room, "geld", "funder")).get(url).status_code == 403
    assert Client().get(url).status_code == 302


def test_the_wall_asks_as_much_for_three_as_for_one(room, amina, wim):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            wall(room, wim.someone)
            could_show(room, wim.someone)
        return len(asked)

    commands.show(amina, once=commands.keep(amina, kind="gave", picto="pan").once)
    one = cost()
    for called in ("joy", "rosa"):
        who = make_actor(room, called)
        commands.show(who, once=commands.keep(who, kind="gave", picto="pan").once)
        commands.show(who, once=commands.thank(wim, to=who.someone).once)
    assert len(on_the_wall(wim)) == 5
    assert cost() == one == 4
