"""A sign on a phone: empty, signed, after the quiet hours, and only to services we know."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as real
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from py_vapid import Vapid

from sleutelbos.commons.notices import commands_push
from sleutelbos.commons.notices.commands_deliver import after_quiet
from sleutelbos.commons.notices.models import Delivery, Device, Notice, Wishes
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import Refused

from .makers import make_notice, make_wishes

pytestmark = pytest.mark.django_db(transaction=True)  # a worker closes what is old
NOON, NIGHT = "2026-11-23 12:00:00+01:00", "2026-11-23 23:30:00+01:00"
HERE = ZoneInfo("Europe/Amsterdam")


class Service:
    """A push service on the loopback, that answers `code`."""

    def __init__(self) -> None:
        self.code, self.got, self.address = 201, [], ""

    def device(self, actor):
        return commands_push.add_device(actor.someone, f"{self.address}/push/{len(self.got)}")


@contextmanager
def push_service():
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            service.got.append((self.path, dict(self.headers), body))
            self.send_response(service.code)
            if service.code == 302:
                self.send_header("Location", f"{service.address}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def service(settings):
    with push_service() as found:
        settings.PUSH_SERVICES = [*settings.PUSH_SERVICES, found.address]
        yield found


@pytest.fixture
def olena():
    return make_actor(make_room(), "olena")


def work():
    call_command("work", once=True)


@pytest.mark.mission("P2")
def test_a_sign_is_empty_and_signed_so_nobody_on_the_way_reads_anything(service, olena):
    service.device(olena)
    with time_machine.travel(NOON, tick=False):
        make_notice(olena)
        work()

    [(_path, headers, body)] = service.got
    assert body == b""
    assert Vapid.verify(headers["Authorization"])
    assert [name for name in headers if "Olena" in headers[name] or "kamer" in headers[name]] == []


def test_the_key_is_made_once_beside_the_database_and_only_we_can_read_it(service, olena):
    first = commands_push.public_key()
    commands_push._keys.cache_clear()

    assert commands_push.public_key() == first
    kept = Path(real.HOME) / "push-key"
    assert kept.stat().st_mode & 0o077 == 0


def test_three_things_at_once_are_one_sign(service, olena):
    service.device(olena)
    with time_machine.travel(NOON, tick=False):
        for _time in range(3):
            make_notice(olena)
        work()
    assert len(service.got) == 1


def test_in_the_quiet_hours_the_phone_stays_quiet(service, olena):
    service.device(olena)
    with time_machine.travel(NIGHT, tick=False) as clock:
        make_notice(olena)
        work()
        assert service.got == []
        clock.move_to("2026-11-24 08:00:05+01:00")
        work()
    assert len(service.got) == 1


def test_what_somebody_does_not_want_to_hear_about_gives_no_sign(service, olena):
    service.device(olena)
    make_wishes(olena, not_about=["thanks"])
    with time_machine.travel(NOON, tick=False):
        make_notice(olena, kind="thanks")
        work()
    assert service.got == []


def test_what_was_read_meanwhile_gives_no_sign(service, olena):
    service.device(olena)
    with time_machine.travel(NIGHT, tick=False) as clock:
        make_notice(olena)
        clock.move_to("2026-11-24 07:00+01:00")
        Notice.everywhere.update(read_at=timezone.now())
        clock.move_to("2026-11-24 08:00:05+01:00")
        work()
    assert service.got == []
    assert Delivery.everywhere.get().state == "done"


def test_what_is_sent_again_or_sent_late_waits_for_the_morning_too(service, olena):
    service.device(olena)
    service.code = 500
    with time_machine.travel("2026-11-23 20:59:30+01:00", tick=False) as clock:
        make_notice(olena)
        work()
        assert len(service.got) == 1
        service.code = 201
        for late in ("2026-11-23 21:05+01:00", "2026-11-24 01:51+01:00"):
            clock.move_to(late)
            work()
        assert len(service.got) == 1
        Delivery.everywhere.update(not_before=timezone.now())  # its server slept until now
        clock.shift(timedelta(minutes=20))
        work()
        assert len(service.got) == 1
        waits = Delivery.everywhere.get()
        assert (waits.state, waits.tries) == ("waiting", 1)
        clock.move_to("2026-11-24 08:00:05+01:00")
        work()
    assert len(service.got) == 2


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_phone_that_is_gone_or_knows_another_key_is_forgotten(service, olena, code):
    service.device(olena)
    service.code = code
    with time_machine.travel(NOON, tick=False):
        make_notice(olena)
        work()
    assert Device.objects.of(olena.someone).count() == 0
    assert Delivery.everywhere.get().state == "done"


@pytest.mark.parametrize("code", [500, 302])
def test_a_service_that_does_not_answer_well_is_asked_again_later(service, olena, code):
    service.device(olena)
    service.code = code
    with time_machine.travel(NOON, tick=False) as clock:
        make_notice(olena)
        work()
        assert Delivery.everywhere.get().state == "waiting"
        service.code = 201
        clock.shift(timedelta(minutes=2))
        work()
    assert [path for path, _headers, _body in service.got if "elsewhere" in path] == []
    assert Delivery.everywhere.get().state == "done"


@pytest.mark.parametrize(
    "endpoint",
    ["http://169.254.169.254/latest", "https://fcm.googleapis.com.elders.example/x",
     "https://user@elders.example/x", "file:///etc/passwd", "", "https://fcm.googleapis.com:444/x",
     "https://elders.example/web.push.apple.com"],
)  # fmt: skip
def test_a_sign_goes_to_no_address_that_is_not_of_a_service_we_know(olena, endpoint):
    with pytest.raises(Refused, match="seintje"):
        commands_push.add_device(olena.someone, endpoint)
    assert Device.everywhere.count() == 0


def test_a_phone_that_changes_hands_gives_its_sign_to_the_new_owner_only(service, olena):
    wim = make_actor(olena.place, "wim")
    service.device(olena)
    service.device(wim)
    assert (Device.objects.of(olena.someone).count(), Device.objects.of(wim.someone).count()) == (
        0,
        1,
    )


def test_of_many_phones_the_oldest_goes(service, olena):
    for number in range(commands_push.MOST_DEVICES + 2):
        commands_push.add_device(olena.someone, f"{service.address}/{number}")
    assert Device.objects.of(olena.someone).count() == commands_push.MOST_DEVICES


def test_turning_it_off_takes_away_only_ones_own_phone(service, olena):
    wim = make_actor(olena.place, "wim")
    device = service.device(olena)
    for actor, left in ((wim, 1), (olena, 0)):
        client = Client()
        client.force_login(actor.someone)
        client.post(f"/mijn/berichten/toestel/{device.code}/weg/")
        assert Device.objects.of(olena.someone).count() == left


clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 1, 30, 59)))


@given(minutes=st.integers(0, 730 * 24 * 60), start=clocks, end=clocks)
def test_what_waits_for_the_morning_comes_within_a_day_and_never_in_quiet(minutes, start, end):
    now = datetime(2026, 1, 1, tzinfo=HERE) + timedelta(minutes=minutes)
    wishes = Wishes(quiet_from=start, quiet_until=end)

    later = after_quiet(now, wishes)

    at = later.astimezone(HERE).time()
    assert timedelta(0) <= later - now <= timedelta(hours=26)  # a night in which the clock changes
    if later != now:
        skipped = time(2) <= end < time(3)  # the hour that one night in March does not have
        assert at == end or skipped


def test_the_words_on_the_screen_of_a_phone_are_the_same_for_everything(olena):
    told = Client().get("/mijn/berichten/seintje.js")
    assert told["Content-Type"].startswith("text/javascript")
    assert "Er is iets voor je" in told.content.decode()
    assert "event.data" not in told.content.decode()
