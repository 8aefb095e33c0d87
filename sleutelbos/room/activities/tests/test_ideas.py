"""Energy decides: an idea waits for a resident, what nobody pulls rests by itself (K2A, K2C)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.room.activities import commands, queries
from sleutelbos.room.activities.models import Activity, Occurrence, Puller
from sleutelbos.room.activities.tests.makers import as_it_is, make_idea, make_occurrence

pytestmark = pytest.mark.django_db
State = Activity.State


def state(activity):
    fresh = Activity.objects.within(activity.place).select_related("place").get(pk=activity.pk)
    return queries.state_of(fresh, timezone.now())


@pytest.mark.mission("K2C")
def test_an_idea_without_a_puller_cannot_be_planned():
    room = make_room()
    wim, amina = make_actor(room, "wim"), make_actor(room, "amina")
    idea = make_idea(wim)

    with pytest.raises(Refused) as refusal:
        commands.plan(amina, activity=idea, starts=timezone.now() + timedelta(days=1))

    assert refusal.value.code == "no-puller"
    assert Occurrence.objects.within(room).count() == 0
    assert state(idea) == State.IDEA


@pytest.mark.mission("K2C")
def test_an_activity_lives_from_idea_to_end():
    room = make_room()
    amina = make_actor(room, "amina")
    idea = make_idea(amina)
    seen = [state(idea)]

    commands.pull(amina, activity=idea)
    row = commands.plan(amina, activity=idea, starts=timezone.now() + timedelta(days=1))
    seen.append(state(idea))
    with time_machine.travel(row.starts, tick=False):
        seen.append(state(idea))
        commands.stop_pulling(amina, activity=idea)
        seen.append(state(idea))
        commands.pull(amina, activity=idea)
        seen.append(state(idea))
        commands.end(amina, activity=idea)
        seen.append(state(idea))

    assert seen == [
        State.IDEA, State.PLANNED, State.RUNNING, State.RESTING, State.RUNNING, State.ENDED,
    ]  # fmt: skip


@pytest.mark.mission("K2C")
@pytest.mark.parametrize("role", ["coordinator", "assistant", "funder"])
def test_a_professional_cannot_own_an_activity(role):
    room = make_room()
    paid = make_actor(room, "marleen", role)
    idea = make_idea(make_actor(room, "wim"))

    for attempt in (
        lambda: commands.pull(paid, activity=idea),
        lambda: commands.begin(paid, title="Cursus", picto="pan"),
        lambda: commands.plan(paid, activity=idea),
        lambda: commands.pull_along(paid, activity=idea, yes=True),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    assert Puller.objects.within(room).count() == 0


@pytest.mark.mission("K2C")
def test_a_professional_has_ideas_and_sees_the_stable():
    room = make_room()
    marleen = make_actor(room, "marleen", "coordinator")

    make_idea(marleen, "Tuinfeest")

    assert [rest.activity.title for rest in queries.resting(room)] == ["Tuinfeest"]


@pytest.mark.mission("K2C")
def test_only_a_resident_can_be_asked_to_pull_along():
    room = make_room()
    amina, deniz = make_actor(room, "amina"), make_actor(room, "deniz", "assistant")
    row = make_occurrence(amina)

    with pytest.raises(Refused) as refusal:
        commands.ask_along(amina, activity=row.activity, person=deniz.person)

    assert refusal.value.code == "only-residents-pull"


@pytest.mark.mission("K2C")
def test_when_the_last_puller_stops_it_rests_by_itself_and_says_so(client):
    room = make_room()
    amina, rosa, wim = (make_actor(room, name) for name in ("amina", "rosa", "wim"))
    row = make_occurrence(amina, weekly=True)
    commands.ask_along(amina, activity=row.activity, person=rosa.person)
    commands.pull_along(rosa, activity=row.activity, yes=True)
    commands.sign_up(wim, occurrence=row)

    commands.stop_pulling(amina, activity=row.activity)
    assert as_it_is(row).is_on

    commands.stop_pulling(rosa, activity=row.activity)
    resting = as_it_is(row)
    assert (resting.off, resting.activity.is_resting) == (Occurrence.Off.RESTS, True)
    client.force_login(wim.person)
    page = client.get(f"/k/{room.slug}/doe/{row.code}/").content.decode()
    assert "rust sinds vandaag" in page
    assert "Jij wilde komen" in page
    assert "rust" in client.get(f"/k/{room.slug}/agenda/").content.decode()


@pytest.mark.mission("K2C")
def test_what_rested_wakes_up_with_everybody_who_would_come():
    room = make_room()
    amina, rosa, wim = (make_actor(room, name) for name in ("amina", "rosa", "wim"))
    row = make_occurrence(amina, weekly=True)
    commands.sign_up(wim, occurrence=row)
    days = Occurrence.objects.within(room).count()
    commands.stop_pulling(amina, activity=row.activity)

    commands.pull(rosa, activity=row.activity)

    awake = as_it_is(row)
    assert (awake.is_on, awake.taken, awake.activity.is_pulled) == (True, 1, True)
    assert Occurrence.objects.within(room).filter(cancelled_at=None).count() == days


@pytest.mark.mission("K2C")
def test_picking_up_and_putting_back_leaves_it_as_it_was():
    room = make_room()
    amina, rosa = make_actor(room, "amina"), make_actor(room, "rosa")
    idea = make_idea(amina)
    with time_machine.travel(timezone.now() - timedelta(days=60)):
        old = make_occurrence(amina, "Naaien")
    commands.stop_pulling(amina, activity=old.activity)
    since = timezone.now() - timedelta(days=30)
    Activity.everywhere.filter(pk=old.activity.pk).update(rested_at=since)

    for activity in (idea, old.activity):
        commands.pull(rosa, activity=activity)
        commands.stop_pulling(rosa, activity=activity)

    assert Activity.objects.within(room).get(pk=idea.pk).is_idea
    assert Activity.objects.within(room).get(pk=old.activity.pk).rested_at == since


@pytest.mark.mission("K2C")
def test_what_no_resident_pulls_any_more_is_put_to_rest_at_night():
    room = make_room()
    board = make_actor(room, "board", "board")
    amina, rosa = make_actor(room, "amina"), make_actor(room, "rosa")
    left, kept = make_occurrence(amina), make_occurrence(rosa, "Wandelen")
    places.end_role(board, of=amina.person, name="resident")

    assert commands.rest_unpulled() == 1
    assert commands.rest_unpulled() == 0

    assert as_it_is(left).off == Occurrence.Off.RESTS
    assert as_it_is(kept).is_on


def test_nobody_pulls_twice_at_a_time():
    room = make_room()
    amina = make_actor(room, "amina")
    row = make_occurrence(amina)

    commands.pull(amina, activity=row.activity)

    assert Puller.objects.within(room).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Puller.everywhere.create(activity=row.activity, person=amina.person, since=timezone.now())


def test_a_wish_counts_once_a_person():
    room = make_room()
    wim, rosa = make_actor(room, "wim"), make_actor(room, "rosa")
    idea = make_idea(wim)

    commands.wish(rosa, activity=idea)
    commands.wish(rosa, activity=idea)
    commands.wish(wim, activity=idea)
    commands.unwish(wim, activity=idea)

    assert [(rest.wishes, rest.mine) for rest in queries.resting(room, person=rosa.person)] == [
        (1, True)
    ]


def test_who_wished_for_it_sees_that_somebody_pulls_it(client):
    room = make_room()
    wim, rosa = make_actor(room, "wim"), make_actor(room, "rosa")
    idea = make_idea(wim, "Fietsles")
    commands.wish(rosa, activity=idea)

    commands.pull(wim, activity=idea)

    assert queries.moved_for(rosa.person, room) == [idea]
    client.force_login(rosa.person)
    assert "Dit heeft nu een trekker" in client.get(f"/k/{room.slug}/stal/").content.decode()


def test_an_idea_sent_twice_is_one_idea():
    room = make_room()
    wim = make_actor(room, "wim")
    once = "6a7c0f0e-3f34-4d7c-9f2b-0d8b64ad55b1"

    first = commands.have_idea(wim, title="Fietsles", picto="fiets", once=once)
    again = commands.have_idea(wim, title="Fietsles", picto="fiets", once=once)

    assert first == again
    assert Activity.objects.within(room).count() == 1


@pytest.mark.parametrize(
    ("title", "picto", "code"), [("  ", "pan", "no-title"), ("Soep", "eenhoorn", "no-picto")]
)
def test_an_idea_needs_words_and_a_drawing(title, picto, code):
    wim = make_actor(make_room(), "wim")

    with pytest.raises(Refused) as refusal:
        commands.have_idea(wim, title=title, picto=picto)

    assert refusal.value.code == code


@pytest.mark.mission("K2A")
def test_a_contribution_is_never_more_than_the_costs():
    room = make_room()
    amina = make_actor(room, "amina")
    cooking = make_occurrence(amina).activity

    commands.describe(
        amina, activity=cooking, about="", contribution_cents=250, costs_cents=250,
        costs_about="boodschappen",
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        commands.describe(
            amina, activity=cooking, about="", contribution_cents=251, costs_cents=250,
            costs_about="boodschappen",
        )  # fmt: skip

    assert refusal.value.code == "more-than-costs"
    assert "Vraag niet meer dan het kost" in refusal.value.message
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.everywhere.filter(pk=cooking.pk).update(contribution_cents=300)


@pytest.mark.mission("K2A")
def test_costs_say_what_they_are_for():
    room = make_room()
    amina = make_actor(room, "amina")
    cooking = make_occurrence(amina).activity

    with pytest.raises(Refused) as refusal:
        commands.describe(amina, activity=cooking, about="", costs_cents=100)

    assert refusal.value.code == "costs-for-what"


def test_only_who_pulls_it_describes_stops_and_ends_it():
    room = make_room()
    amina, wim = make_actor(room, "amina"), make_actor(room, "wim")
    cooking = make_occurrence(amina).activity

    for attempt in (
        lambda: commands.describe(wim, activity=cooking, about="x"),
        lambda: commands.stop_pulling(wim, activity=cooking),
        lambda: commands.end(wim, activity=cooking),
        lambda: commands.not_end(wim, activity=cooking),
        lambda: commands.ask_along(wim, activity=cooking, person=wim.person),
        lambda: commands.plan(wim, activity=cooking),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_ending_can_be_taken_back():
    room = make_room()
    amina = make_actor(room, "amina")
    row = make_occurrence(amina, weekly=True)

    commands.end(amina, activity=row.activity)
    assert not as_it_is(row).is_on
    with pytest.raises(Refused) as refusal:
        commands.pull(make_actor(room, "wim"), activity=row.activity)
    commands.not_end(amina, activity=row.activity)

    assert refusal.value.code == "ended"
    assert as_it_is(row).is_on


def test_a_no_to_pulling_along_is_told_to_nobody():
    room = make_room()
    amina, rosa = make_actor(room, "amina"), make_actor(room, "rosa")
    cooking = make_occurrence(amina).activity
    commands.ask_along(amina, activity=cooking, person=rosa.person)
    commands.ask_along(amina, activity=cooking, person=rosa.person)
    assert len(queries.invites_for(rosa.person, room)) == 1

    assert commands.pull_along(rosa, activity=cooking, yes=False) is None

    assert queries.invites_for(rosa.person, room) == []
    with pytest.raises(Refused) as refusal:
        commands.pull_along(rosa, activity=cooking, yes=True)
    assert refusal.value.code == "nobody-asked"


def test_nobody_reaches_the_activity_of_another_room():
    here, there = make_room(), make_room("elders", "Elders")
    idea = make_idea(make_actor(here, "wim"))
    stranger = make_actor(there, "saskia")

    for attempt in (commands.pull, commands.wish):
        with pytest.raises(Activity.DoesNotExist):
            attempt(stranger, activity=idea)


def test_what_happens_is_noted():
    room = make_room()
    amina = make_actor(room, "amina")
    commands.pull(amina, activity=make_idea(amina))

    seen = [entry.what for entry in Entry.objects.within(room).order_by("pk")]

    assert seen == ["activities.thought-of", "activities.pulled"]
