"""Every answer below /api/, whoever gave it: with a version, and a problem when it is one (P7)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sleutelbos.kit.api import PROBLEM, problem

GetResponse = Callable[[HttpRequest], HttpResponse]
PREFIX = "/api/"


def api_answers(get_response: GetResponse) -> GetResponse:
    """Give answers of the API their version, and turn Django's own pages into problems.

    Django answers an unknown address, a wrong method, a body that is too big and our own faults
    with a page; a program gets the same status as RFC 9457. Nothing of it is kept by caches, since
    most of it is about now.
    """
    from .api import VERSION, not_found

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(PREFIX):
            return response
        if response.status_code >= 400 and response["Content-Type"] != PROBLEM:
            made = not_found(request) if response.status_code == 404 else _as_problem(response)
            if "Allow" in response:
                made["Allow"] = response["Allow"]
            response = made
        response["API-Version"] = VERSION
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def _as_problem(response: HttpResponse) -> HttpResponse:
    status = response.status_code
    if status == 405:
        return problem(status, "no-such-method", _("Dit kan hier niet."))
    if status >= 500:
        return problem(
            status, "our-fault", _("Hier ging iets mis bij ons. Probeer het zo nog eens.")
        )
    return problem(status, "not-readable", _("Wij kunnen dit bericht niet lezen."))
