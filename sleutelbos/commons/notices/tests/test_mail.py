"""One mail a day, through a real mail server: never lost, never doubled, never telling what."""

from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.notices import commands_deliver, commands_nightly, commands_wishes, queries
from sleutelbos.commons.notices.models import Delivery, Notice, Wishes
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from tests.smtp import mail_server, mailers

from .makers import SENTENCE, make_notice, make_wishes

pytestmark = pytest.mark.django_db(transaction=True)  # a worker closes what is old
MORNING = "2026-11-23 09:05:00+01:00"
ADDRESS = "olena@voorbeeld.example"


@pytest.fixture
def post(settings):
    with mail_server() as server:
        settings.MAILERS = mailers(server.port)
        yield server


@pytest.fixture
def olena():
    """Somebody who wants one mail a day at nine."""
    actor = make_actor(make_room(), "olena")
    Person.objects.filter(pk=actor.someone.pk).update(email=ADDRESS)
    actor.someone.refresh_from_db()
    make_wishes(actor, mail=True)
    return actor


def work():
    call_command("work", once=True)


def state(way="mail"):
    return Delivery.everywhere.filter(way=way).values_list("state", "why").get()


def test_one_mail_holds_everything_that_waits_and_the_next_day_only_what_is_new(post, olena):
    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        make_notice(olena, sentence="Iemand dacht aan jou.")
        work()
        work()
        assert len(post.mails) == 1
        assert SENTENCE in post.texts[0]
        assert "Iemand dacht aan jou." in post.texts[0]

        make_notice(olena)
        clock.shift(timedelta(hours=2))
        work()
        assert len(post.mails) == 1

        clock.shift(timedelta(hours=22))
        work()
    assert len(post.mails) == 2
    assert "Iemand dacht" not in post.texts[1]


def test_what_stays_unread_for_weeks_is_mailed_once(post, olena):
    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        work()
        for _each in range(3):
            clock.shift(timedelta(days=9))
            for chore in commands_nightly.NIGHTLY:
                chore.does(timezone.now())
            work()
    assert len(post.mails) == 1


@pytest.mark.mission("R14")
def test_a_worker_outlives_a_database_that_is_away_for_a_moment(post, olena):
    def away(execute, sql, params, many, context):
        raise OperationalError("the database is away")

    with time_machine.travel(MORNING, tick=False):
        make_notice(olena)
        with connection.execute_wrapper(away):
            work()
        assert post.mails == []
        work()
    assert len(post.mails) == 1


def test_before_the_chosen_moment_no_mail_goes(post, olena):
    make_wishes(olena, mail=True, mail_at=time(17))
    make_notice(olena)
    with time_machine.travel(MORNING, tick=False):
        work()
    assert post.mails == []


@pytest.mark.parametrize("wishes", [{"mail": False}, {"mail": True, "not_about": ["room"]}])
def test_who_does_not_want_it_gets_no_mail(post, olena, wishes):
    make_wishes(olena, **wishes)
    make_notice(olena)
    with time_machine.travel(MORNING, tick=False):
        work()
    assert post.mails == []


def test_what_was_read_on_the_screen_comes_in_no_mail(post, olena):
    with time_machine.travel(MORNING, tick=False):
        Notice.everywhere.filter(pk=make_notice(olena).pk).update(read_at=timezone.now())
        work()
    assert post.mails == []


@pytest.mark.mission("P2")
def test_a_mail_says_nothing_of_who_where_or_what(post, olena):
    """T11: whoever reads along learns that there is something, and no more."""
    place = olena.place
    type(place).objects.filter(pk=place.pk).update(name="Kanarie")
    notice = make_notice(olena)
    Notice.everywhere.filter(pk=notice.pk).update(kind="help", path="/mijn/vraag/kanarie/")
    with time_machine.travel(MORNING, tick=False):
        work()

    told = post.raw[0].decode() + post.texts[0]

    assert [w for w in ("anarie", "Olena", "help", "vraag") if w in told] == []
    assert "/mijn/berichten/" in post.texts[0]


def test_a_mail_is_in_the_language_of_the_person(post, olena):
    Person.objects.filter(pk=olena.someone.pk).update(language="tr")
    make_notice(olena)
    with time_machine.travel(MORNING, tick=False):
        work()
    assert "Dag," not in post.texts[0]


def test_a_dead_mail_server_loses_nothing_and_doubles_nothing(settings, olena):
    settings.MAILERS = mailers(1)  # nobody listens there
    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        work()
        assert state() == ("waiting", "no-server")
        clock.shift(timedelta(seconds=30))
        work()  # not yet: a minute has to go by
        assert Delivery.everywhere.get().tries == 1

        with mail_server() as server:
            settings.MAILERS = mailers(server.port)
            clock.shift(timedelta(minutes=2))
            work()
            work()
            assert len(server.mails) == 1
    assert state() == ("done", "")


