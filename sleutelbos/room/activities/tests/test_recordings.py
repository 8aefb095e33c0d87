"""Saying what one begins or thinks of instead of writing it, and the time of one's own."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.people.commands import erase_me
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.commands import end_role
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.activities import commands, queries
from sleutelbos.room.activities.commands_nightly import NIGHTLY
from sleutelbos.room.activities.models import Activity, Occurrence, Recording
from sleutelbos.room.activities.tests.makers import make_idea
from tests.browser import browser, open_page  # noqa: F401

# ruff: noqa: F811 - fixtures are asked for by their own name

IDEA, BEGIN = "/k/lampje/stal/idee/", "/k/lampje/begin/pan/"


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room) -> Actor:
    return make_actor(room, "amina")


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def voice(sound: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("opname.ogg", make_ogg() if sound is None else sound)


def every_night(now: datetime | None = None) -> None:
    for chore in NIGHTLY:
        chore.does(now or timezone.now())


def how(**change):
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {"title": "Samen koken", "day": today, "clock": "now", "other": "", **change}


@pytest.mark.mission("K2C")
def test_an_idea_may_only_be_said_and_is_heard_in_the_room(room, amina):
    client = signed_in(amina)
    once = str(uuid4())
    for _n in range(2):  # sent twice is one idea
        form = {"title": "", "picto": "noot", "once": once, "voice": voice()}
        assert client.post(IDEA, form).status_code == 302
    kept = Recording.objects.within(room).get()
    assert (kept.person, kept.mime, kept.seconds) == (amina.person, "audio/ogg", 5)
    assert kept.activity.title == "Samen muziek maken"
    address = f"/k/lampje/stal/{kept.activity.code}/opname/"
    wim = signed_in(make_actor(room, "wim"))
    page = wim.get("/k/lampje/stal/").content.decode()
    assert address in page
    assert "wis-opname" not in page
    piece = wim.get(address, headers={"Range": "bytes=0-3"})
    assert (piece.status_code, piece.content, piece["Content-Type"]) == (206, b"OggS", "audio/ogg")
    assert wim.get(address).content == make_ogg()
    assert Client().get(address).status_code == 302


@pytest.mark.mission("K2E")
def test_what_one_begins_may_be_said_and_stands_on_its_page(room, amina):
    client = signed_in(amina)
    answer = client.post(BEGIN, how(title="", voice=voice()), follow=True)
    row = Occurrence.objects.within(room).get()
    assert "Samen koken" in answer.content.decode()
    page = reverse("activities:occurrence", args=[room.slug, row.code])
    sound = f"/k/lampje/stal/{row.activity.code}/opname/"
    assert sound in client.get(page).content.decode()
    told = Client().get(page).content.decode()
    assert sound not in told
    assert "Buren van de kamer kunnen dit horen." in told


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (b"", "Wij hoorden niets."),
        (b"<html>", "Dit bestand is geen opname."),
        (make_ogg(75), "Deze opname is te lang."),
    ],
)
def test_a_recording_we_do_not_keep_is_told_and_nothing_begins(room, amina, sound, told):
    client = signed_in(amina)
    for path, form in ((BEGIN, how()), (IDEA, {"title": "Zingen", "picto": "noot"})):
        answer = client.post(path, {**form, "voice": voice(sound)})
        assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not Activity.objects.within(room).exists()


def test_neither_said_nor_written_is_asked_for(room, amina):
    client = signed_in(amina)
    for path, form in ((BEGIN, how(title="")), (IDEA, {"title": "", "picto": "noot"})):
        answer = client.post(path, form)
        assert "Hoe heet het? Schrijf of zeg een paar woorden." in answer.content.decode()


def test_a_recording_is_taken_away_by_who_said_it_who_pulls_it_or_who_receives(room, amina):
    client = signed_in(amina)
    for actor in (amina, make_actor(room, "fatma", "host")):
        idea = commands.have_idea(amina, title="Zingen", picto="noot", sound=make_ogg())
        address = f"/k/lampje/stal/{idea.code}/wis-opname/"
        assert address in signed_in(actor).get("/k/lampje/stal/").content.decode()
        assert signed_in(actor).post(address).status_code == 302
    pulled = commands.have_idea(amina, title="Zingen", picto="noot", sound=make_ogg())
    wim, joy = make_actor(room, "wim"), make_actor(room, "joy")
    commands.pull(wim, activity=pulled)
    with pytest.raises(NotAllowed):
        commands.forget_recording(joy, activity=pulled)
    for _n in range(2):  # taking it away twice is once
        commands.forget_recording(wim, activity=pulled)
    assert not Recording.objects.within(room).exists()
    assert client.get(f"/k/lampje/stal/{pulled.code}/opname/").status_code == 404


@pytest.mark.mission("P2")
def test_who_is_erased_leaves_no_voice_behind(room, amina):
    idea = commands.have_idea(amina, title="Zingen", picto="noot", sound=make_ogg())
    erase_me(amina.someone)
    assert not Recording.objects.within(room).exists()
    assert Activity.objects.within(room).get() == idea


@pytest.mark.mission("P2")
def test_nobody_hears_who_is_hidden_or_left_and_at_night_the_voice_of_who_left_goes(room, amina):
    wim, joy = make_actor(room, "wim"), make_actor(room, "joy")
    ideas = [
        commands.have_idea(
            who, title=f"Zingen {who.someone.called}", picto="noot", sound=make_ogg()
        )
        for who in (wim, joy)
    ]
    page, client = f"/k/{room.slug}/stal/", signed_in(amina)
    sounds = [f"{page}{idea.code}/opname/" for idea in ideas]
    answer = client.get(sounds[0])
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    Person.objects.filter(pk=wim.someone.pk).update(hidden_since=timezone.now())
    end_role(joy, of=joy.someone, name="resident")

    assert [client.get(sound).status_code for sound in sounds] == [404, 404]
    told = client.get(page).content.decode()
    assert [sound in told for sound in sounds] == [False, False]
    every_night()
    assert [kept.person for kept in Recording.objects.within(room)] == [wim.person]


@pytest.mark.mission("P2")
def test_what_was_said_about_an_activity_goes_thirty_days_after_it_ended(room, amina):
    row = commands.begin(amina, title="Zingen", picto="noot", sound=make_ogg())
    commands.end(amina, activity=row.activity)
    for days, left in ((29, 1), (31, 0)):
        every_night(timezone.now() + timedelta(days=days))
        assert Recording.objects.within(room).count() == left


def test_what_goes_wrong_with_a_recording_leaves_nothing_half_done(room, amina):
    with pytest.raises(Refused):
        commands.begin(amina, title="Zingen", picto="noot", sound=b"geen opname")
    assert not Activity.objects.within(room).exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_stable_asks_one_question_for_all_recordings(
    room, amina, number, django_assert_num_queries
):
    for n in range(number):
        commands.have_idea(amina, title=f"Zingen {n}", picto="noot", sound=make_ogg())
        make_idea(amina)
    with django_assert_num_queries(4):  # nobody agreed to be named, so nobody is looked for
        queries.resting(room, person=amina.person)


def test_a_time_of_ones_own_counts_when_it_is_chosen(room, amina):
    client = signed_in(amina)
    client.post(BEGIN, how(clock="now", other="kwart over"))  # folded away: it does not count
    assert Occurrence.objects.within(room).get().is_on_at(timezone.now())
    answer = client.post(BEGIN, how(clock="other", other="kwart over"))
    assert "Schrijf een tijd, zoals 13.00." in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_was_said_can_be_seen_to_be_there_to_listen_to(open_page):
    amina = make_actor(make_room("lampje", "Het Lampje"), "amina")
    commands.have_idea(amina, title="Zingen", picto="noot", sound=make_ogg())
    visitor = open_page(amina.person).go("/k/lampje/stal/")
    assert visitor.page.locator("audio").bounding_box()["height"] >= 48
    visitor.look()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("js", [True, False])
def test_the_time_of_ones_own_unfolds_when_it_is_chosen(open_page, js):
    room = make_room("lampje", "Het Lampje")
    visitor = open_page(make_actor(room, "amina").person, js=js, expected=("422",)).go(BEGIN)
    field = visitor.page.locator("[name=other]")
    assert not field.is_visible()
    visitor.page.locator("[name=title]").fill("Soep van wat er is")
    visitor.tap("Anders")
    assert field.is_visible()
    visitor.tap("Zet op de deur")
    assert visitor.sees("Kies een tijd.")
    assert field.is_visible()
    assert visitor.page.locator("[name=title]").input_value() == "Soep van wat er is"
    if js:
        visitor.look()
        assert visitor.named("Zeg het").count() == 1
