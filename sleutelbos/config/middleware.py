"""Two thin layers around every request: the reader's language, and kind refusals."""

from collections.abc import Callable

from django.conf import settings
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes
from django.utils.log import log_response
from django.utils.translation import gettext as _

from sleutelbos.kit.refused import NotFound, Refused

CODES = frozenset(code for code, _name in settings.LANGUAGES)
YEAR = 365 * 24 * 60 * 60
GetResponse = Callable[[HttpRequest], HttpResponse]


def language(get_response: GetResponse) -> GetResponse:
    """Speak the reader's language: `?taal=` sets a cookie and comes back to the same page.

    The language is never in the path, so a shared link opens in the reader's own language (ux 3).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("taal") if request.method == "GET" else None
        if chosen in CODES and not request.path.startswith("/api/"):
            return _remember(request, chosen)
        code, _is_known = reader_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    return middleware


def reader_language(request: HttpRequest) -> tuple[str, bool]:
    """The language to speak, and whether the reader chose it; when not, it is our own guess."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if code in CODES:
        return code, True
    first = _first_known(request.headers.get("Accept-Language", ""))
    return first or settings.LANGUAGE_CODE, bool(first)


def _remember(request: HttpRequest, code: str) -> HttpResponse:
    query = request.GET.copy()
    del query["taal"]
    here = escape_leading_slashes(request.path)  # "//elders.nl/" would be the address of another
    back = HttpResponseRedirect(here + (f"?{query.urlencode()}" if query else ""))
    back.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return back


def _first_known(accept: str) -> str:
    for part in accept.split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in CODES:
            return code
    return ""


class Refusals:
    """Turn a `Refused` that reached the top into a plain page (or part, for htmx)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on. Who looks at an address that only a button opens, as after choosing
        a language on the page with which we answered it, gets a page with a way on."""
        response = self.get_response(request)
        looked = request.method in {"GET", "HEAD"}
        if response.status_code != 405 or not looked or request.path.startswith("/api/"):
            return response
        said = Refused(
            "by-button", _("Deze bladzijde opent met een knop. Ga terug en druk nog eens.")
        )
        page = render(request, "kit/refused.html", {"refusal": said}, status=405)
        page["Allow"] = response["Allow"]
        page["Cache-Control"] = "no-store"
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal with its own status: 403, 404 or 409; a database that cannot, with 503.

        Lost, locked too long, in a ring of locks or full: what the request wrote is undone, and it
        carries an id, so it may simply come again.
        """
        if isinstance(exception, OperationalError):
            return _not_now(request, exception)
        if isinstance(exception, DataError) and _holds_nul(request):
            exception = NotFound()
        if not isinstance(exception, Refused):
            return None
        if request.headers.get("Accept", "").startswith("application/json"):  # a script of ours
            problem = dict(exception.as_problem())
            kind = "application/problem+json"
            return JsonResponse(problem, status=exception.status, content_type=kind)
        part = "#refusal" if request.headers.get("HX-Request") else ""
        template = f"kit/parts.html{part}" if part else "kit/refused.html"
        return render(request, template, {"refusal": exception}, status=exception.status)


def _not_now(request: HttpRequest, exception: Exception) -> HttpResponse:
    from .views import not_now

    response = not_now(request)
    log_response(
        "%s: %s", response.reason_phrase, request.path, response=response, request=request,
        exception=exception,
    )  # fmt: skip
    return response


def _holds_nul(request: HttpRequest) -> bool:
    """Is there a NUL in what was asked? PostgreSQL has no text with one: it is of nothing here."""
    sent = [value for asked in (request.GET, request.POST) for _key, values in asked.lists()
            for value in values]  # fmt: skip
    return any("\x00" in text for text in (request.path, *sent))
