"""The few pages that belong to the house as a whole."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sleutelbos.kit.refused import NotAllowed


@require_safe
@never_cache
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Say `ok` when the database answers; for the machine that watches over the network."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say plainly that the page had been open too long; what was typed is still in the form."""
    refusal = NotAllowed(
        "page-too-old", _("Deze bladzijde stond te lang open. Ga terug en probeer het nog eens.")
    )
    return render(request, "kit/refused.html", {"refusal": refusal}, status=403)
