"""Who leaves the room or asks not to be found: nothing goes on that they cannot stop (R25, R32)."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit import secret_text
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.room.help import (
    commands,
    commands_later,
    commands_peers,
    commands_read,
    queries,
    views,  # noqa: F401 - as in the running house: what ends with a role is told by then
)
from sleutelbos.room.help.commands_nightly import PATIENCE
from sleutelbos.room.help.models import Helper, Question

from .makers import beside, make_helping, make_knowing, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1C")]


def leave(actor):
    places.end_role(actor, of=actor.someone, name="resident")


def test_a_question_of_who_leaves_is_read_by_nobody_and_helped_by_nobody(room, hassan, amina, wim):
    marleen = make_actor(room, "marleen", "coordinator")
    question = make_helping(hassan, amina)
    commands.coordinator_reads(hassan, code=question.code)
    wide = make_question(hassan, "other", readers=commands.EVERYONE)
    leave(hassan)
    for reader in (amina, marleen):
        with pytest.raises(NotFound):
            commands_read.read(reader, code=question.code)
    assert commands_peers.read_open(wim) == []
    with pytest.raises(NotFound):
        commands_peers.take_open(wim, code=wide.code)
    rows = Question.objects.within(room).values_list("closed_at", "open_since")
    assert {(closed is None, wide) for closed, wide in rows} == {(False, None)}
    assert not Helper.objects.within(room).filter(ended_at=None).exists()


def test_when_a_helper_leaves_the_asker_hears_it_at_once_and_the_next_is_asked(
    room, hassan, amina, wim
):
    question = make_helping(hassan, amina)
    make_knowing(wim)
    Notice.objects.within(room).filter(person=hassan.person).delete()
    leave(amina)
    assert commands_read.read(hassan, code=question.code).reading == []
    assert Notice.objects.within(room).filter(person=hassan.person).count() == 1
    assert beside(question, wim)


def test_what_somebody_asked_elsewhere_stays_when_they_leave_one_room(room, hassan):
    other = make_room("elders")
    board = make_actor(other, "bestuur", "board")
    places.give_role(board, to=hassan.someone, name="resident")
    kept = make_question(actor_of(hassan.someone, other))
    make_question(hassan)
    leave(hassan)
    assert Question.objects.within(other).get(pk=kept.pk).is_open


@pytest.mark.mission("P2")
def test_who_is_hidden_has_no_name_on_the_page_of_the_other(hassan, amina):
    question = make_helping(hassan, amina)
    people.hide(amina.someone)
    seen = commands_read.read(hassan, code=question.code)
    assert [helper.person.called for helper in seen.helping] == ["Een buur"]
    assert "Amina" not in seen.readers_in_words
    assert commands_read.read(amina, code=question.code).question.words


@pytest.mark.mission("P2")
def test_while_the_asker_is_hidden_nobody_else_reads_it_and_nobody_is_asked(hassan, amina, wim):
    question = make_helping(hassan, amina)
    wide = make_question(hassan, "other", readers=commands.EVERYONE)
    people.hide(hassan.someone)
    hassan.someone.refresh_from_db()
    hidden = actor_of(hassan.someone, hassan.place)
    with pytest.raises(NotFound):
        commands_read.read(amina, code=question.code)
    assert queries.mine(amina).helping == []
    assert wide.code not in [q.code for q in commands_peers.read_open(wim)]
    make_knowing(wim)
    assert not make_question(hidden).helpers.exists()
    told = commands_read.read(hidden, code=question.code).readers_in_words
    assert told == "Jij bent onvindbaar. Nu leest alleen jij dit."
    people.show_again(hidden.someone)
    assert commands_read.read(amina, code=question.code).question.words


def test_one_question_that_cannot_be_opened_keeps_no_other_waiting(
    room, hassan, amina, monkeypatch, caplog
):
    """One night, one question each time: the others are asked, and the night tells of the one."""
    stuck, fine = make_question(hassan), make_question(hassan)
    make_knowing(amina)
    as_ever = queries.who_may_be_asked

    def cannot(question):
        if question.pk == stuck.pk:
            raise secret_text.KeyLostError("Zwartekat")
        return as_ever(question)

    monkeypatch.setattr(queries, "who_may_be_asked", cannot)
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError, match="1 question"):
        commands_later.go_on(unanswered_since=timezone.now() - PATIENCE)
    assert beside(fine, amina)
    assert "KeyLostError" in caplog.text
    assert "Zwartekat" not in caplog.text


def test_a_night_reads_the_roles_of_a_room_once_however_many_help(room, hassan, amina):
    asked = []
    for turn in (1, 3):
        for _number in range(turn):
            make_helping(hassan, amina)
        with CaptureQueriesContext(connection) as seen:
            commands_later.go_on(unanswered_since=timezone.now() - PATIENCE)
        asked.append(sum('FROM "places_role" WHERE' in query["sql"] for query in seen))
    assert asked == [1, 1]


def test_a_third_who_is_silent_or_says_not_now_is_followed_by_the_next(room, hassan, amina, wim):
    yusuf = make_knowing(make_actor(room, "yusuf"))
    question = make_helping(hassan, amina)
    make_knowing(wim)
    commands_peers.ask_third(amina, code=question.code)
    commands_peers.answer_third(hassan, code=question.code, yes=True)
    first, other = (wim, yusuf) if beside(question, wim) else (yusuf, wim)
    commands_later.go_on(unanswered_since=timezone.now() + timedelta(seconds=1))
    assert beside(question, first) is None
    assert beside(question, other).kind == Helper.Kind.ALONG
    commands_peers.not_now(other, code=question.code)
    assert not question.helpers.filter(kind=Helper.Kind.ALONG, ended_at=None).exists()


def test_after_a_third_who_was_asked_by_name_nobody_comes_of_itself(hassan, amina, wim, room):
    question = make_helping(hassan, amina)
    commands_peers.ask_third(amina, code=question.code, name="wim")
    commands_peers.answer_third(hassan, code=question.code, yes=True)
    make_knowing(make_actor(room, "yusuf"))
    commands_peers.not_now(wim, code=question.code)
    assert not question.helpers.filter(kind=Helper.Kind.ALONG, ended_at=None).exists()


def test_a_name_finds_nobody_who_is_hidden_and_answers_the_same(hassan, amina, wim):
    """R32: the answer to a yes does not tell whether we know somebody of that name."""
    question = make_helping(hassan, amina)
    answers = []
    for hide in (False, True):
        if hide:
            people.hide(wim.someone)
        commands_peers.ask_third(amina, code=question.code, name="wim")
        answers += [commands_peers.answer_third(hassan, code=question.code, yes=True)
                    for _press in range(2)]  # fmt: skip
        question.helpers.filter(person=wim.person).delete()
    assert answers == [True] * 4


def test_liever_iemand_anders_holds_also_when_everybody_may_read_it(hassan, amina):
    question = make_question(hassan, "other", readers=commands.EVERYONE)
    commands_peers.take_open(amina, code=question.code)
    commands_peers.rather_other(hassan, code=question.code, who=amina.someone.code)
    assert commands_peers.read_open(amina) == []
    with pytest.raises(NotFound):
        commands_peers.take_open(amina, code=question.code)


def test_what_is_tapped_by_mistake_comes_back(hassan, amina, wim):
    question = make_helping(hassan, amina)
    commands_peers.rather_other(hassan, code=question.code, who=amina.someone.code)
    commands_peers.rather_this(hassan, code=question.code, who=amina.someone.code)
    assert commands_read.read(amina, code=question.code).question.words
    with pytest.raises(NotFound):
        commands_peers.rather_this(hassan, code=question.code, who=wim.someone.code)
    other = make_question(wim)
    assert beside(other, amina)
    commands_peers.not_now(amina, code=other.code)
    commands_peers.not_now(amina, code=other.code)
    assert beside(other, amina) is None
    commands_peers.after_all(amina, code=other.code)
    assert beside(other, amina)
    with pytest.raises(NotFound):
        commands_peers.after_all(hassan, code=other.code)


def test_an_undo_comes_too_late_when_another_helps_by_then(hassan, amina, wim):
    question = make_helping(hassan, amina)
    make_knowing(wim)
    commands_peers.rather_other(hassan, code=question.code, who=amina.someone.code)
    commands_peers.offer(wim, code=question.code)
    with pytest.raises(Refused, match="Een andere buur helpt al") as refusal:
        commands_peers.rather_this(hassan, code=question.code, who=amina.someone.code)
    assert refusal.value.code == "taken"


@pytest.mark.mission("P2")
def test_what_is_not_for_somebody_is_not_unlocked_for_them(
    room, hassan, amina, wim, monkeypatch, tmp_path
):
    question = make_question(hassan)
    monkeypatch.setenv("SLEUTELBOS_STORY_KEYS", str(tmp_path / "other-keys"))
    with pytest.raises(NotFound):
        commands_read.read(wim, code=question.code)
    with pytest.raises(secret_text.KeyLostError):
        commands_read.read(hassan, code=question.code)
