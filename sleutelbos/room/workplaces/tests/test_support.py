"""The support of a room against the norm: not too little, and not too much (K4A)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.workplaces import commands, commands_nightly, queries
from sleutelbos.room.workplaces.models import Post
from tests.processes import at_once

from .makers import make_post

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K4A")]
ADD = "sleutelbos.room.workplaces.tests.test_support"
HERE = "/k/lampje/werkplekken/"


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def board(room):
    return make_actor(room, "rosa", "board")


def verdicts(room):
    return {one.kind: one.verdict for one in queries.support(room)}


@pytest.mark.parametrize(
    ("kind", "hours", "verdict"),
    [
        ("coordinator", 15, "little"), ("coordinator", 16, "good"), ("coordinator", 24, "good"),
        ("coordinator", 25, "much"), ("assistant", 31, "little"), ("assistant", 32, "good"),
        ("assistant", 33, "much"),
    ],
)  # fmt: skip
def test_the_support_is_held_against_the_norm_both_ways(room, board, kind, hours, verdict):
    assert verdicts(room) == {"coordinator": "none", "assistant": "none"}
    make_post(board, kind, hours)
    assert verdicts(room)[kind] == verdict


def test_a_warning_is_said_in_words_for_too_little_and_for_too_much(room, board):
    client = Client()
    client.force_login(make_actor(room, "wim").person)
    make_post(board, "coordinator", 30)
    page = client.get(HERE).content.decode()
    assert "Bewoners krijgen dan te weinig ruimte." in page
    assert "Hier is nu geen steun." in page


def test_two_assistants_together_are_a_duo_that_counts_as_one_post(room, board):
    for _two in range(2):
        make_post(board, "assistant", 16)
    assistant = queries.support(room)[1]
    assert (assistant.is_duo, assistant.verdict) == (True, "good")


def test_only_what_runs_today_counts(room, board):
    today = timezone.localdate()
    make_post(board, hours=20, until=today - timedelta(days=1))
    make_post(board, hours=20, since=today + timedelta(days=1))
    assert verdicts(room)["coordinator"] == "none"
    make_post(board, hours=20, until=today)
    assert verdicts(room)["coordinator"] == "good"
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert verdicts(room)["coordinator"] == "good"  # the next one began


@pytest.mark.parametrize("days", [30, None])
def test_undo_of_the_end_of_a_post_gives_the_planned_end_back(room, board, days):
    today = timezone.localdate()
    planned = None if days is None else today + timedelta(days=days)
    post = make_post(board, until=planned)
    for _twice in range(2):
        assert commands.end_post(board, code=post.code).until == today
    for _twice in range(2):
        assert commands.reopen_post(board, code=post.code).until == planned


def add(person: str, once: str) -> str:
    """Write a support post down as this person: its code."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    since = timezone.localdate()
    post = commands.add_post(actor, once=UUID(once), kind="assistant", minutes=60, since=since)
    return post.code


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_the_same_form_pressed_twice_at_once_is_one_post_for_both():
    board, once = make_actor(make_room("lampje"), "rosa", "board"), str(uuid4())
    answers = at_once(f"{ADD}:add", [[board.someone.code, once]] * 2)
    assert len(set(answers)) == 1
    assert Post.everywhere.get().code == answers[0]


def test_the_same_form_sent_twice_is_one_post(room, board):
    once, since = uuid4(), timezone.localdate()
    for _twice in range(2):
        commands.add_post(board, once=once, kind="assistant", minutes=60, since=since)
    assert Post.objects.within(room).count() == 1
    other = make_actor(make_room("elders", "Elders"), "joy", "board")
    with pytest.raises(NotFound):
        commands.add_post(other, once=once, kind="assistant", minutes=60, since=since)


def test_what_cannot_be_is_refused_kindly(room, board):
    today = timezone.localdate()
    for how, code in (
        ({"hours": 61}, "hours"),
        ({"hours": 0}, "hours"),
        ({"until": today - timedelta(days=40)}, "ends-first"),
        ({"person": "zzzzzz"}, "not-known-here"),
    ):
        with pytest.raises(Refused) as no:
            make_post(board, **how)
        assert no.value.code == code


@pytest.mark.parametrize("role", ["resident", "host", "coordinator", "assistant", "funder"])
def test_only_the_board_writes_posts(room, board, role):
    post = make_post(board)
    actor = make_actor(room, "joy", role)
    with pytest.raises(NotAllowed):
        make_post(actor)
    for command in (commands.end_post, commands.reopen_post):
        with pytest.raises(NotAllowed):
            command(actor, code=post.code)


def test_residents_see_how_much_and_only_team_and_board_see_who_and_who_pays(room, board):
    marleen = make_actor(room, "marleen", "coordinator")
    make_post(board, person=marleen.person.code, funding="Stadsdeel Noord")
    shown = {}
    for role in ("resident", "host", "assistant"):
        client = Client()
        client.force_login(make_actor(room, f"buur-{role}", role).person)
        shown[role] = client.get(HERE).content.decode()
    assert "Stadsdeel Noord" in shown["assistant"]
    assert "Marleen" in shown["assistant"]
    for role in ("resident", "host"):
        assert "Stadsdeel Noord" not in shown[role]
        assert "Marleen" not in shown[role]


def test_a_post_is_written_by_form_and_ended_with_a_way_back(room, board):
    client = Client()
    client.force_login(board.person)
    assert client.post(f"{HERE}steun/", {"kind": "assistant", "hours": "99"}).status_code == 422
    data = {"kind": "assistant", "hours": "32", "since": timezone.localdate().isoformat()}
    assert client.post(f"{HERE}steun/", data).status_code == 302
    post = Post.objects.within(room).get()
    assert post.minutes == 32 * 60
    client.post(f"{HERE}steun/{post.code}/stopt/")
    assert Post.objects.within(room).get().until == timezone.localdate()
    client.post(f"{HERE}steun/{post.code}/door/")
    assert Post.objects.within(room).get().until is None


def test_the_board_is_told_in_time_that_a_post_ends_and_once(room, board):
    make_post(board, until=timezone.localdate() + timedelta(days=70))

    def night(days):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            for chore in commands_nightly.NIGHTLY:
                chore.does(timezone.now())
        return Notice.everywhere.filter(person=board.person).count()

    assert [night(5), night(11), night(12)] == [0, 1, 1]
    assert "Het Lampje" not in Notice.everywhere.get().sentence


def test_the_page_asks_the_same_number_of_questions_for_one_post_and_for_three(room, board):
    client = Client()
    client.force_login(board.person)
    make_post(board, person=board.person.code)

    def questions():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(HERE).status_code == 200
        return len(seen)

    before = questions()
    for nth in range(2):
        make_post(board, "assistant", 16, person=make_actor(room, f"buur{nth}").person.code)
    assert questions() == before
