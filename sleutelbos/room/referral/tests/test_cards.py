"""Welcome cards: made in a minute without an account, nothing about the person (K5B)."""

import re
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.people.models import Throttle
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.keys import commands_plan as keys
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.referral import commands, queries
from sleutelbos.room.referral.models import WelcomeCard
from tests.canary import dump

from .makers import make_card

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5B")]
MAKE = "/welkomstkaart/"


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


@pytest.fixture(autouse=True)
def a_new_day():
    caches["moment"].clear()


def sent(client, room, address=MAKE, **more):
    data = {"room": room.slug, "language": "", "once": str(uuid4()), **more}
    return client.post(address, data, REMOTE_ADDR=more.pop("ip", "127.0.0.1"))


def test_a_card_is_made_without_an_account_and_its_list_says_only_whether_it_was_used(room):
    client = Client()
    made = sent(client, room, language="ar")
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "Kom binnen bij" in page
    assert "Het Lampje" in page
    assert 'lang="ar" dir="rtl"' in page
    card = WelcomeCard.objects.within(room).get()
    mine = made["Location"].removesuffix(f"{card.code}/")
    assert "Nog niet gebruikt" in client.get(mine).content.decode()
    commands.use_card(make_actor(room, "fatma", "host"), code=card.code)
    told = client.get(mine).content.decode()
    assert "Gebruikt" in told
    assert "Nog niet gebruikt" not in told
    assert "Fatma" not in told


def test_there_is_no_field_for_a_person_anywhere(room):
    page = Client().get(MAKE).content.decode()
    names = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page))
    assert names == {"csrfmiddlewaretoken", "once", "room", "language"}
    assert "<textarea" not in page
    assert 'type="text"' not in page


def test_the_table_of_cards_has_no_column_that_could_say_who(room):
    columns = {field.name for field in WelcomeCard._meta.concrete_fields}
    assert columns == {
        "id", "place", "code", "once", "list_mark", "language", "made_on", "used_on",
    }  # fmt: skip


def test_the_same_form_sent_twice_is_one_card_and_one_list(room):
    client, once = Client(), str(uuid4())
    first, second = sent(client, room, once=once), sent(client, room, once=once)
    assert first["Location"] == second["Location"]
    assert WelcomeCard.objects.within(room).count() == 1


def test_a_second_card_joins_the_list(room):
    client = Client()
    first = sent(client, room)["Location"]
    mine = first[: first.rstrip("/").rfind("/") + 1]
    second = sent(client, room, address=mine)["Location"]
    assert second.startswith(mine)
    assert client.get(mine).content.decode().count("Nog niet gebruikt") == 2


def test_a_list_that_is_not_there_takes_no_card(room):
    with pytest.raises(NotFound):
        make_card(room, token="a" * 40)
    assert Client().get(f"{MAKE}lijst/{'a' * 40}/").status_code == 404
    assert sent(Client(), room, address=f"{MAKE}lijst/{'a' * 40}/").status_code == 404


def test_an_id_of_another_room_makes_no_card(room):
    once = uuid4()
    make_card(room, once=once)
    with pytest.raises(NotFound):
        make_card(make_room("elders", "Elders"), once=once)


def test_one_address_makes_no_more_than_twenty_cards_an_hour_and_others_still_can(room):
    for _turn in range(commands.FROM_ONE_ADDRESS):
        make_card(room, came_from="192.0.2.7")
    with pytest.raises(Refused) as no:
        make_card(room, came_from="192.0.2.7")
    assert no.value.code == "too-often"
    make_card(room, came_from="192.0.2.8")
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
        make_card(room, came_from="192.0.2.7")


def test_all_addresses_together_make_no_more_than_a_number(room, monkeypatch):
    monkeypatch.setattr(commands, "FROM_EVERYWHERE", 3)
    for nth in range(3):
        make_card(room, came_from=f"192.0.2.{nth}")
    with pytest.raises(Refused):
        make_card(room, came_from="192.0.2.99")


def test_too_often_keeps_what_was_chosen_and_says_so_kindly(room, monkeypatch):
    monkeypatch.setattr(commands, "FROM_ONE_ADDRESS", 0)
    answer = sent(Client(), room, language="tr")
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Wacht even" in page
    assert '<option value="tr" selected>' in page


def test_the_network_address_is_nowhere_and_its_mark_changes_every_day(room):
    today = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    with time_machine.travel(today):
        make_card(room, came_from="192.0.2.7")
        before = set(Throttle.everywhere.filter(what="card-address").values_list("about"))
    with time_machine.travel(today + timedelta(days=1)):
        make_card(room, came_from="192.0.2.7")
        after = set(Throttle.everywhere.filter(what="card-address").values_list("about"))
    assert len(after - before) == 1
    assert "192.0.2.7" not in str(dump())


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(room):
    client = Client()
    for forwarded in ("198.51.100.1, 192.0.2.7", "203.0.113.5, 192.0.2.7", "192.0.2.9"):
        client.post(MAKE, {"room": room.slug, "once": str(uuid4())}, HTTP_X_FORWARDED_FOR=forwarded)
    counts = Throttle.everywhere.filter(what="card-address").order_by("times")
    assert list(counts.values_list("times", flat=True)) == [1, 2]


def test_nobody_can_claim_to_be_elsewhere_by_a_header_of_their_own(room):
    client = Client(REMOTE_ADDR="93.184.216.34")  # a direct visitor, no proxy of ours
    for nth in range(3):
        client.post(
            MAKE, {"room": room.slug, "once": str(uuid4())}, HTTP_X_FORWARDED_FOR=f"192.0.2.{nth}"
        )
    assert Throttle.everywhere.get(what="card-address").times == 3


