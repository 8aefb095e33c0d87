"""Places to work: agreed with the resident, one line, read by two people only (K4B, K4C)."""

import logging
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry, Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.commands import erase_me, hide
from sleutelbos.commons.people.queries_export import take_along
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.workplaces import commands_nightly, queries
from sleutelbos.room.workplaces import commands_steps as commands
from sleutelbos.room.workplaces.models import Review, Step
from tests.canary import dump
from tests.routes import declared
from tests.test_permissions import ADDRESSES, ask
from tests.test_walk import text_of
from tests.world import addresses, make_world

from .makers import make_review, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K4B", "K4C")]
SECRET = "Samira kan twee uur staan en daarna even zitten"


def get(actor, code, more=""):
    client = Client()
    client.force_login(actor.person)
    return client.get(f"/k/lampje/werkplekken/{code}/{more}")


def test_a_participation_place_becomes_a_learn_work_place_then_a_paid_job_outside(
    room, samira, marleen
):
    first = make_step(marleen, samira, since=timezone.localdate() - timedelta(days=200))
    second = commands.step_on(
        marleen, code=first.code, once=uuid4(), form="learn-work", where="De keuken",
        since=timezone.localdate() - timedelta(days=90), outcome="Ik kook nu alleen.",
    )  # fmt: skip
    commands.agree(samira, code=second.code)
    third = commands.step_on(
        marleen, code=second.code, once=uuid4(), form="paid", where="Een restaurant",
        since=timezone.localdate(),
    )  # fmt: skip
    commands.agree(samira, code=third.code)
    line = queries.line_of(samira)
    assert [step.form for step in line] == ["participation", "learn-work", "paid"]
    assert [step.previous_id for step in line] == [None, first.pk, second.pk]
    assert [step.is_open for step in line] == [False, False, True]
    client = Client()
    client.force_login(samira.person)
    page = client.get("/mijn/werk/").content.decode()
    assert page.index("Participatieplaats") < page.index("Leerwerkplek") < page.index("Betaald")


def test_a_step_counts_only_after_the_yes_and_a_no_leaves_nothing(room, samira, marleen):
    step = make_step(marleen, samira, agreed=False)
    with pytest.raises(Refused) as no:
        commands.end(marleen, code=step.code)
    assert no.value.code == "not-agreed"
    with pytest.raises(NotFound):
        commands.agree(marleen, code=step.code)
    commands.decline(samira, code=step.code)
    assert not Step.everywhere.exists()


def test_after_a_yes_a_no_is_said_by_ending_it(room, samira, marleen):
    step = make_step(marleen, samira)
    with pytest.raises(Refused):
        commands.decline(samira, code=step.code)
    commands.end(samira, code=step.code, outcome="Het was niets voor mij.")
    commands.end(samira, code=step.code)
    assert not Step.objects.within(room).get().is_open


def test_somebody_is_in_one_step_at_a_time(room, samira, marleen):
    make_step(marleen, samira)
    deniz = make_actor(room, "deniz", "assistant")
    other = make_step(deniz, samira, agreed=False)  # nobody but Samira hears of the first one
    with pytest.raises(Refused) as no:
        commands.agree(samira, code=other.code)
    assert no.value.code == "in-a-step"
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.everywhere.create(
            place=room, once=uuid4(), person=samira.person, form="paid", where="x",
            since=timezone.localdate(), proposed_at=timezone.now(), agreed_at=timezone.now(),
        )  # fmt: skip
    commands.end(samira, code=Step.objects.within(room).exclude(pk=other.pk).get().code)
    assert commands.agree(samira, code=other.code).agreed_at


def test_the_same_form_sent_twice_is_one_step(room, samira, marleen):
    once, today = uuid4(), timezone.localdate()
    about = {"person": samira.person.code, "form": "internship", "where": "Hier", "since": today}
    for _twice in range(2):
        commands.propose(marleen, once=once, **about)
    assert Step.objects.within(room).count() == 1


@pytest.mark.parametrize("role", ["resident", "key-holder", "board", "funder"])
def test_only_who_receives_people_proposes(room, samira, role):
    with pytest.raises(NotAllowed):
        make_step(make_actor(room, "joy", role), samira)


def test_what_cannot_be_is_refused_kindly(room, samira, marleen):
    today = timezone.localdate()
    for how, code in (
        ({"where": " "}, "no-where"),
        ({"until": today - timedelta(days=1)}, "ends-first"),
        ({"minutes": 61 * 60}, "hours"),
        ({"goals": "a" * 601}, "too-long"),
    ):
        with pytest.raises(Refused) as no:
            make_step(marleen, samira, **how)
        assert no.value.code == code
    hide(samira.person)
    with pytest.raises(NotFound):
        make_step(marleen, samira)


