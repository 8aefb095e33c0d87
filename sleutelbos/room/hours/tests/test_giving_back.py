"""Who got something is asked what they would like to do; never a debt, a count or a rank (K1E)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.commands import erase_me, hide
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound
from sleutelbos.room.hours import commands, commands_nightly
from sleutelbos.room.hours.models import Asked, Steering
from sleutelbos.room.hours.queries_invitations import invitations, steering_of
from sleutelbos.room.hours.tests.makers import make_begun, make_got, make_hours

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1E")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def marleen(room):
    return make_actor(room, "marleen", "coordinator")


def today():
    return timezone.localdate()


def asked_on(room, day=None):
    return [one.person.called for one in invitations(room, day or today())]


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def test_who_got_three_times_and_gave_nothing_is_invited(room, marleen):
    make_got(room, "samira")
    make_got(room, "joy", times=2)
    assert asked_on(room) == ["Samira"]


def test_without_a_yes_nobody_is_ever_asked_and_a_no_works_at_once(room):
    quiet = make_actor(room, "wim")
    for _three in range(3):
        commands.keep(quiet, kind="got", picto="kop")
    assert steering_of(quiet.someone, room) == "not"
    assert asked_on(room) == []
    commands.steer(quiet, how="actively")
    assert asked_on(room) == ["Wim"]
    commands.steer(quiet, how="not")
    assert asked_on(room) == []


@pytest.mark.parametrize("gave", ["line", "hours", "pulls"])
def test_who_gives_is_not_invited(room, gave):
    samira = make_got(room, "samira")
    if gave == "line":
        commands.keep(samira, kind="gave", picto="kop")
    elif gave == "hours":
        make_hours(samira, 60)
    else:
        make_begun(samira)
    assert asked_on(room) == []


def test_hours_that_were_taken_back_are_not_given(room):
    samira = make_got(room, "samira")
    commands.correct(samira, entry=make_hours(samira, 60))
    assert asked_on(room) == ["Samira"]


def test_it_is_a_few_a_day_and_others_on_another_day_in_no_order_of_need(room):
    for number in range(8):
        make_got(room, f"buur{number}", times=3 + number)
    seen = [asked_on(room, today() + timedelta(days=number)) for number in range(60)]
    assert {len(names) for names in seen} == {3}
    assert seen[0] == asked_on(room)  # all day the same
    assert len({tuple(names) for names in seen}) > 6
    assert {name for names in seen for name in names} == {f"Buur{n}" for n in range(8)}


@pytest.mark.parametrize(("how", "later", "days"), [
    ("gently", False, 56), ("actively", False, 14), ("gently", True, 7), ("actively", True, 7),
])  # fmt: skip
def test_who_was_asked_is_left_in_peace_as_long_as_they_agreed(room, marleen, how, later, days):
    samira = make_got(room, "samira", how)
    for _twice in range(2):
        commands.invited(marleen, code=samira.someone.code, day=today(), later=later)
    assert asked_on(room, today() + timedelta(days=days - 1)) == []
    assert asked_on(room, today() + timedelta(days=days)) == ["Samira"]
    assert Asked.objects.within(room).count() == 1


def test_whoever_was_asked_today_counts_among_the_three(room, marleen):
    for number in range(6):
        make_got(room, f"buur{number}")
    for one in invitations(room, today())[:2]:
        commands.invited(marleen, code=one.person.code, day=today())
    assert len(asked_on(room)) == 1


def test_undo_puts_a_neighbour_back_on_the_list(room, marleen):
    samira = make_got(room, "samira")
    commands.invited(marleen, code=samira.someone.code, day=today())
    commands.not_invited(marleen, code=samira.someone.code, day=today())
    assert asked_on(room) == ["Samira"]


def test_only_the_team_asks_and_only_who_is_on_the_list(room, marleen):
    samira = make_got(room, "samira")
    for who in (make_actor(room, "roy", "board"), make_actor(room, "fatma", "host"), samira):
        with pytest.raises(NotAllowed):
            commands.invited(who, code=samira.someone.code, day=today())
    with pytest.raises(NotFound):
        commands.invited(marleen, code=make_actor(room, "wim").someone.code, day=today())
    elsewhere = make_got(make_room("elders", "Elders"), "olena")
    with pytest.raises(NotFound):
        commands.invited(marleen, code=elsewhere.someone.code, day=today())


def test_it_says_who_knows_this_neighbour(room, marleen):
    fatma, rosa = make_actor(room, "fatma"), make_actor(room, "rosa")
    samira = make_got(room, "samira")
    make_begun(fatma, samira)
    assert [one.knows.called for one in invitations(room, today())] == ["Fatma"]
    hide(fatma.someone)
    assert [one.knows for one in invitations(room, today())] == [None]
    make_begun(rosa, samira)
    assert [one.knows.called for one in invitations(room, today())] == ["Rosa"]


def test_the_page_shows_no_number_no_words_and_no_help(room, marleen):
    samira = make_got(room, "samira", times=17)
    commands.keep(samira, kind="got", picto="brief", text="Brief van de deurwaarder")
    page = signed_in(marleen).get(reverse("hours:invitations", args=[room.slug])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL)
    assert "Samira" in words
    assert "deurwaarder" not in words
    assert re.findall(r"\d", words) == []
    for word in ("schuld", "moet ", "achter", "saldo", "punten", "%"):
        assert word not in words.lower()


def test_the_neighbour_never_sees_the_list_nor_does_the_board(room, marleen):
    samira = make_got(room, "samira")
    for who in (samira, make_actor(room, "roy", "board"), make_actor(room, "fatma", "host"),
                make_actor(room, "geld", "funder")):  # fmt: skip
        page = signed_in(who).get(reverse("hours:invitations", args=[room.slug]))
        assert page.status_code == 403
    assert "Vraag eens" not in signed_in(samira).get("/mijn/").content.decode()


def test_hidden_gone_and_elsewhere_are_not_on_the_list(room):
    hide(make_got(room, "samira").someone)
    erase_me(make_got(room, "joy").someone)
    make_got(make_room("elders", "Elders"), "olena")
    assert asked_on(room) == []


def test_what_was_agreed_stays_with_its_words_and_is_chosen_by_the_person_alone(room):
    wim = make_actor(room, "wim")
    for how in ("gently", "gently", "actively"):
        commands.steer(wim, how=how)
    rows = Steering.objects.within(room).order_by("pk")
    assert [(row.how, row.until is None) for row in rows] == [("gently", False), ("actively", True)]
    assert rows[1].wording == "Vraag mij gerust vaker. Een duwtje helpt mij."
    with pytest.raises(NotFound):
        commands.steer(wim, how="hard")
    with pytest.raises(NotAllowed):
        commands.steer(make_actor(room, "geld", "funder"), how="gently")


def test_the_journal_knows_nothing_of_asking_and_after_three_months_nobody_does(room, marleen):
    samira = make_got(room, "samira")
    commands.invited(marleen, code=samira.someone.code, day=today())
    assert list(Entry.objects.within(room)) == []
    forget = commands_nightly.NIGHTLY[1].does
    assert forget(timezone.now()) == 0
    assert forget(timezone.now() + timedelta(days=94)) == 1


def test_the_list_asks_as_much_for_three_as_for_one(room):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            invitations(room, today())
        return len(asked)

    make_begun(make_actor(room, "trekker"), make_got(room, "samira"))
    one = cost()
    for called in ("joy", "olena"):
        make_begun(make_actor(room, f"trekker-{called}"), make_got(room, called))
    assert len(asked_on(room)) == 3
    assert cost() == one == 10


def test_the_choice_is_a_page_that_says_what_it_means(room):
    client = signed_in(make_actor(room, "wim"))
    url = reverse("hours:steer")
    assert client.post(url, {"how": "gently"}).status_code == 302
    assert client.post(url, {"how": "hard"}).status_code == 422
    page = client.get(url).content.decode()
    assert "Niet welke hulp, en niet hoe vaak." in page
    assert re.search(r'value="gently"[^>]*checked', page)
