"""Counts on paper, from a file and at counting moments, each with its source (K1F)."""

import uuid
from collections import Counter
from datetime import date, time, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.visits import commands_counts, queries_counts
from sleutelbos.room.visits.commands_counts import Line
from sleutelbos.room.visits.models import CountingMoment, CountTick, Tally
from sleutelbos.room.visits.tests.makers import item, make_host, sent

TODAY = date(2026, 11, 22)


@pytest.fixture
def host(db):
    return make_host(make_room())


@pytest.fixture
def client(host):
    client = Client()
    client.force_login(host.someone)
    return client


def tally(host: Actor, day: date | None = None, people: int = 12, **more: object) -> Tally:
    day = day or timezone.localdate()
    told = {"first_day": day, "last_day": day, "people": people, "once": uuid.uuid4(), **more}
    return commands_counts.write_tally(host, **told)


def standing(host: Actor) -> list[tuple[int, str]]:
    rows = Tally.objects.within(host.place).filter(taken_back_at=None).order_by("pk")
    return list(rows.values_list("people", "source"))


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.mission("K1F")
def test_a_count_stands_once_with_its_source_and_is_taken_back_by_marking(host):
    once = uuid.uuid4()
    first = tally(host, once=once)
    assert tally(host, once=once) == first
    tally(host, people=30, estimated=True)
    assert standing(host) == [(12, "tallied"), (30, "estimated")]

    for _n in range(2):
        commands_counts.take_back_tally(host, code=first.code)

    assert standing(host) == [(30, "estimated")]
    first.refresh_from_db()
    assert (first.people, first.taken_back_by) == (12, host.person)
    told = [e.what for e in Entry.objects.within(host.place).order_by("pk")]
    assert told == ["visits.tallied", "visits.tallied", "visits.tally-taken-back"]
    tally(host, once=once)  # what was taken back may be written again
    assert len(standing(host)) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"last_day": TODAY - timedelta(days=1)}, "ends-before"),
        ({"last_day": TODAY + timedelta(days=1)}, "future"),
        ({"people": -1}, "too-many"),
        ({"people": 100_000}, "too-many"),
    ],
)
@time_machine.travel("2026-11-22T12:00:00+01:00", tick=False)
def test_a_count_that_cannot_be_right_is_refused(host, change, code):
    with pytest.raises(Refused) as refusal:
        tally(host, TODAY, **change)
    assert refusal.value.code == code


def test_a_neighbour_does_not_write_counts_and_elsewhere_takes_nothing_back(host):
    with pytest.raises(NotAllowed):
        tally(make_actor(host.place))
    with pytest.raises(NotFound):
        commands_counts.take_back_tally(
            make_host(make_room("elders", "Elders")), code=tally(host).code
        )


def test_what_was_tapped_and_what_was_counted_stay_apart(host):
    sent(host.place, item(), item())
    today = timezone.localdate()
    tally(host, today, 40, activity="Kookclub")
    month = today.replace(day=1) - timedelta(days=1)
    commands_counts.write_tally(
        host, first_day=month.replace(day=1), last_day=month, people=300, estimated=True,
        once=uuid.uuid4(),
    )  # fmt: skip

    told = queries_counts.visits_per_day(host.place, month, today)

    assert [(c.people, c.source, c.activity) for c in told] == [
        (300, "estimated", ""), (40, "tallied", "Kookclub"), (2, "tapped", ""),
    ]  # fmt: skip
    assert told[0].source_label == "geschat"


def test_the_page_writes_a_day_by_parts_and_gives_back_what_was_typed(client, host):
    at = f"/k/{host.place.slug}/tellingen/"
    once, day = str(uuid.uuid4()), timezone.localdate().isoformat()
    good = {"once": once, "day": day, "morning": "12", "afternoon": "0", "activity": "Bingo"}
    for _n in range(2):
        assert client.post(f"{at}dag/", good).status_code == 302
    assert standing(host) == [(12, "tallied"), (0, "tallied")]

    for wrong, sentence in (
        ({**good, "morning": "", "afternoon": ""}, "Hoeveel mensen waren er?"),
        ({**good, "whole": "3"}, "Niet allebei."),
        ({**good, "morning": "veel"}, "Schrijf een getal, zoals 12."),
        ({**good, "day": "2999-01-01"}, "Deze dag moet nog komen."),
    ):
        answer = client.post(f"{at}dag/", wrong)
        page = answer.content.decode()
        assert (answer.status_code, sentence in page, 'value="Bingo"' in page) == (422, True, True)


