"""Who was not chosen gets exactly nothing of a story: looked for everywhere (R21–R26, K1C).

A neighbour who was not chosen, the board, a funder, a coordinator without a yes, the tablet and a
passer-by ask every address of the house; then mail, log, export, calendar, journal, the rows of
every table and the file of the database itself are searched for the words.
"""

import io
import logging
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit import secret_text
from sleutelbos.kit.database import lost_secrets
from sleutelbos.kit.policy import ALL_ROLES, COORDINATOR, HOST, RESIDENT
from sleutelbos.kit.portable import write_rows
from sleutelbos.kit.tests.sounds import make_ogg
from sleutelbos.room.help import commands, commands_messages, commands_read, commands_steps
from sleutelbos.room.help.models import Question
from tests.canary import dump
from tests.routes import declared
from tests.test_permissions import ADDRESSES, ask
from tests.test_walk import text_of
from tests.world import World, addresses, make_world

from .makers import make_helping, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1C")]
STORY = "Zwartekat-verhaal"
KEPT = ["money", "letters"]  # what it is about stands locked too


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    asker, helper = made.actor(RESIDENT), made.actor(HOST)
    question = make_helping(asker, helper, words=STORY, sound=make_ogg() + STORY.encode())
    commands_steps.add_step(helper, code=question.code, text=f"{STORY} stap", once=uuid4())
    commands_messages.write(
        asker, code=question.code, words=f"{STORY} briefje", once=uuid4(), to=helper.someone.code
    )
    commands.think_along(asker, code=question.code, who=f"{STORY} dienst")
    commands_read.read(helper, code=question.code)
    closed = make_helping(asker, helper, words=f"{STORY} oud")
    commands.close(asker, code=closed.code)
    commands.tell_outcome(asker, code=closed.code, outcome="not", came_of_it=f"{STORY} kwam")
    make_question(asker, *KEPT, words=f"{STORY} nieuw")
    made.things["story"] = question
    return made


@pytest.mark.long
@pytest.mark.one_database
def test_no_page_of_the_house_shows_it_to_who_was_not_chosen(world, caplog):
    known, table = addresses(world), declared()
    told, code = [], world.things["story"].code
    known |= {
        name: {**kwargs, "code": code}
        for name, kwargs in known.items()
        if name
        in {
            "help:question",
            "help:voice",
            "help:asker",
            "help:helper",
            "help:step",
            "help:message",
        }
    }
    with caplog.at_level(logging.DEBUG):
        for name in ADDRESSES:
            url = reverse(name, kwargs=known.get(name))
            for role in ALL_ROLES:
                methods = [m for m in ("get", "post") if role in getattr(table[name], m)]
                methods += ["get"] if name.startswith("help:") else []
                if role not in {RESIDENT, HOST}:
                    pages = [text_of(ask(world, role, method, url)) for method in set(methods)]
                    told += [(name, role)] if STORY in "".join(pages) else []
    assert told == []
    assert STORY not in caplog.text
    assert STORY not in "".join(str(letter.message()) for letter in mail.outbox)


def test_whoever_was_not_chosen_gets_the_answer_of_a_question_that_is_not_there(world):
    """R22: to the byte, also for the coordinator and the board."""
    code = world.things["story"].code
    for role in sorted(set(ALL_ROLES) - {RESIDENT, HOST}):
        for name in ("help:question", "help:voice"):
            there = reverse(name, args=[world.room.slug, code])
            nowhere = reverse(name, args=[world.room.slug, "bestaat-niet"])
            one, other = (ask(world, role, "get", url) for url in (there, nowhere))
            assert one.status_code == other.status_code != 200
            same = one.content.replace(code.encode(), b""), other.content
            assert same[0] == same[1].replace(b"bestaat-niet", b"")


def test_no_export_but_that_of_the_asker_holds_it(world):
    holding = []
    for role, person in world.people.items():
        with closing(take_along(person)) as parcel:
            archive = zipfile.ZipFile(io.BytesIO(parcel.read()))
            everything = b"".join(archive.read(name) for name in archive.namelist())
        holding += [role] if STORY.encode() in everything else []
    assert holding == [RESIDENT]


