"""Somebody who is missed is called by a neighbour who knows them, if both want that (K5A)."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.commons.journal.models import Entry, Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.commands import erase_me, hide
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Consent, Place
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.day import commands, commands_nightly, queries
from sleutelbos.room.day.models import Asking, Call, CallNumber
from sleutelbos.room.day.queries_missed import A_DAY, Missing, call_list, draw, my_list
from sleutelbos.room.day.tests.makers import PHONE, make_caller, make_missed, make_visit
from sleutelbos.room.hours.tests.makers import make_hours
from sleutelbos.room.talents.tests.makers import make_offer
from tests.processes import at_once

HERE = "sleutelbos.room.day.tests.test_missed"
pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5A")]


def listed(actor, at=None):
    return [line.person.called for line in call_list(actor, at or timezone.now())]


def mine(actor, at=None):
    return [line.person.called for line in my_list(actor, at or timezone.now())]


def in_days(number):
    return timezone.now() + timedelta(days=number)


def refused(function, *given, **how):
    with pytest.raises(Refused) as refusal:
        function(*given, **how)
    return refusal.value.code


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def test_absent_three_weeks_is_on_the_list_of_their_own_contact_and_noted_in_one_tap(
    room, marleen, rosa
):
    samira = make_missed(room, by=rosa, phone=PHONE)
    assert listed(marleen) == mine(rosa) == ["Samira"]
    client = signed_in(rosa)
    assert PHONE[-4:] not in client.get("/dag/lampje/bellen/").content.decode()
    client.post(f"/dag/lampje/bellen/{samira.someone.code}/ik-bel/", {"terug": "bellen"})
    assert "tel:+31612345678" in client.get("/dag/lampje/bellen/").content.decode()

    call = Call.objects.within(room).get()
    answer = client.post(f"/dag/lampje/bellen/{call.code}/hoe/", {"hoe": "spoken"})

    assert answer.status_code == 302
    call.refresh_from_db()
    assert (call.outcome, call.caller, call.day) == (
        "spoken", rosa.someone, timezone.localdate()
    )  # fmt: skip
    assert listed(marleen) == mine(rosa) == []


@pytest.mark.parametrize(("days", "on"), [(20, False), (21, True), (90, True)])
def test_three_weeks_is_the_line(room, marleen, days, on):
    make_missed(room, days=days)
    assert bool(listed(marleen)) is on


@pytest.mark.parametrize("seen", ["door", "hours"])
def test_who_was_seen_is_not_missed(room, marleen, seen):
    samira = make_missed(room)
    if seen == "door":
        make_visit(samira, days=3)
    else:
        make_hours(samira)
    assert listed(marleen) == []


def test_without_a_yes_nobody_is_on_the_list_and_taking_it_back_works_at_once(room, marleen):
    samira = make_missed(room, phone=PHONE)
    Consent.everywhere.filter(person=make_actor(room, "wim").someone).delete()
    call = commands.take(marleen, code=samira.someone.code)
    assert listed(marleen) == ["Samira"]
    places.take_back(samira, Consent.Purpose.BE_CALLED)
    assert listed(marleen) == []
    page = signed_in(marleen).get("/dag/lampje/").content.decode()
    assert "Samira" not in page
    assert "31612345678" not in page
    with pytest.raises(NotFound):
        commands.note_outcome(marleen, code=call.code, outcome="spoken")
    commands_nightly.NIGHTLY[1].does(timezone.now())
    assert not CallNumber.objects.within(room).exists()


def test_rest_is_eight_weeks_without_a_reason(room, marleen):
    samira = make_missed(room)
    call = commands.take(marleen, code=samira.someone.code)
    commands.note_outcome(marleen, code=call.code, outcome="rest")
    assert listed(marleen) == []
    assert listed(marleen, in_days(55)) == []
    assert listed(marleen, in_days(56)) == ["Samira"]


def test_who_was_spoken_comes_back_after_three_weeks_and_who_was_not_reached_after_two_days(
    room, marleen
):
    for called, outcome in (("Samira", "spoken"), ("Joy", "not-reached")):
        person = make_missed(room, called.lower())
        call = commands.take(marleen, code=person.someone.code)
        commands.note_outcome(marleen, code=call.code, outcome=outcome)
    assert listed(marleen, in_days(1)) == []
    assert listed(marleen, in_days(2)) == ["Joy"]
    assert sorted(listed(marleen, in_days(21))) == ["Joy", "Samira"]


def test_at_most_five_a_day_also_when_some_are_called(room, marleen):
    for nth in range(9):
        make_missed(room, f"buur{nth}", days=30 + nth)
    assert len(listed(marleen)) == A_DAY
    for _twice in range(2):
        line = call_list(marleen, timezone.now())[0]
        call = commands.take(marleen, code=line.person.code)
        commands.note_outcome(marleen, code=call.code, outcome="spoken")
    assert len(listed(marleen)) == A_DAY - 2


def people(number):
    return [
        Missing(SimpleNamespace(uuid=uuid4()), date(2026, 1, 1))  # type: ignore[arg-type]
        for _each in range(number)
    ]


@pytest.mark.django_db(transaction=False)
@given(number=st.integers(0, 40), first=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_when_nobody_calls_everybody_still_comes_by(number, first):
    among = people(number)
    shown = set()
    for nth in range(number // 2 + 1):
        drawn = draw(among, first + timedelta(days=nth))
        assert len(drawn) == len({p.uuid for p in drawn}) == min(number, A_DAY)
        shown |= {p.uuid for p in drawn}
    assert len(shown) == number


@given(number=st.integers(1, 40), first=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_when_all_of_the_list_are_called_nobody_waits_longer_than_those_before_them(number, first):
    among, days = people(number), 0
    while among:
        called = {p.uuid for p in draw(among, first + timedelta(days=days))}
        assert among[0].person.uuid in called
        among = [one for one in among if one.person.uuid not in called]
        days += 1
    assert days <= -(-number // A_DAY)


def test_a_resident_who_knows_nobody_missed_or_does_not_call_sees_and_does_nothing(room, rosa):
    samira = make_missed(room, by=rosa)
    quiet = make_actor(room, "wim")
    joy = make_missed(room, "joy", by=quiet)
    assert mine(quiet) == []
    assert mine(rosa) == ["Samira"]
    for actor, person in ((quiet, samira), (quiet, joy), (rosa, joy)):
        with pytest.raises(NotFound):
            commands.take(actor, code=person.someone.code)
    with pytest.raises(NotAllowed):
        commands.ask_to_call(rosa, code=samira.someone.code)


def test_who_brought_somebody_along_knows_them_best(room, marleen, rosa):
    fatma = make_caller(room, "fatma")
    samira = make_missed(room, by=fatma)
    make_visit(samira, days=40, brought_by=rosa)
    (line,) = call_list(marleen, timezone.now())
    assert (line.contact, line.asks) == (rosa.someone, True)
    assert (mine(rosa), mine(fatma)) == (["Samira"], [])


def test_a_neighbour_is_asked_to_call_with_a_neutral_notice_and_may_say_no(room, marleen, rosa):
    samira = make_missed(room, by=rosa, phone=PHONE)
    for _twice in range(2):
        call = commands.ask_to_call(marleen, code=samira.someone.code)
    notice = Notice.everywhere.get(person=rosa.someone)
    assert "Samira" not in notice.sentence + notice.path
    assert signed_in(rosa).get(notice.path).status_code == 200
    (line,) = call_list(marleen, timezone.now())
    assert (line.caller, line.is_mine, line.phone) == (rosa.someone, False, "")
    commands.put_back(rosa, code=call.code)
    assert not Call.objects.within(room).exists()
    assert listed(marleen) == ["Samira"]


def test_who_was_asked_sees_the_number_after_saying_that_they_call_and_its_owner_sees_that(
    room, marleen, rosa
):
    samira = make_missed(room, by=rosa, phone=PHONE)
    commands.ask_to_call(marleen, code=samira.someone.code)
    client = signed_in(rosa)
    page = client.get("/dag/lampje/bellen/").content.decode()
    assert "Iemand vraagt of jij wil bellen." in page
    assert PHONE[-4:] not in page
    assert not Reading.objects.within(room).exists()
    for _twice in range(2):
        client.post(f"/dag/lampje/bellen/{samira.someone.code}/ik-bel/", {"terug": "bellen"})
    assert "tel:+31612345678" in client.get("/dag/lampje/bellen/").content.decode()
    reading = Reading.objects.within(room).get()
    assert (reading.owner, reading.reader) == (samira.someone, rosa.someone)


def test_a_number_left_after_somebody_said_to_call_is_opened_with_a_trace_too(room, marleen):
    samira = make_missed(room)
    commands.take(marleen, code=samira.someone.code)
    commands.choose(samira, called=True, calls=False, phone=PHONE)
    Consent.everywhere.filter(person=samira.someone).update(given_at=in_days(-30))
    assert [line.phone for line in call_list(marleen, timezone.now())] == [""]
    assert not Reading.objects.within(room).exists()
    commands.take(marleen, code=samira.someone.code)
    assert [line.phone for line in call_list(marleen, timezone.now())] == ["+31612345678"]
    assert Reading.objects.within(room).count() == 1


@pytest.mark.mission("R25")
def test_the_number_the_call_and_the_question_of_who_leaves_go_at_once(room, marleen, rosa):
    samira = make_missed(room, by=rosa, phone=PHONE)
    joy = make_missed(room, "joy", by=rosa)
    make_offer(rosa, "hosting", with_name=True)
    commands.ask_neighbour(marleen, task="deur", code=rosa.someone.code)
    commands.ask_to_call(marleen, code=joy.someone.code)
    commands.take(marleen, code=samira.someone.code)
    for gone in (samira, rosa):
        places.end_role(gone, of=gone.someone, name="resident")
    assert not CallNumber.objects.within(room).exists()
    assert not Call.objects.within(room).exists()
    assert not Asking.objects.within(room).exists()


def test_who_does_not_call_is_not_asked(room, marleen):
    quiet = make_actor(room, "wim")
    samira = make_missed(room, by=quiet)
    (line,) = call_list(marleen, timezone.now())
    assert (line.contact, line.asks) == (quiet.someone, False)
    assert refused(commands.ask_to_call, marleen, code=samira.someone.code) == "nobody-calls"


def test_the_number_is_for_the_caller_alone_and_its_owner_sees_who_looked(room, marleen):
    deniz = make_actor(room, "deniz", "assistant")
    samira = make_missed(room, phone=PHONE)
    commands.take(marleen, code=samira.someone.code)
    here = "/dag/lampje/"
    assert "31612345678" in signed_in(marleen).get(here).content.decode()
    page = signed_in(deniz).get(here).content.decode()
    assert "Samira" in page
    assert "31612345678" not in page
    reading = Reading.objects.within(room).get()
    assert (reading.owner, reading.reader) == (samira.someone, marleen.someone)
    assert refused(commands.take, deniz, code=samira.someone.code) == "called-already"


def test_a_number_that_is_none_is_refused_and_a_no_takes_the_number_along(room):
    amina = make_actor(room, "amina")
    client = signed_in(amina)
    answer = client.post("/dag/lampje/bel-mij/", {"called": "on", "phone": "12"})
    assert answer.status_code == 422
    assert not Consent.everywhere.filter(person=amina.someone).exists()
    client.post("/dag/lampje/bel-mij/", {"called": "on", "phone": PHONE})
    assert queries.choice(amina).phone == "+31612345678"
    client.post("/dag/lampje/bel-mij/", {"phone": PHONE})
    assert queries.choice(amina) == queries.Choice(called=False, calls=False, phone="")


def test_an_outcome_is_undone_on_the_same_day_only(room, marleen, rosa):
    samira = make_missed(room)
    call = commands.take(marleen, code=samira.someone.code)
    assert refused(commands.note_outcome, marleen, code=call.code, outcome="x") == "no-outcome"
    for _twice in range(2):
        commands.note_outcome(marleen, code=call.code, outcome="rest")
    with pytest.raises(NotFound):
        commands.reopen(rosa, code=call.code)
    assert commands.reopen(marleen, code=call.code).outcome == ""
    commands.note_outcome(marleen, code=call.code, outcome="spoken")
    Call.objects.within(room).update(day=timezone.localdate() - timedelta(days=1))
    assert refused(commands.reopen, marleen, code=call.code) == "too-late"


def test_who_said_to_call_and_did_not_lets_go_by_itself(room, marleen, rosa):
    samira = make_missed(room, by=rosa)
    commands.take(rosa, code=samira.someone.code)
    Call.objects.within(room).update(taken_at=timezone.now() - timedelta(days=4))
    assert call_list(marleen, timezone.now())[0].call is None
    assert commands.take(marleen, code=samira.someone.code).caller == marleen.someone


def test_the_log_keeps_no_words_no_names_in_the_journal_and_goes_after_eight_weeks(room, marleen):
    samira = make_missed(room)
    call = commands.take(marleen, code=samira.someone.code)
    commands.note_outcome(marleen, code=call.code, outcome="spoken")
    assert {e.who for e in Entry.objects.within(room).filter(what__startswith="day.")} == {None}
    kept = {field.name for field in Call._meta.fields}
    assert kept == {
        "id", "place", "code", "person", "caller", "asked_by", "taken_at", "looked_at", "outcome",
        "day",
    }  # fmt: skip
    forget = commands_nightly.NIGHTLY[0].does
    forget(in_days(57))
    assert Call.objects.within(room).exists()
    assert forget(in_days(58)) == 1
    assert not Call.objects.within(room).exists()


def test_who_hides_or_goes_is_not_missed_and_is_not_named(room, marleen, rosa):
    samira, joy = make_missed(room, by=rosa), make_missed(room, "joy", by=rosa)
    call = commands.take(rosa, code=samira.someone.code)
    hide(rosa.someone)
    assert {line.contact for line in call_list(marleen, timezone.now())} == {None}
    assert call_list(marleen, timezone.now())[0].caller is None
    hide(samira.someone)
    assert listed(marleen) == ["Joy"]
    erase_me(rosa.someone)
    call.refresh_from_db()
    assert call.caller is None
    erase_me(joy.someone)
    assert listed(marleen) == []


def press(person: str, code: str) -> str:
    """Ik bel, as this person: „done“, or why not."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    try:
        commands.take(actor, code=code)
    except Refused as refusal:
        return refusal.code
    return "done"


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_calls():
    room = make_room("lampje")
    team = [make_actor(room, called, "coordinator") for called in ("marleen", "deniz")]
    samira = make_missed(room)
    given = [[one.someone.code, samira.someone.code] for one in team]

    assert sorted(at_once(f"{HERE}:press", given)) == ["called-already", "done"]

    assert Call.objects.within(room).count() == 1
