"""The chain of the journal: nothing in it changes unseen (R46)."""

import os
import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.journal.commands_chain import (
    chain_lines,
    chain_new_lines,
    set_heads_aside,
    write_head_down,
)
from sleutelbos.commons.journal.models import ChainLink, Entry
from sleutelbos.commons.journal.queries_chain import (
    BEGIN,
    Head,
    broken,
    fingerprint_of,
    head,
    heads_written,
    link_hash,
    told,
)
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from tests.processes import at_once

pytestmark = pytest.mark.mission("P2")
# In the suite a tenth: `python -m benchmarks.walks --long R46` tries all of it.
LINES, HARMED = (10_000, 100) if os.environ.get("SLEUTELBOS_LONG") else (1_000, 10)
LINE, LINK = Entry._meta.db_table, ChainLink._meta.db_table
WHATS = ("keys.handed-over", "hours.written", "places.role-given", "activities.signed-up")


def write_many(room, number):
    """So many lines as `note` writes them, in a few statements."""
    lot, now = random.Random(46), timezone.now()
    who = [uuid4() for _somebody in range(20)]
    lines = []
    for nth in range(number):
        line = Entry(place=room, who=lot.choice(who), what=lot.choice(WHATS), about="keys.Key",
                     about_id=str(nth), at=now + timedelta(seconds=nth))  # fmt: skip
        line.fingerprint = fingerprint_of(told(line), f"{lot.getrandbits(64):016x}")
        lines.append(line)
    Entry.everywhere.bulk_create(lines, batch_size=1000)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def chained(db, tmp_path):
    with override_settings(HOME=tmp_path):
        write_many(make_room(), LINES)
        assert chain_lines() == LINES
        assert list(broken()) == []
        yield sorted(Entry.everywhere.values_list("pk", flat=True))


def alter(number, lot):
    """One word of one line, any of them."""
    column, value = lot.choice((
        ("what", "keys.lost"), ("who", uuid4().hex), ("who", None), ("about", "keys.Loan"),
        ("about_id", "0x"), ("place_id", None), ("at", "2020-01-01 00:00:00+00:00"),
    ))  # fmt: skip
    sql(f"UPDATE {LINE} SET {column} = %s WHERE id = %s", value, number)


def delete(number, lot):
    sql(f"DELETE FROM {LINE} WHERE id = %s", number)


def delete_with_its_link(number, lot):
    """The line and its link; what is told is the line that comes after the gap."""
    sql(f"DELETE FROM {LINE} WHERE id = %s", number)
    sql(f"DELETE FROM {LINK} WHERE line_id = %s", number)
    return number + 1


def insert(number, lot):
    """A line that looks like another, put in with a number of its own."""
    sql(f"INSERT INTO {LINE} (place_id, who, what, about, about_id, at, fingerprint) "
        f"SELECT place_id, who, what, about, '999', at, fingerprint FROM {LINE} WHERE id = %s",
        number)  # fmt: skip
    return sql(f"SELECT max(id) FROM {LINE}")[0][0]


def swap_words(number, lot):
    """What two neighbours in the journal say changes places."""
    words = "place_id, who, what, about, about_id, at, fingerprint"
    for column in words.split(", "):
        first, second = (
            sql(f"SELECT {column} FROM {LINE} WHERE id = %s", n)[0][0] for n in (number, number + 1)
        )
        sql(f"UPDATE {LINE} SET {column} = %s WHERE id = %s", second, number)
        sql(f"UPDATE {LINE} SET {column} = %s WHERE id = %s", first, number + 1)


def swap_links(number, lot):
    """Two links change places: the order of two lines. What is first in the chain is told first."""
    free = -number
    for before, after in ((number, free), (number + 1, number), (free, number + 1)):
        sql(f"UPDATE {LINK} SET line_id = %s WHERE line_id = %s", after, before)
    return number + 1


def redo_one_link(number, lot):
    """A line is changed and its own link made to fit: the next link does not."""
    alter(number, random.Random(1))
    link = ChainLink.everywhere.get(line_id=number)
    before = ChainLink.everywhere.get(nth=link.nth - 1).hash
    link.hash = link_hash(before, link.nth, number, told(Entry.everywhere.get(pk=number)))
    link.save()
    return number + 1


WAYS = (alter, delete, delete_with_its_link, insert, swap_words, swap_links, redo_one_link)