def test_what_keeps_failing_is_stuck_until_somebody_presses_try_again(settings, olena):
    settings.MAILERS = mailers(1)
    team = make_actor(olena.place, "marleen", "coordinator")
    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        work()
        for wait in commands_deliver.BACK_OFF:
            clock.shift(wait + timedelta(seconds=1))
            work()
        assert state() == ("stuck", "no-server")
        page = browser(team).get(f"/dag/{team.place.slug}/vast/").content.decode()
        assert "De mailserver antwoordt niet." in page
        assert "Olena" not in page

        with mail_server() as server:
            settings.MAILERS = mailers(server.port)
            browser(team).post(f"/dag/{team.place.slug}/vast/", {"why": "no-server"})
            work()
            assert len(server.mails) == 1
    assert queries.traffic(team.place).flows


def test_a_mail_that_broke_off_halfway_is_not_sent_again_by_itself(post, olena):
    post.behaves = "breaks"
    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        work()
        assert state() == ("unsure", "unsure")
        post.behaves = "well"
        clock.shift(timedelta(days=1))
        work()
    assert len(post.mails) == 1  # the one that broke off


def test_an_address_that_is_gone_stops_at_once_and_its_person_sees_it(post, olena):
    post.behaves = "unknown"
    with time_machine.travel(MORNING, tick=False):
        make_notice(olena)
        work()
    assert state() == ("stuck", "no-address")
    assert "Klopt je adres nog?" in browser(olena).get("/mijn/berichten/").content.decode()


def test_after_a_mended_address_the_next_mail_just_goes(post, olena):
    post.behaves = "unknown"
    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        work()
        assert state() == ("stuck", "no-address")
        post.behaves = "well"
        clock.shift(timedelta(days=1))
        make_notice(olena)
        work()
        assert len(post.mails) == 1
        assert not queries.mail_failed(olena.someone)
        assert set(Delivery.everywhere.values_list("state", flat=True)) == {"stuck", "done"}


def test_a_full_mailbox_is_tried_again(post, olena):
    post.behaves = "full"
    with time_machine.travel(MORNING, tick=False):
        make_notice(olena)
        work()
    assert state() == ("waiting", "no-address")


def test_a_worker_that_died_while_sending_leaves_a_mail_that_is_seen(post, olena):
    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        commands_deliver.plan_mails(timezone.now())
        Delivery.everywhere.update(state="busy", changed_at=timezone.now())
        clock.shift(timedelta(minutes=11))
        work()
    assert state() == ("unsure", "unsure")
    assert post.mails == []


def test_a_task_that_got_lost_is_made_again(post, olena):
    from django_tasks_db.models import DBTaskResult

    with time_machine.travel(MORNING, tick=False) as clock:
        make_notice(olena)
        commands_deliver.plan_mails(timezone.now())
        DBTaskResult.objects.all().delete()
        clock.shift(timedelta(minutes=16))
        work()
    assert len(post.mails) == 1


def test_no_address_stands_in_what_is_kept_of_tasks(post, olena):
    from django_tasks_db.models import DBTaskResult

    post.behaves = "unknown"
    with time_machine.travel(MORNING, tick=False):
        make_notice(olena)
        work()
    kept = str(list(DBTaskResult.objects.values())) + str(list(Delivery.everywhere.values()))
    assert ADDRESS not in kept


def test_one_press_in_the_mail_program_ends_mail_and_looking_does_not(post, olena):
    with time_machine.travel(MORNING, tick=False):
        make_notice(olena)
        work()
    mail = post.mails[0]
    link = urlsplit(mail["List-Unsubscribe"].strip("<>")).path
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in post.texts[0]
    strict = Client(enforce_csrf_checks=True)

    strict.get(link)
    assert Wishes.objects.of(olena.someone).get().mail
    answer = strict.post(link, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not Wishes.objects.of(olena.someone).get().mail


def test_a_link_that_was_touched_changes_nothing_and_looks_the_same(olena):
    answer = Client().post("/geen-mail/abc:def/")
    assert answer.status_code == 200
    assert Wishes.objects.of(olena.someone).get().mail


def test_turning_all_off_is_one_press(olena):
    make_wishes(olena, mail=True, paper=True, phone="06 12345678")
    commands_wishes.all_off(olena.someone)
    kept = Wishes.objects.of(olena.someone).get()
    assert (kept.mail, kept.paper, kept.phone) == (False, False, "")


def browser(actor):
    client = Client()
    client.force_login(actor.someone)
    return client
