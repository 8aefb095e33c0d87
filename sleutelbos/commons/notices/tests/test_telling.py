"""Telling somebody that there is something: neutral, to one's own page, read once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.notices import commands, queries
from sleutelbos.commons.notices.commands_nightly import NIGHTLY
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.places.tests.makers import make_actor, make_room

from .makers import make_notice

pytestmark = pytest.mark.django_db
PAGE = "/mijn/berichten/"


def browser(actor):
    client = Client()
    client.force_login(actor.someone)
    return client


def test_what_is_told_waits_for_its_person_and_for_nobody_else():
    room = make_room()
    olena, wim = make_actor(room, "olena"), make_actor(room, "wim")

    notice = make_notice(olena)

    assert queries.waiting(olena.someone) == 1
    assert notice.words in browser(olena).get(PAGE).content.decode()
    assert notice.words not in browser(wim).get(PAGE).content.decode()


def test_reading_leads_to_the_page_and_counts_it_down():
    olena = make_actor(make_room(), "olena")
    notice = make_notice(olena)

    answer = browser(olena).post(f"{PAGE}{notice.code}/")

    assert (answer.status_code, answer["Location"]) == (303, notice.path)
    assert queries.waiting(olena.someone) == 0


def test_a_notice_of_somebody_else_stays_unread_and_looks_like_one_that_is_gone():
    room = make_room()
    notice = make_notice(make_actor(room, "olena"))
    wim = browser(make_actor(room, "wim"))

    theirs, nobodys = wim.post(f"{PAGE}{notice.code}/"), wim.post(f"{PAGE}zzzzzz/")

    assert (theirs.status_code, theirs["Location"]) == (nobodys.status_code, nobodys["Location"])
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_same_thing_is_told_once_until_it_was_read():
    olena = make_actor(make_room(), "olena")
    for _time in range(3):
        make_notice(olena, path="/mijn/")
    assert queries.waiting(olena.someone) == 1

    commands.read_all(olena.someone)
    make_notice(olena, path="/mijn/")
    assert queries.waiting(olena.someone) == 1


def test_having_seen_all_is_one_press():
    olena = make_actor(make_room(), "olena")
    make_notice(olena)
    make_notice(olena)

    browser(olena).post(f"{PAGE}gelezen/")

    assert queries.waiting(olena.someone) == 0


@pytest.mark.parametrize(
    ("sentence", "path", "kind"),
    [
        ("%(name)s vroeg iets.", "/mijn/", "room"),
        ("Er zijn 3 dingen.", "/mijn/", "room"),
        ("", "/mijn/", "room"),
        ("x" * 121, "/mijn/", "room"),
        ("Er is iets.", "https://elders.example/", "room"),
        ("Er is iets.", "//elders.example/", "room"),
        ("Er is iets.", "/mijn/", "Olena Kovalenko"),
    ],
)
def test_a_notice_with_something_filled_in_or_leading_elsewhere_is_a_fault(sentence, path, kind):
    olena = make_actor(make_room(), "olena")
    with pytest.raises(ValueError, match="notice"):
        commands.tell(olena.place, to=olena.someone, kind=kind, sentence=sentence, path=path)
    assert Notice.everywhere.count() == 0


@pytest.mark.mission("P2")
def test_notices_go_after_thirty_days_or_a_week_after_reading():
    olena, now = make_actor(make_room(), "olena"), timezone.now()
    ages = [(31, None), (29, None), (20, 8), (20, 6)]
    for made, seen in ages:
        Notice.everywhere.filter(pk=make_notice(olena).pk).update(
            made_at=now - timedelta(days=made),
            read_at=None if seen is None else now - timedelta(days=seen),
        )

    gone = sum(chore.does(now) for chore in NIGHTLY)

    assert (gone, Notice.everywhere.count()) == (2, 2)


def test_the_page_asks_as_much_for_three_as_for_one(django_assert_num_queries):
    olena = make_actor(make_room(), "olena")
    client = browser(olena)
    for times in (1, 3):
        for _more in range(times):
            make_notice(olena)
        with django_assert_num_queries(4):  # session, person, notices, mail that came back
            client.get(PAGE)


@pytest.mark.mission("P2")
def test_what_led_to_a_page_that_is_gone_goes_with_it_read_or_not():
    room, other = make_room("lampje"), make_room("elders")
    olena, wim, rosa = (
        make_actor(room, "olena"), make_actor(room, "wim"), make_actor(other, "rosa"),
    )  # fmt: skip
    notice = make_notice(olena)
    commands.read(olena.someone, code=notice.code)
    make_notice(wim, path=notice.path)
    elsewhere = make_notice(rosa, path=notice.path)
    kept = make_notice(olena, path="/mijn/")

    assert commands.forget_path(room, notice.path) == 2

    left = [*Notice.objects.within(room), *Notice.objects.within(other)]
    assert {one.pk for one in left} == {elsewhere.pk, kept.pk}
