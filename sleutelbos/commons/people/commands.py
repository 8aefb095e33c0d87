"""What a person does with what is known of them, and what a room needs to know somebody."""

from functools import partial
from uuid import UUID

from django.contrib.sessions.models import Session
from django.core.files.storage import Storage
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.kit.codes import fingerprint, new_token
from sleutelbos.kit.erased import remember
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.privacy import Link, links
from sleutelbos.kit.refused import Refused

from .commands_enter import TooOften, hashed, slow_down  # noqa: F401 - slowing down: for others
from .models import EmailCode, KeyCard, Person, Throttle, new_stamp


@transaction.atomic
def get_to_know(
    *,
    called: str,
    tag_picto: str,
    tag_colour: str,
    language: str = "nl",
    email: str | None = None,
    once: UUID | None = None,
) -> Person:
    """Make a person out of what they want to be called and the tag they chose (K1F).

    Nothing else is needed. Refused when the name is empty (`no-name`) or the tag is not one of
    ours (`no-tag`). `once` becomes the uuid of the person, so one form makes one person (R5).
    Rooms call this through their own welcome, which also gives a place.
    """
    return Person.objects.create(
        **({"uuid": once} if once else {}),
        **_name_and_tag(called, tag_picto, tag_colour),
        language=language,
        email=email.lower() if email else None,
    )


def change_tag(person: Person, *, called: str, tag_picto: str, tag_colour: str) -> None:
    """Be called something else, or hang another tag on the ring. Refused as `get_to_know`."""
    Person.objects.filter(pk=person.pk).update(**_name_and_tag(called, tag_picto, tag_colour))


def _name_and_tag(called: str, tag_picto: str, tag_colour: str) -> dict[str, str]:
    called = one_line(called)
    if not called:
        raise Refused("no-name", _("Hoe wil je heten? Een voornaam is genoeg."), field="called")
    if tag_picto not in TAG_PICTOS or tag_colour not in TAG_COLOURS:
        raise Refused("no-tag", _("Kies een teken en een kleur."), field="tag_picto")
    return {"called": called, "tag_picto": tag_picto, "tag_colour": tag_colour}


@transaction.atomic
def make_card(person: Person, *, by: Person | None) -> str:
    """Give a person a new key card and return its token, to be printed once and never stored.

    A card made earlier stops working at once, and so do the devices that were signed in: a card
    that is made again is a card that was lost.
    """
    now = timezone.now()
    had = KeyCard.objects.of(person).filter(revoked_at=None).update(revoked_at=now)
    token = new_token()
    KeyCard.everywhere.create(  # everywhere: writing, not looking
        person=person, fingerprint=fingerprint(token), made_at=now, made_by=by
    )
    if had:
        sign_out_everywhere(person)
    return token


@transaction.atomic
def revoke_card(person: Person) -> None:
    """Make the card of a person worthless, now, and sign out every device. Twice is once."""
    had = KeyCard.objects.of(person).filter(revoked_at=None).update(revoked_at=timezone.now())
    if had:
        sign_out_everywhere(person)


def sign_out_everywhere(person: Person) -> None:
    """Give the person a new stamp: sessions that carry the old one end at their next request."""
    person.stamp = new_stamp()
    Person.objects.filter(pk=person.pk).update(stamp=person.stamp)


def hide(person: Person) -> None:
    """Make somebody unfindable (NL: onvindbaar): every answer is as for someone unknown."""
    Person.objects.filter(pk=person.pk, hidden_since=None).update(hidden_since=timezone.now())


def show_again(person: Person) -> None:
    """End being unfindable."""
    Person.objects.filter(pk=person.pk).update(hidden_since=None)


def choose_language(person: Person, language: str) -> None:
    """Remember the language a person reads best, for paper and mail."""
    Person.objects.filter(pk=person.pk).update(language=language)


@transaction.atomic
def erase_me(person: Person) -> None:
    """Take somebody out of the house, wherever a model reaches them (P2, AVG article 17).

    Rows of their own go; rows that are a number or a fact of the room stay without their name, so
    totals do not change. Cards, codes, devices and sessions go too. Journal lines stay: they hold
    a random mark that now belongs to nobody. So does the ledger of who was erased, for when an
    older copy is put back. On SQLite the freed pages are overwritten.
    """
    _overwrite_what_goes()
    all_links = list(links())
    for link in all_links:
        if link.personal.erase == "name":
            texts = dict.fromkeys(link.personal.wipe, "")
            link.rows(person).update(**{link.name: None}, **texts)
    _take_rows([link for link in all_links if link.personal.erase == "row"], person)
    if person.email:
        for model, what in ((EmailCode, "enter"), (Throttle, "code")):
            about = hashed(what, person.email)
            model.everywhere.filter(about=about).delete()  # everywhere: kept without a name
    _forget_sessions(person)
    transaction.on_commit(partial(remember, person.uuid))  # an older copy may be put back (R18)
    person.delete()


def _take_rows(waiting: list[Link], person: Person) -> None:
    """Delete in an order in which nothing still leans on what goes. Raises `ProtectedError`."""
    while waiting:
        later: list[Link] = []
        for link in waiting:
            rows = link.rows(person)
            files = [*_files_of(link, rows)]
            try:
                with transaction.atomic():
                    rows.delete()
            except (models.ProtectedError, models.RestrictedError):
                later.append(link)
                continue
            for storage, name in files:
                transaction.on_commit(partial(storage.delete, name))
        if len(later) == len(waiting):
            waiting[0].rows(person).delete()  # raises, and says what still leans on it
        waiting = later


def _files_of(link: Link, rows: models.QuerySet[models.Model]) -> list[tuple[Storage, str]]:
    fields = [f for f in link.model._meta.concrete_fields if isinstance(f, models.FileField)]
    return [
        (field.storage, name)
        for field in fields
        for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True)
        if name
    ]


def _forget_sessions(person: Person) -> None:
    """Sessions are sealed, so each is opened to see whose it is: about 30 microseconds each."""
    mine = str(person.pk)
    keys = [
        session.pk
        for session in Session.objects.iterator(chunk_size=2000)
        if session.get_decoded().get("_auth_user_id") == mine
    ]
    for first in range(0, len(keys), 500):
        Session.objects.filter(pk__in=keys[first : first + 500]).delete()


def _overwrite_what_goes() -> None:
    """On SQLite: freed pages are overwritten, and the log beside the file is emptied after it."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        before = int(cursor.fetchone()[0])  # some builds of SQLite always overwrite
        cursor.execute("PRAGMA secure_delete = ON")

    def settle() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA secure_delete = {before}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # says "busy" when others still read

    transaction.on_commit(settle)
