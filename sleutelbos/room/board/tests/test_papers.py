"""The week, the list of who comes and the poster: one A4, for whom it is, in their language."""

import json
import re
import time as clock
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
import typst
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.commons.people.commands import hide
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit import paper
from sleutelbos.room.activities import commands as activities
from sleutelbos.room.activities.tests.makers import make_occurrence
from sleutelbos.room.board import queries_papers
from sleutelbos.room.board.views_papers import LAYOUTS
from sleutelbos.room.keys.tests.makers import make_week

HERE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=HERE)
HOSTILE = [
    '#read("/etc/passwd")', "*vet* _schuin_ $x^2$ `code`", "\\#\\*\\", "= kop", "]#panic()[",
    '"} #{', "<label> @ref // weg /* weg", "W" * 80, "\u202eomgekeerd",
]  # fmt: skip
ECHO = b"#for said in data.said [#said #parbreak()]"  # a layout that shows whatever it gets


@pytest.fixture(autouse=True)
def cold():
    cache.clear()
    yield
    cache.clear()


def pages(pdf):
    """How many pages a PDF has: every page is an object that says so, outside any compression."""
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", pdf))


def is_accessible(pdf):
    """It says itself that it keeps PDF/UA-1; Typst refuses to write that when it does not."""
    return b"pdfuaid:part>1<" in pdf or b'pdfuaid:part="1"' in pdf


def printed(address, client=None):
    response = (client or Client()).get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return response.content


def signed_in(actor):
    client = Client()
    client.force_login(actor.someone)
    return client


def words_of(data):
    """Everything a paper says, without the marks of direction."""
    return re.sub("[\u2066-\u2069\u200b]", "", json.dumps(data, ensure_ascii=False))


def test_counting_pages_counts():
    text = "#pagebreak()\n".join(["een"] * 3)
    made = typst.compile(text.encode(), format="pdf", root=paper.FONTS)
    assert pages(made) == 3