@pytest.mark.parametrize("harm", WAYS, ids=lambda harm: harm.__name__)
def test_a_hundred_of_ten_thousand_lines_are_damaged_and_each_is_named_first(chained, harm):
    lot = random.Random(harm.__name__)
    seen = 0
    for number in lot.sample(chained[1:-2], HARMED):
        with transaction.atomic():
            expected = harm(number, lot) or number
            first = next(broken(), "")
            seen += f"line {expected} " in first.lower().replace(".", " ")
            transaction.set_rollback(True)
    assert seen == HARMED
    assert list(broken()) == []


def test_a_cut_tail_is_seen_by_a_head_that_was_kept(chained):
    kept = head()
    sql(f"DELETE FROM {LINE} WHERE id > %s", chained[-51])
    sql(f"DELETE FROM {LINK} WHERE line_id > %s", chained[-51])
    assert list(broken()) == []  # without a head nobody can see it
    assert "was written down and is not here" in next(broken([kept]))


def test_a_chain_made_anew_is_seen_by_the_heads_that_were_kept(chained):
    """Somebody who knows the program changes a line and hangs everything after it again."""
    early = ChainLink.everywhere.get(nth=LINES // 10)
    kept = [Head(early.nth, early.hash), head()]
    Entry.everywhere.filter(pk=chained[LINES // 2]).update(what="keys.lost")
    ChainLink.everywhere.all().delete()
    for line in Entry.everywhere.filter(pk=chained[LINES // 2]):
        line.fingerprint = fingerprint_of(told(line), "0" * 16)
        line.save()
    assert chain_lines() == LINES
    assert list(broken()) == []
    assert next(broken(kept)) == (
        f"Link {LINES} is not what was written down: something after link {LINES // 10} was "
        "changed, and the chain made anew."
    )


@pytest.mark.django_db
def test_a_line_that_was_changed_before_it_hung_is_named_and_never_hung():
    write_many(make_room(), 3)
    second = Entry.everywhere.order_by("pk")[1]
    Entry.everywhere.filter(pk=second.pk).update(about_id="17")

    assert chain_lines() == 2
    assert list(broken()) == [f"Line {second.pk} was put in, or changed, past the program."]
    assert chain_lines() == 0


@pytest.mark.django_db
def test_a_line_that_comes_late_hangs_after_those_that_were_first():
    """On PostgreSQL a lower number may be committed later."""
    room = make_room()
    write_many(room, 4)
    late = Entry.everywhere.order_by("pk")[1]
    Entry.everywhere.filter(pk=late.pk).delete()
    assert chain_new_lines() == 3
    late.save(force_insert=True)
    assert chain_new_lines() == 1
    assert list(broken()) == []
    assert ChainLink.everywhere.get(line_id=late.pk).nth == 4


@pytest.mark.django_db
def test_a_line_is_written_in_one_query_and_waits_for_nobody(django_assert_num_queries):
    actor = make_actor(make_room(), "amina")
    with django_assert_num_queries(1):
        note(actor, "keys.handed-over", actor.place)
    assert list(broken()) == []
    assert chain_new_lines() == Entry.everywhere.count()
    assert list(broken()) == []


def write(number: int, times: int) -> int:
    """One program: lines one after another, and now and then it hangs what is there."""
    from sleutelbos.commons.places.door import Actor
    from sleutelbos.commons.places.models import Place

    room = Place.objects.get(slug="de-boeg")
    for nth in range(times):
        with transaction.atomic():
            note(Actor(None, room), f"test.{number}", room)
            note(Actor(None, room), f"test.{number}", room)
        if nth % 5 == 0:
            chain_new_lines()
    return times * 2


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_four_programs_that_write_at_once_keep_the_chain_whole():
    make_room("de-boeg", "De Boeg")
    before = Entry.everywhere.count()
    written = sum(at_once(f"{__name__}:write", [[number, 40] for number in range(4)]))
    hung = ChainLink.everywhere.count()
    chain_lines()
    assert written == Entry.everywhere.count() - before == 320
    assert hung > 0
    assert ChainLink.everywhere.count() == Entry.everywhere.count()
    assert list(broken()) == []


@pytest.mark.django_db
def test_the_chain_holds_when_somebody_is_erased(tmp_path):
    with override_settings(HOME=tmp_path):
        host = make_actor(make_room(), "fatma", "host")
        note(host, "keys.handed-over", host.place)
        chain_lines()
        kept = head()
        people.erase_me(host.someone)
        assert chain_lines() == 0
        assert list(broken([kept])) == []


@pytest.mark.django_db
def test_the_head_is_mailed_to_the_witnesses_and_written_down_once(tmp_path, mailoutbox):
    host = make_actor(make_room(), "fatma", "host")
    note(host, "keys.handed-over", host.place)
    chain_lines()
    with override_settings(HOME=tmp_path, WITNESSES=["els@voorbeeld.nl", "wim@voorbeeld.nl"]):
        assert [write_head_down(timezone.now()), write_head_down(timezone.now())] == [1, 0]
        assert heads_written() == [head()]
    (mail,) = mailoutbox
    assert mail.to == ["els@voorbeeld.nl", "wim@voorbeeld.nl"]
    assert str(head()) in mail.body
    assert not {"Fatma", "Amina", host.place.name, "keys", str(host.someone.uuid)} & set(
        mail.body.split()
    )


@pytest.mark.django_db
def test_the_command_tells_the_head_and_names_the_first_bad_line(tmp_path, capsys):
    with override_settings(HOME=tmp_path):
        write_many(make_room(), 30)
        call_command("journal")
        said = capsys.readouterr().out
        kept = said.split()[-1]
        assert "30 lines, all as they were written" in said
        assert kept == str(head())
        number, letters = kept.split(":")
        call_command("journal", "--head", f"{number}:{letters[:8]}-{letters[8:16].upper()}")

        row = ChainLink.everywhere.get(nth=12).line_id
        Entry.everywhere.filter(pk=row).update(what="keys.lost")
        with pytest.raises(CommandError, match="1 things"):
            call_command("journal")
        assert f"Line {row} was changed" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["", "12", "12:abc", "0:" + "a" * 64, "x:" + "a" * 64, "12:zz"])
def test_what_is_no_head_is_refused(said, tmp_path):
    with override_settings(HOME=tmp_path), pytest.raises(CommandError, match="is no head"):
        call_command("journal", "--head", said)


@pytest.mark.django_db
def test_an_older_database_is_seen_by_the_heads_of_the_nights_until_they_are_set_aside(tmp_path):
    with override_settings(HOME=tmp_path):
        room = make_room()
        write_many(room, 10)
        chain_lines()
        write_head_down(timezone.now())
        assert set_heads_aside(timezone.now()) == ""
        ChainLink.everywhere.filter(nth__gt=7).delete()
        Entry.everywhere.filter(chained=None).delete()
        with pytest.raises(CommandError):
            call_command("journal")
        assert set_heads_aside(timezone.now()).startswith("journal-heads-before-")
        call_command("journal")


@pytest.mark.django_db
def test_heads_that_still_fit_stay_where_they_were_when_a_copy_is_put_back(tmp_path):
    with override_settings(HOME=tmp_path):
        room = make_room()
        for _night in range(2):
            write_many(room, 5)
            chain_lines()
            write_head_down(timezone.now())
        first, second = heads_written()
        ChainLink.everywhere.filter(nth__gt=7).delete()
        Entry.everywhere.filter(chained=None).delete()
        aside = set_heads_aside(timezone.now())
        assert heads_written() == [first]
        assert str(second) in (tmp_path / aside).read_text()


@pytest.mark.django_db
def test_a_line_of_the_heads_that_was_half_written_is_named_and_stops_nothing(tmp_path, capsys):
    with override_settings(HOME=tmp_path):
        room, kept = make_room(), tmp_path / "journal-heads"
        write_many(room, 5)
        chain_lines()
        write_head_down(timezone.now())
        first = head()
        whole = kept.read_text()
        kept.write_text(whole + whole[:40])  # the power went in the middle of the second line
        write_many(room, 5)
        chain_lines()
        assert write_head_down(timezone.now()) == 1
        assert heads_written() == [first, head()]
        with pytest.raises(CommandError, match="1 things"):
            call_command("journal")
        assert "Line 2 of journal-heads cannot be read" in capsys.readouterr().out


@pytest.mark.django_db
def test_lines_of_before_there_was_a_chain_hang_in_it():
    from importlib import import_module

    from django.apps import apps
    from django.db import connection as now

    write_many(make_room(), 25)
    Entry.everywhere.update(fingerprint="")
    step = import_module("sleutelbos.commons.journal.migrations.0004_chain_what_was_there")
    with now.schema_editor() if now.vendor != "sqlite" else transaction.atomic():
        step.chain(apps, type("Editor", (), {"connection": now}))
    assert ChainLink.everywhere.count() == 25
    assert list(broken()) == []
    assert ChainLink.everywhere.get(nth=1).hash != BEGIN
