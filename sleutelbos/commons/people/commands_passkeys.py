"""Coming in with a key in one's own phone or computer (WebAuthn), by the `fido2` library.

The private half never leaves the device and asks for a finger or a code there, so nothing has to
be remembered and nothing can be copied from us. `state` is what the first half of each pair gives
and the second half takes: the view keeps it in the session, for one try.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import sha256
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from sleutelbos.kit.refused import Refused, allow

from .models import Passkey, Person
from .permissions import may_have_passkey

State = dict[str, Any]
AT_MOST = 10  # a person
_CARE = UserVerificationRequirement.REQUIRED


def begin_passkey(person: Person) -> tuple[dict[str, Any], State]:
    """What the device needs to make a key, and the state to keep. For those with a team key."""
    allow(may_have_passkey(person))
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(
            id=person.uuid.bytes, name=person.called, display_name=person.called
        ),
        credentials=[_credential(key) for key in Passkey.objects.of(person)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=_CARE,
    )
    return dict(options), state


@transaction.atomic
def add_passkey(person: Person, state: State | None, answer: object) -> Passkey:
    """Keep the public half of the key that a device just made.

    Refused when the answer is not what was asked for (`passkey-unknown`) or when there are ten
    already (`passkeys-enough`).
    """
    allow(may_have_passkey(person))
    if Passkey.objects.of(person).count() >= AT_MOST:
        raise Refused("passkeys-enough", _("Je hebt al 10 toestellen. Haal er eerst een weg."))
    try:
        data = _server().register_complete(state or {}, _mapping(answer)).credential_data
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError):
        raise _unknown() from None
    if data is None:
        raise _unknown()
    mark = sha256(data.credential_id).hex()
    if Passkey.everywhere.filter(fingerprint=mark).exists():  # one device, one key, one person
        raise _unknown()
    return Passkey.everywhere.create(  # everywhere: writing, not looking
        person=person, credential=bytes(data), fingerprint=mark, made_at=timezone.now()
    )


def begin_entrance() -> tuple[dict[str, Any], State]:
    """What any device needs to show who it belongs to, and the state to keep."""
    options, state = _server().authenticate_begin(user_verification=_CARE)
    return dict(options), state


@transaction.atomic
def enter_with_passkey(state: State | None, answer: object) -> Person:
    """The person whose device signed the challenge.

    Refused (`passkey-unknown`) when the key is unknown or the signature is not right, and when the
    counter of the device went back, which is what a copy does.
    """
    try:
        response = AuthenticationResponse.from_dict(_mapping(answer))
        mark = sha256(response.raw_id).hex()
        keys = Passkey.everywhere.select_for_update()  # everywhere: whose it is, is what is asked
        key = keys.filter(fingerprint=mark).select_related(None).first()
        _server().authenticate_complete(state or {}, [_credential(key)] if key else [], response)
        counter = response.response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError):
        raise _unknown() from None
    if key is None or (key.signs and counter <= key.signs):
        raise _unknown()
    if not may_have_passkey(key.person):
        raise _unknown()
    key.signs, key.used_at = counter, timezone.now()
    key.save(update_fields=["signs", "used_at"])
    return key.person


def drop_passkey(person: Person, code: str) -> None:
    """Take one of my devices off the list; it opens nothing from now on."""
    Passkey.objects.of(person).filter(code=code).delete()


def _server() -> Fido2Server:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    relying = PublicKeyCredentialRpEntity(id=host, name="Sleutelbos")
    return Fido2Server(relying, verify_origin=lambda origin: origin == settings.PUBLIC_URL)


def _credential(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(key.credential))


def _mapping(answer: object) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise ValueError("not an answer")
    return answer


def _unknown() -> Refused:
    return Refused(
        "passkey-unknown", _("Dit toestel kennen wij niet. Kom binnen met een code of je kaart.")
    )
