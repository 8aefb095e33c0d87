"""Nothing stays longer than was said, also when the night is killed halfway (P2, R40)."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from sleutelbos.commons.people.tests.makers import make_person
from sleutelbos.commons.places import commands as places
from sleutelbos.kit.kept import kept, past_limit
from sleutelbos.kit.nightly import chores
from tests.canary import CANARY, dump, plant_everywhere
from tests.network import ROOT, own_network
from tests.test_house_rules import our_models
from tests.world import World, make_world

pytestmark = [pytest.mark.mission("P2")]
LONG = timedelta(days=3000)  # past every limit, the seven years of the tax office too
SEEN_PAST = 17  # models of which the planted rows come past their limit; a new one adds to it


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    person, other = make_person(CANARY), make_person("Roodborstje")
    for somebody in (person, other):
        places.first_role(somebody, world.room, "resident")
    assert "\n".join(plant_everywhere(world, person, other)) == ""
    close_everything()
    return world


def close_everything() -> None:
    """Fill in the moments at which rows ended, as far as the rules of each model allow it."""
    from django.db import IntegrityError, transaction

    now = timezone.now()
    for model, rule in kept().items():
        if rule.past is None:
            continue
        for field in model._meta.concrete_fields:
            if not (field.null and isinstance(field, models.DateField)):
                continue
            value = now if isinstance(field, models.DateTimeField) else now.date()
            for pk in models.QuerySet(model).values_list("pk", flat=True):
                try:
                    with transaction.atomic():
                        models.QuerySet(model).filter(pk=pk).update(**{field.name: value})
                except IntegrityError:
                    continue


def left_over(now: object) -> dict[str, int]:
    return {model._meta.label: number for model, _rule, number in past_limit(now) if number}


def test_every_model_says_how_long_its_rows_stay():
    """A new model fails here until its `commands_nightly.py` says it."""
    said = kept()
    assert [m._meta.label for m in our_models() if m not in said] == []
    assert [m._meta.label for m, rule in said.items() if not rule.until] == []


def test_after_a_long_time_and_one_night_nothing_is_past_its_limit(world):
    with time_machine.travel(timezone.now() + LONG, tick=False):
        before = left_over(timezone.now())
        call_command("tasks", stdout=StringIO())
        assert left_over(timezone.now()) == {}
    assert len(before) >= SEEN_PAST, before


def test_what_is_within_its_limit_stays(world):
    """The night of today takes nothing that is not past its limit now."""
    limited = [model for model, rule in kept().items() if rule.past is not None]
    past = left_over(timezone.now())
    before = {m: models.QuerySet(m).count() for m in limited if m._meta.label not in past}
    call_command("tasks", stdout=StringIO())
    gone = {m._meta.label for m, number in before.items() if models.QuerySet(m).count() < number}
    assert gone <= {"day.CallNumber", "notices.Notice"}  # follow a yes, and are made anew


def test_the_dry_run_tells_how_many_and_does_nothing(world):
    with time_machine.travel(timezone.now() + LONG, tick=False):
        before, out = dump(), StringIO()
        call_command("tasks", "--dry-run", stdout=out)
        assert dump() == before
        past = left_over(timezone.now())
    told = {line.split()[0]: int(line.split()[1]) for line in out.getvalue().splitlines()}
    assert {label: number for label, number in told.items() if number} == past
    assert CANARY not in out.getvalue()


def test_the_night_tells_no_names(world, caplog, capfd):
    with time_machine.travel(timezone.now() + LONG, tick=False):
        call_command("tasks")
    said = capfd.readouterr()
    assert CANARY.lower() not in (said.out + said.err + caplog.text).lower()
    assert "Roodborstje" not in said.out + said.err + caplog.text


def test_a_chore_that_takes_too_little_is_seen(world, monkeypatch):
    """The control: without the chores of one module, rows past their limit are left."""
    monkeypatch.setattr("sleutelbos.kit.management.commands.tasks.chores",
                        lambda: [told for told in chores() if told[0] != "help"])  # fmt: skip
    with time_machine.travel(timezone.now() + LONG, tick=False):
        call_command("tasks", stdout=StringIO())
        assert set(left_over(timezone.now())) == {"help.Question"}


NIGHT = f"""
import django; django.setup()
import time_machine
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from sleutelbos.kit.kept import past_limit
with time_machine.travel(timezone.now() + timedelta(days={LONG.days})):
    print("begun", flush=True)
    call_command("tasks")
    for model, _rule, number in past_limit(timezone.now()):
        if number:
            print("left", model._meta.label, number)
    print("left", sum(number for _m, _r, number in past_limit(timezone.now())))
"""


@pytest.mark.processes
@pytest.mark.long
@pytest.mark.one_database
def test_a_night_that_is_killed_halfway_is_done_by_the_next(tmp_path):
    with own_network(tmp_path / "home", kind="sqlite") as network:
        network.does("demo")
        for lines in (2, 6, 11, 17):
            program = subprocess.Popen(
                [sys.executable, "-u", "-c", NIGHT], cwd=ROOT, env=network.environment,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            for _line in range(lines):
                program.stdout.readline()
            os.kill(program.pid, signal.SIGKILL)
            program.wait()
            program.stdout.close()
        done = network.python("-c", NIGHT)
        assert done.returncode == 0, done.stderr[-2000:]
        assert done.stdout.splitlines()[-1] == "left 0", done.stdout
        assert "Everything holds." in network.does("check", "--data")
        network.does("journal")
