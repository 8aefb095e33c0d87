"""The eleven rules of growing past one machine (docs/scale.md), those that a check can hold."""

import ast
import re
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.config import settings as shipped
from sleutelbos.kit.checks import _shared, postgres_is_reached_without_a_pooler
from sleutelbos.kit.nightly import chores
from sleutelbos.room.hours.models import HoursEntry
from tests.test_permissions import Rollback
from tests.twice import CLEVER, WRITES, clever_writes
from tests.world import make_world

ROOT = Path(__file__).parent.parent
OURS = [
    file
    for file in (ROOT / "sleutelbos").rglob("*.py")
    if not {"tests", "migrations"} & set(file.parts)
]


def those_that_say(pattern: str) -> set[str]:
    """The files of the program in which this stands."""
    told = re.compile(pattern)
    return {str(f.relative_to(ROOT / "sleutelbos")) for f in OURS if told.search(f.read_text())}


# ── 1. A network is closed. ──────────────────────────────────────────────────────────────────────
def test_there_is_one_database_and_only_copies_name_another():
    assert set(settings.DATABASES) == {"default"}
    assert settings.DATABASE_ROUTERS == []
    # Of a task of Django, `using` says when it runs, not on which database.
    assert those_that_say(r"\busing\((?!run_after=)|\busing=") == {
        "kit/copies.py", "kit/database.py", "kit/portable.py", "kit/within.py",
    }  # fmt: skip


# ── 2. Nothing is asked by reading the program; each thing that carries a name has one maker. ────
READ_EVERYTHING = """
import importlib, pkgutil
from django.db.backends.base.base import BaseDatabaseWrapper
def asked(self): raise SystemExit("asked the database while it was read")
BaseDatabaseWrapper.connect = asked
import django
django.setup()
import sleutelbos
for found in pkgutil.walk_packages(sleutelbos.__path__, "sleutelbos."):
    if ".tests" not in found.name and ".migrations" not in found.name:
        importlib.import_module(found.name)
print("read")
"""


def test_reading_the_program_asks_the_database_nothing():
    done = subprocess.run(
        [sys.executable, "-c", READ_EVERYTHING], cwd=ROOT, check=False, capture_output=True,
        text=True, timeout=120,
    )  # fmt: skip
    assert (done.stdout.strip(), done.returncode) == ("read", 0), done.stderr[-500:]


def test_keys_of_the_cache_come_from_one_maker():
    assert those_that_say(r"from django\.core\.cache import") == {
        "kit/cache.py", "room/visits/commands_table.py", "room/visits/queries_table.py",
        "job/income/api.py", "room/referral/commands.py",
    }  # fmt: skip
    for file in ("job/income/api.py", "room/referral/commands.py"):
        assert "cache_key(" in (ROOT / "sleutelbos" / file).read_text()
    for name in ("commands_table", "queries_table"):
        source = (ROOT / f"sleutelbos/room/visits/{name}.py").read_text()
        assert "drinks_key(" in source
        assert 'caches["moment"].get("' not in source


def test_files_of_a_network_lie_in_its_home():
    """Whoever writes a file asks the settings where; nobody makes up a path of their own."""
    assert those_that_say(r"settings\.HOME") == {
        "kit/erased.py", "kit/copies.py", "kit/put_back.py", "kit/management/commands/backup.py",
        "kit/management/commands/drill.py", "commons/people/management/commands/restore.py",
        "demo/management/commands/demo.py", "kit/secret_text.py",
        "commons/notices/commands_push.py", "commons/journal/queries_chain.py",
    }  # fmt: skip
    assert those_that_say(r"[\"']/(?:tmp|var|srv|etc|home)/") == set()


def test_every_log_line_goes_through_one_formatter():
    assert set(settings.LOGGING["formatters"]) == {"discreet"}
    handlers = settings.LOGGING["handlers"].values()
    assert {handler["formatter"] for handler in handlers} == {"discreet"}
    assert those_that_say(r"getLogger\((?!__name__)") == set()
    assert those_that_say(r"basicConfig|addHandler") == set()


# ── 3. Own people, wide keys, and an id of its own for what goes out. ────────────────────────────
def test_people_are_ours_and_keys_are_wide():
    assert settings.AUTH_USER_MODEL == "people.Person"
    ours = [m for m in apps.get_models() if m.__module__.startswith("sleutelbos.")]
    narrow = [m._meta.label for m in ours if type(m._meta.pk) is not models.BigAutoField]
    assert narrow == []


def test_no_address_holds_a_number_of_a_row():
    from tests.routes import routes

    numbered = [name for name, pattern in routes() if re.search(r"<int:|\bpk>|_id>", str(pattern))]
    assert numbered == []


# ── 4. and 5. What is written is plain; locks are rows. ──────────────────────────────────────────
@pytest.mark.django_db
def test_what_the_night_writes_is_plain():
    """No sub-select, no lot, no sum of dates. What requests write: `tests/test_twice.py`."""
    make_world()
    in_a_year = timezone.now() + timedelta(days=400)  # then all that is old goes
    with clever_writes() as clever:
        for _module, chore in chores():
            with suppress(Rollback), transaction.atomic():
                chore.does(in_a_year)
                raise Rollback
    assert clever == set()


