"""Writing in the journal."""

from typing import TYPE_CHECKING

from django.db import models

from .models import Entry

if TYPE_CHECKING:
    from sleutelbos.commons.places.door import Actor


def note(actor: "Actor", what: str, about: models.Model) -> None:
    """Write one line: this actor did `what` ("keys.handed-over") to the row `about`. 1 query."""
    Entry.everywhere.create(  # everywhere: writing, not looking
        place=actor.place,
        who=actor.person.uuid if actor.person else None,
        what=what,
        about=about._meta.label,
        about_id=str(about.pk),
    )
