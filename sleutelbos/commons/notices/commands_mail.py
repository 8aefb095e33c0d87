"""One mail a day: that there is something, and where to look. Nothing of what it is (T11)."""

import smtplib
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person

from .commands_outcome import NotNow, NoUse, Unsure
from .models import Delivery, Notice, Wishes
from .queries import mail_is_set

_SIGNER = Signer(salt="sleutelbos.notices.off")
_GONE_FOR_GOOD = 500


def off_link(person: Person) -> str:
    """The address in a mail with which it is the last: signed, for this person only."""
    return settings.PUBLIC_URL + reverse("notices:off", kwargs={"key": off_key(person)})


def off_key(person: Person) -> str:
    """What stands in that address. It does nothing but end mail, so it never expires."""
    return _SIGNER.sign(str(person.uuid).replace("-", ""))


def person_of_key(key: str) -> Person | None:
    """Whose address this is, or nobody."""
    try:
        return Person.objects.filter(uuid=_SIGNER.unsign(key)).first()
    except (BadSignature, ValueError):
        return None


def send_digest(delivery: Delivery) -> None:
    """Send the mail of this claimed delivery, with what waits unread and was in no mail yet.

    Without anything left to say, or without an address or a wish for mail, nothing is sent.
    Raises `NotNow`, `NoUse` or `Unsure`.
    """
    person = delivery.person
    wishes = Wishes.objects.of(person).filter(mail=True).first()
    if wishes is None or not person.email or not mail_is_set():
        return
    waiting = Notice.everywhere.filter(person=person, read_at=None)  # one mail for all rooms
    Notice.everywhere.filter(  # this person's own
        pk__in=list(waiting.filter(mail=None).values_list("pk", flat=True))
    ).exclude(kind__in=wishes.not_about).update(mail=delivery)
    mine = waiting.filter(mail=delivery).order_by("made_at", "pk")
    sentences = list(dict.fromkeys(mine.values_list("sentence", flat=True)))
    if sentences:
        _send(make_mail(person, sentences, number=str(delivery.number)))


def make_mail(person: Person, sentences: list[str], *, number: str) -> EmailMessage:
    """The mail itself, in the language of the person. `sentences` are the neutral Dutch ones."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    off = off_link(person)
    with override(person.language):
        lines = [
            _("Dag,"),
            "\n".join(gettext(sentence) for sentence in sentences),
            _("Hier lees je wat het is:"),
            settings.PUBLIC_URL + reverse("notices:mine"),
            _("Wil je geen mail meer? Dat kan hier, zonder code:"),
            off,
        ]
        subject = _("Er is iets voor je")
    return EmailMessage(
        subject,
        "\n\n".join(lines) + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [person.email or ""],
        headers={
            "Message-ID": f"<{number}@{host}>",
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def _send(message: EmailMessage) -> None:
    mailer = mailers.default
    try:
        mailer.open()
    except OSError:  # smtplib's own errors are too
        raise NotNow("no-server") from None
    try:
        mailer.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        raise (NoUse if min(codes) >= _GONE_FOR_GOOD else NotNow)("no-address") from None
    except smtplib.SMTPServerDisconnected:
        raise Unsure("unsure") from None
    except smtplib.SMTPException:  # the other side said no, in so many words
        raise NotNow("refused") from None
    except OSError:
        raise Unsure("unsure") from None
    finally:
        with suppress(OSError):
            mailer.close()
