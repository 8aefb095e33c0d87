"""„We need a microwave“ → a neighbour brings one → thanked (K3G)."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.commons.people.commands import erase_me, hide
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.founding import commands, queries
from sleutelbos.room.founding.models import Need
from sleutelbos.room.founding.tests.makers import make_need
from sleutelbos.room.hours.models import Thanks
from tests.processes import at_once

HERE = "sleutelbos.room.founding.tests.test_needs"
pytestmark = [pytest.mark.mission("K3G")]


@pytest.fixture
def room(db):
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


def page_for(client, room) -> str:
    return client.get(reverse("founding:needs", args=[room.slug])).content.decode()


def refused(function, *given, **how):
    with pytest.raises(Refused) as refusal:
        function(*given, **how)
    return refusal.value.code


def test_we_need_a_microwave_a_neighbour_brings_one_and_is_thanked(room, amina, wim):
    need = make_need(amina)
    client = signed_in(wim)
    client.post(reverse("founding:bring", args=[room.slug, need.code]))
    assert "Wim</bdi> brengt dit." in page_for(signed_in(amina), room)

    signed_in(amina).post(reverse("founding:there", args=[room.slug, need.code]))

    said = Thanks.objects.within(room).get()
    assert (said.to_person, said.from_person, said.what) == (
        wim.someone, amina.someone, "een magnetron",
    )  # fmt: skip
    page = page_for(signed_in(amina), room)
    assert "Dit brachten buren. Dank je wel!" in page
    assert "een magnetron" in client.get("/mijn/nieuws/").content.decode()


def test_undo_takes_the_thanks_along(room, amina, wim):
    need = make_need(amina)
    commands.bring(wim, code=need.code)
    for _twice in range(2):
        commands.is_there(amina, code=need.code)
    assert Thanks.objects.within(room).filter(taken_back_at=None).count() == 1
    assert refused(commands.not_there, make_actor(room, "joy"), code=need.code) == "not-yours"
    for _twice in range(2):
        commands.not_there(amina, code=need.code)
    assert Thanks.objects.within(room).filter(taken_back_at=None).count() == 0


def test_what_nobody_promised_was_brought_by_who_says_it_is_there(room, amina):
    need = commands.is_there(amina, code=make_need(amina).code)
    assert (need.brings, need.thanks) == (amina.someone, None)
    assert Thanks.objects.within(room).count() == 0
    commands.not_there(amina, code=need.code)
    assert "Jij brengt dit." not in page_for(signed_in(amina), room)
    assert commands.bring(make_actor(room, "joy"), code=need.code).brings.called == "Joy"
    commands.is_there(amina, code=need.code)
    assert commands.not_there(amina, code=need.code).brings.called == "Joy"


@pytest.mark.mission("R25")
def test_what_somebody_who_leaves_would_bring_is_free_and_what_they_brought_has_no_name(
    room, amina, wim
):
    waits, there = make_need(amina), make_need(amina, "een kast")
    for need in (waits, there):
        commands.bring(wim, code=need.code)
    commands.is_there(amina, code=there.code)
    assert "Wim" in page_for(signed_in(amina), room)
    places.end_role(wim, of=wim.someone, name="resident")
    page = page_for(signed_in(amina), room)
    assert "Wim" not in page
    assert "Wie heeft er een?" in page
    assert commands.bring(amina, code=waits.code).brings == amina.someone


def test_what_somebody_who_was_erased_would_bring_is_free_again(room, amina, wim):
    need = make_need(amina)
    commands.bring(wim, code=need.code)
    erase_me(wim.someone)
    assert "Een buur brengt dit." not in page_for(signed_in(amina), room)
    assert commands.bring(amina, code=need.code).brings == amina.someone


def test_one_neighbour_brings_it_and_may_change_their_mind(room, amina, wim):
    need = make_need(amina)
    for _twice in range(2):
        commands.bring(wim, code=need.code)
    assert refused(commands.bring, amina, code=need.code) == "brought-already"
    assert commands.not_bring(amina, code=need.code).brings == wim.someone
    commands.not_bring(wim, code=need.code)
    assert commands.bring(amina, code=need.code).brings == amina.someone
    commands.is_there(wim, code=need.code)
    assert refused(commands.bring, wim, code=need.code) == "is-there"


def test_a_passer_by_reads_what_is_needed_and_no_names(room, amina, wim):
    commands.bring(wim, code=make_need(amina).code)
    commands.is_there(amina, code=make_need(amina, "verf").code)
    page = page_for(Client(), room)
    assert "een magnetron" in page
    assert "Een buur brengt dit." in page
    assert "Wim" not in page
    assert "Amina" not in page
    assert "Ik breng dit" not in page
    assert "Wim" not in page_for(signed_in(make_actor(room, "geld", "funder")), room)


def test_who_hides_or_goes_brings_it_as_a_neighbour(room, amina, wim):
    need = make_need(amina)
    commands.bring(wim, code=need.code)
    hide(wim.someone)
    assert "Wim" not in page_for(signed_in(amina), room)
    assert "Jij brengt dit." in page_for(signed_in(wim), room)
    assert commands.is_there(amina, code=need.code).thanks is None
    erase_me(wim.someone)
    assert "Een buur" in page_for(signed_in(amina), room)


def test_what_is_needed_is_said_in_words_with_a_drawing_of_ours(room, amina):
    assert refused(make_need, amina, " ") == "no-what"
    assert refused(make_need, amina, "stoel", "draak") == "no-picto"
    once = uuid4()
    for _twice in range(2):
        commands.ask_for(amina, what="stoelen", once=once)
    assert Need.objects.within(room).count() == 1
    with pytest.raises(NotAllowed):
        make_need(make_actor(room, "geld", "funder"))


def test_what_is_not_needed_goes_off_the_list_and_comes_back(room, amina):
    need = make_need(amina)
    commands.not_needed(amina, code=need.code)
    assert queries.needs(amina).wanted == []
    commands.needed_after_all(amina, code=need.code)
    assert [one.what for one in queries.needs(amina).wanted] == ["een magnetron"]
    with pytest.raises(NotFound):
        commands.bring(make_actor(make_room("elders", "Elders"), "saskia"), code=need.code)


def test_the_form_keeps_what_was_typed(room, amina):
    url = reverse("founding:ask", args=[room.slug])
    answer = signed_in(amina).post(url, {"what": "x" * 81, "picto": "lamp"})
    assert answer.status_code == 422
    assert "x" * 81 in answer.content.decode()
    assert signed_in(amina).post(url, {"what": "lampen", "picto": "lamp"}).status_code == 302
    assert Need.objects.within(room).get().picto == "lamp"


def test_the_list_asks_as_much_for_three_as_for_one(room, amina):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            queries.needs(amina)
        return len(asked)

    make_need(amina)
    one = cost()
    for called in ("joy", "rosa"):
        commands.bring(make_actor(room, called), code=make_need(amina, called).code)
    assert len(queries.needs(amina).wanted) == 3
    assert cost() == one == 1


def promise(person: str, code: str) -> str:
    """Bring it as this person: „done“, or why not."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    try:
        commands.bring(actor, code=code)
    except Refused as refusal:
        return refusal.code
    return "done"


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_of_four_who_bring_it_at_once_exactly_one_does():
    room = make_room("lampje")
    people = [make_actor(room, called) for called in ("amina", "wim", "joy", "rosa")]
    need = make_need(people[0])

    answers = at_once(f"{HERE}:promise", [[one.person.code, need.code] for one in people])

    assert sorted(answers) == ["brought-already"] * 3 + ["done"]
