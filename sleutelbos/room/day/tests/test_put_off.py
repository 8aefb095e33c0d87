"""Morgen: who is missed is not called today, and that is nobody's fault (K5A)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.room.day import commands
from sleutelbos.room.day.models import Call
from sleutelbos.room.day.queries_missed import A_DAY, call_list, my_list
from sleutelbos.room.day.tests.makers import make_missed

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5A")]


def listed(actor, days=0):
    at = timezone.now() + timedelta(days=days)
    return [line.person.called for line in call_list(actor, at)]


def refused(function, *given, **how):
    with pytest.raises(Refused) as refusal:
        function(*given, **how)
    return refusal.value.code


def test_put_off_is_off_todays_list_of_everybody_and_back_tomorrow(room, marleen, rosa):
    samira = make_missed(room, by=rosa)
    for _twice in range(2):
        commands.put_off(marleen, code=samira.someone.code)
    assert listed(marleen) == my_list(rosa, timezone.now()) == []
    assert listed(marleen, days=1) == ["Samira"]
    kept = Call.objects.within(room).get()
    assert (kept.caller, kept.asked_by, kept.outcome) == (None, None, "later")
    noted = Entry.objects.within(room).filter(what="day.put-off")
    assert [line.who for line in noted] == [None]
    assert commands.forget_calls(timezone.now() + timedelta(days=1)) == 1


def test_put_off_makes_the_list_of_today_no_longer(room, marleen):
    for number in range(A_DAY + 2):
        make_missed(room, f"buur{number}", days=30 + number)
    for left in range(A_DAY, 0, -1):
        lines = call_list(marleen, timezone.now())
        assert len(lines) == left
        commands.put_off(marleen, code=lines[0].person.code)
    assert call_list(marleen, timezone.now()) == []


def test_putting_off_is_undone_on_the_page_and_leaves_nothing(room, marleen):
    samira, client = make_missed(room), Client()
    client.force_login(marleen.person)
    page = client.post(f"/dag/lampje/bellen/{samira.someone.code}/morgen/", follow=True)
    assert "Goed. Morgen weer." in page.text
    assert "Ik bel" not in page.text
    page = client.post(f"/dag/lampje/bellen/{samira.someone.code}/toch-vandaag/", follow=True)
    assert "Ik bel" in page.text
    assert not Call.objects.within(room).exists()


def test_who_is_being_called_or_was_called_today_is_not_put_off(room, marleen, rosa):
    samira = make_missed(room, by=rosa)
    call = commands.take(rosa, code=samira.someone.code)
    assert refused(commands.put_off, marleen, code=samira.someone.code) == "called-already"
    commands.note_outcome(rosa, code=call.code, outcome="spoken")
    assert refused(commands.put_off, marleen, code=samira.someone.code) == "called-already"
    assert refused(commands.note_outcome, rosa, code=call.code, outcome="later") == "no-outcome"
    with pytest.raises(NotAllowed):
        commands.put_off(rosa, code=samira.someone.code)


def test_who_was_put_off_may_still_be_called_by_who_asks_for_it(room, marleen, rosa):
    samira = make_missed(room, by=rosa)
    commands.put_off(marleen, code=samira.someone.code)
    commands.take(rosa, code=samira.someone.code)
    assert [call.outcome for call in Call.objects.within(room)] == [""]
