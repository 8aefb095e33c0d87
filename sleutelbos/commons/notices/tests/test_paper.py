"""Paper first: for who has no phone, handed over by a neighbour who does not learn what it is."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.notices import commands, queries_paper
from sleutelbos.commons.notices.commands_push import add_device
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.paper import make_pdf
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused

from .makers import SENTENCE, make_notice, make_wishes

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return make_actor(make_room(), "fatma", "host")


def on_paper(host, later=timedelta(0)):
    rows = queries_paper.to_hand_over(host.place, timezone.now() + later)
    return [row.person.called for row in rows]


def browser(actor):
    client = Client()
    client.force_login(actor.someone)
    return client


DAY = timedelta(days=1, minutes=1)


def test_who_was_reached_by_nothing_for_a_day_gets_a_slip_and_who_asked_gets_one_now(host):
    for called, paper in (("olena", None), ("wim", True), ("rosa", False)):
        actor = make_actor(host.place, called)
        make_wishes(actor, paper=paper)
        make_notice(actor)
    make_notice(make_actor(host.place, "joy"))

    assert on_paper(host) == ["Wim"]
    assert on_paper(host, DAY) == ["Joy", "Olena", "Wim"]


def test_who_hears_by_mail_or_phone_needs_no_paper(host, settings):
    mailed, called = make_actor(host.place, "olena"), make_actor(host.place, "wim")
    Person.objects.filter(pk=mailed.someone.pk).update(email="olena@voorbeeld.example")
    make_wishes(mailed, mail=True)
    add_device(called.someone, "https://fcm.googleapis.com/fcm/send/x")
    for actor in (mailed, called):
        make_notice(actor)
    assert on_paper(host, DAY) == []


@pytest.mark.mission("P2")
def test_who_does_not_want_to_be_found_is_on_no_list(host):
    olena = make_actor(host.place, "olena")
    make_wishes(olena, paper=True)
    make_notice(olena)
    people.hide(olena.someone)
    assert on_paper(host, DAY) == []
    with pytest.raises(NotFound):
        commands.hand_over(host, code=olena.someone.code)


def test_a_slip_that_was_given_is_given_and_can_be_taken_back(host):
    olena = make_actor(host.place, "olena")
    make_wishes(olena, paper=True)
    make_notice(olena)
    page = f"/k/{host.place.slug}/briefjes/"

    browser(host).post(f"{page}{olena.someone.code}/gegeven/")
    assert on_paper(host) == []
    assert Notice.everywhere.get().read_at is None

    browser(host).post(f"{page}{olena.someone.code}/niet/")
    assert on_paper(host) == ["Olena"]


def test_only_who_receives_people_hands_out(host):
    olena = make_actor(host.place, "olena")
    with pytest.raises(NotAllowed):
        commands.hand_over(olena, code=host.someone.code)


def test_the_paper_is_one_page_for_one_and_for_fifty(host):
    for number in range(50):
        actor = make_actor(host.place, f"buur {number:02}")
        make_wishes(actor, paper=True)
        make_notice(actor)
        if number in {0, 49}:
            pdf = browser(host).get(f"/k/{host.place.slug}/briefjes/papier/").content
            assert pdf.startswith(b"%PDF")
            assert len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", pdf)) == 1
    told = queries_paper.slips(host.place, timezone.now())
    assert len(told["slips"]) == 20
    assert told["more"]


def test_a_slip_is_in_the_language_of_who_gets_it(host):
    tesfay = make_actor(host.place, "samira")
    Person.objects.filter(pk=tesfay.someone.pk).update(language="ar")
    make_wishes(tesfay, paper=True)
    make_notice(tesfay)
    [slip] = queries_paper.slips(host.place, timezone.now())["slips"]
    assert slip["rtl"]
    assert slip["said"] != [SENTENCE]
    assert make_pdf(_layout(), queries_paper.slips(host.place, timezone.now()))


@pytest.mark.mission("P2")
def test_paper_and_prepared_texts_tell_nothing_of_what_it_is(host):
    """T11, on paper and on the phone of whoever sends it."""
    olena = make_actor(host.place, "olena")
    make_wishes(olena, paper=True, phone="06 12345678")
    notice = make_notice(olena, kind="help")
    Notice.everywhere.filter(pk=notice.pk).update(path="/mijn/vraag/kanarie/")
    [row] = queries_paper.to_hand_over(host.place, timezone.now())

    told = f"{queries_paper.slips(host.place, timezone.now())} {row.whatsapp} {row.sms}"
    page = browser(host).get(f"/k/{host.place.slug}/briefjes/").content.decode()

    assert "kanarie" not in told + page
    assert "help" not in told
    assert row.whatsapp.startswith("https://wa.me/31612345678?text=Dag")
    assert row.sms.startswith("sms:+31612345678?body=Dag")
    assert "Olena" not in row.whatsapp + row.sms


def test_a_number_is_kept_only_while_its_owner_leaves_it_there(host):
    olena = make_actor(host.place, "olena")
    assert make_wishes(olena, phone="06-12345678").phone == "+31612345678"
    assert make_wishes(olena, phone="").phone == ""
    with pytest.raises(Refused) as refusal:
        make_wishes(olena, phone="06 12")
    assert (refusal.value.code, refusal.value.field) == ("no-number", "phone")


def test_the_page_keeps_what_was_typed_and_says_what_to_do(host):
    client = browser(host)
    answer = client.post(
        "/mijn/berichten/hoe/",
        {"mail_at": "09:00", "paper": "", "phone": "06 12", "quiet_from": "21:00",
         "quiet_until": "08:00", "about": ["keys"]},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Dit lijkt geen nummer." in answer.content.decode()
    assert 'value="06 12"' in answer.content.decode()


def test_the_list_asks_as_much_for_three_as_for_one(host, django_assert_num_queries):
    client = browser(host)
    for number in range(3):
        actor = make_actor(host.place, f"buur {number}")
        make_wishes(actor, paper=True)
        make_notice(actor)
        if number in {0, 2}:
            with django_assert_num_queries(6):  # session, person, place, notices, wishes, devices
                client.get(f"/k/{host.place.slug}/briefjes/")


def _layout():
    from sleutelbos.commons.notices.views_room import LAYOUT

    return LAYOUT
