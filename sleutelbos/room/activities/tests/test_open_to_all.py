"""Everybody is always welcome: no way exists to close an activity or book the room away (K2B).

Three walls. What an activity may be is written out here, field by field: whoever adds one has to
come by and think. No model, form or address of the house knows a word for closing. And sending such
words along anyway changes nothing.
"""

import re
from datetime import timedelta

import pytest
from django import forms
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.policy import ALL_ROLES
from sleutelbos.room.activities import commands, permissions, queries
from sleutelbos.room.activities import forms as our_forms
from sleutelbos.room.activities.models import Activity, Occurrence, Series
from sleutelbos.room.activities.tests.makers import as_it_is, make_occurrence
from tests.routes import routes

pytestmark = pytest.mark.mission("K2B")

LIMIT = {"capacity", "limit_by", "limit_what"}
MAY_BE = {
    Activity: {
        "id", "place", "code", "once", "title", "picto", "about", "idea_by", "thought_of_at",
        "contribution_cents", "costs_cents", "costs_about", "pulled_at", "rested_at", "ended_at",
        "ended_by",
    },
    Series: LIMIT
    | {
        "id", "activity", "title", "rule", "starts_at", "minutes", "first_day", "until",
        "skips_holidays", "filled_until",
    },
    Occurrence: LIMIT
    | {
        "id", "place", "uuid", "code", "once", "activity", "series", "original_day", "title",
        "starts", "ends", "set_apart_at", "cancelled_at", "off", "taken", "waiting", "stand_in",
        "stand_in_asked_at", "attended", "attended_source", "sequence", "changed_at",
    },
}  # fmt: skip
MAY_ASK = {
    our_forms.HowForm: {"once", "title", "day", "clock", "other"},
    our_forms.BeginForm: {"once", "title", "voice", "day", "clock", "other"},
    our_forms.IdeaForm: {"once", "title", "voice", "picto"},
    our_forms.ChangeForm: LIMIT
    | {"title", "day", "clock", "minutes", "scope", "every", "skips_holidays"},
    our_forms.DescribeForm: {"about", "costs", "costs_about", "contribution"},
}
CLOSING = re.compile(
    r"(?:^|[_-])(?:private|prive|besloten|exclusive|exclusief|invite[-_]?only|members[-_]?only|"
    r"audience|doelgroep|visible[-_]?to|visibility|only[-_]for|alleen[-_]voor|restricted|hidden[-_]"
    r"from|target[-_]?group|women|men|gender|min[-_]?age|max[-_]?age|reserved?|reservation|"
    r"reserveer|reservering|book|booked|booking|boek|afhuren|verhuur|hire|rented)(?:$|[_-])"
)
SENT = (
    "private", "prive", "besloten", "exclusive", "invite_only", "members_only", "audience",
    "visibility", "visible_to", "only_for", "group", "groep", "gender", "women_only", "min_age",
    "reserved", "book_room", "booking", "room_closed", "closed", "hidden", "approved_only",
)  # fmt: skip


@pytest.mark.parametrize("model", MAY_BE)
def test_what_an_activity_may_be_is_written_out(model):
    assert {f.name for f in model._meta.get_fields() if f.concrete} == MAY_BE[model]


@pytest.mark.parametrize("form", MAY_ASK)
def test_what_may_be_asked_of_who_begins_is_written_out(form):
    assert set(form.base_fields) == MAY_ASK[form]


def test_only_space_and_things_can_limit():
    assert set(Occurrence.By.values) == {"space", "things"}


def our_form_classes():
    found, todo = set(), [forms.BaseForm]
    while todo:
        for form in todo.pop().__subclasses__():
            todo.append(form)
            found.add(form)
    return [form for form in found if form.__module__.startswith("sleutelbos.")]


def test_no_model_form_or_address_of_the_house_knows_a_word_for_closing():
    ours = [m for m in apps.get_models() if m.__module__.startswith("sleutelbos.")]
    names = {f"{m._meta.label}.{f.name}": f.name for m in ours for f in m._meta.get_fields()}
    for form in our_form_classes():
        names |= {f"{form.__name__}.{name}": name for name in form.base_fields}
    for name, pattern in routes():
        path = re.sub(r"<[^>]*>", "", str(pattern.pattern))
        names |= {f"route {name}": name.rsplit(":", 1)[-1]}
        names |= {f"path {name} {part}": part for part in path.split("/")}

    assert {where for where, name in names.items() if CLOSING.search(name)} == set()
    assert [CLOSING.search(word) is not None for word in ("women_only", "book_room", "boek")] == [
        True, True, True,
    ]  # fmt: skip


def test_looking_and_coming_are_open_to_every_role():
    assert permissions.ROUTES["activities:agenda"].get == frozenset(ALL_ROLES)
    assert permissions.ROUTES["activities:occurrence"].get == frozenset(ALL_ROLES)
    assert permissions.ROUTES["activities:come"].post == frozenset(ALL_ROLES)


@pytest.mark.django_db
def test_sending_such_words_along_closes_nothing(client):
    room = make_room()
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    stranger = make_actor(make_room("elders", "Elders"), "saskia")
    client.force_login(amina.person)
    words = dict.fromkeys(SENT, "1")
    today = f"{timezone.localdate():%Y-%m-%d}"
    how = reverse("activities:how", args=[room.slug, "pan"])
    client.post(how, {"title": "Samen koken", "day": today, "clock": "now", **words})
    (row,) = Occurrence.objects.within(room)
    before = {f: getattr(row, f) for f in ("capacity", "cancelled_at", "off", "limit_by")}

    for name in ("change", "cancel", "restore", "ask_stand_in", "attendance"):
        client.post(reverse(f"activities:{name}", args=[room.slug, row.code]), words)
    for name in ("describe", "plan", "ask_along"):
        client.post(reverse(f"activities:{name}", args=[room.slug, row.activity.code]), words)

    assert {f: getattr(as_it_is(row), f) for f in before} == before
    client.logout()
    page = client.get(reverse("activities:occurrence", args=[room.slug, row.code]))
    assert "Samen koken" in page.content.decode()
    come = reverse("activities:come", args=[room.slug, row.code])
    client.post(come, {"zonder_naam": "ja"})
    client.force_login(stranger.person)
    client.cookies.pop("kom")
    client.post(come, {"zonder_naam": "ja"})
    commands.sign_up(wim, occurrence=row)
    assert as_it_is(row).taken == 3


@pytest.mark.django_db
def test_an_activity_books_nothing_another_begins_at_the_same_time():
    room = make_room()
    starts = timezone.now() + timedelta(hours=3)
    for name in ("amina", "wim", "rosa"):
        make_occurrence(make_actor(room, name), f"Met {name}", starts=starts)

    assert len(queries.agenda(room).rows) == 3


@pytest.mark.django_db
def test_a_limit_is_never_below_one_and_the_line_is_open_to_everybody():
    room = make_room()
    row = make_occurrence(
        make_actor(room, "rosa"), limit=commands.Limit(1, "space", "de keuken is klein")
    )
    commands.sign_up(make_actor(room, "amina"), occurrence=row)

    said = commands.sign_up(make_actor(room, "wim"), occurrence=row)

    assert said.state == "waiting"
