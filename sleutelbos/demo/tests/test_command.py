"""`sleutelbos demo` as somebody types it: it makes, keeps and renews only what is its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.core.management import CommandError, call_command

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.models import Place
from sleutelbos.demo import network


@pytest.mark.django_db
def test_it_leaves_a_network_of_real_neighbours_alone():
    Place.objects.create(kind="cooperative", slug="echt", name="Echt")

    for asked in ([], ["--fresh"], ["--rooms", "1"]):
        with pytest.raises(CommandError, match="real neighbours"):
            call_command("demo", *asked)

    assert [place.slug for place in Place.objects.all()] == ["echt"]


@pytest.mark.django_db
def test_it_leaves_real_people_without_a_room_alone_too():
    Person.objects.create(called="Echt")

    with pytest.raises(CommandError, match="real neighbours"):
        call_command("demo")


@pytest.mark.django_db
def test_a_second_time_keeps_the_neighbourhood(capsys):
    call_command("demo")
    before = set(Person.objects.values_list("uuid", flat=True))
    call_command("demo")

    assert set(Person.objects.values_list("uuid", flat=True)) == before
    assert "still here" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_big_world_is_made_with_its_figures_and_checked(capsys):
    call_command("demo", "--rooms", "1", "--years", "1", "--until", "2026-11-20")
    told = capsys.readouterr()

    assert network.is_ours()
    assert "rows in" in told.out
    assert "Everything in it holds." in told.out
    assert "1/1" in told.err


@pytest.mark.django_db
def test_a_big_world_is_not_mixed_with_one_that_is_there():
    call_command("demo")

    with pytest.raises(CommandError, match="--fresh"):
        call_command("demo", "--rooms", "1")


def folder_only() -> dict[str, str]:
    """What somebody's shell knows, without a word about where Sleutelbos lives."""
    ours = ("SLEUTELBOS", "DJANGO_", "DATABASE_URL")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)}


SLEUTELBOS = [sys.executable, "-c", "from sleutelbos.config.console import main; main()"]


@pytest.mark.long
@pytest.mark.processes
@pytest.mark.one_database
def test_the_demo_has_a_folder_of_its_own_and_answers_when_it_tells_its_address(tmp_path):
    """Whoever clicks the address at once finds the door open. `--fresh` makes it all anew."""
    file = tmp_path / "data" / "demo" / "sleutelbos.sqlite3"
    look_at_a_served_demo(tmp_path)
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version=7")
        database.commit()

    done = subprocess.run(  # noqa: S603 - our own words
        [*SLEUTELBOS, "demo", "--fresh"], cwd=tmp_path, env=folder_only(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM people_person").fetchone() == (44,)
    assert not (tmp_path / "data" / "sleutelbos.sqlite3").exists()


def look_at_a_served_demo(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(  # noqa: S603 - our own words
        [*SLEUTELBOS, "demo", "--serve", "--port", str(port)], cwd=folder,
        env={**folder_only(), "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL, start_new_session=True,
    ) as server:  # fmt: skip
        try:
            told = iter(server.stdout.readline, "")
            line = next(line for line in told if "/demo/" in line)
            assert f"http://localhost:{port}/demo/" in line
            with urlopen(f"http://localhost:{port}/demo/", timeout=20) as page:
                assert page.status == 200
        finally:
            os.killpg(server.pid, signal.SIGKILL)  # its workers too, also one that is just starting
