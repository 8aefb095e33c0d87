"""The steps of a resident to work: proposed, agreed, grown into the next one (K4B, K4C).

Only the resident and the guide of a step can do anything here, the guide as long as they receive
people; everybody else gets the answer of a page that is not there. In the journal these lines carry
no name.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sleutelbos.commons.journal.commands import forget_readings, note_unnamed, trace_reading
from sleutelbos.commons.notices.commands import tell
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.queries import neighbour
from sleutelbos.kit.plain_text import one_line
from sleutelbos.kit.refused import NotFound, Refused, allow

from .commands import MOST_A_WEEK
from .models import Review, Step
from .permissions import may_guide, may_step
from .queries import guides

LONGEST = 600
TEXTS = ("agreements", "goals", "outcome")
THING = gettext_noop("jouw werkplek")
NEWS = gettext_noop("Er is iets nieuws voor jou.")
COMES = gettext_noop("Er komt een datum aan die jou nodig heeft.")


@transaction.atomic
def propose(
    actor: Actor, *, once: UUID, person: str, form: str, where: str, since: date,
    until: date | None = None, minutes: int | None = None, **texts: str,
) -> Step:  # fmt: skip
    """Propose a place to work to a resident; it counts after their yes. Who proposes is the guide.

    `person` is a code, `minutes` a week, `texts` are agreements and goals. The same `once` is one
    (R5). Refused for somebody who cannot be found or is oneself (`not-found`), and as the form says
    (`no-where`, `ends-first`, `hours`, `too-long`). Whether they are in a step already is theirs to
    know: it shows when they say yes. The resident is told that there is something.
    """
    allow(may_guide(actor))
    who = neighbour(actor.place, person)
    if who is None or who == actor.person:
        raise NotFound
    if done := _made(actor, once, who):
        return done
    step = _begin(
        actor, who, once=once, previous=None, form=form, where=where, since=since, until=until,
        minutes=minutes, **texts,
    )  # fmt: skip
    _tell(who, step)
    return step


def _begin(actor: Actor, who: Person, *, previous: Step | None, once: UUID, **said: Any) -> Step:
    texts = _checked(said)
    try:
        with transaction.atomic():
            step = Step.everywhere.create(  # everywhere: writing, not looking
                place=actor.place, once=once, person=who, guide=actor.person, previous=previous,
                proposed_at=timezone.now(), **texts,
            )  # fmt: skip
    except IntegrityError:  # pressed twice at the very same moment
        if done := _made(actor, once, who):
            return done
        raise NotFound from None  # the id of somebody else's form
    note_unnamed(actor, "workplaces.proposed", step)
    return step


def _made(actor: Actor, once: UUID, person: Person) -> Step | None:
    rows = Step.objects.within(actor.place).filter(guide=actor.someone)
    return rows.filter(once=once, person=person).first()


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    where = one_line(str(said.get("where", "")))
    if not where:
        raise Refused("no-where", _("Waar is het? Schrijf een paar woorden."), field="where")
    since, until, minutes = said["since"], said.get("until"), said.get("minutes")
    if until and until < since:
        raise Refused(
            "ends-first", _("Het einde ligt voor het begin. Kies opnieuw."), field="until"
        )
    if minutes is not None and not 0 < minutes <= MOST_A_WEEK:
        raise Refused("hours", _("Hoeveel uur per week? Kies van 1 tot 60."), field="hours")
    texts = {name: str(said.get(name, "")).strip() for name in TEXTS[:2]}
    _refuse_long(texts)
    return {
        "form": Step.Form(said["form"]), "where": where, "since": since, "until": until,
        "minutes": minutes, **texts,
    }  # fmt: skip


def _refuse_long(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        if len(text) > LONGEST:
            raise Refused("too-long", _("Dit is te lang. Maak het korter."), field=name)


@transaction.atomic
def agree(actor: Actor, *, code: str) -> Step:
    """The resident says yes. Once. Refused when they are in another step still (`in-a-step`)."""
    step = _mine(actor, code, person_only=True)
    if step.agreed_at is None:
        step.agreed_at = timezone.now()
        try:
            with transaction.atomic():
                step.save(update_fields=["agreed_at"])
        except IntegrityError:
            sentence = _("Je hebt al een werkplek. Rond die eerst af.")
            raise Refused("in-a-step", sentence) from None
        _tell(step.guide, step)
        note_unnamed(actor, "workplaces.agreed", step)
    return step


@transaction.atomic
def decline(actor: Actor, *, code: str) -> None:
    """The resident says no to a proposal: nothing of it stays, no reason is asked."""
    step = _mine(actor, code, person_only=True)
    if step.agreed_at is not None:
        raise Refused("is-agreed", _("Je zei al ja. Rond de werkplek af als je wil stoppen."))
    _gone(step)


@transaction.atomic
def choose_guide(actor: Actor, *, code: str, to: str) -> Step:
    """The resident chooses who guides them from now on (by code), for instance when the guide left.

    Who guided before reads nothing any more. Twice is once. Refused when it is over (`is-over`)
    and for who does not receive people here (`no-guide`).
    """
    step = _mine(actor, code, person_only=True)
    _refuse_over(step)
    guide = next((one for one in guides(actor) if one.code == to), None)
    if guide is None:
        raise Refused("no-guide", _("Kies er een."))
    if guide.pk != step.guide_id:
        step.guide = guide
        step.save(update_fields=["guide"])
        _tell(guide, step)
        note_unnamed(actor, "workplaces.guide-chosen", step)
    return step


@transaction.atomic
def change(actor: Actor, *, code: str, version: int, **said: Any) -> Step:
    """Change what was agreed: by the resident or the guide, as long as it goes on. The other is
    told. Twice is once. Refused when it is over (`is-over`), when the other changed it since
    `version` (`changed-meanwhile`), and as `propose`."""
    step = _open(actor, code)
    texts = _checked(said)
    if all(getattr(step, name) == value for name, value in texts.items()):
        return step
    if step.version != version:
        raise Refused("changed-meanwhile", _("Dit veranderde intussen. Kijk wat er nu staat."))
    for name, value in texts.items():
        setattr(step, name, value)
    step.told_at, step.version = None, version + 1
    step.save()
    _tell_other(actor, step)
    note_unnamed(actor, "workplaces.changed", step)
    return step


@transaction.atomic
def end(actor: Actor, *, code: str, outcome: str = "", on: date | None = None) -> Step:
    """A step is done, with what came of it in own words. Twice is once. Refused when no yes was
    said (`not-agreed`), and when the other ended it with other words (`is-over`)."""
    step = _mine(actor, code)
    if not step.is_open:
        if outcome.strip() not in {"", step.outcome}:
            _refuse_over(step)
        return step
    if step.agreed_at is None:
        raise Refused("not-agreed", _("Hier is nog geen ja op gezegd."))
    _refuse_long({"outcome": outcome})
    step.outcome = outcome.strip()
    step.ended_on = on or timezone.localdate()
    step.save(update_fields=["outcome", "ended_on"])
    _tell_other(actor, step)
    note_unnamed(actor, "workplaces.ended", step)
    return step


@transaction.atomic
def step_on(
    actor: Actor, *, code: str, once: UUID, form: str, where: str, since: date,
    until: date | None = None, minutes: int | None = None, outcome: str = "", **texts: str,
) -> Step:  # fmt: skip
    """From one step to the next: this one ends with what came of it, the next one waits for a yes.

    Together they are one line (K4C). By the guide. Refused as `end` and `propose`.
    """
    allow(may_guide(actor))
    before = _mine(actor, code)
    if done := Step.objects.within(actor.place).filter(once=once, previous=before).first():
        return done
    if before.guide_id != actor.someone.pk:
        raise NotFound
    _refuse_over(before)
    end(actor, code=code, outcome=outcome)
    step = _begin(
        actor, before.person, once=once, previous=before, form=form, where=where, since=since,
        until=until, minutes=minutes, **texts,
    )  # fmt: skip
    return step


@transaction.atomic
def read(actor: Actor, *, code: str) -> Step:
    """Open what is agreed and what the reviews say; a guide leaves a trace (R26)."""
    step = _mine(actor, code)
    trace_reading(actor, owner=step.person, thing=THING, about=step)
    return step


@transaction.atomic
def plan_review(actor: Actor, *, code: str, once: UUID, day: date) -> Review:
    """Plan a wage value review on a day (K4B). Both are told in time. Refused when over."""
    step = _open(actor, code)
    if done := Review.objects.within(actor.place).filter(once=once, step=step).first():
        return done
    review = Review.everywhere.create(  # everywhere: writing, not looking
        step=step, once=once, planned_on=day
    )
    _tell_other(actor, step)
    note_unnamed(actor, "workplaces.review-planned", step)
    return review


@transaction.atomic
def record_review(
    actor: Actor, *, code: str, review: str, percent: int, made_on: date, measured_by: str = "",
    words: str = "",
) -> Review:  # fmt: skip
    """Write down what came of a review: a percentage from 1 to 100, who measured it and how.

    Read by the resident and the guide only. Doing it again mends it; the same twice is once.
    Refused when it is no percentage (`percent`), lies ahead (`later`) or is too long (`too-long`).
    """
    step = _mine(actor, code)
    found = Review.objects.within(actor.place).filter(step=step, code=review).first()
    if found is None:
        raise NotFound
    if not 1 <= percent <= 100:
        raise Refused("percent", _("Kies een getal van 1 tot 100."), field="percent")
    if made_on > timezone.localdate():
        raise Refused("later", _("Deze dag komt nog. Kies vandaag of eerder."), field="made_on")
    _refuse_long({"measured_by": measured_by, "words": words})
    before = (found.percent, found.made_on, found.measured_by, found.words, found.written_by)
    now = (str(percent), made_on, one_line(measured_by), words.strip(), actor.person)
    if before == now:
        return found
    found.percent, found.made_on, found.measured_by, found.words, found.written_by = now
    found.save()
    _tell_other(actor, step)
    note_unnamed(actor, "workplaces.review-made", step)
    return found


@transaction.atomic
def wipe(actor: Actor, *, code: str) -> None:
    """The resident wipes a step: every word, every figure, and who read it."""
    _gone(_mine(actor, code, person_only=True))


def _gone(step: Step) -> None:
    forget_readings(step)
    step.delete()


def _mine(actor: Actor, code: str, *, person_only: bool = False) -> Step:
    allow(may_step(actor))
    rows = Step.objects.within(actor.place).select_for_update(of=("self",))
    found = rows.filter(code=code).first() if code.isascii() else None
    if not isinstance(found, Step):
        raise NotFound
    if found.person_id == actor.someone.pk:
        return found
    if found.guide_id == actor.someone.pk and may_guide(actor) and not person_only:
        return found
    raise NotFound


def _open(actor: Actor, code: str) -> Step:
    step = _mine(actor, code)
    _refuse_over(step)
    return step


def _refuse_over(step: Step) -> None:
    if not step.is_open:
        raise Refused("is-over", _("Deze werkplek is al klaar."))


def _tell_other(actor: Actor, step: Step) -> None:
    _tell(step.guide if step.person_id == actor.someone.pk else step.person, step)


def _tell(to: Person | None, step: Step) -> None:
    if to is not None:
        tell(step.place, to=to, kind="work", sentence=NEWS, path=_page(step))


def _tell_of_a_date(to: Person | None, step: Step) -> None:
    if to is not None:
        tell(step.place, to=to, kind="work", sentence=COMES, path=_page(step))


def _page(step: Step) -> str:
    return reverse("workplaces:step", kwargs={"place_slug": step.place.slug, "code": step.code})


@transaction.atomic
def tell_of_dates(*, reviews_until: date, ends_until: date) -> int:
    """Tell resident and guide of reviews and ends that come, once each. For the clock; how many."""
    now, today = timezone.now(), timezone.localdate()
    coming: Any = Review.everywhere.filter(  # every room: the clock
        planned_on__lte=reviews_until, made_on=None, told_at=None, step__ended_on=None
    )
    ending: Any = Step.everywhere.filter(  # every room: the clock
        until__range=(today, ends_until), ended_on=None, agreed_at__isnull=False, told_at=None
    )
    related = ("person", "guide", "place")
    reviews = list(coming.select_related("step", *(f"step__{name}" for name in related)))
    steps = list(ending.select_related(*related))
    for step in [*(review.step for review in reviews), *steps]:
        for to in (step.person, step.guide):
            _tell_of_a_date(to, step)
    for row in [*reviews, *steps]:
        row.told_at = now
        row.save(update_fields=["told_at"])
    return len(reviews) + len(steps)


@transaction.atomic
def forget_proposals(*, before: date) -> int:
    """Throw away proposals nobody answered (P2). For the clock; returns how many went."""
    rows: Any = Step.everywhere.filter(agreed_at=None, proposed_at__date__lt=before)  # the clock
    found = list(rows)
    for step in found:
        _gone(step)
    return len(found)
