"""Copies of a network: made, sealed, put back, moved between databases, and tried out (P6)."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sleutelbos.kit.copies import MANIFEST, ROWS
from sleutelbos.kit.sealed import SealedError, new_key, seal, unseal
from tests.network import ROOT, Network, own_network
from tests.postgres import real_postgres

pytestmark = [pytest.mark.long, pytest.mark.processes, pytest.mark.mission("P6")]
CANARY = "Kanarievogel"
HUNDRED = f"""
import django; django.setup()
from sleutelbos.commons.people import commands
for nth in range(100):
    commands.get_to_know(called=f"{CANARY}{{nth}}", tag_picto="vis", tag_colour="blauw")
from sleutelbos.commons.notices.commands_push import public_key
public_key()
"""
ERASE_ONE = f"""
import django; django.setup()
from sleutelbos.commons.people import commands
from sleutelbos.commons.people.models import Person
commands.erase_me(Person.objects.get(called="{CANARY}7"))
"""
NAMES = """
import django; django.setup()
from sleutelbos.commons.people.models import Person
print(sorted(Person.objects.values_list("called", flat=True)))
"""


STORIES = """
import django; django.setup()
from sleutelbos.room.help.models import Question
print(sorted(question.words for question in Question.everywhere.all()))
"""


class Copied:
    """A network with the invented neighbourhood in it, a hundred canaries, and one copy."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.key = network.home / "opens"
        told = network.does("backup", "--new-key")
        self.key.write_text(re.findall(r"AGE-SECRET-KEY-1\w+", told)[0] + "\n")
        self.folder = network.home / "backups"

    def copy(self, *how: str) -> Path:
        return Path(self.network.does("backup", *how).splitlines()[-1])


def python(network: Network, script: str) -> str:
    done = network.python("-c", script)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copied]:
    """The home of real neighbours would do; the demo has something of everything."""
    with own_network(tmp_path_factory.mktemp("lived") / "home") as network:
        network.does("demo")
        python(network, HUNDRED)
        yield Copied(network)


@pytest.fixture(scope="module")
def parcel(lived_in: Copied) -> Path:
    return lived_in.copy()


def rows_in(parcel: Path, key: Path, folder: Path) -> list[Any]:
    folder.mkdir()
    unseal(parcel, folder, identity=key.read_text())
    return [json.loads(line) for line in (folder / ROWS).read_text().splitlines()]


def test_a_copy_comes_back_in_an_empty_home(lived_in, parcel, tmp_path):
    with own_network(tmp_path / "home") as empty:
        told = empty.does("restore", str(parcel), "--identity", str(lived_in.key))
        names = python(empty, NAMES)
        secret = (empty.home / "secret-key").read_text()
        push_key = (empty.home / "push-key").read_text()
        stories = python(empty, STORIES)

    assert "everything holds" in told
    assert names == python(lived_in.network, NAMES)
    assert f"{CANARY}99" in names
    assert secret == (lived_in.network.home / "secret-key").read_text()
    assert push_key == (lived_in.network.home / "push-key").read_text()
    assert "brief van de belasting" in stories  # locked there, and opened here with its key
    assert stories == python(lived_in.network, STORIES)


def test_who_has_all_copies_but_not_the_key_has_nothing(lived_in, parcel, tmp_path):
    """R17: a hundred canaries, none of them found; nor the key of the sessions."""
    secret = (lived_in.network.home / "secret-key").read_bytes()
    story_key = (lived_in.network.home / "story-keys").read_bytes().split()[1]
    for file in lived_in.folder.iterdir():
        everything = file.read_bytes()
        assert CANARY.encode() not in everything
        assert secret not in everything
        assert story_key not in everything
    assert list(lived_in.folder.iterdir()) != []
    with pytest.raises(SealedError, match="does not open"):
        unseal(parcel, tmp_path, identity=new_key()[0])
    assert parcel.stat().st_mode & 0o077 == 0
    kept = b"".join(f.read_bytes() for f in lived_in.network.home.glob("backup-recipient"))
    assert b"AGE-SECRET" not in kept


def test_who_was_erased_after_the_copy_stays_erased(lived_in, tmp_path):
    """R18: the ledger stands beside the copies, so it also works on another machine."""
    older = lived_in.copy("--to", str(tmp_path / "copies"))
    python(lived_in.network, ERASE_ONE)
    lived_in.copy("--to", str(tmp_path / "copies"))

    with own_network(tmp_path / "home") as empty:
        told = empty.does("restore", str(older), "--identity", str(lived_in.key))
        names = python(empty, NAMES)
        journal = empty.does("journal")

    assert "1 people were erased again" in told
    assert "all as they were written" in journal  # its lines hold marks, no names (R46)
    assert f"'{CANARY}7'" not in names
    assert f"'{CANARY}8'" in names


def test_also_when_not_all_of_the_copy_came_back_who_was_erased_stays_erased(lived_in, tmp_path):
    older = lived_in.copy("--to", str(tmp_path / "copies"))
    python(lived_in.network, ERASE_ONE.replace("7", "9"))
    lived_in.copy("--to", str(tmp_path / "copies"))
    work = tmp_path / "opened"
    work.mkdir()
    names = unseal(older, work, identity=lived_in.key.read_text())
    told = json.loads((work / MANIFEST).read_text())
    told["rows"]["people_person"] += 1
    (work / MANIFEST).write_text(json.dumps(told))
    recipient = (lived_in.network.home / "backup-recipient").read_text()
    short = older.with_name("short.age")
    seal([(name, work / name) for name in names], short, recipient=recipient)

    with own_network(tmp_path / "home") as empty:
        refused = empty.run("restore", str(short), "--identity", str(lived_in.key))
        called = python(empty, NAMES)

    assert refused.returncode == 1
    assert "Not all of it came back: people_person." in refused.stderr
    assert f"'{CANARY}9'" not in called
    assert f"'{CANARY}8'" in called


