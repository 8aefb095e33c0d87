"""The one place where keys of the cache are made, so that a network's name can be added later."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from sleutelbos.kit import shared


def cache_key(*parts: object) -> str:
    """A key for these parts; parts of people's making are hashed, so no text of theirs is kept."""
    told = hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]
    return f"sleutelbos:{told}"


def lagging[T](*parts: object, make: Callable[[], T]) -> T:
    """What `make` gives, at most `PUBLIC_PAGE_SECONDS` old and never from an earlier minute."""
    seconds = settings.PUBLIC_PAGE_SECONDS
    if not seconds:
        return make()
    key = cache_key(*parts, _minute())
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, seconds)
    return found


def is_passer_by(request: HttpRequest) -> bool:
    """Nobody signed in, nothing waits to be said to this browser, and it is no door tablet."""
    return not {settings.SESSION_COOKIE_NAME, "messages", shared.COOKIE} & set(request.COOKIES)


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give passers-by a finished page from memory: no query at all (decision 0005).

    The page may not hold anything of one reader; a page that sets a cookie is never kept.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "GET" or not is_passer_by(request):
            return view(request, *args, **kwargs)
        look = request.COOKIES.get("lezen", "")
        key = cache_key("page", request.get_full_path(), get_language(), look, _minute())
        found = cache.get(key) if settings.PUBLIC_PAGE_SECONDS else None
        if found is not None:
            content, headers = found
            return _public(HttpResponse(content, headers=headers))
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.cookies and not _uses_token(request):
            if settings.PUBLIC_PAGE_SECONDS:
                # What it is (a calendar, a paper) is told along with it.
                told = {k: v for k, v in response.headers.items() if k.startswith("Content-")}
                cache.set(key, (response.content, told), settings.PUBLIC_PAGE_SECONDS)
            return _public(response)
        return response

    return kept


def _public(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = f"public, max-age={settings.PUBLIC_PAGE_SECONDS}"
    return response


def _uses_token(request: HttpRequest) -> bool:
    """A page with a form carries a token of one reader."""
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _minute() -> int:
    return int(timezone.now().timestamp() // 60)
