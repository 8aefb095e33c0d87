"""Going on by itself: the next neighbour is asked, and who is here no more lets go (R25, K1C)."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sleutelbos.commons.places.models import Place, Role

from . import queries
from .commands import end, tell_about
from .commands_peers import ask_after, ask_next
from .models import Helper, Question

log = logging.getLogger(__name__)
Kind, Ended = Helper.Kind, Helper.Ended
Roles = Mapping[int, set[str]]


def go_on(*, unanswered_since: datetime) -> int:
    """Ask the next neighbour where the last one was silent, and let go who is here no more (R25).

    For the clock: each question by itself, held while it changes, so that one which cannot be
    opened keeps no other waiting. Returns how many people were asked or let go. Raises
    `RuntimeError` when all others are done and one did not go well.
    """
    number = stuck = 0
    rooms = Question.everywhere.filter(closed_at=None)  # every room: the clock knows no place
    for place in Place.objects.filter(pk__in=rooms.values("place")):
        roles = _roles_in(place)
        for pk in list(queries.open_questions(place).values_list("pk", flat=True)):
            try:
                number += _go_on_with(place, pk, roles, unanswered_since)
            except Exception as fault:  # its text may hold a word of somebody
                log.error("question-stuck fault=%s", type(fault).__name__)
                stuck += 1
    if stuck:
        raise RuntimeError(f"{stuck} questions could not go on")
    return number


@transaction.atomic
def _go_on_with(place: Place, pk: int, roles: Roles, unanswered_since: datetime) -> int:
    held = queries.open_questions(place).select_for_update(of=("self",)).filter(pk=pk)
    question = held.select_related("place", "person").first()
    if question is None:  # done in the meantime
        return 0
    gone = _let_silent_go(question, unanswered_since) + _let_leavers_go(question, roles)
    return gone + ask_next(question)


def _let_silent_go(question: Question, unanswered_since: datetime) -> int:
    """Who did not answer in time is not asked any more; for a third the next one is asked here."""
    silent = question.helpers.filter(offered_at=None, ended_at=None, asked_at__lt=unanswered_since)
    along = list(silent.filter(kind=Kind.ALONG))
    number = 0 if question.together else end(silent.filter(kind=Kind.NEIGHBOUR), Ended.NOT_NOW)
    for helper in along:
        number += end(question.helpers.filter(pk=helper.pk), Ended.NOT_NOW)
        number += ask_after(question, helper)
    return number


def _roles_in(place: Place) -> Roles:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Role.objects.filter(place=place, until=None)
    for person, name in rows.values_list("person", "name"):
        found[person].add(name)
    return found


def _let_leavers_go(question: Question, roles: Roles) -> int:
    gone = 0
    for helper in question.helpers.filter(ended_at=None):
        needed = {"coordinator"} if helper.kind == Kind.COORDINATOR else {
            "resident", "host", "key-holder",
        }  # fmt: skip
        if not roles.get(helper.person_id, set()) & needed:
            gone += end(question.helpers.filter(pk=helper.pk), Ended.LEFT)
            tell_about(question, question.person)
    return gone
