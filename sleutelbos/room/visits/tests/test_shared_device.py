"""The device at the door belongs to nobody: no sign-in on it, and it goes back to the door."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.people.commands import make_card
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit import shared
from sleutelbos.room.visits import commands, queries
from sleutelbos.room.visits.tests.door_page import Door
from sleutelbos.room.visits.tests.makers import make_host, make_tablet
from sleutelbos.room.visits.views import COOKIE
from tests.browser import Visitor, browser, open_page  # noqa: F401


def put_at_door(room: Place) -> Client:
    """A tablet that its host just put at the door, with every cookie it got there."""
    client = Client()
    client.force_login(make_host(room).someone)
    client.post(f"/deur/{room.slug}/aanzetten/", {"name": "Voordeur"})
    return client


def card_of(person: Person) -> str:
    return make_card(person, by=None)


@pytest.mark.django_db
@pytest.mark.mission("P5")
@pytest.mark.parametrize("path", ["/binnen/", "/binnen/?next=/mijn/", "/binnen/code/"])
def test_nobody_signs_in_on_the_tablet_at_the_door(path):
    room = make_room()
    tablet = put_at_door(room)
    assert tablet.get(path)["Location"] == f"/deur/{room.slug}/"
    assert tablet.post(path, {"email": "a@b.nl"})["Location"] == f"/deur/{room.slug}/"
    for key in ("begin/", ""):
        assert tablet.post(f"/binnen/toestel/{key}")["Location"] == f"/deur/{room.slug}/"


@pytest.mark.django_db
@pytest.mark.mission("P5")
def test_the_tablet_asks_for_the_card_of_the_host_and_has_no_way_to_sign_in():
    room = make_room()
    page = put_at_door(room).get(f"/deur/{room.slug}/aanzetten/")
    assert page.status_code == 200
    told = page.content.decode()
    assert "Moet deze tablet weg bij de deur?" in told
    assert "data-shared" in told
    assert f'data-deur="/deur/{room.slug}/"' in told
    links = set(re.findall(r'(?:href|action)="(/[^"]*)"', told))
    assert {a for a in links if not a.startswith((f"/deur/{room.slug}/", "/static/"))} == set()


@pytest.mark.django_db
@pytest.mark.mission("P5")
def test_the_card_of_the_host_takes_the_tablet_away_and_signs_nobody_in():
    room = make_room()
    tablet, host = put_at_door(room), make_host(room, "rosa")
    card = f"https://kamer.example/sleutel/{card_of(host.someone)}/"
    answer = tablet.post(f"/deur/{room.slug}/kaart/", {"card": card})
    assert answer["Location"] == "/"
    assert list(queries.tablets(room)) == []
    assert not tablet.session.keys()
    assert tablet.get(f"/deur/{room.slug}/")["Location"].startswith("/binnen/?next=")
    assert tablet.get("/binnen/").status_code == 200  # somebody's own device again


@pytest.mark.django_db
def test_another_card_takes_no_tablet_away_and_is_not_shown_back():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    tablet = put_at_door(room)
    lost = card_of(make_host(room, "wim").someone)
    card_of(Person.objects.get(called="Wim"))  # the new card closes the old one
    others = [card_of(a.someone) for a in (make_actor(room, "amina"), make_host(elsewhere, "joy"))]
    for card in (lost, *others, "zomaar"):
        answer = tablet.post(f"/deur/{room.slug}/kaart/", {"card": card})
        assert (answer.status_code, card in answer.content.decode()) == (422, False)
        assert "Deze kaart haalt de tablet niet weg." in answer.content.decode()
    assert "Lees eerst je kaart." in tablet.post(f"/deur/{room.slug}/kaart/").content.decode()
    assert queries.tablets(room).count() == 1


@pytest.mark.django_db
def test_a_card_that_the_tablet_itself_scans_signs_nobody_in():
    room = make_room()
    tablet, card = put_at_door(room), card_of(make_host(room, "rosa").someone)
    page = tablet.get(f"/sleutel/{card}/", follow=True).content.decode()
    assert "Deze tablet staat bij de deur" in page
    assert f'action="/deur/{room.slug}/kaart/"' in page
    assert card not in page
    tablet.post(f"/sleutel/{card}/")
    assert not tablet.session.keys()


@pytest.mark.django_db
def test_a_scanned_card_is_carried_to_the_door_for_a_moment_and_used_once():
    room = make_room()
    tablet, card = put_at_door(room), card_of(make_actor(room, "amina").someone)
    answer = tablet.get(f"/sleutel/{card}/")
    kept = answer.cookies[shared.CARD]
    assert card not in answer["Location"]
    assert (kept["path"], kept["max-age"], kept["httponly"]) == ("/deur/", 300, True)
    wrong = tablet.post(f"/deur/{room.slug}/kaart/")
    assert "Deze kaart haalt de tablet niet weg." in wrong.content.decode()
    assert tablet.cookies[shared.CARD].value == ""
    assert tablet.get(f"/deur/{room.slug}/kaart/")["Location"].endswith("/aanzetten/")
    tablet.cookies[shared.CARD] = f"{card}:1:forged"
    assert "Lees eerst je kaart." in tablet.post(f"/deur/{room.slug}/kaart/").content.decode()


@pytest.mark.django_db
def test_a_tablet_revoked_while_its_page_is_made_is_told_so(monkeypatch):
    room = make_room()
    tablet = put_at_door(room)
    stands_at = queries.stands_at

    def just_before(*given, **how):
        found = stands_at(*given, **how)
        queries.tablets(room).update(revoked_at=timezone.now())
        return found

    monkeypatch.setattr(queries, "stands_at", just_before)
    for path in ("aanzetten/", "kaart/"):
        queries.tablets(room).model.everywhere.update(revoked_at=None)
        ask = tablet.get if path == "aanzetten/" else tablet.post
        assert ask(f"/deur/{room.slug}/{path}")["Location"].startswith("/binnen/?next=")
        shared_again = tablet.cookies[shared.COOKIE].value
        assert shared_again == ""


@pytest.mark.django_db
def test_every_page_on_the_tablet_goes_back_to_the_door_and_is_not_kept_for_others(settings):
    room = make_room()
    settings.PUBLIC_PAGE_SECONDS = 10
    tablet = put_at_door(room)
    for path in ("/", f"/k/{room.slug}/", "/mijn/lezen/", "/geen-internet/"):
        there, own = tablet.get(path), Client().get(path)
        assert f'data-deur="/deur/{room.slug}/"' in there.content.decode()
        assert "data-deur=" not in own.content.decode()


@pytest.mark.django_db
def test_a_tablet_taken_away_from_afar_is_somebodys_own_again():
    room = make_room()
    tablet = put_at_door(room)
    for row in queries.tablets(room):
        commands.revoke(make_host(room, "rosa"), code=row.code)
    to = tablet.get(f"/deur/{room.slug}/aanzetten/")["Location"]
    assert to.startswith("/binnen/?next=")
    assert tablet.get(to).status_code == 200


@pytest.mark.django_db
def test_another_door_is_no_way_out_of_this_one():
    room, elsewhere = make_room(), make_room("elders", "Elders")
    tablet = put_at_door(room)
    for path in ("", "aanzetten/"):
        tablet.get(f"/deur/{elsewhere.slug}/{path}")
        tablet.post(f"/deur/{room.slug}/aanzetten/")
        assert tablet.get("/binnen/")["Location"] == f"/deur/{room.slug}/"


@pytest.mark.django_db
def test_in_a_demo_one_browser_is_the_tablet_and_everybody_else(settings):
    settings.DEMO = True
    room = make_room()
    tablet = put_at_door(room)
    assert tablet.get(f"/deur/{room.slug}/").status_code == 200
    assert tablet.get("/binnen/").status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/deur/lampje/aanzetten/", "/k/lampje/", "/deur/lampje/wie/vis/"])
def test_whoever_walks_away_finds_the_door_again(open_page: Callable[..., Visitor], path):  # noqa: F811
    door = Door(open_page)
    cookies = {COOKIE: make_tablet(door.room), shared.COOKIE: "lampje"}
    tablet = open_page(size="tablet", cookies=cookies)
    tablet.page.clock.install()
    tablet.go(path).page.wait_for_selector("[data-deur]:not([data-module])", state="attached")
    tablet.look(small=path.startswith("/deur/"))
    tablet.page.clock.run_for(20_500)
    tablet.sees("Straks begint het scherm opnieuw.")
    tablet.page.mouse.click(5, 5)  # still there
    tablet.page.clock.run_for(20_500)
    assert tablet.page.url.endswith(path)
    tablet.page.clock.run_for(10_000)
    tablet.page.wait_for_selector("#deur[data-ready]")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_way_from_the_door_stays_at_the_door(open_page: Callable[..., Visitor]):  # noqa: F811
    tablet = Door(open_page).tablet()
    tablet.tap("Tablet").sees("Moet deze tablet weg bij de deur?")
    tablet.look()
    tablet.tap("Terug naar de deur").page.wait_for_selector("#deur[data-ready]")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_after_the_tablet_went_away_back_finds_no_card_to_sign_in_with(open_page):  # noqa: F811
    door = Door(open_page)
    card = card_of(door.fatma.someone)
    cookies = {COOKIE: make_tablet(door.room), shared.COOKIE: "lampje"}
    tablet = open_page(size="tablet", cookies=cookies).go("/deur/lampje/")
    tablet.go(f"/sleutel/{card}/").sees("Deze tablet staat bij de deur")
    assert card not in tablet.page.url + tablet.page.content()
    tablet.look()
    tablet.tap("Haal deze tablet weg bij de deur").sees("Deze tablet staat niet meer bij de deur.")
    for _n in range(2):
        tablet.page.go_back()
        assert card not in tablet.page.url + tablet.page.content()
        assert not tablet.page.get_by_text("Ja, dit is mijn telefoon").count()
    names = {kept["name"] for kept in tablet.page.context.cookies()}
    assert not names & {shared.COOKIE, shared.CARD, "sessionid"}
