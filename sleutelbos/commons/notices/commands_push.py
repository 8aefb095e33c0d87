"""A sign on somebody's own phone that there is something. The push is empty: nobody reads along.

The sentence that is shown stands in the browser (`notices/duw.js`), in the language of the phone,
and is the same for everything (T11). Without content nothing needs to be sealed for the phone, and
the service of the browser's maker learns only that there was a sign.
"""

import base64
import os
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from py_vapid import Vapid

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.clock import local_moment
from sleutelbos.kit.codes import fingerprint
from sleutelbos.kit.copies import PUSH_KEY
from sleutelbos.kit.refused import Refused

from .commands_outcome import NotNow, NotYet
from .models import Delivery, Device, Notice, Wishes
from .queries import wishes_of

MOST_DEVICES = 8
A_DAY = 24 * 60 * 60
_GONE = {401, 403, 404, 410}  # the phone is gone, or it knows another key of ours


@lru_cache(maxsize=1)
def _keys() -> Vapid:
    """Our own pair, made at first use and kept in the home, outside the database. It goes along in
    a sealed copy, because a phone knows this key and no other."""
    kept = Path(settings.HOME) / PUSH_KEY
    if not kept.exists():
        made = Vapid()
        made.generate_keys()
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_name(f"{PUSH_KEY}.{os.getpid()}")
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(made.private_pem())
        try:
            os.link(unfinished, kept)  # whoever is first; the others read theirs
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return Vapid.from_pem(kept.read_bytes())


def public_key() -> str:
    """The half that a browser asks for when it subscribes (base64url)."""
    point = _keys().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def is_service(endpoint: str) -> bool:
    """Is this an address of a service that we know? We send nothing anywhere else."""
    parts = urlsplit(endpoint)
    origin = f"{parts.scheme}://{parts.netloc}"
    return any(fnmatchcase(origin, known) for known in settings.PUSH_SERVICES)


def add_device(person: Person, endpoint: str) -> Device:
    """From now on this phone shows a sign when there is something.

    Once is twice: the same phone is one device, of who asked last. Refused when the address is not
    of a known service (`no-service`); of more than eight devices the oldest goes.
    """
    if len(endpoint) > 600 or not is_service(endpoint):
        raise Refused("no-service", _("Dit toestel kan geen seintje krijgen. Mail kan wel."))
    device, _new = Device.everywhere.update_or_create(  # a phone has one owner at a time
        fingerprint=fingerprint(endpoint),
        defaults={"person": person, "endpoint": endpoint, "made_at": timezone.now()},
    )
    mine = Device.objects.of(person).order_by("-made_at", "-pk")
    too_many = list(mine.values_list("pk", flat=True)[MOST_DEVICES:])
    Device.objects.of(person).filter(pk__in=too_many).delete()
    return device


def drop_device(person: Person, code: str) -> None:
    """This phone of mine shows no sign any more."""
    Device.objects.of(person).filter(code=code).delete()


def after_quiet(now: datetime, wishes: Wishes) -> datetime:
    """The first moment from now on that is not in somebody's quiet hours."""
    start, end = wishes.quiet_from, wishes.quiet_until
    local = timezone.localtime(now)
    at = local.time()
    quiet = start <= at < end if start < end else (at >= start or at < end)
    if start == end or not quiet:
        return now
    day = local.date() + timedelta(days=1 if at >= end else 0)
    return local_moment(day, end)


def send_pushes(delivery: Delivery) -> None:
    """Send one empty push to every device of this person, when there is still something to read.

    A device that is gone is forgotten. Raises `NotNow` when none could be reached, and `NotYet` in
    quiet hours.
    """
    wishes, now = wishes_of(delivery.person), timezone.now()
    unread = Notice.everywhere.filter(person=delivery.person, read_at=None)  # of every room: theirs
    if not unread.exclude(kind__in=wishes.not_about).exists():
        return
    if (until := after_quiet(now, wishes)) > now:
        raise NotYet(until)
    devices = list(Device.objects.of(delivery.person))
    reached = 0
    for device in devices:
        if not is_service(device.endpoint):
            continue
        code = _push(device.endpoint)
        if code in _GONE:
            Device.objects.of(delivery.person).filter(pk=device.pk).delete()
        reached += code < 300 or code in _GONE
    if devices and not reached:
        raise NotNow("no-service")


class _Stay(HTTPRedirectHandler):
    """A push goes where it goes; nobody sends us on."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """No."""


_OPENER = build_opener(_Stay)


def _push(endpoint: str) -> int:
    """The answer of the service (a status of HTTP), 599 when there is none."""
    parts = urlsplit(endpoint)
    sender = settings.PUBLIC_URL
    if not sender.startswith("https://"):
        sender = f"mailto:{settings.DEFAULT_FROM_EMAIL}"
    signed = _keys().sign({"aud": f"{parts.scheme}://{parts.netloc}", "sub": sender})
    headers = {**signed, "TTL": str(A_DAY), "Topic": "sleutelbos", "Content-Length": "0"}
    request = Request(endpoint, data=b"", headers=headers, method="POST")  # noqa: S310 - known
    try:
        with _OPENER.open(request, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
    except (URLError, OSError, ValueError):
        return 599
