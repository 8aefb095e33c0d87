"""Going along: never without the yes of the resident, who reads all of it (K5B, K5C)."""

import logging
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from sleutelbos.commons.journal.models import Entry, Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.commands import erase_me, hide
from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.referral import commands_asks, commands_nightly, queries_together
from sleutelbos.room.referral import commands_together as commands
from sleutelbos.room.referral.models import Ask, Going, Line
from tests.canary import dump
from tests.routes import declared
from tests.test_permissions import ADDRESSES, ask
from tests.test_walk import text_of
from tests.world import addresses, make_world

from .makers import agree, make_ask, make_going, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5B", "K5C")]
SECRET = "Een brief over de huur, ik schaam mij"


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


def page(actor, address):
    client = Client()
    client.force_login(actor.person)
    return client.get(f"/k/lampje/samen-op-pad/{address}")


def along(actor):
    """Everything in the file that somebody takes along."""
    with take_along(actor.person) as file, zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_a_resident_goes_with_a_neighbour_and_the_yes_is_kept_in_their_own_language(
    room, rosa, fatma, team
):
    with override("tr"):
        going = make_going(rosa, team, fatma, about=SECRET)
        sentence = commands.wording_to_go(alone=False)
    going.refresh_from_db()
    assert (going.language, going.wording) == ("tr", sentence)
    assert going.comes_at is not None
    assert SECRET in page(rosa, f"{going.code}/").content.decode()


def test_nothing_of_a_resident_is_written_before_their_yes(room, rosa, fatma, team):
    asked = make_ask(fatma, rosa, team)
    assert not Going.everywhere.exists()
    assert {f.name for f in Ask._meta.concrete_fields} == {
        "id", "place", "code", "kind", "institution", "resident", "asker", "asked_at",
    }  # fmt: skip
    commands_asks.decline(rosa, code=asked.code)
    assert not Ask.everywhere.exists()
    assert not Going.everywhere.exists()
    assert not Entry.objects.within(room).filter(about__startswith="referral.A").exists()


def test_a_consultation_exists_only_with_the_yes_and_the_resident_reads_what_was_said(
    room, rosa, fatma, team
):
    asked = make_ask(fatma, rosa, team)
    assert make_ask(fatma, rosa, team) == asked
    going = agree(rosa, asked)
    assert (going.kind, going.companion) == ("consult", fatma.person)
    commands.say(fatma, code=going.code, once=uuid4(), text="Zij vragen of de huur betaald is.")
    assert "of de huur betaald is" in page(rosa, f"{going.code}/").content.decode()


