"""Two neighbours in touch: nobody else reads along, each can stop, names only when told (K1A)."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.talents import commands, commands_touch, queries
from sleutelbos.room.talents.models import Message, Touch

from .makers import make_ask, make_offer, make_touch

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1A")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room) -> Actor:
    return make_actor(room, "amina")


@pytest.fixture
def wim(room) -> Actor:
    return make_actor(room, "wim")


def say(actor: Actor, touch: Touch, text: str = "Dag!") -> Message:
    return commands_touch.say(actor, touch=touch.code, text=text, once=uuid4())


def seen_by(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def refused(do, *args, **how) -> str:
    with pytest.raises(Refused) as refusal:
        do(*args, **how)
    return refusal.value.code


def test_graag_brings_two_neighbours_in_touch(room, amina, wim):
    touch = make_touch(wim, make_offer(amina, "braiding-hair"))
    mine, theirs = queries.talk(wim.person, touch.code), queries.talk(amina.person, touch.code)
    assert (mine.other, mine.i_opened, mine.my_turn) == (amina.person, True, False)
    assert (theirs.other, theirs.i_opened, theirs.my_turn) == (wim.person, False, True)
    assert (queries.waiting(amina.person), queries.waiting(wim.person)) == (1, 0)
    say(amina, touch, "Kom maar langs")
    say(wim, touch, "Fijn")
    said = [(m.text, m.mine) for m in queries.messages(wim.person, touch.code)]
    assert said == [("Kom maar langs", False), ("Fijn", True)]
    assert queries.waiting(amina.person) == 1
    noted = [e.what for e in Entry.objects.within(room).order_by("pk")]
    assert noted == ["talents.hung", "talents.got-in-touch"]


def test_pressing_twice_is_one_contact(room, amina, wim):
    post = make_offer(amina)
    assert make_touch(wim, post) == make_touch(wim, post)
    assert Touch.objects.within(room).count() == 1


def test_only_what_hangs_can_be_answered(room, amina, wim):
    post = make_offer(amina)
    assert refused(make_touch, amina, post) == "own-post"
    assert refused(make_touch, make_actor(make_room("elders"), "far"), post) == "not-found"
    with pytest.raises(NotAllowed):
        make_touch(make_actor(room, "fonds", "funder"), post)
    people.hide(amina.person)
    assert refused(make_touch, wim, post) == "not-found"
    people.show_again(amina.person)
    commands.take_down(amina, post=post.code)
    assert refused(make_touch, wim, post) == "not-found"


def test_who_is_hidden_cannot_get_in_touch(amina, wim):
    people.hide(wim.person)
    wim.person.refresh_from_db()
    assert refused(make_touch, wim, make_offer(amina)) == "you-are-hidden"


def test_each_can_stop_and_then_neither_can_write(room, amina, wim):
    for stopper in (amina, wim):
        touch = make_touch(wim, make_offer(amina))
        commands_touch.stop(stopper, touch=touch.code)
        commands_touch.stop(stopper, touch=touch.code)
        for writer in (amina, wim):
            assert refused(say, writer, touch) == "ended"
            talk = queries.talk(writer.person, touch.code)
            assert (talk.ended, talk.i_ended) == (True, writer == stopper)
    assert queries.waiting(amina.person) == queries.waiting(wim.person) == 0


def test_stopping_can_be_undone_only_by_who_did_it(amina, wim):
    touch = make_touch(wim, make_offer(amina))
    commands_touch.stop(amina, touch=touch.code)
    assert refused(commands_touch.resume, wim, touch=touch.code) == "stopped"
    commands_touch.resume(amina, touch=touch.code)
    commands_touch.resume(amina, touch=touch.code)
    assert say(wim, touch).text == "Dag!"


def test_who_was_stopped_cannot_begin_again_about_the_same(amina, wim):
    post = make_offer(amina)
    touch = make_touch(wim, post)
    commands_touch.stop(amina, touch=touch.code)
    assert refused(make_touch, wim, post) == "stopped"


def test_who_stopped_may_begin_again_and_then_not_go_back_to_the_old_one(amina, wim):
    post = make_offer(amina)
    old = make_touch(wim, post)
    commands_touch.stop(wim, touch=old.code)
    assert make_touch(wim, post) != old
    assert refused(commands_touch.resume, wim, touch=old.code) == "newer"


def test_a_message_says_something_and_not_too_much_and_only_once(room, amina, wim):
    touch = make_touch(wim, make_offer(amina))
    assert refused(say, wim, touch, " \n ") == "says-nothing"
    assert refused(say, wim, touch, "a" * 501) == "too-long"
    once = uuid4()
    first = commands_touch.say(wim, touch=touch.code, text="Dag", once=once)
    assert commands_touch.say(wim, touch=touch.code, text="Dag", once=once) == first
    assert refused(
        commands_touch.say, amina, touch=touch.code, text="Dag", once=once
    ) == "sent-before"  # fmt: skip
    assert Message.objects.within(room).count() == 1


def test_nobody_else_reads_writes_or_stops(room, amina, wim):
    touch = make_touch(wim, make_offer(amina))
    say(wim, touch, "geheim")
    for other in (make_actor(room, "fatma", "host"), make_actor(room, "marleen", "coordinator")):
        assert queries.talk(other.person, touch.code) is None
        assert queries.messages(other.person, touch.code) == []
        for do in (say, lambda a, t: commands_touch.stop(a, touch=t.code)):
            with pytest.raises(NotFound):
                do(other, touch)
        unknown = seen_by(other.person).get("/mijn/contact/zzzzzz/")
        theirs = seen_by(other.person).get(f"/mijn/contact/{touch.code}/")
        assert (theirs.status_code, theirs.content) == (404, unknown.content)


def test_a_contact_goes_on_from_another_room_where_the_person_is_at_home(amina):
    elsewhere = make_room("elders", "Elders")
    far = make_actor(elsewhere, "far")
    places.first_role(far.person, amina.place, "resident")
    both = Actor(far.person, amina.place, frozenset({"resident"}))
    touch = make_touch(both, make_offer(amina))
    page = seen_by(far.person).post(f"/mijn/contact/{touch.code}/", {"text": "Dag"})
    assert page.status_code == 302
    assert Message.objects.within(amina.place).get().text == "Dag"


def test_a_question_without_a_name_stays_so_until_the_asker_answers(amina, wim):
    """The name is nowhere in what the helper gets, until the asker writes."""
    Person.objects.filter(pk=amina.person.pk).update(called="Canary-Amina", email="canary@x.nl")
    amina.person.refresh_from_db()
    post = make_ask(amina, "cycling-lessons")
    touch = make_touch(wim, post)
    say(wim, touch, "Ik help graag")
    pages = (
        "/k/lampje/gevraagd/", "/k/lampje/gevraagd/?q=fietsen", f"/k/lampje/gevraagd/{post.code}/",
        "/mijn/contact/", f"/mijn/contact/{touch.code}/",
    )  # fmt: skip
    helper = seen_by(wim.person)
    assert [p for p in pages if "canary" in helper.get(p).content.decode().lower()] == []
    for passer_by in pages[:3]:
        assert "canary" not in Client().get(passer_by).content.decode().lower()
    assert queries.talk(wim.person, touch.code).other is None
    assert "canary" not in repr(queries.asked(amina.place, 5, viewer=wim.person)).lower()
    assert queries.talk(amina.person, touch.code).hides_me

    say(amina, touch, "Fijn!")
    shown = helper.get(f"/mijn/contact/{touch.code}/").content.decode()
    assert "Canary-Amina" in shown
    assert "canary@x.nl" not in shown
    assert "Canary-Amina" not in helper.get("/k/lampje/gevraagd/").content.decode()


def test_a_contact_with_somebody_who_hides_looks_like_none(amina, wim):
    touch = make_touch(wim, make_offer(amina))
    people.hide(amina.person)
    client = seen_by(wim.person)
    unknown = client.get("/mijn/contact/zzzzzz/")
    hidden = client.get(f"/mijn/contact/{touch.code}/")
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    assert queries.talks(wim.person, 5) == []
    assert refused(say, wim, touch) == "not-found"
    people.show_again(amina.person)
    assert len(queries.talks(wim.person, 5)) == 1


def test_no_number_and_no_address_is_in_any_page(room, amina, wim):
    for person, mail in ((amina.person, "amina-canary@x.nl"), (wim.person, "wim-canary@x.nl")):
        Person.objects.filter(pk=person.pk).update(email=mail)
    post, ask = make_offer(amina), make_ask(wim, with_name=True)
    touch = make_touch(wim, post)
    say(wim, touch)
    say(amina, touch)
    paths = [
        "/k/lampje/gevraagd/", "/mijn/contact/", f"/mijn/contact/{touch.code}/",
        *(f"/k/lampje/gevraagd/{p.code}/" for p in (post, ask)),
    ]  # fmt: skip
    for person in (amina.person, wim.person):
        for path in paths:
            content = seen_by(person).get(path).content.decode()
            assert "canary" not in content, path
            assert "tel:" not in content, path


@pytest.mark.parametrize("rows", [1, 3])
def test_my_contacts_ask_the_same_number_of_questions(room, wim, rows, django_assert_num_queries):
    for n in range(rows):
        make_touch(wim, make_offer(make_actor(room, f"buur-{n}")))
    client = seen_by(wim.person)
    with django_assert_num_queries(4):
        content = client.get("/mijn/contact/").content.decode()
    assert content.count("Koken voor veel mensen</p>") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_contact_asks_the_same_number_of_questions(amina, wim, rows, django_assert_num_queries):
    touch = make_touch(wim, make_offer(amina))
    for n in range(rows):
        say(wim, touch, f"bericht {n}")
    client = seen_by(amina.person)
    with django_assert_num_queries(5):
        content = client.get(f"/mijn/contact/{touch.code}/").content.decode()
    assert content.count("bericht ") == rows


def test_a_contact_ends_after_it_began(amina, wim):
    touch = make_touch(wim, make_offer(amina))
    assert commands_touch.stop(amina, touch=touch.code).ended_at <= timezone.now()
