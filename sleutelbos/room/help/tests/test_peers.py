"""Who is asked, who takes it, and that the asker decides (K1C, R41)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.help import (
    commands,
    commands_ask,
    commands_later,
    commands_peers,
    commands_read,
    queries,
)
from sleutelbos.room.help.commands_nightly import PATIENCE
from sleutelbos.room.help.models import Helper, Knowing, Question

from .makers import beside, make_helping, make_knowing, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1C")]


def test_who_knows_of_it_is_asked_and_reads_nothing_yet(hassan, amina):
    make_knowing(amina)
    question = make_question(hassan)
    seen = commands_read.read(amina, code=question.code)
    assert isinstance(seen, queries.Asked)
    assert [area.code for area in seen.about] == ["letters"]
    assert not hasattr(seen, "words")


def test_the_asker_says_yes_before_a_word_is_read(hassan, amina):
    make_knowing(amina)
    question = make_question(hassan)
    commands_peers.offer(amina, code=question.code)
    assert isinstance(commands_read.read(amina, code=question.code), queries.Asked)
    commands_peers.agree(hassan, code=question.code, who=amina.person.code)
    seen = commands_read.read(amina, code=question.code)
    assert seen.question.words == question.words
    helper = beside(question, amina)
    assert (helper.agreed_words, helper.agreed_language) == (
        "Deze buur mag mijn vraag lezen.",
        "nl",
    )


def test_one_after_another_and_who_knows_most_of_it_first(hassan, amina, wim):
    make_knowing(amina, "money")
    make_knowing(wim, "letters", "money")
    question = make_question(hassan, "letters", "money")
    assert beside(question, wim)
    assert beside(question, amina) is None
    commands_peers.not_now(wim, code=question.code)
    assert beside(question, wim) is None
    assert beside(question, amina)


def test_silence_of_two_days_asks_the_next(hassan, amina, wim):
    make_knowing(amina)
    make_knowing(wim)
    question = make_question(hassan)
    first, other = (amina, wim) if beside(question, amina) else (wim, amina)
    assert commands_later.go_on(unanswered_since=timezone.now() - PATIENCE) == 0
    assert commands_later.go_on(unanswered_since=timezone.now() + timedelta(seconds=1)) > 0
    assert beside(question, first) is None
    assert beside(question, other)


def test_all_at_once_when_the_asker_wants_that_and_the_first_takes_it(hassan, amina, wim):
    make_knowing(amina)
    make_knowing(wim)
    question = make_question(hassan)
    commands_peers.ask_all(hassan, code=question.code)
    assert beside(question, amina)
    assert beside(question, wim)
    commands_peers.offer(wim, code=question.code)
    with pytest.raises(Refused, match="Een andere buur helpt al") as refusal:
        commands_peers.offer(amina, code=question.code)
    assert refusal.value.code == "taken"
    commands_peers.rather_other(hassan, code=question.code, who=wim.person.code)
    assert beside(question, amina)  # asked again, and wim is not
    assert beside(question, wim) is None


def test_who_comes_to_know_of_it_later_is_asked_that_night(hassan, amina):
    question = make_question(hassan)
    make_knowing(amina)
    assert beside(question, amina) is None
    commands_later.go_on(unanswered_since=timezone.now() - PATIENCE)
    assert beside(question, amina)


def test_nobody_is_asked_who_is_hidden_withdrew_or_asks_it(room, hassan, amina, wim):
    for actor in (hassan, amina, wim):
        make_knowing(actor)
    people.hide(amina.someone)
    commands_peers.know(wim, areas=[])
    question = make_question(hassan)
    assert not question.helpers.exists()


def test_every_yes_is_kept_with_the_words_that_were_seen(room, wim):
    make_knowing(wim, "letters")
    make_knowing(wim, "letters", "money")
    commands_peers.know(wim, areas=[])
    rows = list(Knowing.objects.within(room).order_by("pk"))
    assert [(row.areas, row.withdrawn_at is None) for row in rows] == [
        ("letters", False), ("letters money", False),
    ]  # fmt: skip
    assert {row.wording for row in rows} == {commands_peers.consent_to_be_asked()}


def test_giving_back_is_fine_and_the_next_is_asked(hassan, amina, wim):
    question = make_helping(hassan, amina)
    make_knowing(wim)
    commands_peers.give_back(amina, code=question.code)
    with pytest.raises(NotFound):
        commands_read.read(amina, code=question.code)
    assert beside(question, wim)


def test_a_third_joins_only_when_the_asker_agrees_twice(room, hassan, amina, wim):
    """First whether somebody may join, then whether this very neighbour reads it."""
    question = make_helping(hassan, amina)
    commands_peers.ask_third(amina, code=question.code, name=" wim ")
    assert beside(question, wim) is None
    assert commands_peers.answer_third(hassan, code=question.code, yes=True)
    assert isinstance(commands_read.read(wim, code=question.code), queries.Asked)
    commands_peers.offer(wim, code=question.code)
    assert isinstance(commands_read.read(wim, code=question.code), queries.Asked)
    commands_peers.agree(hassan, code=question.code, who=wim.person.code)
    assert commands_read.read(wim, code=question.code).question.words
    assert beside(question, amina).reads


def test_a_no_to_a_third_leaves_nothing(hassan, amina, wim):
    question = make_helping(hassan, amina)
    commands_peers.ask_third(amina, code=question.code, name="wim")
    assert commands_peers.answer_third(hassan, code=question.code, yes=False) is False
    question.refresh_from_db()
    assert (question.third_asked_at, question.third_name) == (None, "")
    commands_peers.answer_third(hassan, code=question.code, yes=True)
    assert not question.helpers.filter(kind="along").exists()


def test_a_yes_to_a_name_goes_to_nobody_else_and_a_yes_to_anybody_to_who_knows_of_it(
    hassan, amina, wim
):
    question = make_helping(hassan, amina)
    commands_peers.ask_third(amina, code=question.code)
    assert commands_peers.answer_third(hassan, code=question.code, yes=True) is False
    make_knowing(wim)
    commands_peers.ask_third(amina, code=question.code, name="Jan")
    commands_peers.answer_third(hassan, code=question.code, yes=True)
    assert beside(question, wim) is None
    commands_peers.ask_third(amina, code=question.code)
    assert commands_peers.answer_third(hassan, code=question.code, yes=True)
    assert beside(question, wim).kind == Helper.Kind.ALONG


def test_only_who_said_to_know_of_it_is_told_that_they_know_of_it(hassan, amina, wim, room):
    question = make_helping(hassan, amina)
    commands_peers.ask_third(amina, code=question.code, name="wim")
    commands_peers.answer_third(hassan, code=question.code, yes=True)
    assert commands_read.read(amina, code=question.code).why_me
    assert not commands_read.read(wim, code=question.code).why_me
    make_knowing(wim, "money")
    assert not commands_read.read(wim, code=question.code).why_me
    make_knowing(wim, "letters")
    assert commands_read.read(wim, code=question.code).why_me


def test_only_who_lives_the_room_helps(room, hassan):
    coordinator = make_actor(room, "marleen", "coordinator")
    with pytest.raises(NotAllowed):
        commands_peers.know(coordinator, areas=["letters"])
    with pytest.raises(NotAllowed):
        commands_peers.read_open(coordinator)


def test_everybody_may_read_it_without_the_name_when_the_asker_wants_that(room, hassan, amina):
    question = make_question(hassan, readers=commands.EVERYONE)
    assert [q.code for q in commands_peers.read_open(amina)] == [question.code]
    commands_peers.take_open(amina, code=question.code)
    assert isinstance(commands_read.read(amina, code=question.code), queries.Asked)
    other = make_question(hassan, words="alleen voor een buur")
    assert other.code not in [q.code for q in commands_peers.read_open(amina)]
    with pytest.raises(NotFound):
        commands_peers.take_open(amina, code=other.code)


def test_a_helper_who_is_no_resident_any_more_reads_nothing(room, hassan, amina):
    question = make_helping(hassan, amina)
    board = make_actor(room, "bestuur", "board")
    places.give_role(board, to=amina.someone, name="funder")  # so that they stay in the room
    places.end_role(amina, of=amina.someone, name="resident")
    gone = actor_of(amina.someone, room)
    with pytest.raises(Refused):
        commands_read.read(gone, code=question.code)
    assert commands_later.go_on(unanswered_since=timezone.now() - PATIENCE) == 1


def test_not_mine_is_not_there(room, hassan, amina, wim):
    question = make_helping(hassan, amina)
    code = question.code
    for act in (
        lambda: commands_peers.agree(wim, code=code, who=amina.person.code),
        lambda: commands_peers.rather_other(amina, code=code, who=amina.person.code),
        lambda: commands_peers.offer(wim, code=code),
        lambda: commands_peers.not_now(wim, code=code),
        lambda: commands_peers.give_back(wim, code=code),
        lambda: commands_peers.ask_third(hassan, code=code),
        lambda: commands_peers.asked_aloud(wim, code=code),
        lambda: commands_peers.ask_all(amina, code=code),
        lambda: commands.close(amina, code=code),
        lambda: commands.wipe(amina, code=code),
        lambda: commands.think_along(amina, code=code, who="het wijkteam"),
        lambda: commands.coordinator_reads(amina, code=code),
        lambda: commands_read.read(wim, code=code),
        lambda: commands_read.read(hassan, code="nietes"),
        lambda: commands_read.listen(wim, code=code),
    ):
        with pytest.raises(NotFound):
            act()
    assert Question.objects.within(room).count() == 1


def test_the_same_question_sent_twice_is_one(room, hassan):
    once = uuid4()
    for _turn in range(2):
        commands_ask.ask(hassan, once=once, areas=["letters"], words="een keer")
    assert Question.objects.within(room).count() == 1