def test_a_network_is_not_overwritten_by_accident(lived_in, parcel):
    before = python(lived_in.network, NAMES)
    restore = ["restore", str(parcel), "--identity", str(lived_in.key)]

    refused = lived_in.network.run(*restore)

    assert refused.returncode == 1
    assert "add --replace" in refused.stderr
    assert python(lived_in.network, NAMES) == before
    assert "everything holds" in lived_in.network.does(*restore, "--replace")


@pytest.mark.parametrize("harm", ["cut", "flipped", "other"])
def test_a_copy_that_is_not_whole_is_refused_and_touches_nothing(lived_in, parcel, tmp_path, harm):
    damaged = tmp_path / "damaged.age"
    data = bytearray(parcel.read_bytes())
    if harm == "cut":
        del data[len(data) // 2 :]
    elif harm == "flipped":
        data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    if harm == "other":  # sealed with our own key, but not by us
        damaged.unlink()
        something = tmp_path / "something"
        something.write_text("{}")
        recipient = (lived_in.network.home / "backup-recipient").read_text()
        seal([(MANIFEST, something)], damaged, recipient=recipient)

    with own_network(tmp_path / "home", kind="sqlite") as empty:
        refused = empty.run("restore", str(damaged), "--identity", str(lived_in.key))

    assert refused.returncode == 1
    assert re.search("damaged|no copy of Sleutelbos", refused.stderr.splitlines()[-1])
    assert "Traceback" not in refused.stderr


@pytest.mark.long
@pytest.mark.one_database
def test_moving_to_another_database_and_on_loses_nothing(lived_in, tmp_path):
    """scale.md, rule 8: on to PostgreSQL, and from there to SQLite, row by row."""
    lived_in.network.does("tasks")  # every line of the journal hangs in its chain
    begin = lived_in.copy("--portable")
    recipient = (lived_in.network.home / "backup-recipient").read_text().strip()
    portable = ["backup", "--portable", "--recipient", recipient]
    back: list[Path] = []
    with real_postgres() as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        with own_network(tmp_path / "second") as second:
            second.does("restore", str(begin), "--identity", str(lived_in.key))
            back.append(Path(second.does(*portable).splitlines()[-1]))
            second.does("tasks")  # new rows find free numbers
            second.does("journal")
    with own_network(tmp_path / "third", kind="sqlite") as third:
        third.does("restore", str(back[0]), "--identity", str(lived_in.key))
        third.does("journal")
        back.append(Path(third.does(*portable).splitlines()[-1]))

    rows = rows_in(begin, lived_in.key, tmp_path / "a")
    assert len(rows) > 1000
    assert rows_in(back[0], lived_in.key, tmp_path / "b") == rows
    assert rows_in(back[1], lived_in.key, tmp_path / "c") == rows


def test_the_drill_puts_the_newest_copy_back_and_serves_it(lived_in, parcel):
    """R15."""
    told = lived_in.network.does("drill", "--identity", str(lived_in.key))

    assert re.search(r"was back and serving \d+ pages in \d+ s\.", told)
    assert "everything holds" in told


def test_the_drill_fails_when_the_copy_does_not_come_back(lived_in, parcel, tmp_path):
    (tmp_path / parcel.name).write_bytes(parcel.read_bytes()[:-1000])

    failed = lived_in.network.run(
        "drill", "--identity", str(lived_in.key), "--copies", str(tmp_path)
    )

    assert failed.returncode == 1
    assert "does not come back" in failed.stderr


def test_only_the_newest_copies_are_kept_and_nothing_else_is_thrown_away(lived_in, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    for nth in range(3):
        (folder / f"sleutelbos-2026010{nth + 1}-030000.age").touch()
    (folder / "notes.txt").touch()

    made = lived_in.copy("--to", str(folder), "--keep", "2")

    left = {file.name for file in folder.iterdir()} - {"erased"}
    assert left == {made.name, "sleutelbos-20260103-030000.age", "notes.txt"}


def test_a_copy_that_does_not_fit_on_the_disk_leaves_nothing_half(lived_in, tmp_path):
    place = tmp_path / "a-file"
    place.touch()

    failed = lived_in.network.run("backup", "--to", str(place / "inside"))

    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("CommandError: The copy could not be written")
    assert [f for f in os.listdir(lived_in.network.home) if f.startswith("copy-")] == []


def test_nobody_copies_a_database_file():
    """R16: a repository check. Only the negative control of a test does, to show what it costs."""
    careless = re.compile(r"shutil\.(copy|copyfile|copy2|copytree|move)\b|\bcp -|VACUUM INTO")
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for root in ("sleutelbos", "benchmarks", "docs", ".ci", "dev")
        for file in ([ROOT / root] if (ROOT / root).is_file() else (ROOT / root).rglob("*"))
        if file.is_file()
        and file.suffix in {".py", ".md", ".sh", ""}
        and file.name != "planted.py"  # copies the program itself, no network
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1)
        if careless.search(line)
    ]
    assert found == []
