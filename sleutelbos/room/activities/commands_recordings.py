"""Saying an idea or an activity instead of writing it (ux.md 13: everything can be spoken in)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from sleutelbos.commons.journal.commands import note
from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.models import Role
from sleutelbos.kit.refused import allow
from sleutelbos.kit.sound import heard

from .models import Activity, Recording
from .permissions import may_forget_recording, may_have_idea


def keep_recording(actor: Actor, *, activity: Activity, sound: bytes | None) -> None:
    """Keep what was said with a new activity; nothing happens without a sound.

    Refused as `kit.sound.heard`: `no-sound`, `not-a-recording`, `recording-too-long`.
    """
    if sound is None:
        return
    allow(may_have_idea(actor))
    voice = heard(sound)
    Recording.everywhere.create(  # everywhere: writing, not looking
        activity=activity, person=actor.someone, mime=voice.mime, seconds=voice.seconds,
        sound=voice.sound,
    )  # fmt: skip


@transaction.atomic
def forget_recording(actor: Actor, *, activity: Activity) -> None:
    """Take a recording away: by who said it, by who pulls the activity, or by who receives people.

    Taking it away twice is once. Noted in the journal.
    """
    rows = Recording.objects.within(actor.place).filter(activity_id=activity.pk)
    said_by = rows.values_list("person_id", flat=True).first()
    if said_by is None:
        return
    allow(may_forget_recording(actor, activity, said_by=said_by))
    Recording.everywhere.filter(activity_id=activity.pk).delete()  # seen above to be of this place
    note(actor, "activities.recording-taken-away", activity)


@transaction.atomic
def forget_old_recordings(*, before: datetime) -> int:
    """Wipe what was said about activities that ended before this moment, and by who left (P2).

    For the clock. Who has no role in the room any more cannot come by to wipe their own voice, so
    it is done for them. Returns how many went.
    """
    here = Role.objects.filter(
        person=OuterRef("person"), place=OuterRef("activity__place"), until=None
    )
    old = Recording.everywhere.filter(  # everywhere: the nightly clock, all places
        Q(activity__ended_at__lt=before) | ~Exists(here)
    )
    keys = list(old.values_list("pk", flat=True))
    return Recording.everywhere.filter(pk__in=keys).delete()[0]  # those just found
