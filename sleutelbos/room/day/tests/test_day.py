"""Mijn dag: who sees it, what stands on it, and handing work on (K5A, K4A, B5)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.models import Consent
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.day import commands, commands_nightly, queries
from sleutelbos.room.day.models import Asking, Worked
from sleutelbos.room.day.tests.makers import make_caller, make_missed, make_openings
from sleutelbos.room.keys.tests.makers import make_week
from sleutelbos.room.talents.tests.makers import make_offer
from sleutelbos.room.workplaces.models import Post
from sleutelbos.room.workplaces.tests.makers import make_post, make_review, make_step

pytestmark = pytest.mark.django_db
HERE = "/dag/lampje/"


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def page_for(actor, path=HERE) -> str:
    return signed_in(actor).get(path).content.decode()


@pytest.mark.mission("K5A")
def test_the_page_is_for_who_is_there_for_the_room_and_for_nobody_else(room, marleen):
    make_missed(room)
    assert "Samira" in page_for(marleen)
    assert "Samira" in page_for(make_actor(room, "deniz", "assistant"))
    for called, role in (("roy", "board"), ("geld", "funder"), ("wim", "resident"), ("f", "host")):
        answer = signed_in(make_actor(room, called, role)).get(HERE)
        assert answer.status_code == 403
        assert "Samira" not in answer.content.decode()
    elsewhere = make_actor(make_room("elders", "Elders"), "saskia", "coordinator")
    assert signed_in(elsewhere).get(HERE).status_code == 404


def test_the_team_begins_with_mijn_dag_and_residents_with_gevraagd(room, marleen):
    page = page_for(marleen)
    tabs = page[page.index('class="sb-tabs"') : page.index("</nav>", page.index('"sb-tabs"'))]
    assert tabs.index("Mijn dag") < tabs.index("Vandaag")
    assert "Gevraagd" not in tabs
    wim = make_actor(room, "wim")
    page = page_for(wim, "/k/lampje/")
    assert "Mijn dag" not in page
    assert "Gevraagd" in page


def test_an_empty_day_says_that_it_is_fine(marleen):
    page = page_for(marleen)
    assert "Er is vandaag niemand om te bellen. Mooi. Ga koffie drinken." in page
    assert "Elke dag heeft iemand. Mooi." in page
    assert "Buren doen het zelf. Mooi." in page


def test_who_came_to_stay_is_named_only_as_they_agreed(room, marleen):
    shown = make_actor(room, "joy")
    make_actor(room, "wim")
    places.say_yes(shown, Consent.Purpose.SHOW_ROLE)
    assert [p.called for p in queries.day(marleen, timezone.now()).stayed] == ["Joy"]


@pytest.mark.mission("K3A")
def test_a_day_without_anyone_at_the_door_stands_on_it(room, marleen):
    make_week(room)
    day = queries.day(marleen, timezone.now())
    assert len(day.free_turns) == 3
    assert "Nog niemand." in page_for(marleen)


@pytest.mark.mission("B5")
def test_what_i_keep_doing_a_neighbour_is_asked_and_says_yes(room, marleen):
    fatma, hidden_name = make_actor(room, "fatma"), make_actor(room, "olena")
    make_offer(fatma, "hosting", with_name=True)
    make_offer(hidden_name, "hosting", with_name=False)
    make_openings(marleen, 2)
    assert queries.day(marleen, timezone.now()).let_go == []
    make_openings(marleen, 4)
    (one,) = queries.day(marleen, timezone.now()).let_go
    assert one.did == "Jij deed 6 keer de deur open."
    assert [could.person for could in one.could] == [fatma.someone]

    client = signed_in(marleen)
    for _twice in range(2):
        client.post(f"{HERE}laat-los/deur/{fatma.someone.code}/")
    asking = Asking.objects.within(room).get()
    notice = Notice.everywhere.get(person=fatma.someone)
    assert "deur" not in notice.sentence
    assert "Wil jij ook eens de deur opendoen?" in page_for(fatma, notice.path)
    assert "Fatma</bdi> denkt erover na." in page_for(marleen)
    deniz = make_actor(room, "deniz", "assistant")
    make_openings(deniz)
    assert "Fatma" not in page_for(deniz)
    commands.answer(fatma, code=asking.code, yes=True)
    assert "Fatma</bdi></b> wil dit graag" in page_for(marleen)
    assert Notice.everywhere.filter(person=marleen.someone).count() == 1


def test_a_no_needs_no_reason_tells_nobody_and_is_left_in_peace(room, marleen):
    fatma = make_actor(room, "fatma")
    make_offer(fatma, "hosting", with_name=True)
    make_openings(marleen)
    asking = commands.ask_neighbour(marleen, task="deur", code=fatma.someone.code)
    with pytest.raises(NotFound):
        commands.answer(make_actor(room, "wim"), code=asking.code, yes=True)
    for yes in (False, True):
        commands.answer(fatma, code=asking.code, yes=yes)
    assert not Notice.everywhere.filter(person=marleen.someone).exists()
    assert "Fatma" not in page_for(marleen)
    assert page_for(fatma, f"{HERE}bellen/").count("Wil jij ook eens") == 0
    forget = commands_nightly.NIGHTLY[2].does
    assert forget(timezone.now() + timedelta(days=55)) == 0
    assert forget(timezone.now() + timedelta(days=57)) == 1


def test_only_what_a_neighbour_hung_up_with_their_name_is_asked(room, marleen):
    wim = make_actor(room, "wim")
    make_offer(wim, "cooking-for-many", with_name=True)
    for task in ("deur", "koken"):
        with pytest.raises(NotFound):
            commands.ask_neighbour(marleen, task=task, code=wim.someone.code)
    with pytest.raises(NotAllowed):
        commands.ask_neighbour(wim, task="deur", code=marleen.someone.code)


@pytest.mark.mission("K4A")
def test_when_my_hours_are_used_up_the_page_asks_who_takes_over(room, marleen):
    board = make_actor(room, "roy", "board")
    make_post(board, "coordinator", 6, person=marleen.someone.code)
    make_actor(room, "deniz", "assistant")
    assert "Je uren zijn op" not in page_for(marleen)
    client = signed_in(marleen)
    client.post(f"{HERE}uren/", {"uren": "6"})
    assert "Je uren zijn op. Wie neemt dit over?" in page_for(marleen)
    assert "Deniz" in page_for(marleen)
    client.post(f"{HERE}uren/", {"uren": "0"})
    assert not Worked.objects.within(room).exists()
    Post.objects.within(room).update(until=timezone.localdate() - timedelta(days=1))
    assert "Je uren zijn op. Wie neemt dit over?" in page_for(marleen)


def test_paid_hours_are_for_my_own_eyes_and_go_after_four_weeks(room, marleen):
    deniz = make_actor(room, "deniz", "assistant")
    commands.worked(marleen, day=timezone.localdate(), minutes=240)
    assert queries.day(deniz, timezone.now()).post.worked == 0
    with pytest.raises(Refused):
        commands.worked(marleen, day=timezone.localdate(), minutes=13 * 60)
    forget = commands_nightly.NIGHTLY[3].does
    assert forget(timezone.now() + timedelta(days=28)) == 0
    assert forget(timezone.now() + timedelta(days=29)) == 1


@pytest.mark.mission("K4C")
def test_days_that_need_me_stand_on_it_and_those_of_another_guide_do_not(room, marleen):
    samira = make_actor(room, "samira")
    step = make_step(marleen, samira)
    make_review(marleen, step)
    assert [one.what for one in queries.day(marleen, timezone.now()).ahead] == ["review"]
    deniz = make_actor(room, "deniz", "assistant")
    assert queries.day(deniz, timezone.now()).ahead == []
    assert "Samira" not in page_for(deniz)


@pytest.mark.parametrize("path", [HERE, f"{HERE}bellen/"])
def test_the_page_asks_as_much_for_three_as_for_one(room, marleen, path):
    rosa = make_caller(room)
    fatma = make_actor(room, "fatma")
    make_offer(fatma, "hosting", with_name=True)
    make_openings(marleen)
    client = signed_in(marleen if path == HERE else rosa)

    def cost():
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    commands.take(marleen, code=make_missed(room, by=rosa).someone.code)
    make_missed(room, "joy", by=rosa)
    one = cost()
    for nth in range(3):
        make_missed(room, f"buur{nth}", by=rosa)
        make_offer(make_actor(room, f"kan{nth}"), "hosting", with_name=True)
    assert cost() == one
    assert one <= 60
