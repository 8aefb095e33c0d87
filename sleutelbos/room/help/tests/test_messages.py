"""Who asked and who helps write to each other: a few words, and nobody else reads them (K1C)."""

from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.room.help import commands, commands_messages, commands_peers, queries
from sleutelbos.room.help.models import Message
from sleutelbos.room.help.tests.makers import make_helping, make_knowing

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1C")]


@pytest.fixture
def question(hassan, amina):
    return make_helping(hassan, amina)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def write(actor, question, words="Zullen we bellen?", **how):
    return commands_messages.write(
        actor, code=question.code, words=words, once=how.pop("once", uuid4()), **how
    )


def read_by(actor, question):
    seen = queries.page(queries.stand(actor, question.code))
    return [message.words for message in seen.messages]


def refused(actor, question, *given, **how):
    with pytest.raises(Refused) as refusal:
        write(actor, question, *given, **how)
    return refusal.value.code


def test_who_asked_and_who_helps_read_what_they_wrote_each_other(hassan, amina, question):
    write(hassan, question, "Kan jij donderdag?", to=amina.someone.code)
    write(amina, question, "Ja, om half drie.")
    for one in (hassan, amina):
        assert read_by(one, question) == ["Kan jij donderdag?", "Ja, om half drie."]


def test_the_other_is_told_that_there_is_something_and_never_what(hassan, amina, question):
    def told(actor):
        return set(
            Notice.objects.within(question.place).filter(person=actor.person, read_at=None)
            .values_list("sentence", flat=True)
        )  # fmt: skip

    Notice.everywhere.all().delete()
    write(hassan, question, "Kan jij donderdag?", to=amina.someone.code)
    assert (told(amina), told(hassan)) == ({commands.NEWS}, set())
    write(amina, question, "Ja.")
    assert told(hassan) == {commands.NEWS}
    assert "donderdag" not in "".join(str(letter.message()) for letter in mail.outbox)


def test_two_who_help_do_not_read_what_the_other_wrote(hassan, amina, wim, question):
    commands.open_up(hassan, code=question.code, wide=True)
    commands_peers.ask_third(amina, code=question.code)
    make_knowing(wim)
    commands_peers.answer_third(hassan, code=question.code, yes=True)
    commands_peers.offer(wim, code=question.code)
    commands_peers.agree(hassan, code=question.code, who=wim.someone.code)
    write(hassan, question, "voor Amina", to=amina.someone.code)
    write(hassan, question, "voor Wim", to=wim.someone.code)
    write(wim, question, "van Wim")
    assert read_by(amina, question) == ["voor Amina"]
    assert read_by(wim, question) == ["voor Wim", "van Wim"]
    assert read_by(hassan, question) == ["voor Amina", "voor Wim", "van Wim"]


def test_a_coordinator_who_reads_along_reads_no_message_and_writes_none(room, hassan, amina):
    question = make_helping(hassan, amina)
    marleen = make_actor(room, "marleen", "coordinator")
    commands.coordinator_reads(hassan, code=question.code, who=marleen.someone.code)
    write(hassan, question, "alleen voor jou", to=amina.someone.code)
    assert read_by(marleen, question) == []
    page = signed_in(marleen.someone).get(reverse("help:question", args=[room.slug, question.code]))
    assert (page.status_code, "alleen voor jou" in page.text) == (200, False)
    with pytest.raises(NotFound):
        write(marleen, question)
    assert refused(hassan, question, to=marleen.someone.code) == "helps-no-more"


def test_who_comes_after_does_not_read_what_was_written_before_and_who_stops_reads_no_more(
    hassan, amina, wim, question
):
    write(hassan, question, "tussen ons", to=amina.someone.code)
    commands_peers.rather_other(hassan, code=question.code, who=amina.someone.code)
    assert queries.stand(amina, question.code) is None
    assert read_by(hassan, question) == []
    with pytest.raises(NotFound):
        write(amina, question)
    assert refused(hassan, question, to=amina.someone.code) == "helps-no-more"
    commands_peers.rather_this(hassan, code=question.code, who=amina.someone.code)
    assert read_by(amina, question) == ["tussen ons"]


