"""The pages of the wall: plain forms, kind answers, the same number of questions (K1A)."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.talents.models import Post, Recording

from .makers import make_ask, make_offer, make_touch

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1A")]
WALL, CAN, ASK = "/k/lampje/gevraagd/", "/k/lampje/kan/", "/k/lampje/vraag/"


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room) -> Actor:
    return make_actor(room, "amina")


@pytest.fixture
def client(amina) -> Client:
    client = Client()
    client.force_login(amina.person)
    return client


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("funder", "Jij kijkt mee met deze kamer."),
        ("stranger", "Jij bent thuis in een andere kamer."),
    ],
)
def test_no_button_is_shown_that_ends_nowhere(room, amina, who, told):
    """P3: a funder looks along; somebody at home elsewhere is told to come by."""
    asked, offered = make_ask(amina), make_offer(amina)
    elsewhere = make_room("elders", "Elders")
    actor = make_actor(room, "floor", "funder") if who == "funder" else make_actor(elsewhere, "bo")
    client = Client()
    client.force_login(actor.person)
    for path in (WALL, "/k/lampje/"):
        page = client.get(path).content.decode()
        assert not re.search(r'class="sb-knop( sb-knop-warm)?"[^>]*>(Ik help|Graag)<', page)
        assert page.count("Bekijk<") >= 2
    for post in (asked, offered):
        page = client.get(f"{WALL}{post.code}/").content.decode()
        assert told in page
        assert "sleutelkaart" not in page


def text(response) -> str:
    return response.content.decode()


def test_a_talent_is_hung_with_one_form_and_told_so(room, client):
    page = text(client.get(f"{CAN}bicycle-repair/"))
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    assert ">\nFietsen maken</textarea>" in page
    assert re.search(r'name="with_name"[^>]* checked', page)
    filled = {"once": once, "words": "Fietsen maken", "with_name": "on"}
    for _twice in range(2):
        sent = client.post(f"{CAN}bicycle-repair/", filled)
        assert sent.status_code == 302
    post = Post.objects.within(room).get()
    assert sent["Location"] == f"{WALL}{post.code}/klaar/"
    done = text(client.get(sent["Location"]))
    assert "Het hangt aan je bos" in done
    assert f'action="{WALL}{post.code}/weg/"' in done
    assert "Nog iets" in done


def test_a_question_is_asked_without_a_name_unless_chosen(room, client):
    page = text(client.get(f"{ASK}cycling-lessons/"))
    assert not re.search(r'name="with_name"[^>]* checked', page)
    client.post(f"{ASK}cycling-lessons/", {"once": uuid4(), "words": "Wie leert mij fietsen?"})
    assert not Post.objects.within(room).get().with_name
    assert "Een buur vraagt dit" in text(Client().get(WALL))


def test_own_words_lead_to_tiles_and_one_tap_gives_the_meaning(room, client):
    sent = client.post(f"{CAN}iets-anders/", {"once": uuid4(), "words": "ik kan fietsen repareren"})
    done = text(client.get(sent["Location"]))
    assert "Bedoel je dit?" in done
    assert 'name="concept" value="bicycle-repair"' in done
    post = Post.objects.within(room).get()
    client.post(f"{WALL}{post.code}/bedoel/", {"concept": "bicycle-repair"})
    assert "Bedoel je dit?" not in text(client.get(sent["Location"]))
    assert "Fietsen maken" in text(Client().get(WALL))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Schrijf of zeg een paar woorden."),
        ("a" * 141, "Dit is te lang. Er passen 140 letters. Maak het korter."),
        ("bel 06 12345678", "Iedereen kan dit lezen."),
    ],
)
def test_what_cannot_be_hung_comes_back_with_what_to_do_and_what_was_typed(
    room, client, words, sentence
):
    sent = client.post(f"{CAN}iets-anders/", {"once": uuid4(), "words": words})
    assert sent.status_code == 422
    assert "<title>Let op:" in text(sent)
    assert text(sent).count(sentence) == 2  # at the field and on top, in the same words
    assert f">\n{words}</textarea>" in text(sent)
    assert Post.objects.within(room).count() == 0


@pytest.mark.mission("P1")
def test_a_bsn_is_refused_and_not_shown_back(room, amina, client):
    for where in (f"{CAN}iets-anders/", f"{ASK}iets-anders/"):
        sent = client.post(where, {"once": uuid4(), "words": "mijn bsn is 123456782"})
        assert sent.status_code == 422
        assert "123456782" not in text(sent)
    touch = make_touch(make_actor(room, "wim"), make_offer(amina))
    sent = client.post(f"/mijn/contact/{touch.code}/", {"text": "bsn 123456782"})
    assert sent.status_code == 422
    assert "123456782" not in text(sent)
    assert not touch.messages.exists()


def test_an_empty_form_is_sent_back(room, client, amina):
    touch = make_touch(make_actor(room, "wim"), make_offer(amina))
    for where in (f"{CAN}iets-anders/", f"{ASK}iets-anders/", f"/mijn/contact/{touch.code}/"):
        sent = client.post(where, {})
        assert sent.status_code == 422
        assert "Nog even dit" in text(sent)


def test_a_talent_is_said_instead_of_typed(room, client):
    voice = SimpleUploadedFile("opname.webm", make_ogg(), content_type="text/html")
    sent = client.post(f"{CAN}iets-anders/", {"once": uuid4(), "words": "", "voice": voice})
    assert sent.status_code == 302
    kept = Recording.objects.within(room).get()
    assert (kept.mime, kept.seconds) == ("audio/ogg", 5)


@pytest.mark.parametrize(
    ("sound", "sentence"),
    [
        (b"", "Wij hoorden niets."),
        (b"<script>alert(1)</script>", "Dit bestand is geen opname."),
        (make_ogg(90), "Deze opname is te lang."),
        (make_ogg() + bytes(700_000), "Deze opname is te lang."),
    ],
)
def test_a_file_that_is_no_recording_is_refused_kindly(room, client, sound, sentence):
    voice = SimpleUploadedFile("opname.webm", sound, content_type="audio/webm")
    sent = client.post(
        f"{CAN}iets-anders/", {"once": uuid4(), "words": "luister maar", "voice": voice}
    )
    assert sent.status_code == 422
    assert sentence in text(sent)
    assert ">\nluister maar</textarea>" in text(sent)
    assert Post.objects.within(room).count() == 0


def test_a_recording_is_heard_in_the_room_only_and_is_never_a_page(room, amina, client):
    sound = make_ogg()
    post = make_offer(amina, sound=sound)
    whole = client.get(f"{WALL}{post.code}/geluid/")
    assert (whole.content, whole["Content-Type"]) == (sound, "audio/ogg")
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert whole["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert whole["Content-Disposition"].startswith("inline; filename=")
    piece = client.get(f"{WALL}{post.code}/geluid/", headers={"range": "bytes=4-9"})
    assert (piece.status_code, piece.content) == (206, sound[4:10])
    assert piece["Content-Range"] == f"bytes 4-9/{len(sound)}"
    past = client.get(f"{WALL}{post.code}/geluid/", headers={"range": "bytes=99999-"})
    assert past.status_code == 416
    assert Client().get(f"{WALL}{post.code}/geluid/").status_code == 302
    assert "geluid" not in text(Client().get(f"{WALL}{post.code}/"))
    assert "geluid" in text(client.get(f"{WALL}{post.code}/"))


def test_the_wall_is_public_and_leads_a_passer_by_inside(amina):
    post = make_offer(amina, "braiding-hair")
    wall = text(Client().get(WALL))
    assert "Haren vlechten" in wall
    assert '<bdi dir="auto">Amina</bdi> kan dit' in wall
    assert f"{WALL}{post.code}/contact/" not in wall
    page = text(Client().get(f"{WALL}{post.code}/"))
    assert "Kom langs. Of vraag je sleutelkaart aan de gastvrouw of gastheer." in page
    assert Client().post(f"{WALL}{post.code}/contact/")["Location"].startswith("/binnen/?next=")


def test_buttons_say_what_they_are_about(room, client):
    wim = make_actor(room, "wim")
    make_offer(wim, "braiding-hair")
    make_ask(wim, "cycling-lessons")
    wall = text(client.get(WALL))
    assert 'Graag<span class="sb-weg">: Haren vlechten</span>' in wall
    assert 'Ik help<span class="sb-weg">: Wie leert mij fietsen?</span>' in wall


def test_an_empty_wall_says_that_it_is_fine(client):
    wall = text(client.get(WALL))
    assert "Niemand vraagt nu iets. Heb jij iets nodig?" in wall
    assert "Hier hangt nog niets. Wat kan jij?" in wall
    nothing = text(client.get(f"{WALL}?q=fietsenmaker"))
    assert f'href="{ASK}bicycle-repair/"' in nothing


def test_taking_down_offers_undo(client, amina):
    post = make_offer(amina)
    page = text(client.post(f"{WALL}{post.code}/weg/", follow=True))
    assert f'action="{WALL}{post.code}/terug/"' in page
    client.post(f"{WALL}{post.code}/terug/")
    assert "Koken voor veel mensen" in text(client.get(WALL))


@pytest.mark.parametrize("away", ["https://elders.nl/", "//elders.nl", "javascript:alert(1)"])
def test_the_way_back_never_leads_away(client, amina, away):
    post = make_offer(amina)
    assert client.post(f"{WALL}{post.code}/weg/", {"next": away})["Location"] == WALL
    assert client.post(f"{WALL}{post.code}/weg/", {"next": "/mijn/"})["Location"] == "/mijn/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_wall_asks_the_same_number_of_questions(room, client, rows, django_assert_num_queries):
    for n in range(rows):
        wim = make_actor(room, f"wim-{n}")
        make_offer(wim, "braiding-hair")
        make_touch(wim, make_ask(make_actor(room, f"rosa-{n}"), "cycling-lessons"))
    with django_assert_num_queries(5):
        wall = text(client.get(WALL))
    assert wall.count("Haren vlechten</a>") == rows
    with django_assert_num_queries(3):
        Client().get(WALL)
    with django_assert_num_queries(3):
        client.get(CAN)


def test_a_long_wall_has_pages(client, amina):
    for n in range(13):
        make_offer(amina, words=f"talent nummer {chr(97 + n)}")
    first, second = text(client.get(WALL)), text(client.get(f"{WALL}?p=2"))
    assert (first.count("talent nummer"), second.count("talent nummer")) == (12 * 2, 2)
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    for odd in ("0", "-1", "x", "99999999999", "²", "٣"):
        assert client.get(WALL, {"p": odd}).status_code == 200


def test_an_unknown_talent_post_or_group_is_not_here(client):
    assert client.get(f"{CAN}geen-talent/").status_code == 404
    assert client.get(f"{CAN}joining-in/").status_code == 404
    assert client.get(f"{WALL}zzzzzz/").status_code == 404
    assert client.get(f"{CAN}?groep=zzz").status_code == 200


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.text(max_size=160), kind=st.sampled_from([CAN, ASK]))
def test_whatever_is_typed_is_hung_or_sent_back(client, words, kind):
    sent = client.post(f"{kind}iets-anders/", {"once": uuid4(), "words": words})
    assert sent.status_code in {302, 422}
    assert client.get(WALL, {"q": words}).status_code in {200, 422}