def test_the_page_writes_a_month_gone_by_and_undoes_it(client, host):
    at = f"/k/{host.place.slug}/tellingen/"
    page = client.get(at).content.decode()
    month = (timezone.localdate().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    assert f'value="{month}"' in page
    told = {"once": str(uuid.uuid4()), "month": month, "people": "310", "estimated": "on"}
    page = client.post(f"{at}maand/", told, follow=True).content.decode()
    assert standing(host) == [(310, "estimated")]
    code = Tally.objects.within(host.place).get().code
    assert f"{at}{code}/terug/" in page
    client.post(f"{at}{code}/terug/")
    assert standing(host) == []
    assert client.post(f"{at}maand/", {**told, "people": ""}).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "number"), [("tellingen/", 4), ("tel/", 6)])
def test_the_lists_ask_the_same_number_of_questions(
    client, host, django_assert_num_queries, rows, path, number
):
    for n in range(rows):
        tally(host, timezone.localdate() - timedelta(days=n))
        make_moment(host, timezone.localdate() - timedelta(days=n), finished=True)
    with django_assert_num_queries(number):
        assert client.get(f"/k/{host.place.slug}/{path}").status_code == 200


# ── From a file ──────────────────────────────────────────────────────────────────────────────────
CSV = (
    "Datum;Dagdeel;Aantal\n3-11-2025;ochtend;12\n3-11-2025;middag;ongeveer 20\n"
    "31-2-2025;ochtend;7\n4-11-2025;ochtend;veel\n5-11-2025;;9\n"
)


def upload(client: Client, slug: str, text: str | bytes = CSV, name: str = "tellijst.csv"):
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, data)
    return client.post(f"/k/{slug}/tellingen/bestand/", {"file": file})


def signed(page: str) -> str:
    return page.split('name="lines" value="', 1)[1].split('"', 1)[0]


@pytest.mark.mission("K1F")
def test_a_file_is_shown_line_by_line_and_only_then_put_in(client, host):
    page = upload(client, host.place.slug).content.decode()

    assert standing(host) == []
    assert "Wij lezen 3 nieuwe regels." in page
    assert "rij 4" in page
    assert "Deze dag bestaat niet." in page
    assert "rij 5" in page
    assert "Hier staat geen getal." in page

    at = f"/k/{host.place.slug}/tellingen/"
    for _n in range(2):
        done = client.post(f"{at}zet-erin/", {"lines": signed(page)}, follow=True)
    assert standing(host) == [(12, "imported"), (20, "estimated"), (9, "imported")]
    file = Tally.objects.within(host.place).first().file
    assert f"{at}bestand/{file}/terug/" in done.content.decode()


def test_a_mended_file_adds_only_what_is_new_and_says_what_stands(client, host):
    at = f"/k/{host.place.slug}/tellingen/"
    page = upload(client, host.place.slug).content.decode()
    client.post(f"{at}zet-erin/", {"lines": signed(page)})
    mended = CSV.replace("31-2", "28-2").replace("veel", "8")
    page = upload(client, host.place.slug, mended).content.decode()
    assert "Wij lezen 2 nieuwe regels." in page
    assert "3 regels staan er al." in page
    client.post(f"{at}zet-erin/", {"lines": signed(page)})
    assert sorted(people for people, _source in standing(host)) == [7, 8, 9, 12, 20]


def test_a_whole_file_is_taken_back_and_can_come_again(client, host):
    at = f"/k/{host.place.slug}/tellingen/"
    page = upload(client, host.place.slug).content.decode()
    client.post(f"{at}zet-erin/", {"lines": signed(page)})
    file = Tally.objects.within(host.place).first().file
    tally(host)
    for _n in range(2):
        client.post(f"{at}bestand/{file}/terug/")
    assert standing(host) == [(12, "tallied")]
    page = upload(client, host.place.slug).content.decode()
    client.post(f"{at}zet-erin/", {"lines": signed(page)})
    assert len(standing(host)) == 4


