"""How a rule of the house says no."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class Refused(Exception):
    """A rule of the house said no.

    `code` is for machines and tests; `message` is one plain sentence, already in the language of
    the person who asked; `field` names the form field it belongs to, if one.
    """

    status = 409

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.field = code, message, field

    def as_problem(self) -> Mapping[str, object]:
        """The refusal as an RFC 9457 problem document."""
        return {"type": "about:blank", "title": self.message, "status": self.status,
                "code": self.code}  # fmt: skip


class NotAllowed(Refused):
    """This person may not do this here."""

    status = 403


class NotFound(Refused):
    """It is not here, or it is not for this person to know. The two look the same."""

    status = 404

    def __init__(self) -> None:
        super().__init__("not-found", _("Deze bladzijde is er niet (meer). Ga terug naar Vandaag."))


def allow(answer: bool) -> None:
    """Stop a command at its first line when the permission says no. Raises `NotAllowed`."""
    if not answer:
        raise NotAllowed("not-allowed", _("Voor deze deur heb je een andere sleutel nodig."))
