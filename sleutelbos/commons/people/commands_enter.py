"""Coming in without a key card: a code by mail, and how guessing is slowed down.

The answer for an address nobody here has is the answer for one that somebody has: the same rows are
written, the same work is done, and a mail goes out in both cases (R31).
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from sleutelbos.kit.refused import Refused

from .models import EmailCode, Person, Throttle

DIGITS = 8
MINUTES = 10
TRIES = 5  # a code
CODES_AN_HOUR = 6  # an address; 6 × 5 guesses in 10^8: 3 in 10 million an hour
KEPT = timedelta(days=1)


class TooOften(Refused):
    """Somebody did one thing too often in a while."""

    status = 429


def hashed(what: str, value: str) -> str:
    """A keyed hash under which a count or a code is kept without saying whose it is."""
    return salted_hmac(f"sleutelbos.{what}", value, algorithm="sha256").hexdigest()


@transaction.atomic
def slow_down(
    what: str, about: str, *, at_most: int, minutes: int, person: Person | None = None
) -> None:
    """Count one more time; refuse when it is more than `at_most` in `minutes` (`too-often`).

    `about` is what is counted per: an address, an account. Never a network address. What is already
    signed in stays so, and other ways in stay open (R31).
    """
    now = timezone.now()
    row, _new = Throttle.everywhere.select_for_update().get_or_create(  # a count is of no place
        what=what, about=hashed(what, about), defaults={"since": now, "person": person}
    )
    if row.since <= now - timedelta(minutes=minutes):
        row.since, row.times = now, 0
    if row.times >= at_most:
        raise TooOften("too-often", _("Je deed dit vaak achter elkaar. Wacht even."))
    row.times += 1
    row.save(update_fields=["since", "times"])


def send_code(email: str) -> None:
    """Mail a code with which the owner of this address can come in within ten minutes.

    Refused when more than six were asked for in an hour (`too-often`) or when the mail does not go
    out (`no-mail`); then nothing is lost and every other way in still works. An address that
    nobody here has gets a mail too, which says so.
    """
    email = email.strip().lower()
    slow_down("code", email, at_most=CODES_AN_HOUR, minutes=60)
    person = Person.objects.filter(email=email).first()
    code = _new_code("enter", email, person)
    with override(person.language if person else None):
        words = _code_words(code) if person else _unknown_words()
    _mail(email, *words)


def use_code(email: str, typed: str) -> Person | None:
    """Whose code this is; nobody when it is wrong, old, used or tried too often.

    Those four cannot be told apart. A code works once.
    """
    return _use_code("enter", email.strip().lower(), typed)


def send_address_code(person: Person, email: str) -> None:
    """Mail a code to an address that a person wants to come in with, to see that it is theirs.

    Refused as `send_code`. An address that somebody else has gets no code; the page does not say.
    """
    email = email.strip().lower()
    slow_down("address", str(person.pk), at_most=CODES_AN_HOUR, minutes=60, person=person)
    taken = Person.objects.filter(email=email).exclude(pk=person.pk).exists()
    code = _new_code("address", f"{person.pk} {email}", None if taken else person)
    with override(person.language):
        words = _unknown_words() if taken else _code_words(code)
    _mail(email, *words)


@transaction.atomic
def keep_address(person: Person, email: str, typed: str) -> bool:
    """Keep an address when its code is right; says whether it is kept."""
    email = email.strip().lower()
    if _use_code("address", f"{person.pk} {email}", typed) != person:
        return False
    if Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        return False
    Person.objects.filter(pk=person.pk).update(email=email)
    return True


def forget_address(person: Person) -> None:
    """Take a person's e-mail address away."""
    Person.objects.filter(pk=person.pk).update(email=None)


@transaction.atomic
def _new_code(what: str, about: str, person: Person | None) -> str:
    now = timezone.now()
    for model, age in ((EmailCode, "made_at"), (Throttle, "since")):
        old = {f"{age}__lt": now - KEPT}
        model.everywhere.filter(**old).delete()  # everywhere: what is old is nobody's any more
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    EmailCode.everywhere.update_or_create(  # everywhere: writing, not looking
        about=hashed(what, about),
        defaults={
            "person": person,
            "fingerprint": hashed("code", about + code),
            "made_at": now,
            "tries": 0,
            "used_at": None,
        },
    )
    return code


def _use_code(what: str, about: str, typed: str) -> Person | None:
    now = timezone.now()
    typed = "".join(character for character in typed if character.isdigit())
    row = EmailCode.everywhere.filter(  # everywhere: whose it is, is what is asked
        about=hashed(what, about), used_at=None, made_at__gt=now - timedelta(minutes=MINUTES)
    )
    with transaction.atomic():  # a try counts before it is looked at, also when ten come at once
        counted = row.filter(tries__lt=TRIES).update(tries=F("tries") + 1)
    made = hashed("code", about + typed)
    kept = row.select_related("person").first()
    right = constant_time_compare(made, kept.fingerprint if kept else hashed("code", ""))
    if not (counted and kept and right and kept.person):
        return None
    won = row.filter(fingerprint=made).update(used_at=now)
    return kept.person if won else None


def _code_words(code: str) -> tuple[str, str]:
    sentences = (
        _("Jouw code is %(code)s") % {"code": f"{code[:4]} {code[4:]}"},
        _("De code werkt 10 minuten. Typ hem op de bladzijde waar je was."),
        _("Vroeg jij dit niet? Dan hoef je niets te doen."),
    )
    return _("Jouw code"), "\n\n".join(sentences) + "\n"


def _unknown_words() -> tuple[str, str]:
    sentences = (
        _("Je vroeg een code. Met dit adres lukt het niet."),
        _("Probeer een ander adres, of vraag het aan iemand die je helpt."),
        _("Vroeg jij dit niet? Dan hoef je niets te doen."),
    )
    return _("Jouw code"), "\n\n".join(sentences) + "\n"


def _mail(to: str, subject: str, body: str) -> None:
    """Send one mail, or refuse (`no-mail`). What goes wrong is not logged: it names the address."""
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()
    except OSError:  # what a dead or refusing mail server raises, smtplib's errors among them
        raise Refused(
            "no-mail",
            _("Wij kunnen nu geen mail sturen. Probeer het straks nog eens, of scan je kaart."),
            field="email",
        ) from None