@pytest.mark.mission("K2E")
@pytest.mark.parametrize("number", [0, 3, 40])
@pytest.mark.django_db
def test_the_week_is_one_accessible_page_however_much_is_on(number):
    room = make_room()
    noor = make_actor(room)
    with time_machine.travel(MONDAY, tick=False):
        make_week(room)
        for n in range(number):
            starts = MONDAY + timedelta(days=n % 7, hours=1 + n // 7)
            title = f"Samen koken met iedereen die wil, dag {n}"
            make_occurrence(noor, title, starts=starts, minutes=60)
        pdf = printed(f"/k/{room.slug}/week/papier/")
        again = printed(f"/k/{room.slug}/week/2026-11-23/papier/")
    assert pages(pdf) == pages(again) == 1
    assert is_accessible(pdf)


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_the_week_says_when_the_door_is_open_what_is_on_and_who_pulls():
    room = make_room()
    noor = make_actor(room)
    with time_machine.travel(MONDAY, tick=False):
        make_week(room)
        make_occurrence(noor, starts=MONDAY + timedelta(hours=4), minutes=90)
        said = words_of(queries_papers.week_paper(room, date(2026, 11, 23)))
    for words in ("De week in De Kamer", "ma 23 november", "10.00 tot 17.00", "13.00 – 14.30",
                  "Samen koken", "met Noor", "localhost:8000/de-kamer"):  # fmt: skip
        assert words in said


def a_day(rows):
    row = {"time": "10.00", "title": "x", "who": ""}
    return {"day": "ma", "hours": "", "rows": [row] * rows,
            "more": queries_papers._more(rows, rows)}  # fmt: skip


def test_what_does_not_fit_is_told_day_by_day():
    more = [words_of(said) for said in queries_papers._more(70, 60)]
    assert more[0] == '"en nog 10, zie het scherm"'
    assert more[60] == '"en nog 70, zie het scherm"'
    full = {"title": "x", "heading": "x", "foot": "x", "days": [a_day(60)] * 7}
    assert pages(paper.make_pdf(LAYOUTS / "week.typ", full)) == 1


@pytest.mark.mission("K2E")
@pytest.mark.parametrize("number", [0, 12, 150])
def test_the_list_is_one_page_however_many_come(number):
    data = {
        "title": "x", "heading": "Samen koken", "when": "", "there": "Is er", "name": "Naam",
        "people": [{"called": paper.own(f"Naam {n}"), "tag": "vis blauw"} for n in range(number)],
        "more": queries_papers._more(number, number), "lines": 8, "nameless": "", "counted": "",
    }  # fmt: skip
    pdf = paper.make_pdf(LAYOUTS / "list.typ", data)
    assert pages(pdf) == 1
    assert is_accessible(pdf)


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_the_list_names_who_has_an_account_and_counts_the_others():
    room = make_room()
    puller, amina, joy = make_actor(room), make_actor(room, "amina"), make_actor(room, "joy")
    row = make_occurrence(puller)
    activities.sign_up(amina, occurrence=row)
    activities.sign_up(joy, occurrence=row)
    activities.sign_up(puller, occurrence=row, guest="a" * 64)
    hide(joy.someone)
    data = queries_papers.attendance_paper(room, row)
    assert [words_of(person["called"]) for person in data["people"]] == ['"Amina"']
    assert words_of(data["nameless"]) == '"Er komen ook 2 buren zonder naam."'
    assert "Joy" not in words_of(data)


@pytest.mark.django_db
def test_the_list_is_for_who_leads_it_and_for_hosts_and_for_nobody_else():
    room = make_room()
    puller = make_actor(room)
    row = make_occurrence(puller)
    address = f"/k/{room.slug}/doe/{row.code}/lijst/"
    for actor in (puller, make_actor(room, "fatma", "host")):
        assert pages(printed(address, signed_in(actor))) == 1
        page = signed_in(actor).get(f"/k/{room.slug}/doe/{row.code}/").content.decode()
        assert address in page
    others = [make_actor(room, "wim"), make_actor(room, "marleen", "coordinator"),
              make_actor(room, "bestuur", "board")]  # fmt: skip
    for actor in others:
        assert signed_in(actor).get(address).status_code == 403
    stranger = make_actor(make_room("elders", "Elders"), "vreemd", "host")
    assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302  # to the way in
    assert "no-store" in signed_in(puller).get(address)["Cache-Control"]


@pytest.mark.django_db
def test_the_poster_has_the_hours_the_address_and_the_phone():
    room = make_room()
    room.phone, room.address = "020 555 01 02", "Lindeplein 1"
    room.save()
    make_week(room)
    data = queries_papers.poster(room)
    said = words_of({**data, "qr": ""})
    for words in ("De Kamer", "Maandag", "10.00 tot 17.00 uur", "020 555 01 02", "Lindeplein 1",
                  "localhost:8000/de-kamer"):  # fmt: skip
        assert words in said
    assert data["qr"] == paper.qr("http://localhost:8000/k/de-kamer/")
    pdf = printed(f"/k/{room.slug}/poster/")
    assert pages(pdf) == 1
    assert is_accessible(pdf)


@pytest.mark.parametrize("language", ["nl", "ar", "en", "es", "tr"])
@pytest.mark.django_db
def test_a_paper_is_in_the_language_of_who_prints_it(language):
    room = make_room()
    make_week(room)
    client = Client(headers={"accept-language": language})
    for address in ("week/papier/", "poster/"):
        pdf = printed(f"/k/{room.slug}/{address}", client)
        assert pages(pdf) == 1
        assert is_accessible(pdf)
        assert f"/Lang({language})".encode() in re.sub(rb"/Lang\s*\(", b"/Lang(", pdf)


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.django_db
def test_what_people_write_is_shown_and_never_run(title):
    room = make_room(name=title[:60])
    with time_machine.travel(MONDAY, tick=False):
        noor = make_actor(room, title[:40])
        row = make_occurrence(noor, title, starts=MONDAY + timedelta(hours=4))
        papers = [printed(f"/k/{room.slug}/{address}") for address in ("week/papier/", "poster/")]
        papers.append(printed(f"/k/{room.slug}/doe/{row.code}/lijst/", signed_in(noor)))
    for pdf in papers:
        assert pages(pdf) == 1
        assert is_accessible(pdf)


def echoed(tmp_path, said):
    """A paper with only this on it."""
    layout = tmp_path / "echo.typ"
    layout.write_bytes(ECHO)
    return paper.make_pdf(layout, {"title": "x", "said": [said]})


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.text(max_size=60))
def test_any_text_at_all_can_be_printed(tmp_path, said):
    assert pages(echoed(tmp_path, paper.own(said))) == 1


def test_text_of_people_is_data_letter_by_letter(tmp_path):
    """The same words as a literal of Typst and as data make the very same paper."""
    layout = tmp_path / "same.typ"
    layout.write_text('#let same = data.said == "#read(\\"/etc/passwd\\") *x* $y$ \\\\"\n'
                      '#if not same { panic("changed") }\n#data.said')  # fmt: skip
    data = {"title": "x", "said": '#read("/etc/passwd") *x* $y$ \\'}
    assert pages(paper.make_pdf(layout, data)) == 1


def test_a_layout_cannot_read_outside_its_own_folder(tmp_path):
    layout = tmp_path / "peek.typ"
    for path in ("/etc/passwd", "../../config/settings.py"):
        layout.write_text(f'#read("{path}")')
        with pytest.raises(typst.TypstError):
            paper.make_pdf(layout, {"title": "x"})