def test_the_database_itself_keeps_no_going_without_a_yes(room, rosa, team):
    with pytest.raises(IntegrityError), transaction.atomic():
        Going.everywhere.create(
            place=room, once=uuid4(), kind="consult", institution=team, resident=rosa.person,
            wording="", language="nl", agreed_at=timezone.now(),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Going.everywhere.create(
            place=room, once=uuid4(), kind="consult", institution=team, resident=rosa.person,
            wording="ja", language="nl",
        )  # fmt: skip


def test_only_the_resident_says_yes_or_no(room, rosa, fatma, team):
    asked = make_ask(fatma, rosa, team)
    for somebody in (fatma, make_actor(room, "marleen", "coordinator"), make_actor(room, "joy")):
        with pytest.raises(NotFound):
            agree(somebody, asked)
        with pytest.raises(NotFound):
            commands_asks.decline(somebody, code=asked.code)
        assert page(somebody, f"gevraagd/{asked.code}/").status_code == 404


@pytest.mark.mission("P2")
def test_taking_the_yes_back_shuts_the_page_for_the_other_at_once(room, rosa, fatma, team):
    going = make_going(rosa, team, fatma, about=SECRET)
    assert page(fatma, f"{going.code}/").status_code == 200
    commands.withdraw(rosa, code=going.code)
    commands.withdraw(rosa, code=going.code)
    assert page(fatma, f"{going.code}/").status_code == 404
    assert going.code not in page(fatma, "").content.decode()
    for command in (commands.read, commands.come_along, commands.stay_home):
        with pytest.raises(NotFound):
            command(fatma, code=going.code)
    assert SECRET in page(rosa, f"{going.code}/").content.decode()
    with pytest.raises(Refused) as no:
        commands.say(rosa, code=going.code, once=uuid4(), text="nog iets")
    assert no.value.code == "is-over"


def test_reading_leaves_a_trace_that_the_resident_sees_and_looking_at_the_page_shows_no_word(
    room, rosa, fatma, team
):
    going = make_going(rosa, team, fatma, about=SECRET)
    assert SECRET not in page(fatma, f"{going.code}/").content.decode()
    assert not Reading.everywhere.exists()
    client = Client()
    client.force_login(fatma.person)
    read = client.post(f"/k/lampje/samen-op-pad/{going.code}/lees/")
    assert SECRET in read.content.decode()
    assert Reading.everywhere.get().reader == fatma.person
    assert "Wie las dit?" in page(rosa, f"{going.code}/").content.decode()
    commands.read(rosa, code=going.code)
    assert Reading.everywhere.count() == 1


def test_who_goes_along_says_so_first_and_may_stay_home_without_a_reason(room, rosa, fatma, team):
    places.say_yes(fatma, "go-along")
    going = commands.go(
        rosa, once=uuid4(), institution=team.code, companion=fatma.person.code, about=SECRET
    )
    with pytest.raises(Refused) as no:
        commands.say(fatma, code=going.code, once=uuid4(), text="ik")
    assert no.value.code == "not-yet"
    commands.stay_home(fatma, code=going.code)
    assert page(fatma, f"{going.code}/").status_code == 404
    assert page(rosa, f"{going.code}/").status_code == 200


def test_only_who_said_yes_to_it_can_be_asked_along(room, rosa, fatma, team):
    assert queries_together.can_be_asked(room, rosa.person) == []
    for somebody in (fatma.person.code, rosa.person.code, "nobody"):
        with pytest.raises(Refused) as no:
            commands.go(rosa, once=uuid4(), institution=team.code, companion=somebody)
        assert no.value.code == "cannot-be-asked"
    places.say_yes(fatma, "go-along")
    assert queries_together.can_be_asked(room, rosa.person) == [fatma.person]
    hide(fatma.person)
    assert queries_together.can_be_asked(room, rosa.person) == []


@pytest.mark.parametrize("role", ["resident", "key-holder", "board", "funder"])
def test_only_who_receives_people_may_ask(room, rosa, team, role):
    with pytest.raises(NotAllowed):
        make_ask(make_actor(room, "joy", role), rosa, team)


def test_asking_oneself_somebody_hidden_or_elsewhere_is_refused(room, rosa, fatma, team):
    with pytest.raises(Refused) as no:
        make_ask(fatma, fatma, team)
    assert no.value.code == "is-you"
    hide(rosa.person)
    with pytest.raises(NotFound):
        make_ask(fatma, rosa, team)
    with pytest.raises(NotFound):
        make_ask(fatma, make_actor(make_room("elders", "Elders"), "ver"), team)


def test_what_came_of_it_is_the_last_line(room, rosa, fatma, team):
    going = make_going(rosa, team, fatma)
    once = uuid4()
    for _twice in range(2):
        commands.finish(fatma, code=going.code, once=once, text="Het is geregeld.")
    assert Line.objects.within(room).filter(what="outcome").count() == 1
    assert not Going.objects.within(room).get().is_open
    with pytest.raises(Refused):
        commands.say(rosa, code=going.code, once=uuid4(), text="nog iets")


@pytest.mark.parametrize(("text", "code"), [(" ", "says-nothing"), ("a" * 601, "too-long")])
def test_a_line_says_something_and_is_short(room, rosa, fatma, team, text, code):
    going = make_going(rosa, team, fatma)
    with pytest.raises(Refused) as no:
        commands.say(rosa, code=going.code, once=uuid4(), text=text)
    assert no.value.code == code


def test_an_institution_that_is_not_on_the_map_is_no_choice(room, rosa, team):
    with pytest.raises(Refused) as no:
        commands.go(rosa, once=uuid4(), institution="zzzzzz")
    assert no.value.code == "no-institution"


@pytest.mark.mission("P2")
def test_what_was_told_stands_locked_in_the_database_and_leaves_with_the_resident(
    room, rosa, fatma, team
):
    going = make_going(rosa, team, fatma, about=SECRET)
    commands.read(fatma, code=going.code)
    assert SECRET not in str(dump())
    erase_me(rosa.person)
    assert not Going.everywhere.exists()
    assert not Line.everywhere.exists()
    assert not Reading.everywhere.exists()


@pytest.mark.mission("P2")
def test_the_resident_takes_every_word_along_and_the_other_none(room, rosa, fatma, team):
    make_going(rosa, team, fatma, about=SECRET)
    assert SECRET in along(rosa)
    assert SECRET not in along(fatma)


def test_wiping_takes_every_word_and_who_read_it(room, rosa, fatma, team):
    going = make_going(rosa, team, fatma, about=SECRET)
    commands.read(fatma, code=going.code)
    with pytest.raises(NotFound):
        commands.wipe(fatma, code=going.code)
    commands.wipe(rosa, code=going.code)
    assert not Line.everywhere.exists()
    assert not Reading.everywhere.exists()


@pytest.mark.mission("P2")
def test_it_does_not_stay_longer_than_it_is_needed(room, rosa, fatma, team):
    make_ask(fatma, rosa, team)
    done = make_going(rosa, team, fatma)
    commands.finish(rosa, code=done.code, once=uuid4(), text="klaar")
    going = make_going(rosa, team, fatma)

    def night(days):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            for chore in commands_nightly.NIGHTLY:
                chore.does(timezone.now())

    night(13)
    assert (Ask.everywhere.count(), Going.everywhere.count()) == (1, 2)
    night(15)
    assert Ask.everywhere.count() == 0
    night(91)
    assert [row.pk for row in Going.everywhere.all()] == [going.pk]
    with time_machine.travel(timezone.now() + timedelta(days=300)):
        commands.say(rosa, code=going.code, once=uuid4(), text="nog bezig")
    ahead = make_going(rosa, team, fatma, goes_on=timezone.localdate() + timedelta(days=700))
    night(366)
    assert {row.pk for row in Going.everywhere.all()} == {going.pk, ahead.pk}
    night(666)
    assert [row.pk for row in Going.everywhere.all()] == [ahead.pk]
    night(1066)
    assert Going.everywhere.count() == 0


def test_a_message_says_that_there_is_something_and_never_what(room, rosa, fatma, team):
    going = make_going(rosa, team, fatma, about=SECRET)
    commands.say(fatma, code=going.code, once=uuid4(), text=SECRET)
    told = [notice.sentence for notice in Notice.everywhere.all()]
    assert set(told) == {"Er wacht een vraag op jou.", "Er is iets nieuws voor jou."}
    for name in ("Wijkteam", "Rosa", "Fatma", "huur"):
        assert all(name not in sentence for sentence in told)
    assert SECRET not in str([(message.subject, message.body) for message in mail.outbox])


def test_the_journal_does_not_say_who_went_along(room, rosa, fatma, team):
    make_going(rosa, team, fatma)
    lines = Entry.objects.within(room).filter(about="referral.Going")
    assert {line.who for line in lines} == {None}


def test_a_coordinator_who_leaves_reads_nothing_any_more(room, rosa, team):
    marleen = make_actor(room, "marleen", "coordinator")
    going = make_going(rosa, team, marleen, about=SECRET)
    assert page(marleen, f"{going.code}/").status_code == 200
    places.end_role(actor_of(marleen.person, room), of=marleen.person, name="coordinator")
    assert page(marleen, f"{going.code}/").status_code == 404


@pytest.mark.long
@pytest.mark.mission("P2")
@pytest.mark.one_database
def test_nobody_else_meets_a_word_of_it_on_any_page(db, caplog):
    """R24, R26: every address as everybody; only the resident and who goes along may see it."""
    world = make_world()
    canary = "brief-canary"
    table, known = declared(), addresses(world)
    leaked = []
    with caplog.at_level(logging.DEBUG):
        for name in ADDRESSES:
            for role in sorted(table[name].get - {"resident", "host"}):
                shown = text_of(ask(world, role, "get", reverse(name, kwargs=known.get(name))))
                if canary in shown:
                    leaked.append((name, role))
    assert leaked == []
    assert canary not in caplog.text
    assert canary not in str(dump())


def test_the_pages_ask_the_same_number_of_questions_for_one_and_for_three(room, rosa, fatma, team):
    client = Client()
    client.force_login(rosa.person)
    going = make_going(rosa, team, fatma)
    commands.say(rosa, code=going.code, once=uuid4(), text="een")

    def questions(address):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/k/lampje/samen-op-pad/{address}").status_code == 200
        return len(seen)

    before = [questions(address) for address in ("", f"{going.code}/", "nieuw/")]
    for nth in range(2):
        other = make_institution(fatma, f"Plek {nth}")
        make_going(rosa, other, make_actor(room, f"buur{nth}"))
        commands.say(fatma, code=going.code, once=uuid4(), text=f"regel {nth}")
    assert [questions(address) for address in ("", f"{going.code}/", "nieuw/")] == before


def test_a_whole_way_along_by_tapping_forms(room, rosa, fatma, team):
    places.say_yes(fatma, "go-along")
    hers, his = Client(), Client()
    hers.force_login(rosa.person)
    his.force_login(fatma.person)
    here = "/k/lampje/samen-op-pad/"
    assert hers.post(f"{here}nieuw/", {"institution": ""}).status_code == 422
    began = hers.post(
        f"{here}nieuw/",
        {"institution": team.code, "companion": fatma.person.code, "about": SECRET},
    )
    one = began["Location"]
    assert "Ik ga mee" in his.get(one).content.decode()
    his.post(f"{one}mee/")
    his.post(f"{one}zeg/", {"zeg-text": "Dinsdag om tien uur."})
    assert "Dinsdag om tien uur." in hers.get(one).content.decode()
    assert his.post(f"{one}zeg/", {"zeg-text": ""}).status_code == 422
    assert hers.post(f"{one}klaar/", {"klaar-text": ""}).status_code == 422
    hers.post(f"{one}klaar/", {"klaar-text": "De huur is geregeld."})
    assert "De huur is geregeld." in hers.get(one).content.decode()
    hers.post(f"{one}wis/")
    assert hers.get(one).status_code == 404


def test_a_question_is_put_answered_and_opened_by_forms(room, rosa, fatma, team):
    hers, his = Client(), Client()
    hers.force_login(rosa.person)
    his.force_login(fatma.person)
    here = "/k/lampje/samen-op-pad/"
    question = f"{here}vraag/{rosa.person.code}/"
    assert his.get(question).status_code == 200
    assert his.post(question, {"institution": team.code, "kind": "consult"}).status_code == 302
    asked = Ask.everywhere.get()
    page = hers.get(f"{here}gevraagd/{asked.code}/").content.decode()
    seen = {"seen": commands_asks.wording("consult", team)}
    assert page.count(seen["seen"]) == 2  # to be read, and what the button says yes to
    answered = hers.post(f"{here}gevraagd/{asked.code}/ja/", seen)
    assert hers.get(answered["Location"]).status_code == 200
    again = hers.post(f"{here}gevraagd/{asked.code}/ja/", seen)
    assert again["Location"] == answered["Location"]  # a yes that is sent twice is one yes
    assert Going.everywhere.count() == 1
    assert his.post(f"{here}gevraagd/{asked.code}/ja/").status_code == 404