def test_a_spreadsheet_goes_the_same_way(client, host):
    book = Workbook()
    book.active.append(["Dag", "Aantal"])
    book.active.append([date(2025, 11, 3), 14])
    data = BytesIO()
    book.save(data)
    page = upload(client, host.place.slug, data.getvalue(), "turven.xlsx").content.decode()
    assert "Wij lezen 1 nieuwe regel." in page


@pytest.mark.parametrize(
    ("text", "name"),
    [("", "leeg.csv"), ("naam;bsn\nNoor;123456782", "x.csv"), (b"\x00\x01\x02", "foto.jpg"),
     ("hallo", "x.csv")],
)  # fmt: skip
def test_a_file_that_is_no_tally_sheet_gets_its_sentence(client, host, text, name):
    answer = upload(client, host.place.slug, text, name)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Let op:" in page
    assert "123456782" not in page


def test_lines_that_somebody_changed_on_the_way_are_not_put_in(client, host):
    at = f"/k/{host.place.slug}/tellingen/"
    good = signed(upload(client, host.place.slug).content.decode())
    client.post(f"{at}zet-erin/", {"lines": "x" + good})
    elsewhere = make_host(make_room("elders", "Elders"))
    other = Client()
    other.force_login(elsewhere.someone)
    other.post("/k/elders/tellingen/zet-erin/", {"lines": good})
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        client.post(f"{at}zet-erin/", {"lines": good})
    assert Tally.everywhere.count() == 0


def test_two_equal_lines_in_one_file_are_two_lines_and_the_file_again_is_nothing(host):
    lines = [Line(TODAY, TODAY, "", "", 5)] * 2
    with time_machine.travel("2026-11-23T12:00:00+01:00"):
        assert commands_counts.import_tallies(host, lines=lines, file="f") == 2
        assert commands_counts.import_tallies(host, lines=lines, file="f") == 0
    assert len(standing(host)) == 2


# ── Counting moments ─────────────────────────────────────────────────────────────────────────────
def make_moment(host: Actor, day: date, part: str = "morning", finished: bool = False):
    moment = CountingMoment.everywhere.create(
        place=host.place, day=day, part=part, drawn_at=timezone.now(), seed="0"
    )
    if finished:
        commands_counts.finish_count(host, code=moment.code)
    return moment


WEEKDAYS = [(date(2026, 11, 2) + timedelta(days=n), part) for n in range(28)
            for part in ("morning", "afternoon", "evening")
            if (date(2026, 11, 2) + timedelta(days=n)).weekday() < 5]  # fmt: skip


@pytest.mark.mission("K1F")
@given(seed=st.text(min_size=1, max_size=16))
def test_the_draw_is_fair_and_can_be_done_again(seed):
    drawn = commands_counts.draw(WEEKDAYS, Counter(), seed, 4)
    assert drawn == commands_counts.draw(list(reversed(WEEKDAYS)), Counter(), seed, 4)
    assert len({day.weekday() for day, _part in drawn}) == 4
    assert len({part for _day, part in drawn}) == 3
    assert set(drawn) <= set(WEEKDAYS)


def test_over_a_year_every_weekday_and_part_gets_its_turn():
    before: Counter[tuple[int, str]] = Counter()
    for month in range(15):
        for day, part in commands_counts.draw(WEEKDAYS, before, f"seed {month}", 4):
            before[day.weekday(), part] += 1
    assert len(before) == 15
    assert set(before.values()) <= {3, 4, 5}
    by_weekday = Counter(day for day, _part in before.elements())
    assert max(by_weekday.values()) - min(by_weekday.values()) <= 3


def test_different_seeds_draw_differently():
    draws = {tuple(commands_counts.draw(WEEKDAYS, Counter(), str(n), 4)) for n in range(50)}
    assert len(draws) > 40


def test_a_small_room_draws_what_there_is():
    assert commands_counts.draw([], Counter(), "x", 4) == []
    assert len(commands_counts.draw(WEEKDAYS[:2], Counter(), "x", 4)) == 2


