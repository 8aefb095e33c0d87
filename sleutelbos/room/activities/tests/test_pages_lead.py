"""The pages of who begins something, leads it, lets it rest or picks it up."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.bsn import MESSAGE
from sleutelbos.room.activities import commands, queries
from sleutelbos.room.activities.forms import ChangeForm
from sleutelbos.room.activities.models import Activity, Occurrence, Series
from sleutelbos.room.activities.tests.makers import (
    as_it_is,
    make_idea,
    make_occurrence,
)

pytestmark = pytest.mark.django_db


def url(name, room, *args):
    return reverse(f"activities:{name}", args=[room.slug, *args])


@pytest.fixture
def room():
    return make_room()


@pytest.fixture
def amina(room, client):
    actor = make_actor(room, "amina")
    client.force_login(actor.person)
    return actor


def how(**change):
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {"title": "Samen koken", "day": today, "clock": "now", "other": "", **change}


@pytest.mark.mission("K2E")
def test_on_the_spot_is_three_taps(client, room, amina):
    """From Vandaag: Ik begin iets → pictogram → Zet op de deur; all fields are filled in."""
    tiles = client.get(url("begin", room))  # tap 1
    assert url("how", room, "pan") in tiles.content.decode()
    form = client.get(url("how", room, "pan")).context["form"]  # tap 2
    filled = {name: form[name].value() for name in ("title", "day", "clock", "once")}
    answer = client.post(url("how", room, "pan"), {**filled, "other": ""})  # tap 3

    (row,) = Occurrence.objects.within(room)
    assert answer.url == url("begun", room, row.code)
    assert (row.title, row.is_on_at(timezone.now())) == ("Samen koken", True)
    assert "begint nu" in client.get(answer.url).content.decode()


def test_planned_for_another_day_and_every_week(client, room, amina):
    tomorrow = timezone.localdate() + timedelta(days=1)
    client.post(url("how", room, "pan"), how(day=f"{tomorrow:%Y-%m-%d}", clock="15:00"))
    client.post(url("how", room, "kop"), how(day="weekly-2", clock="19:00"))

    once = Occurrence.objects.within(room).get(series=None)
    local = timezone.localtime(once.starts)
    assert (local.date(), f"{local:%H:%M}") == (tomorrow, "15:00")
    (series,) = Series.objects.within(room)
    days = Occurrence.objects.within(room).filter(series=series)
    assert {timezone.localtime(o.starts).isoweekday() for o in days} == {3}
    assert days.count() >= 13


def test_a_typed_time_counts_however_it_is_written(client, room, amina):
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"
    for clock, other in (("other", "10.30"), ("other", "10:30"), ("other", "10u30")):
        client.post(url("how", room, "pan"), how(day=tomorrow, clock=clock, other=other))

    seen = {f"{timezone.localtime(o.starts):%H:%M}" for o in Occurrence.objects.within(room)}
    assert (seen, Occurrence.objects.within(room).count()) == ({"10:30"}, 3)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": " "}, "Hoe heet het? Schrijf of zeg een paar woorden."),
        ({"day": ""}, "Kies een dag."),
        ({"day": "weekly-9"}, "Kies een dag."),
        ({"clock": ""}, "Kies een tijd."),
        ({"clock": "other"}, "Kies een tijd."),
        ({"day": "weekly-1"}, "Kies een tijd."),
        ({"clock": "other", "other": "kwart over tien"}, "Schrijf een tijd, zoals 13.00."),
        ({"clock": "13:00"}, "Deze tijd is al voorbij. Kies een latere tijd."),
        ({"title": "Bel 123456782"}, str(MESSAGE).split(".", maxsplit=1)[0]),
    ],
)
def test_what_is_not_right_is_said_and_nothing_typed_is_lost(client, room, amina, change, sentence):
    evening = timezone.localtime().replace(hour=20, minute=0)
    with time_machine.travel(evening, tick=False):
        answer = client.post(url("how", room, "pan"), how(**{"title": "Soep & brood", **change}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) >= 2  # on top, and at the field
    assert "Let op:" in page
    if "title" not in change:
        assert "Soep &amp; brood" in page
    assert Occurrence.objects.within(room).count() == 0


def test_the_hour_that_the_clock_skips_is_explained(client, room, amina):
    with time_machine.travel("2027-03-27T12:00:00+01:00", tick=False):
        answer = client.post(
            url("how", room, "pan"), how(day="2027-03-28", clock="other", other="2.30")
        )

    assert answer.status_code == 422
    assert "Die nacht slaat de klok dit uur over." in answer.content.decode()


def test_the_hour_that_comes_twice_is_explained(client, room, amina):
    with time_machine.travel("2026-10-24T12:00:00+02:00", tick=False):
        page = client.post(
            url("how", room, "pan"),
            how(day="2026-10-25", clock="other", other="2.30"),
            follow=True,
        ).content.decode()

    assert "Dit uur komt twee keer. Wij bedoelen de eerste keer." in page
    (row,) = Occurrence.objects.within(room)
    assert f"{row.starts:%Y-%m-%d %H:%M %Z}" == "2026-10-25 00:30 UTC"


def test_a_night_of_a_series_that_the_clock_skips_is_an_hour_later_and_says_so(client, room, amina):
    with time_machine.travel("2027-03-06T12:00:00+01:00", tick=False):
        client.post(url("how", room, "pan"), how(day="weekly-6", clock="other", other="2.30"))
        row = Occurrence.objects.within(room).get(original_day="2027-03-28")
        other = Occurrence.objects.within(room).get(original_day="2027-04-04")
        page = client.get(url("occurrence", room, row.code)).content.decode()

    local = [f"{timezone.localtime(o.starts):%H:%M}" for o in (row, other)]
    assert local == ["03:30", "02:30"]
    assert "Die nacht gaat de klok vooruit. Daarom is het een uur later." in page


def test_sent_twice_is_on_the_door_once(client, room, amina):
    once = {"once": "0b0e6a52-9cc8-4b40-9b6d-0bb7f1a1c001"}

    answers = {client.post(url("how", room, "pan"), how(**once)).url for _time in range(2)}

    assert len(answers) == Activity.objects.within(room).count() == 1


@pytest.mark.mission("K2C")
def test_picking_up_and_undoing_it_is_one_tap_each(client, room, amina):
    idea = make_idea(make_actor(room, "wim"))
    commands.wish(make_actor(room, "joy"), activity=idea)

    page = client.post(url("pull", room, idea.code), follow=True).content.decode()
    assert "Jij trekt nu" in page
    assert "<bdi>1</bdi> buur heeft er zin in" in page
    assert url("stop_pulling", room, idea.code) in page
    client.post(url("stop_pulling", room, idea.code))

    assert Activity.objects.within(room).get(pk=idea.pk).is_idea


@pytest.mark.mission("K2C")
def test_the_team_sees_the_stable_without_the_button_to_pick_up(client, room):
    marleen = make_actor(room, "marleen", "coordinator")
    idea = make_idea(marleen, "Tuinfeest")
    client.force_login(marleen.person)

    page = client.get(url("resting", room)).content.decode()

    assert "Tuinfeest" in page
    assert url("pull", room, idea.code) not in page
    assert "Alleen bewoners pakken iets op." in page


def test_an_idea_is_hung_up(client, room, amina):
    answer = client.post(url("idea", room), {"title": "Fietsles", "picto": "fiets"}, follow=True)

    assert "Fietsles" in answer.content.decode()
    assert client.post(url("idea", room), {"title": "", "picto": "fiets"}).status_code == 422


@pytest.mark.mission("K2A")
def test_asking_more_than_it_costs_is_refused_with_the_reason(client, room, amina):
    cooking = make_occurrence(amina).activity
    said = {"about": "Soep", "costs": "2,50", "costs_about": "boodschappen"}

    good = client.post(url("describe", room, cooking.code), {**said, "contribution": "€ 2,50"})
    bad = client.post(url("describe", room, cooking.code), {**said, "contribution": "3"})

    assert (good.status_code, bad.status_code) == (302, 422)
    assert bad.content.decode().count("Vraag niet meer dan het kost.") == 2
    assert Activity.objects.within(room).get(pk=cooking.pk).contribution_cents == 250
    assert bad.content.decode().count('value="3"') == 1


def test_a_series_changes_from_this_time_on(client, room, amina):
    make_occurrence(amina, weekly=True)
    rows = list(Occurrence.objects.within(room).order_by("starts"))
    local = timezone.localtime(rows[1].starts)
    said = {
        "title": "Samen eten", "day": f"{local:%Y-%m-%d}", "clock": "18.00", "minutes": "180",
        "every": "week", "capacity": "8", "limit_by": "space", "limit_what": "de kleine kamer",
    }  # fmt: skip

    answer = client.post(url("change", room, rows[1].code), {**said, "scope": "from"})

    assert answer.status_code == 302
    assert as_it_is(rows[0]).title == "Samen koken"
    later = as_it_is(rows[2])
    assert (later.title, later.minutes, later.capacity) == ("Samen eten", 180, 8)
    assert f"{timezone.localtime(later.starts):%H:%M}" == "18:00"
    without = {**said, "scope": "one", "limit_what": ""}
    refused = client.post(url("change", room, rows[3].code), without)
    assert refused.status_code == 422
    assert "Waarom past niet iedereen?" in refused.content.decode()


def test_cancelling_offers_to_take_it_back(client, room, amina):
    row = make_occurrence(amina)

    page = client.post(url("cancel", room, row.code), follow=True).content.decode()
    assert "Dit gaat niet door." in page
    assert f'action="{url("restore", room, row.code)}"' in page
    client.post(url("restore", room, row.code))

    assert as_it_is(row).is_on


def test_who_was_there_by_name_or_by_number(client, room, amina):
    row = commands.begin(amina, title="Naaiclub", picto="naald")
    wim = make_actor(room, "wim")
    commands.sign_up(wim, occurrence=row)
    there = url("attendance", room, row.code)
    assert "Wim" in client.get(there).content.decode()

    client.post(there, {"people": [wim.someone.code], "others": "2", "how": "ticked"})
    assert (as_it_is(row).attended, as_it_is(row).attended_source) == (3, "ticked")
    assert client.post(there, {"how": "counted", "number": ""}).status_code == 422
    client.post(there, {"how": "counted", "number": "9"})

    assert (as_it_is(row).attended, as_it_is(row).attended_source) == (9, "counted")


def test_a_neighbour_is_asked_along_by_tag_and_answers_with_one_tap(client, room, amina):
    rosa, wim = make_actor(room, "rosa"), make_actor(room, "wim")
    places.say_yes(rosa, Consent.Purpose.SHOW_ROLE)
    cooking = make_occurrence(amina).activity
    ask = url("ask_along", room, cooking.code)
    page = client.get(ask).content.decode()
    assert "Rosa" in page
    assert "Wim" not in page  # did not say that neighbours may see it

    assert client.post(ask, {"person": wim.someone.code}).status_code == 422
    client.post(ask, {"person": rosa.someone.code})
    client.force_login(rosa.person)
    assert "trek je mee?" in client.get(url("begin", room)).content.decode()
    client.post(url("pull_along", room, cooking.code), {"antwoord": "ja"})

    assert queries.pulled_by(rosa.someone, room) == [cooking]


def test_a_stand_in_is_asked_and_found_with_one_tap_each(client, room, amina):
    row = make_occurrence(amina)
    wim = make_actor(room, "wim")
    client.post(url("ask_stand_in", room, row.code))
    client.force_login(wim.person)
    assert "Wie valt in?" in client.get(url("occurrence", room, row.code)).content.decode()

    page = client.post(url("stand_in", room, row.code), follow=True).content.decode()

    assert "valt deze keer in" in page
    assert as_it_is(row).stand_in == wim.person


def test_every_time_is_one_tap_and_one_tap_back(client, room, amina):
    row = make_occurrence(make_actor(room, "rosa"), weekly=True)

    client.post(url("come_always", room, row.code))
    assert {o.taken for o in Occurrence.objects.within(room)} == {1}
    client.post(url("not_always", room, row.code))

    assert {o.taken for o in Occurrence.objects.within(room)} == {0}
    single = make_occurrence(make_actor(room, "wim"))
    assert client.post(url("come_always", room, single.code)).status_code == 404


def test_who_does_not_lead_it_sees_no_names_and_no_buttons_to_change(client, room, amina):
    row = make_occurrence(make_actor(room, "rosa"))

    page = client.get(url("occurrence", room, row.code)).content.decode()

    assert url("cancel", room, row.code) not in page
    assert client.get(url("attendance", room, row.code)).status_code == 403


def test_the_night_shift_may_run_twice(room, amina, capsys):
    make_occurrence(amina, weekly=True)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        call_command("extend_series")
        call_command("extend_series")

    assert capsys.readouterr().out.splitlines() == [
        "2 days written down, 0 at rest, 0 places given on",
        "0 days written down, 0 at rest, 0 places given on",
    ]
    assert actor_of(amina.someone, room).roles == {"resident"}


@pytest.mark.mission("P4")
@pytest.mark.parametrize(
    ("language", "minutes", "said"),
    [
        ("nl", 1, "1 minuut"), ("nl", 45, "45 minuten"), ("nl", 150, "2½ uur"),
        ("ar", 2, "دقيقتان"), ("ar", 5, "5 دقائق"), ("ar", 45, "45 دقيقة"), ("es", 1, "1 minuto"),
    ],
)  # fmt: skip
def test_a_length_of_its_own_is_counted_as_the_language_counts(language, minutes, said):
    with translation.override(language):
        form = ChangeForm(initial={"minutes": minutes})
        assert dict(form.fields["minutes"].choices)[minutes] == said


def _where_it_stands(client, room):
    """Vandaag, the agenda and the week, and who reads them alone: Mijn bos."""
    pages = (f"/k/{room.slug}/", url("agenda", room), f"/k/{room.slug}/week/", "/mijn/")
    return [re.sub(r"<[^>]*>", "", client.get(page).content.decode()) for page in pages]


@pytest.mark.mission("K2E")
def test_who_cannot_come_is_not_named_as_who_leads_it_on_any_page(client, room, amina):
    row = make_occurrence(amina, starts=timezone.now())
    wim = make_actor(room, "wim")
    commands.sign_up(wim, occurrence=row)
    commands.ask_stand_in(amina, occurrence=row)

    for reader in (amina, wim):
        client.force_login(reader.person)
        *pages, mine = _where_it_stands(client, room)
        for page in pages:
            assert "Amina kan niet. Wie valt in?" in page
            assert "met Amina" not in page
        assert "De trekker kan deze keer niet. Wie valt in?" in mine
    commands.stand_in(wim, occurrence=row)
    for page in _where_it_stands(client, room)[:3]:
        assert "met Wim" in page
        assert "Wie valt in?" not in page


def test_who_leads_it_is_not_asked_to_come(client, room, amina):
    row = make_occurrence(amina, starts=timezone.now())
    come = f'hx-post="{url("come", room, row.code)}"'
    for page in (f"/k/{room.slug}/", url("agenda", room)):
        client.force_login(amina.person)
        mine = client.get(page).content.decode()
        assert "Jij trekt dit" in mine
        assert come not in mine
        client.force_login(make_actor(room, "wim").person)
        other = client.get(page).content.decode()
        assert "Jij trekt dit" not in other
        assert come in other
