"""The social map: residents and team write down who does what, and whether it is still so."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.kit.life_areas import joined
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .models import Institution
from .permissions import may_draw_map

ONE_LINE = ("name", "what", "way_in", "hours", "address", "postal_code", "city", "phone")
TEXTS = (*ONE_LINE, "email", "website")


@transaction.atomic
def put_on_map(
    actor: Actor, *, once: UUID, areas: Iterable[str] = (), languages: Iterable[str] = (),
    for_network: bool = False, **texts: str,
) -> Institution:  # fmt: skip
    """Put an institution on the social map of the room (K5C). The same `once` is one (R5).

    `texts` are the fields of `TEXTS`; `areas` codes of life areas. With `for_network` the other
    rooms of the cooperative see it too. Refused without a name (`no-name`) or without saying what
    they do (`no-what`). Noted.
    """
    allow(may_draw_map(actor))
    if done := _put_before(actor, once):
        return done
    said = _plain(texts)
    try:
        with transaction.atomic():
            institution = Institution.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, once=once, areas=joined(areas), languages=_codes(languages),
                for_network=for_network, added_by=actor.person, added_at=timezone.now(),
                checked_on=timezone.localdate(), **said,
            )  # fmt: skip
    except IntegrityError:  # the same form, at the same moment
        if done := _put_before(actor, once):
            return done
        raise
    note(actor, "referral.put-on-map", institution)
    return institution


def _put_before(actor: Actor, once: UUID) -> Institution | None:
    done = Institution.everywhere.filter(once=once).first()  # an id is unique in every room
    if done and done.place_id != actor.place.pk:
        raise NotFound
    return done


@transaction.atomic
def change_on_map(
    actor: Actor, *, code: str, areas: Iterable[str] = (), languages: Iterable[str] = (),
    for_network: bool = False, **texts: str,
) -> Institution:  # fmt: skip
    """Change what stands on the map; that also says it was looked at today. Refused as above."""
    allow(may_draw_map(actor))
    institution = _institution(actor, code)
    for name, text in _plain(texts).items():
        setattr(institution, name, text)
    institution.areas, institution.languages = joined(areas), _codes(languages)
    institution.for_network, institution.checked_on = for_network, timezone.localdate()
    institution.save()
    note(actor, "referral.changed-on-map", institution)
    return institution


@transaction.atomic
def still_so(actor: Actor, *, code: str) -> Institution:
    """Somebody looked: what stands on the map is still so today. Twice is once. Noted."""
    allow(may_draw_map(actor))
    institution = _institution(actor, code)
    institution.checked_on = timezone.localdate()
    institution.save(update_fields=["checked_on"])
    note(actor, "referral.still-so", institution)
    return institution


@transaction.atomic
def take_off_map(actor: Actor, *, code: str) -> Institution:
    """Take an institution off the map; with somebody already under way it stays readable there."""
    allow(may_draw_map(actor))
    institution = _institution(actor, code)
    if institution.ended_at is None:
        institution.ended_at = timezone.now()
        institution.save(update_fields=["ended_at"])
        note(actor, "referral.taken-off-map", institution)
    return institution


@transaction.atomic
def put_back_on_map(actor: Actor, *, code: str) -> Institution:
    """Undo: it is on the map again. Noted."""
    allow(may_draw_map(actor))
    institution = _institution(actor, code)
    if institution.ended_at is not None:
        institution.ended_at = None
        institution.save(update_fields=["ended_at"])
        note(actor, "referral.put-back-on-map", institution)
    return institution


def _institution(actor: Actor, code: str) -> Institution:
    rows = Institution.objects.within(actor.place).select_for_update()
    found = rows.filter(code=code).first() if code.isascii() and code.isalnum() else None
    if not isinstance(found, Institution):
        raise NotFound
    return found


def _codes(languages: Iterable[str]) -> str:
    return " ".join(sorted(set(languages)))


def _plain(texts: dict[str, str]) -> dict[str, str]:
    said = {name: texts.get(name, "").strip() for name in TEXTS}
    said |= {name: one_line(said[name]) for name in ONE_LINE}
    if not said["name"]:
        raise Refused("no-name", _("Hoe heet het? Schrijf de naam."), field="name")
    if not said["what"]:
        raise Refused("no-what", _("Wat doen zij? Schrijf een paar woorden."), field="what")
    return said