def test_a_name_in_a_script_without_letters_here_is_still_printed(tmp_path):
    assert pages(echoed(tmp_path, paper.own("ተስፋይ 🌞 李"))) == 1


def test_own_words_keep_to_themselves_and_figures_stay_in_order():
    assert paper.own("a\u202eb\x00c") == "\u2068abc\u2069"
    assert paper.own("x" * 45).count("\u200b") == 2
    assert paper.figures("10.00") == "\u206610.00\u2069"


@pytest.mark.django_db
def test_a_paper_takes_at_most_a_second_and_a_half():
    room = make_room()
    noor = make_actor(room)
    with time_machine.travel(MONDAY, tick=False):
        for n in range(40):
            starts = MONDAY + timedelta(days=n % 7, hours=1 + n // 7)
            make_occurrence(noor, f"Soep {n}", starts=starts, minutes=60)
        data = queries_papers.week_paper(room, date(2026, 11, 23))
    begun = clock.process_time()  # the time of this process, however busy the machine
    paper.make_pdf(LAYOUTS / "week.typ", data)
    assert clock.process_time() - begun <= 1.5


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.django_db
def test_a_paper_asks_the_same_number_of_questions(django_assert_num_queries, number):
    room = make_room()
    noor = make_actor(room)
    with time_machine.travel(MONDAY, tick=False):
        make_week(room)
        for n in range(number):
            row = make_occurrence(noor, f"Soep {n}", starts=MONDAY + timedelta(hours=n))
            activities.sign_up(make_actor(room, f"buur{n}"), occurrence=row)
        for n in range(number):
            activities.sign_up(make_actor(room, f"vriend{n}"), occurrence=row)
        with django_assert_num_queries(5):
            printed(f"/k/{room.slug}/week/papier/")
        with django_assert_num_queries(2):
            printed(f"/k/{room.slug}/poster/")
        client = signed_in(noor)
        with django_assert_num_queries(8):
            printed(f"/k/{room.slug}/doe/{row.code}/lijst/", client)


@pytest.mark.django_db
def test_a_public_paper_is_made_once_in_a_while(settings, monkeypatch):
    settings.PUBLIC_PAGE_SECONDS = 10
    made = []
    real = paper.make_pdf
    monkeypatch.setattr(
        "sleutelbos.room.board.views_papers.make_pdf",
        lambda layout, data: made.append(layout) or real(layout, data),
    )
    room = make_room()
    noor = make_actor(room)
    with time_machine.travel(MONDAY, tick=False):
        for client in (Client(), Client(), signed_in(noor)):
            printed(f"/k/{room.slug}/week/papier/", client)
            printed(f"/k/{room.slug}/week/papier/?x={len(made)}", client)
        with translation.override("ar"):
            printed(f"/k/{room.slug}/week/papier/", Client(headers={"accept-language": "ar"}))
    assert made == [LAYOUTS / "week.typ"] * 2  # one a language


@pytest.mark.django_db
def test_the_papers_and_the_calendar_can_be_found_from_the_room():
    room = make_room()
    noor = make_actor(room)
    page = Client().get(f"/k/{room.slug}/van-ons/").content.decode()
    for address in ("week/papier/", "poster/", "agenda.ics"):
        assert f"/k/{room.slug}/{address}" in page
    assert "/mijn/agenda/" in signed_in(noor).get(f"/k/{room.slug}/van-ons/").content.decode()
    assert "/mijn/agenda/" in signed_in(noor).get("/mijn/").content.decode()
    week = Client().get(f"/k/{room.slug}/week/2026-11-23/").content.decode()
    assert f"/k/{room.slug}/week/2026-11-23/papier/" in week


def test_every_letter_of_the_house_is_on_board():
    """Paper is set in our own letters; a machine without any prints the same."""
    assert {font.name for font in Path(paper.FONTS).glob("*.ttf")} >= {
        "NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansArabic-Regular.ttf",
        "NotoSansArabic-Bold.ttf", "BricolageGrotesque-Bold.ttf",
    }  # fmt: skip


@pytest.mark.mission("K2E")
@pytest.mark.django_db
def test_a_day_the_plan_has_shut_is_not_called_shut_when_something_is_on():
    room = make_room()
    with time_machine.travel(MONDAY, tick=False):
        make_occurrence(make_actor(room, "amina"), starts=MONDAY + timedelta(days=2, hours=3))
        days = queries_papers.week_paper(room, MONDAY.date())["days"]
    assert [day["hours"] for day in days[1:4]] == ["De deur is dicht.", "", "De deur is dicht."]
