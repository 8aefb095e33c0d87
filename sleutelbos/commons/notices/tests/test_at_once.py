"""Two workers beside each other never send the same mail twice, on both databases."""

import os
import time

import pytest
from django.utils import timezone

from sleutelbos.commons.notices.commands_deliver import deliver, plan_mails
from sleutelbos.commons.notices.models import Delivery
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from tests.processes import at_once
from tests.smtp import mail_server, mailers

from .makers import make_notice, make_wishes

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
PEOPLE = 6


def send_all(port, numbers):
    """In a process of its own: try every delivery there is."""
    from django.conf import settings

    settings.MAILERS = mailers(port)
    return [deliver.call(number) for number in numbers].count("done")


def work_once(port):
    """In a process of its own: be a worker, schedule and tasks both."""
    from django.conf import settings
    from django.core.management import call_command

    settings.MAILERS = mailers(port)
    call_command("work", once=True)
    return os.getpid()


def make_crowd():
    room = make_room()
    for number in range(PEOPLE):
        actor = make_actor(room, f"buur {number}")
        Person.objects.filter(pk=actor.someone.pk).update(email=f"buur{number}@voorbeeld.example")
        make_wishes(actor, mail=True, mail_at=timezone.localtime().replace(hour=0, minute=0).time())
        make_notice(actor)


def test_four_processes_that_send_everything_send_each_mail_once(settings):
    with mail_server() as post:
        settings.MAILERS = mailers(post.port)
        make_crowd()
        plan_mails(timezone.now())
        numbers = [str(n) for n in Delivery.everywhere.values_list("number", flat=True)]

        done = at_once(f"{__name__}:send_all", [[post.port, numbers]] * 4, timeout=400)

        assert sum(done) == PEOPLE
        assert sorted(mail["To"] for mail in post.mails) == [
            f"buur{number}@voorbeeld.example" for number in range(PEOPLE)
        ]


def test_three_workers_plan_and_send_each_mail_once(settings):
    with mail_server() as post:
        settings.MAILERS = mailers(post.port)
        make_crowd()

        at_once(f"{__name__}:work_once", [[post.port]] * 3, timeout=400)
        began = time.monotonic()
        while Delivery.everywhere.exclude(state="done").exists() and time.monotonic() < began + 30:
            work_once(post.port)

        assert sorted(mail["To"] for mail in post.mails) == [
            f"buur{number}@voorbeeld.example" for number in range(PEOPLE)
        ]