def test_a_card_counts_once(room):
    fatma, card = make_actor(room, "fatma", "host"), make_card(room)
    commands.use_card(fatma, code=card.code)
    with pytest.raises(Refused) as no:
        commands.use_card(fatma, code=f" {card.code.upper()} ")
    assert no.value.code == "card-is-used"
    commands.unuse_card(fatma, code=card.code)
    commands.unuse_card(fatma, code=card.code)
    assert not WelcomeCard.objects.within(room).get().is_used
    commands.use_card(fatma, code=card.code.upper())
    assert WelcomeCard.objects.within(room).get().is_used


@pytest.mark.parametrize("typed", ["", "zzzzzz", "\x00", "é" * 6, "a" * 200, "' OR 1=1"])
def test_a_code_that_is_no_card_is_said_kindly(room, typed):
    client = Client()
    client.force_login(make_actor(room, "fatma", "host").person)
    answer = client.post("/k/lampje/welkomstkaart/", {"code": typed})
    assert answer.status_code == 422
    assert "sb-fout" in answer.content.decode()


def test_a_card_of_another_room_is_not_known_here(room):
    card = make_card(make_room("elders", "Elders"))
    with pytest.raises(Refused) as no:
        commands.use_card(make_actor(room, "fatma", "host"), code=card.code)
    assert no.value.code == "no-such-card"
    assert Client().get(f"/k/lampje/welkomstkaart/{card.code}/").status_code == 404


@pytest.mark.parametrize("role", ["resident", "key-holder", "board", "funder"])
def test_only_who_receives_people_takes_a_card(room, role):
    with pytest.raises(NotAllowed):
        commands.use_card(make_actor(room, "wim", role), code=make_card(room).code)


def test_who_scans_the_card_reads_where_to_come_and_looking_uses_nothing(room):
    make_week(room)
    Place.objects.filter(pk=room.pk).update(
        address="Lampjesstraat 12", phone="020 000 00 00", way_there="Stap uit.\nLoop door."
    )
    card = make_card(room)
    page = Client().get(f"/k/lampje/welkomstkaart/{card.code}/").content.decode()
    for told in ("Lampjesstraat 12", "020 000 00 00", "Stap uit.", "Kom binnen bij", "afspraak"):
        assert told in page
    assert "Deze kaart is gebruikt" not in page
    assert not WelcomeCard.objects.within(room).get().is_used


def test_a_host_who_scans_it_marks_it_in_one_tap_and_takes_it_back(room):
    client, card = Client(), make_card(room)
    client.force_login(make_actor(room, "fatma", "host").person)
    page = f"/k/lampje/welkomstkaart/{card.code}/"
    assert "Deze kaart is gebruikt" in client.get(page).content.decode()
    done = client.post(f"{page}gebruikt/", follow=True)
    assert "De kaart telt mee." in done.content.decode()
    assert "telde al mee" in client.get(page).content.decode()
    client.post(f"{page}terug/")
    assert not WelcomeCard.objects.within(room).get().is_used


@pytest.mark.mission("P2")
def test_a_name_stands_on_a_card_only_after_that_host_said_yes(room):
    card, fatma = make_card(room), make_actor(room, "fatma", "host")
    wim = make_actor(room, "wim")
    places.say_yes(wim, "welcome-card")  # no host
    assert queries.shown(card, room).host is None
    places.say_yes(fatma, "welcome-card")
    found = queries.shown(card, room)
    assert found.host == fatma.person
    assert "Fatma" in found.faces[0].ask
    hide(fatma.person)
    assert queries.shown(card, room).host is None
    places.take_back(fatma, "welcome-card")
    assert "Fatma" not in queries.shown(card, room).faces[0].ask


def test_days_with_the_same_hours_stand_together_in_words(room):
    board = make_actor(room, "fatma", "host", "board")
    early, late = (time(10), time(17)), (time(13), time(21, 30))
    keys.set_hours(board, hours=dict(enumerate([early, early, early, late, early])))
    face = queries.shown(make_card(room, language="en"), room).faces
    plain = [re.sub("[\u2066-\u2069]", "", line) for line in face[0].hours]
    assert plain == ["ma, di, wo en vr: van 10 tot 17 uur", "do: van 13 tot 21.30 uur"]
    assert all("–" not in line and " - " not in line for line in face[1].hours)


def test_an_unused_card_shows_to_nobody_who_made_it_in_the_journal(room):
    make_card(room, came_from="192.0.2.7")
    line = Entry.objects.within(room).get(what="referral.card-made")
    assert line.who is None


def test_every_page_asks_the_same_number_of_questions_for_one_card_and_for_three(room):
    client, once = Client(), uuid4()
    make_card(room, once=once)
    token = commands.list_token(once)
    mine = reverse("referral:list", kwargs={"token": token})

    def questions():
        with connection.execute_wrapper(count):
            seen.clear()
            assert client.get(mine).status_code == 200
        return len(seen)

    seen: list[str] = []

    def count(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    before = questions()
    for nth in range(2):
        make_card(room, token=token)
        make_room(f"kamer-{nth}", f"Kamer {nth}")
    assert questions() == before


@pytest.mark.parametrize("address", ["/welkomstkaart/lijst/é/", "/welkomstkaart/lijst/%00/abc234/"])
def test_strange_addresses_are_no_page(room, address):
    assert Client().get(address).status_code == 404
