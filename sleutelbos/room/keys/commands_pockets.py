"""What the verbs share: one key, the pocket it is in, and being key holder along with it.

Only the commands of this module call these, inside their own transaction.
"""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Role
from sleutelbos.commons.places.permissions import is_resident
from sleutelbos.commons.places.queries import residents
from sleutelbos.kit.refused import NotFound, Refused

from .models import Key, Loan, Loss
from .permissions import may_speak_for_others
from .queries_turns import shown


def find_key(actor: Actor, key: Key, *, retired: bool = False) -> Key:
    """The key again, within this place, locked. Raises `NotFound`; refused when `retired`."""
    found = Key.objects.within(actor.place).select_for_update().filter(pk=key.pk).first()
    if found is None:
        raise NotFound
    if found.retired_at and not retired:
        raise Refused("retired", _("Deze sleutel doet niet meer mee. Kies een andere sleutel."))
    return found


def open_loan(key: Key) -> Loan | None:
    """The open loan of a key, with its holder: the pocket it is in now."""
    return key.loans.filter(returned_at=None).select_related("holder", "passed_on_from").first()


def open_loss(key: Key) -> Loss | None:
    """The open loss of a key: it is lost, or being looked for."""
    return key.losses.filter(found_at=None).first()


def is_out(loan: Loan) -> Refused:
    """The refusal that says who has the key (ux 8); never the name of who is hidden."""
    if holder := shown(loan.holder):
        sentence = _(
            "%(called)s heeft deze sleutel al. Kies een andere sleutel of bel %(called)s."
        ) % {"called": holder.called}
    else:
        sentence = _("Een buur heeft deze sleutel al. Kies een andere sleutel.")
    return Refused("key-is-out", sentence)


def is_lost() -> Refused:
    """The refusal for a key that is lost."""
    return Refused("lost", _("Deze sleutel is kwijt. Is hij er weer? Tik op Gevonden."))


def refuse_lost(key: Key) -> None:
    """Raise `lost` for a key that is lost or being looked for."""
    if open_loss(key):
        raise is_lost()


def refuse_for_others(actor: Actor) -> None:
    """Raise `not-your-key` for whoever may not speak for the neighbour who has it."""
    if not may_speak_for_others(actor):
        raise Refused(
            "not-your-key",
            _("Deze sleutel is bij een ander. Vraag het aan de gastvrouw of gastheer."),
        )


def refuse_taker(actor: Actor, to: Person, responsibility: str) -> None:
    """A key goes to a resident, for something they do. Who is hidden can take one, not get one."""
    is_me = to == actor.person and is_resident(actor)
    if not is_me and not residents(actor.place).filter(pk=to.pk).exists():
        raise Refused("not-known-here", _("Wij kennen deze buur hier niet."), field="to")
    if not responsibility.strip():
        raise Refused(
            "no-responsibility",
            _("Waar is de sleutel voor? Schrijf een paar woorden."),
            field="responsibility",
        )


def lock(people: list[Person]) -> None:
    """Wait for whoever else changes what these people hold, always in the same order.

    So that a key given while another comes back leaves the right role behind.
    """
    rows = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def into_pocket(
    actor: Actor, key: Key, to: Person, responsibility: str, now: datetime,
    came_from: Loan | None = None,
) -> Loan:  # fmt: skip
    """Open a loan and make its holder key holder. The constraint has the last word (R6)."""
    lock([to])
    try:
        with transaction.atomic():
            loan = Loan.everywhere.create(  # everywhere: writing, not looking
                key=key, holder=to, responsibility=responsibility.strip(), handed_over_at=now,
                handed_over_by=actor.person, passed_on_from=came_from,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            "key-is-out", _("Een buur heeft deze sleutel al. Kies een andere sleutel.")
        ) from None
    _make_key_holder(actor, to)
    return loan


def into_old_pocket(actor: Actor, loan: Loan) -> None:
    """Open a loan again that had just ended, and make its holder key holder again."""
    if loan.holder is None:  # gone in the meantime: then the key hangs on the board
        return
    lock([loan.holder])
    loan.returned_at, loan.returned_by = None, None
    loan.save(update_fields=["returned_at", "returned_by"])
    _make_key_holder(as_key_holder(actor), loan.holder)


def out_of_pocket(loan: Loan, now: datetime, by: Person | None) -> None:
    """End a loan."""
    loan.returned_at, loan.returned_by = now, by
    loan.save(update_fields=["returned_at", "returned_by"])


def as_key_holder(actor: Actor) -> Actor:
    """Who undoes asks as the key holder they were until a moment ago."""
    return replace(actor, roles=actor.roles | {Role.Name.KEY_HOLDER.value})


def _make_key_holder(actor: Actor, person: Person) -> None:
    name = Role.Name.KEY_HOLDER
    if not Role.objects.filter(place=actor.place, person=person, name=name, until=None).exists():
        places.give_role(actor, to=person, name=name)


def end_after_last(actor: Actor, person: Person | None) -> None:
    """Being key holder ends with the last key."""
    holds = Loan.objects.within(actor.place).filter(holder=person, returned_at=None)
    if person is None or holds.exists():
        return
    name = Role.Name.KEY_HOLDER
    if Role.objects.filter(place=actor.place, person=person, name=name, until=None).exists():
        places.end_role(actor, of=person, name=name)
