"""The few pages that belong to the house as a whole."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sleutelbos.kit import shared
from sleutelbos.kit.refused import NotAllowed

from .middleware import reader_language
from .shell import RIGHT_TO_LEFT

# What went wrong, and what to do.
TROUBLE = {
    400: (
        _("Dit begrepen wij niet"),
        _("Wij begrepen de vraag van je telefoon niet. Ga terug en probeer het nog eens."),
    ),
    403: (
        _("Deze deur is dicht"),
        _("Voor deze deur heb je een andere sleutel nodig. Vraag het in de kamer."),
    ),
    404: (
        _("Deze bladzijde is er niet"),
        _("Deze bladzijde is er niet (meer). Ga terug naar het begin."),
    ),
    500: (
        _("Er ging bij ons iets mis"),
        _("Er ging bij ons iets mis. Jij deed niets verkeerd. Probeer het straks nog eens."),
    ),
}
TROUBLE[503] = TROUBLE[500]  # the database cannot now; sent again later it is done once (R5)
TOO_OLD = _("Deze bladzijde stond te lang open. Ga terug en probeer het nog eens.")


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Say `ok` when the database answers; for the machine that watches over the network."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def trouble(request: HttpRequest, status: int) -> HttpResponse:
    """A page that needs no session, no person and no database: what went wrong and what to do.

    In the language of the reader; to somebody whose language we do not know, in English too.
    """
    language, is_known = reader_language(request)
    title, sentence = TROUBLE[status]
    context = {
        "title": title,
        "sentence": sentence,
        "language": language,
        "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "english_too": not is_known,
        "door": shared.door_of(request),
    }
    with translation.override(language):
        return HttpResponse(render_to_string("kit/error.html", context), status=status)


def not_understood(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What was sent could not be read."""
    return trouble(request, 400)


def closed(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Not with this key."""
    return trouble(request, 403)


def not_here(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """There is no such page, or it is not for this reader to know."""
    return trouble(request, 404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return trouble(request, 500)


def not_now(request: HttpRequest) -> HttpResponse:
    """The database was away, full or too busy, so nothing was done: it can be sent again."""
    response = trouble(request, 503)
    response["Retry-After"] = "5"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say plainly that the page had been open too long; what was typed is still in the form."""
    _language, is_known = reader_language(request)
    refusal = NotAllowed("page-too-old", str(TOO_OLD))
    context = {"refusal": refusal, "in_english": "" if is_known else TOO_OLD}
    return render(request, "kit/refused.html", context, status=403)