def test_a_wage_value_review_is_planned_made_and_recorded(room, samira, marleen):
    step = make_step(marleen, samira)
    review = make_review(marleen, step, timezone.localdate() + timedelta(days=7))
    assert not review.is_made
    for percent in (0, 101):
        with pytest.raises(Refused):
            commands.record_review(
                marleen, code=step.code, review=review.code, percent=percent,
                made_on=timezone.localdate(),
            )  # fmt: skip
    with pytest.raises(Refused) as no:
        commands.record_review(
            marleen, code=step.code, review=review.code, percent=50,
            made_on=timezone.localdate() + timedelta(days=1),
        )  # fmt: skip
    assert no.value.code == "later"
    commands.record_review(
        marleen, code=step.code, review=review.code, percent=55, made_on=timezone.localdate(),
        measured_by="Een deskundige, op de werkplek",
    )  # fmt: skip
    kept = Review.objects.within(room).get()
    assert (kept.percent, kept.is_made) == ("55", True)
    assert "55" in get(samira, step.code).content.decode()


def test_the_guide_opens_it_with_a_tap_and_the_resident_sees_that(room, samira, marleen):
    step = make_step(marleen, samira, agreements=SECRET)
    assert SECRET in get(samira, step.code).content.decode()
    assert SECRET not in get(marleen, step.code).content.decode()
    client = Client()
    client.force_login(marleen.person)
    assert SECRET in client.post(f"/k/lampje/werkplekken/{step.code}/lees/").content.decode()
    assert Reading.everywhere.get().reader == marleen.person
    assert "Wie las dit?" in get(samira, step.code).content.decode()


@pytest.mark.parametrize(
    "role", ["resident", "host", "coordinator", "assistant", "board", "funder"]
)
def test_nobody_but_the_resident_and_the_guide_gets_anything(room, samira, marleen, role):
    step = make_step(marleen, samira, agreements=SECRET)
    review = make_review(marleen, step)
    other = make_actor(room, "ander", role)
    for more in ("", "klaar/", "verder/", "loonwaarde/", f"loonwaarde/{review.code}/"):
        assert get(other, step.code, more).status_code in {403, 404}
    assert get(other, step.code).status_code == (403 if role == "funder" else 404)
    if role != "funder":
        for command in (commands.read, commands.agree, commands.end, commands.wipe):
            with pytest.raises(NotFound):
                command(other, code=step.code)
    if role in {"host", "coordinator", "assistant"}:
        assert queries.guided_by(other) == []


@pytest.mark.mission("P2")
def test_every_word_and_figure_stands_locked_and_leaves_with_the_resident(room, samira, marleen):
    step = make_step(marleen, samira, agreements=SECRET, goals=SECRET)
    review = make_review(marleen, step)
    commands.record_review(
        marleen, code=step.code, review=review.code, percent=47, made_on=timezone.localdate(),
        measured_by="Deskundige Kanarie", words="Zij meet met een Zilverreiger",
    )  # fmt: skip
    commands.read(marleen, code=step.code)
    taken = str(dump())
    assert SECRET not in taken
    assert "Kanarie" not in taken
    assert "Zilverreiger" not in taken
    with take_along(samira.person) as file, zipfile.ZipFile(file) as archive:
        told = "".join(archive.read(name).decode() for name in archive.namelist())
    assert SECRET in told
    assert "47, Deskundige Kanarie, Zij meet met een Zilverreiger" in told
    with take_along(marleen.person) as file, zipfile.ZipFile(file) as archive:
        told = "".join(archive.read(name).decode() for name in archive.namelist())
    assert SECRET not in told
    assert "Zilverreiger" not in told
    erase_me(samira.person)
    assert not Step.everywhere.exists()
    assert not Review.everywhere.exists()
    assert not Reading.everywhere.exists()


@pytest.mark.mission("P2")
def test_the_resident_wipes_a_step_and_the_line_closes_over_it(room, samira, marleen):
    first = make_step(marleen, samira)
    second = commands.step_on(
        marleen, code=first.code, once=uuid4(), form="paid", where="Buiten",
        since=timezone.localdate(),
    )  # fmt: skip
    with pytest.raises(NotFound):
        commands.wipe(marleen, code=first.code)
    commands.wipe(samira, code=first.code)
    assert [step.pk for step in queries.line_of(samira)] == [second.pk]