def test_no_row_of_any_table_and_no_file_of_the_database_holds_it(world, tmp_path):
    """R17, R24: also not when rows move from one database to another."""
    there = Question.objects.within(world.room).get(pk=world.things["story"].pk)
    assert STORY in there.words  # it is there, for the program
    assert STORY not in "\n".join("\n".join(rows) for rows in dump().values())
    write_rows(tmp_path / "rows.jsonl")
    assert STORY not in (tmp_path / "rows.jsonl").read_text()
    rows = "\n".join(dump()["help_question"])
    assert [code for code in KEPT if code in rows] == []


@pytest.mark.django_db(transaction=True)
def test_the_bytes_on_the_disk_hold_nothing_of_it():
    if connection.vendor != "sqlite":
        pytest.skip("a server keeps its own files; its rows are looked at above")
    room = make_room("lampje")
    asker = make_actor(room, "hassan")
    question = make_question(asker, words=STORY, sound=make_ogg() + STORY.encode())
    file = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("SELECT count(*) FROM help_question").fetchone() == (1,)
    found = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    assert question.code.encode() in found  # we look in the right place
    assert STORY.encode() not in found


def test_the_story_reaches_who_was_chosen_and_the_asker_sees_that(world):
    helper, asker = world.client(HOST), world.client(RESIDENT)
    path = reverse("help:question", args=[world.room.slug, world.things["story"].code])
    assert STORY in helper.get(path).text
    assert f"{world.people[HOST].called}</bdi> las je vraag" in asker.get("/mijn/delen/").text
    assert f"{world.people[HOST].called}</bdi> las je vraag" in asker.get(path).text


@pytest.mark.mission("K1B")
def test_nothing_of_a_question_shows_on_the_person(world):
    """No label, no status, no history: the page of a neighbour is the same with and without."""
    path = reverse("places:neighbour", args=[world.room.slug, world.people[RESIDENT].code])
    seen = []
    for role in (COORDINATOR, HOST):
        with_them = world.client(role, again=True).get(path)
        for question in Question.objects.within(world.room).filter(person=world.people[RESIDENT]):
            commands.wipe(world.actor(RESIDENT), code=question.code)
        without = world.client(role, again=True).get(path)
        assert with_them.status_code == 200
        seen.append([re.sub(r'value="\w{64}"', "", page.text) for page in (with_them, without)])
        make_question(world.actor(RESIDENT), words=STORY)
    assert [one == other for one, other in seen] == [True, True]


def test_the_pages_cost_the_same_however_many_steps_and_questions(world):
    asker, code = world.actor(RESIDENT), world.things["story"].code
    client = world.client(RESIDENT)
    paths = [reverse("help:question", args=[world.room.slug, code]), reverse("help:mine")]
    costs = []
    for turn in (1, 3):
        for number in range(turn):
            text = f"Stap {number}"
            commands_steps.add_step(asker, code=code, text=text, once=uuid4())
            make_question(asker, "other", words="nog een")
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            costs.append(len(asked))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 14


def test_without_the_key_it_stays_closed_and_the_check_says_so(world, tmp_path, monkeypatch):
    monkeypatch.setenv("SLEUTELBOS_STORY_KEYS", str(tmp_path / "other-keys"))
    told = "\n".join(lost_secrets())
    assert "cannot be opened" in told
    assert STORY not in told
    with pytest.raises(secret_text.KeyLostError):
        Question.objects.within(world.room).first()


def test_a_new_key_locks_everything_again_and_the_old_one_may_go(world, tmp_path, monkeypatch):
    told = secret_text.key_file().read_text()
    monkeypatch.setenv("SLEUTELBOS_STORY_KEYS", str(tmp_path / "keys"))
    secret_text.take_over(told)
    old = set(secret_text.keys())
    call_command("story_keys", "--new")
    call_command("story_keys", "--forget")
    assert not old & set(secret_text.keys())
    asker = actor_of(world.people[RESIDENT], world.room)
    code = world.things["story"].code
    assert commands_read.read(asker, code=code).question.words == STORY
    assert STORY.encode() in commands_read.listen(asker, code=code).sound