@time_machine.travel("2026-11-10T09:00:00+01:00", tick=False)
def test_a_month_is_drawn_once_from_today_on_and_kept_with_its_seed(host):
    assert commands_counts.draw_moments(host, month=date(2026, 11, 1)) == 4
    assert commands_counts.draw_moments(host, month=date(2026, 11, 28)) == 0
    rows = queries_counts.moments(host.place, date(2026, 11, 10))
    assert len({row.seed for row in rows}) == 1
    assert all(date(2026, 11, 10) <= row.day <= date(2026, 11, 30) for row in rows)
    parts = queries_counts.open_parts(host.place, date(2026, 11, 10), date(2026, 11, 30))
    again = commands_counts.draw(parts, Counter(), rows[0].seed, 4)
    assert [(row.day, row.part) for row in rows] == sorted(again)


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        (time(9), time(17), ["morning", "afternoon"]),
        (time(13), time(21), ["afternoon", "evening"]),
        (time(11, 45), time(18, 15), ["afternoon"]),
        (time(9), time(12), ["morning"]),
    ],
)
def test_a_part_counts_when_the_room_is_open_half_an_hour_of_it(opens, closes, parts):
    assert queries_counts.parts_between(opens, closes) == parts


@pytest.mark.mission("K1F")
def test_every_press_counts_once_and_the_outcome_stands_beside_the_door(client, host):
    today = timezone.localdate()
    moment = make_moment(host, today, queries_counts_part())
    sent(host.place, item(), item())
    press = [(uuid.uuid4(), 1) for _n in range(5)] + [(uuid.uuid4(), -1)]
    for presses in (press[:3], press[2:], press):
        people = commands_counts.tick(host, code=moment.code, presses=presses)
    assert people == 4
    first = commands_counts.finish_count(host, code=moment.code)
    assert commands_counts.finish_count(host, code=moment.code) == first
    assert CountTick.objects.within(host.place).count() == 0
    pairs = queries_counts.door_versus_counted(host.place, today, today)
    assert [(p.tapped, p.counted) for p in pairs] == [(2, 4)]
    assert standing(host) == [(4, "counted")]
    with pytest.raises(Refused) as refusal:
        commands_counts.tick(host, code=moment.code, presses=press)
    assert refusal.value.code == "counted"


def queries_counts_part() -> str:
    from sleutelbos.room.visits.queries import part_of

    return part_of(timezone.now())[1]


def test_nobody_counts_before_the_day_or_elsewhere(host):
    moment = make_moment(host, timezone.localdate() + timedelta(days=1))
    for work in (
        lambda: commands_counts.tick(host, code=moment.code, presses=[]),
        lambda: commands_counts.finish_count(host, code=moment.code),
    ):
        with pytest.raises(Refused) as refusal:
            work()
        assert refusal.value.code == "not-yet"
    with pytest.raises(NotFound):
        commands_counts.finish_count(make_host(make_room("elders", "Elders")), code=moment.code)


def test_counting_works_without_javascript(client, host):
    moment = make_moment(host, timezone.localdate())
    at = f"/k/{host.place.slug}/tel/{moment.code}/"
    once = str(uuid.uuid4())
    for _n in range(2):
        client.post(f"{at}tik/", {"once": once, "step": "1"})
    client.post(f"{at}tik/", {"once": str(uuid.uuid4()), "step": "1"})
    assert "data-people>2<" in client.get(at).content.decode()
    client.post(f"{at}tik/", {"presses": "onzin"})
    client.post(f"{at}klaar/")
    assert standing(host) == [(2, "counted")]
    page = client.get(at).content.decode()
    assert ("Deze telling is klaar." in page, "data-people>2<" in page) == (True, True)
    assert client.get(f"/k/{host.place.slug}/tel/abcdef/").status_code == 404


def test_the_first_host_of_the_month_draws_the_moments(client, host):
    client.post(f"/k/{host.place.slug}/tafel/ik/")
    rows = queries_counts.moments(host.place, timezone.localdate())
    assert len(rows) > 0 or timezone.localdate().day > 26
    assert client.get(f"/k/{host.place.slug}/tel/").status_code == 200