def test_the_same_message_twice_is_one(hassan, amina, question):
    once = uuid4()
    for _n in range(2):
        write(amina, question, once=once)
    assert len(read_by(hassan, question)) == 1


@pytest.mark.parametrize(("words", "code"), [(" ", "says-nothing"), ("a" * 601, "too-long")])
def test_what_cannot_be_sent_is_refused_in_plain_words(amina, question, words, code):
    assert refused(amina, question, words) == code


def test_after_a_hundred_they_are_asked_to_come_by(amina, question, monkeypatch):
    monkeypatch.setattr(commands_messages, "MOST_MESSAGES", 2)
    for _n in range(2):
        write(amina, question)
    assert refused(amina, question) == "enough-messages"


def test_who_wrote_may_take_it_back_and_nobody_else(hassan, amina, question):
    message = write(amina, question)
    commands_messages.take_back(hassan, code=question.code, once=message.once)
    assert len(read_by(hassan, question)) == 1
    for _n in range(2):
        commands_messages.take_back(amina, code=question.code, once=message.once)
    assert read_by(hassan, question) == []


def test_when_it_is_done_they_may_read_and_take_back_but_not_write(hassan, amina, question):
    message = write(amina, question, "Fijn dat het lukte.")
    commands.close(hassan, code=question.code)
    assert read_by(amina, question) == ["Fijn dat het lukte."]
    with pytest.raises(NotFound):
        write(amina, question)
    commands_messages.take_back(amina, code=question.code, once=message.once)
    commands.wipe(hassan, code=question.code)
    assert not Message.objects.within(question.place).exists()


def test_the_journal_tells_that_something_was_written_and_not_by_whom(amina, question):
    message = write(amina, question, "Zwartekat")
    commands_messages.take_back(amina, code=question.code, once=message.once)
    lines = Entry.objects.within(question.place).filter(what__startswith="help.message")
    assert {(line.what, line.who) for line in lines} == {
        ("help.message-written", None), ("help.message-taken-back", None),
    }  # fmt: skip


def test_on_the_page_one_writes_reads_and_takes_back_and_loses_nothing_typed(
    room, hassan, amina, question
):
    page = reverse("help:question", args=[room.slug, question.code])
    send = reverse("help:message", args=[room.slug, question.code, "schrijf"])
    back = reverse("help:message", args=[room.slug, question.code, "haal-terug"])
    client, once = signed_in(hassan.someone), str(uuid4())
    assert 'Schrijf <bdi dir="auto">' in client.get(page).text
    sent = {"once": once, "who": amina.someone.code}

    empty = client.post(send, {**sent, "words": ""})
    assert (empty.status_code, "Schrijf of zeg een paar woorden." in empty.text) == (422, True)
    long = client.post(send, {**sent, "words": "a" * 601})
    assert (long.status_code, "a" * 601 in long.text) == (422, True)

    answer = client.post(send, {**sent, "words": "Kan jij donderdag?"}, follow=True)
    assert "Kan jij donderdag?" in answer.text
    assert "Haal terug" in answer.text
    theirs = signed_in(amina.someone).get(page).text
    assert "Kan jij donderdag?" in theirs
    assert "Haal terug" not in theirs

    assert client.post(back, {"once": once}, follow=True).status_code == 200
    assert "Kan jij donderdag?" not in client.get(page).text


def test_who_helps_no_more_gets_no_message_and_the_words_stay(room, hassan, amina, question):
    commands_peers.give_back(amina, code=question.code)
    send = reverse("help:message", args=[room.slug, question.code, "schrijf"])
    answer = signed_in(hassan.someone).post(
        send, {"once": str(uuid4()), "who": amina.someone.code, "words": "Kan jij donderdag?"}
    )
    assert answer.status_code == 422
    assert "Kan jij donderdag?" in answer.text


@pytest.mark.mission("P2")
def test_what_somebody_wrote_who_is_not_to_be_found_now_is_theirs_and_without_a_name(
    room, hassan, amina, question
):
    write(amina, question, "Tot donderdag.")
    hide(amina.someone)
    page = signed_in(hassan.someone).get(reverse("help:question", args=[room.slug, question.code]))
    assert "Tot donderdag." in page.text
    assert "Haal terug" not in page.text
    assert "Amina" not in page.text
