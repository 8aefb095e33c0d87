"""Asking, who reads it, steps, closing, the talent question, and that it goes (K1B, K1C, K5C)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry, Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.leaving import left_by
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.help import (
    commands,
    commands_ask,
    commands_peers,
    commands_read,
    commands_steps,
    queries,
)
from sleutelbos.room.help.commands_nightly import A_MONTH, NIGHTLY, UNTOUCHED
from sleutelbos.room.help.models import Question

from .makers import WORDS, beside, make_helping, make_knowing, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1C")]


@pytest.mark.mission("K5C")
def test_a_question_touches_several_parts_of_a_life(hassan):
    question = make_question(hassan, "money", "letters", "money", "niet-bestaand")
    assert [area.code for area in question.about] == ["letters", "money"]


def test_it_may_be_said_instead_of_typed(hassan, amina):
    question = make_helping(hassan, amina, words="", sound=make_ogg(9))
    heard = commands_read.listen(amina, code=question.code)
    assert (heard.mime, heard.sound) == ("audio/ogg", make_ogg(9))
    assert commands_read.read(hassan, code=question.code).seconds == 9


def test_a_player_that_asks_for_pieces_gets_them_and_leaves_one_trace(room, hassan, amina):
    question = make_helping(hassan, amina, words="", sound=make_ogg(9))
    path = f"/k/lampje/hulp/vraag/{question.code}/geluid/"
    phone = Client()
    phone.force_login(amina.someone)
    answers = [phone.get(path, headers={"range": piece}) for piece in ("bytes=2-5", "bytes=0-3")]
    assert [answer.status_code for answer in answers] == [206, 206]
    assert [answer.content for answer in answers] == [make_ogg(9)[2:6], make_ogg(9)[:4]]
    assert (
        Reading.objects.within(room).count() == 2
    )  # in the middle without a beginning, and from it
    phone.get(path, headers={"range": "bytes=2-5"})
    assert Reading.objects.within(room).count() == 2


def test_what_cannot_be_done_stands_on_the_page_with_what_was_typed(room, hassan, amina):
    question = make_helping(hassan, amina)
    step = commands_steps.add_step(hassan, code=question.code, text="Bellen", once=uuid4())
    his, hers = Client(), Client()
    his.force_login(hassan.someone)
    hers.force_login(amina.someone)
    path, long = f"/k/lampje/hulp/vraag/{question.code}", "Wijkteam " * 20
    once = {"once": str(step.once)}
    for phone, act, data, typed in (
        (his, "ik/organisatie", {"who": ""}, "Nog even dit"),
        (his, "ik/organisatie", {"who": long}, long.strip()),
        (hers, "buur/derde", {"who": long}, long.strip()),
        (his, "stap/dag", {**once, "day": "2020-01-01"}, "2020-01-01"),
        (his, "stap/dag", {**once, "day": "ooit"}, "ooit"),
    ):
        answer = phone.post(f"{path}/{act}/", data)
        assert (act, answer.status_code, typed in answer.text) == (act, 422, True)
        assert "Dit staat nu zo." not in answer.text
        assert "Nog even dit" in answer.text
    assert hers.post(f"{path}/ik/organisatie/", {"who": ""}).status_code == 404
    question.refresh_from_db()
    assert (question.outside_since, question.third_asked_at) == (None, None)


def test_every_open_question_has_its_line_before_what_is_done(hassan):
    first = make_question(hassan, words="de oudste")
    for number in range(11):
        done = make_question(hassan, words=f"klaar {number}")
        commands.close(hassan, code=done.code)
    asked = queries.mine(hassan).asked
    assert (len(asked), asked[0]) == (12, first)


def test_a_title_does_not_tell_what_it_is_about(room, hassan):
    """T11: it stands in the tab and in the history of the phone."""
    phone = Client()
    phone.force_login(hassan.someone)
    told = phone.get("/k/lampje/hulp/over/money/").text
    assert "Geld" not in told[told.index("<title>") : told.index("</title>")]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"words": "  "}, "says-nothing"),
        ({"areas": ["geen"]}, "no-area"),
        ({"words": "a" * 601}, "too-long"),
        ({"sound": b"geen geluid"}, "not-a-recording"),
        ({"readers": "coordinator"}, "no-coordinator"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(hassan, how, code):
    given = {"areas": ["letters"], "words": "iets", "once": uuid4()} | how
    with pytest.raises(Refused) as refusal:
        commands_ask.ask(hassan, **given)
    assert refusal.value.code == code


def test_a_funder_asks_nothing(room):
    with pytest.raises(NotAllowed):
        make_question(make_actor(room, "fonds", "funder"))


def test_with_somebody_at_the_table_it_is_theirs_and_the_writer_reads_it_only_when_chosen(room):
    host, olena = make_actor(room, "fatma", "host"), make_actor(room, "olena")
    question = make_question(host, asker=olena.someone)
    assert question.person == olena.person
    with pytest.raises(NotFound):
        commands_read.read(host, code=question.code)
    assert Notice.objects.within(room).filter(person=olena.person).exists()
    helped = make_question(host, asker=olena.someone, readers=commands.ME)
    assert commands_read.read(host, code=helped.code).question.words == WORDS
    assert beside(helped, host).agreed_words == commands.agreed(commands.ME)
    commands_peers.rather_other(olena, code=helped.code, who=host.someone.code)
    with pytest.raises(NotFound):
        commands_read.read(host, code=helped.code)


def test_only_who_receives_people_writes_for_a_neighbour_of_this_room(room, hassan):
    olena, stranger = make_actor(room, "olena"), make_actor(make_room("elders"), "vreemd")
    host = make_actor(room, "fatma", "host")
    with pytest.raises(NotAllowed):
        make_question(hassan, asker=olena.someone)
    for somebody in (stranger, host):
        with pytest.raises(Refused) as refusal:
            make_question(host, asker=somebody.someone)
        assert refusal.value.code == "not-known-here"


def test_a_coordinator_reads_along_only_with_a_yes_and_until_it_is_taken_back(room, hassan):
    marleen = make_actor(room, "marleen", "coordinator")
    question = make_question(hassan)
    with pytest.raises(NotFound):
        commands_read.read(marleen, code=question.code)
    commands.coordinator_reads(hassan, code=question.code)
    assert commands_read.read(marleen, code=question.code).question.words == WORDS
    commands.coordinator_stops(hassan, code=question.code)
    with pytest.raises(NotFound):
        commands_read.read(marleen, code=question.code)


def test_a_coordinator_who_leaves_reads_nothing_from_the_next_request(room, hassan):
    """R25. The next coordinator reads nothing either: the asker decides anew."""
    board = make_actor(room, "bestuur", "board")
    marleen = make_actor(room, "marleen", "coordinator")
    question = make_question(hassan, readers=commands.COORDINATOR)
    assert left_by(marleen.someone, room) == [
        "Leest 1 vraag mee. Die buur kiest straks wie verder leest."
    ]
    places.end_role(board, of=marleen.someone, name="coordinator")
    assert commands_read.read(hassan, code=question.code).coordinator is None
    with pytest.raises((NotFound, NotAllowed)):
        commands_read.read(actor_of(marleen.someone, room), code=question.code)
    nieuw = make_actor(room, "nieuw", "coordinator")
    with pytest.raises(NotFound):
        commands_read.read(nieuw, code=question.code)


def test_a_professional_only_when_the_asker_wants_it(hassan, amina):
    question = make_helping(hassan, amina)
    assert commands_read.read(amina, code=question.code).question.outside_since is None
    commands.think_along(hassan, code=question.code, who="Iemand van het wijkteam")
    told = commands_read.read(amina, code=question.code).question
    assert told.outside_who == "Iemand van het wijkteam"
    commands.think_along(hassan, code=question.code, who="")
    assert commands_read.read(amina, code=question.code).question.outside_since is None


def test_steps_are_done_now_and_later_and_both_may_write_them(hassan, amina):
    question = make_helping(hassan, amina)
    for writer, text in ((hassan, "De brief lezen"), (amina, "Samen bellen"), (amina, "Uitstel")):
        commands_steps.add_step(writer, code=question.code, text=text, once=uuid4())
    first = question.steps.first()
    commands_steps.do_step(amina, code=question.code, once=first.once)
    lines = commands_read.read(hassan, code=question.code).steps
    assert [(line.when, line.step.text) for line in lines] == [
        ("done", "De brief lezen"), ("now", "Samen bellen"), ("later", "Uitstel"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"text": " "}, "says-nothing"),
        ({"text": "Bel 020 123 4567"}, "no-numbers"),
        ({"text": "a" * 121}, "too-long"),
        ({"who": "de burgemeester"}, "no-such-who"),
        ({"day": timezone.localdate() - timedelta(days=1)}, "day-gone-by"),
    ],
)
def test_a_step_is_small_and_holds_no_secrets(hassan, how, code):
    question = make_question(hassan)
    with pytest.raises(Refused) as refusal:
        commands_steps.add_step(
            hassan, code=question.code, **({"text": "Bellen", "once": uuid4()} | how)
        )
    assert refusal.value.code == code


def test_a_step_moves_and_goes_and_who_does_not_read_it_touches_none(room, hassan, amina):
    question = make_question(hassan)
    step = commands_steps.add_step(hassan, code=question.code, text="Bellen", once=uuid4())
    tomorrow = timezone.localdate() + timedelta(days=1)
    moved = commands_steps.other_day(hassan, code=question.code, once=step.once, day=tomorrow)
    assert moved.day == tomorrow
    make_knowing(amina)
    with pytest.raises(NotFound):
        commands_steps.do_step(amina, code=question.code, once=step.once)
    commands_steps.drop_step(hassan, code=question.code, once=step.once)
    assert commands_read.read(hassan, code=question.code).steps == []
    assert question.steps_words == ""
    commands_steps.keep_step(hassan, code=question.code, once=step.once)
    [line] = commands_read.read(hassan, code=question.code).steps
    assert line.step.text == "Bellen"


@pytest.mark.mission("K1B")
def test_closing_tells_what_came_of_it_and_the_helper_asks_the_talent_question(hassan, amina):
    question = make_helping(hassan, amina)
    commands.close(hassan, code=question.code)
    commands.tell_outcome(
        hassan, code=question.code, outcome="better", came_of_it="Ik mag later betalen"
    )
    seen = commands_read.read(amina, code=question.code)
    assert (seen.question.outcome, seen.question.came_of_it) == ("better", "Ik mag later betalen")
    assert seen.me.talent_asked_at is None
    commands_peers.asked_aloud(amina, code=question.code)
    assert commands_read.read(amina, code=question.code).me.talent_asked_at
    with pytest.raises(NotFound):
        commands_steps.add_step(hassan, code=question.code, text="Nog iets", once=uuid4())


def test_an_outcome_belongs_to_what_is_done(hassan):
    question = make_question(hassan)
    with pytest.raises(NotFound):
        commands.tell_outcome(hassan, code=question.code, outcome="better")
    commands.close(hassan, code=question.code)
    with pytest.raises(Refused):
        commands.tell_outcome(hassan, code=question.code, outcome="mislukt")
    commands.tell_outcome(hassan, code=question.code, outcome="better", came_of_it="Het lukte")
    commands.reopen(hassan, code=question.code)
    seen = commands_read.read(hassan, code=question.code).question
    assert (seen.is_open, seen.outcome, seen.came_of_it) == (True, "", "")


def test_the_undo_of_done_brings_back_who_was_asked_and_that_it_was_open(hassan, amina):
    make_knowing(amina)
    question = make_question(hassan, readers=commands.EVERYONE)
    commands.close(hassan, code=question.code)
    assert commands_read.read(hassan, code=question.code).readers_in_words.startswith("Nu leest")
    with pytest.raises(NotFound):  # and not that another neighbour helps: nobody does
        commands_read.read(amina, code=question.code)
    commands.reopen(hassan, code=question.code)
    assert beside(question, amina)
    seen = commands_read.read(hassan, code=question.code)
    assert seen.readers_in_words == "Iedereen van de kamer leest dit, zonder jouw naam."


@pytest.mark.mission("P2")
def test_a_month_after_it_was_done_nothing_is_left(room, hassan, amina):
    """R40, R41: words, steps, who helped, and who read it."""
    question = make_helping(hassan, amina)
    commands_read.read(amina, code=question.code)
    commands.close(hassan, code=question.code)
    forget = NIGHTLY[0].does
    assert forget(timezone.now() + A_MONTH - timedelta(hours=1)) == 0
    assert forget(timezone.now() + A_MONTH + timedelta(hours=1)) == 1
    assert forget(timezone.now() + A_MONTH + timedelta(hours=1)) == 0
    assert not Question.objects.within(room).exists()
    assert not Reading.objects.within(room).exists()


@pytest.mark.mission("P2")
def test_what_nobody_touched_for_a_year_goes_too(room, hassan):
    make_question(hassan)
    assert NIGHTLY[0].does(timezone.now() + UNTOUCHED - timedelta(hours=1)) == 0
    assert NIGHTLY[0].does(timezone.now() + UNTOUCHED + timedelta(hours=1)) == 1


def test_wiping_is_at_once(room, hassan, amina):
    question = make_helping(hassan, amina)
    commands_read.read(amina, code=question.code)
    assert Notice.objects.within(room).filter(path__contains=question.code).count() == 2
    commands.wipe(hassan, code=question.code)
    with pytest.raises(NotFound):
        commands_read.read(amina, code=question.code)
    assert not Reading.objects.within(room).exists()
    assert not Notice.objects.within(room).filter(path__contains=question.code).exists()


@pytest.mark.mission("K1B")
def test_the_journal_tells_what_was_done_but_of_nobody(room, hassan, amina):
    question = make_helping(hassan, amina)
    commands.close(hassan, code=question.code)
    lines = Entry.objects.within(room).filter(what__startswith="help.")
    assert {line.what for line in lines} >= {"help.asked", "help.offered", "help.closed"}
    assert {line.who for line in lines} == {None}


def test_every_reading_by_another_leaves_a_trace_and_ones_own_none(room, hassan, amina):
    question = make_helping(hassan, amina, sound=make_ogg())
    commands_read.read(hassan, code=question.code)
    assert not Reading.objects.within(room).exists()
    commands_read.read(amina, code=question.code)
    commands_read.listen(amina, code=question.code)
    rows = Reading.objects.within(room).order_by("pk")
    assert [(row.owner, row.reader, row.thing) for row in rows] == [
        (hassan.person, amina.person, "je vraag"),
        (hassan.person, amina.person, "de opname van je vraag"),
    ]


def test_a_notice_says_nothing_about_it(room, hassan, amina):
    make_helping(hassan, amina)
    sentences = set(Notice.objects.within(room).values_list("sentence", flat=True))
    assert sentences == {"Er is iets nieuws voor jou."}