def test_dates_that_need_somebody_are_told_in_time_and_once(room, samira, marleen):
    today = timezone.localdate()
    step = make_step(marleen, samira, until=today + timedelta(days=60))
    make_review(marleen, step, today + timedelta(days=20))
    Notice.everywhere.all().delete()

    def night(days):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            for chore in commands_nightly.NIGHTLY:
                chore.does(timezone.now())
            told = Notice.everywhere.filter(read_at=None)
            people = set(told.values_list("person", flat=True))
            told.update(read_at=timezone.now())
            return people

    both = {samira.person.pk, marleen.person.pk}
    assert [night(1), night(7), night(8), night(31), night(32)] == [set(), both, set(), both, set()]
    assert {n.sentence for n in Notice.everywhere.all()} == {
        "Er komt een datum aan die jou nodig heeft."
    }


def test_a_proposal_without_an_answer_does_not_stay(room, samira, marleen):
    make_step(marleen, samira, agreed=False)
    with time_machine.travel(timezone.now() + timedelta(days=62)):
        for chore in commands_nightly.NIGHTLY:
            chore.does(timezone.now())
    assert not Step.everywhere.exists()


def test_the_journal_does_not_say_whose_step_it_was(room, samira, marleen):
    make_step(marleen, samira)
    assert {line.who for line in Entry.objects.within(room).filter(about="workplaces.Step")} == {
        None
    }


def test_a_guide_who_leaves_reads_nothing_any_more(room, samira, marleen):
    step = make_step(marleen, samira)
    places.end_role(actor_of(marleen.person, room), of=marleen.person, name="coordinator")
    assert get(marleen, step.code).status_code == 404


def test_a_whole_step_by_forms(room, samira, marleen):
    hers, his = Client(), Client()
    hers.force_login(samira.person)
    his.force_login(marleen.person)
    here, today = "/k/lampje/werkplekken/", timezone.localdate().isoformat()
    data = {"form": "participation", "where": "De keuken", "since": today, "hours": "8"}
    assert his.post(f"{here}met/{samira.person.code}/", {**data, "where": ""}).status_code == 422
    assert his.post(f"{here}met/{samira.person.code}/", data).status_code == 302
    step = Step.objects.within(room).get()
    one = f"{here}{step.code}/"
    assert "Jij beslist" in hers.get(one).content.decode()
    hers.post(f"{one}ja/")
    hers.post(f"{one}anders/", {**data, "goals": "Ik wil leren koken", "version": "1"})
    assert "Ik wil leren koken" in hers.get(one).content.decode()
    assert his.post(f"{one}loonwaarde/", {"day": today}).status_code == 302
    review = Review.objects.within(room).get()
    recorded = {"percent": "60", "made_on": today}
    assert his.post(f"{one}loonwaarde/{review.code}/", recorded).status_code == 302
    further = his.post(f"{one}verder/", {**data, "form": "paid", "outcome": "Gelukt"})
    assert further.status_code == 302
    assert Step.objects.within(room).filter(previous=step).exists()


def test_the_pages_ask_the_same_number_of_questions_for_one_and_for_three(room, samira, marleen):
    step = make_step(marleen, samira)
    make_review(marleen, step)
    client, guide = Client(), Client()
    client.force_login(samira.person)
    guide.force_login(marleen.person)

    def questions():
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/mijn/werk/").status_code == 200
            assert client.get(f"/k/lampje/werkplekken/{step.code}/").status_code == 200
            assert guide.get("/k/lampje/werkplekken/ik-begeleid/").status_code == 200
        return len(seen)

    before = questions()
    for nth in range(2):
        make_review(marleen, step)
        make_step(marleen, make_actor(room, f"buur{nth}"))
    assert questions() == before


@pytest.mark.long
@pytest.mark.mission("P2")
@pytest.mark.one_database
def test_nobody_else_meets_a_word_of_it_on_any_page(db, caplog):
    """R24, R26: every address as everybody who was not chosen; also nothing in the log."""
    world = make_world()
    table, known = declared(), addresses(world)
    leaked = []
    with caplog.at_level(logging.DEBUG):
        for name in ADDRESSES:
            for role in sorted(table[name].get - {"resident"}):
                shown = text_of(ask(world, role, "get", reverse(name, kwargs=known.get(name))))
                leaked += [(name, role)] if "werk-canary" in shown else []
    assert leaked == []
    assert "werk-canary" not in caplog.text
    assert "werk-canary" not in str(dump())
