"""Hanging lines of the journal in the chain, and writing its head down elsewhere (R46)."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import ChainLink, Entry
from .queries_chain import (
    BEGIN,
    Head,
    fits,
    fitting,
    head,
    head_lines,
    heads_file,
    heads_written,
    link_hash,
    misfits,
    told,
)

BATCH = 500  # lines a transaction: nobody waits long for it
LATE = 10_000  # row numbers within which a line that was written late is found at once


def chain_lines() -> int:
    """Hang every line that does not hang yet in the chain, in order of number; returns how many.

    A line of which the fingerprint does not fit is left out, for `sleutelbos journal` to name. Two
    programs at once: the one that was second stops, and what is left waits for the next time.
    """
    return _from(0)


def chain_new_lines() -> int:
    """As `chain_lines`, looking only at the newest lines: for every minute."""
    last = ChainLink.everywhere.order_by("-line_id").first()  # the chain is of the whole network
    return _from(last.line_id - LATE if last else 0)


def _from(after: int) -> int:
    hung = 0
    with suppress(IntegrityError):  # another program is doing the same now
        for number in _batches(after):
            hung += number
    return hung


def _batches(after: int) -> Iterator[int]:
    while True:
        with transaction.atomic():
            rows = Entry.everywhere.filter(pk__gt=after, chained=None)  # of the whole network
            lines = list(rows.order_by("pk")[:BATCH])
            if not lines:
                return
            after = lines[-1].pk
            number = _hang([line for line in lines if fits(line)])
        yield number


def _hang(lines: list[Entry]) -> int:
    last = head()
    nth, before = (last.nth, last.hash) if last else (0, BEGIN)
    links = []
    for line in lines:
        nth, before = nth + 1, link_hash(before, nth + 1, line.pk, told(line))
        links.append(ChainLink(nth=nth, line=line, hash=before))
    ChainLink.everywhere.bulk_create(links)  # everywhere: writing, not looking
    return len(links)


def write_head_down(now: datetime) -> int:
    """Write the head of the chain down beside the database, and mail it to the witnesses; on the
    disk when it returns.

    Returns 1, or 0 when there is nothing new. The mail goes first: when it does not go, the next
    night tries again. Raises what the mail server says.
    """
    last = head()
    if last is None or last in heads_written():
        return 0
    if settings.WITNESSES:
        head_mail(last, now).send()
    kept = heads_file()
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.exists() and not kept.read_bytes().endswith(b"\n")  # the power went in the middle
    with kept.open("a") as file:
        new = "\n" if half else ""
        file.write(f"{new}{timezone.localdate(now):%Y-%m-%d} {last}\n")
        file.flush()
        os.fsync(file.fileno())
    return 1


def head_mail(last: Head, now: datetime) -> EmailMessage:
    """The mail for who keeps the head: a number and a hash, nothing of what happened."""
    day = timezone.localdate(now)
    return EmailMessage(
        f"Sleutelbos {day:%Y-%m-%d}: {last.nth}",
        "\n".join(
            (
                settings.PUBLIC_URL,
                f"{day:%Y-%m-%d}",
                str(last),
                "",
                _("Bewaar deze mail. Zo valt het op als iemand later iets weghaalt."),
                "",
                f"sleutelbos journal --head {last}",
                "",
            )
        ),
        settings.DEFAULT_FROM_EMAIL,
        settings.WITNESSES,
        headers={"Auto-Submitted": "auto-generated"},
    )


def set_heads_aside(now: datetime) -> str:
    """An older copy was put back on purpose: heads written down since do not fit any more.

    Returns the name of the file in which all of them are kept from now on, while those that still
    fit stay where they were; empty when all of them fit.
    """
    heads = heads_written()
    if not misfits(heads):
        return ""
    good, kept = fitting(heads), heads_file()
    lines = [line for line, told_by in head_lines() if told_by in good]
    aside = kept.with_name(f"{kept.name}-before-{now:%Y%m%d-%H%M%S}")
    kept.rename(aside)
    kept.write_text("".join(f"{line}\n" for line in lines))
    return aside.name