def test_a_clever_write_is_seen():
    assert [bool(CLEVER.search(sql)) for sql in (
        'UPDATE "a" SET "b" = 1 WHERE "id" IN (SELECT "id" FROM "c")',
        'UPDATE "a" SET "b" = django_format_dtdelta("c", 1)',
        'INSERT INTO "a" ("b") VALUES (%s)',
    )] == [True, True, False]  # fmt: skip


def test_no_sum_of_dates_no_lot_and_no_nameless_search_in_the_program():
    assert those_that_say(r"F\([^)]*\)\s*[-+]\s*timedelta") == set()
    assert those_that_say(r"order_by\(\s*[\"']\?|functions import [^\n]*\bRandom\b") == set()
    assert those_that_say(r"SearchVector|SearchQuery|to_tsvector") == set()


def test_nobody_locks_by_advice_and_nobody_shouts_between_processes():
    assert those_that_say(
        r"(?i)pg_(?:try_)?advisory|\bpg_notify|[\"']\s*(?:UN)?LISTEN\b|NOTIFY "
    ) == (set())


# ── 6. No triggers, no schema by name, no extension that must be there. ──────────────────────────
def test_nothing_leans_on_a_trigger_a_schema_or_an_extension():
    migrations = [f.read_text() for f in (ROOT / "sleutelbos").rglob("migrations/*.py")]
    words = re.compile(r"(?i)CREATE (?:\w+ )*TRIGGER|CREATE EXTENSION|Extension\(|\bpublic\.")
    assert [text[:80] for text in migrations if words.search(text)] == []
    assert those_that_say(r"(?i)CREATE (?:\w+ )*TRIGGER|CREATE EXTENSION|\bpublic\.\w") == set()


@pytest.mark.django_db
def test_the_database_has_no_trigger():
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        assert cursor.fetchall() == []


# ── 7. Migrations. ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_migrating_twice_changes_nothing():
    written = []

    def watch(execute, sql, *rest):
        if sql.lstrip().upper().startswith((*WRITES, "CREATE", "ALTER", "DROP")):
            written.append(sql[:120])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        call_command("migrate", verbosity=0)
    about_itself = ("django_content_type", "auth_permission")
    assert [sql for sql in written if not any(name in sql for name in about_itself)] == []


def test_no_migration_runs_words_of_its_own_without_a_way_back():
    bare = []
    for file in (ROOT / "sleutelbos").rglob("migrations/*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in {"migrations.RunPython", "migrations.RunSQL"} and len(node.args) < 2:
                bare.append(str(file.relative_to(ROOT)))
    assert bare == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="is about PostgreSQL")
def test_on_postgresql_nobody_waits_for_ever_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("20s",)


# ── 10. What the database cannot do now may come again, and is then done once. ───────────────────
def write_hours(client: Client, once: str) -> int:
    today = timezone.localdate().isoformat()
    sent = {"once": once, "minutes": "60", "day": today}
    return client.post("/mijn/uren/schrijf/", sent).status_code


def hold_the_table(other) -> None:
    """Another process holds what is to be written, longer than anybody waits."""
    with other.cursor() as cursor:
        if other.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        else:
            cursor.execute("BEGIN")
            cursor.execute(f'LOCK TABLE "{HoursEntry._meta.db_table}" IN ACCESS EXCLUSIVE MODE')


@pytest.fixture
def impatient(transactional_db):
    """This connection waits for a lock a moment, not twenty seconds."""
    was = connection.settings_dict["OPTIONS"].get("timeout")
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["timeout"] = 0.2
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
    yield
    if was is not None:
        connection.settings_dict["OPTIONS"]["timeout"] = was
    connection.close()


@pytest.mark.mission("P5")
def test_a_database_that_cannot_now_says_try_again_and_nothing_is_lost_or_done_twice(impatient):
    room = make_room()
    client = Client(raise_request_exception=False)
    client.force_login(make_actor(room, "amina").person)
    once, other = "0b0b7f0a-6f0e-4d53-8a52-8d6c1f3c7b11", connection.copy()
    try:
        hold_the_table(other)
        refused = write_hours(client, once)
        with other.cursor() as cursor:
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert (refused, HoursEntry.objects.within(room).count()) == (503, 0)
    assert [write_hours(client, once) for _time in "12"] == [302, 302]
    assert HoursEntry.objects.within(room).count() == 1


# ── 11. No pooler in between. ────────────────────────────────────────────────────────────────────
def test_a_pooler_that_gives_two_of_us_one_connection_is_refused():
    assert [told.id for told in _shared(4711, 4711)] == ["sleutelbos.E002"]
    assert _shared(4711, 4712) == []
    shipped_pool = shipped._database("postgres://me@localhost/network")["OPTIONS"]
    assert "pool" in shipped_pool


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="is about PostgreSQL")
def test_postgresql_itself_is_not_refused():
    assert postgres_is_reached_without_a_pooler(databases=["default"]) == []
