"""Rendering: a page, or a named part of it; a template that asks the database fails loudly."""

import logging
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as django_render

log = logging.getLogger(__name__)


def is_htmx(request: HttpRequest) -> bool:
    """True when the page wants one part, not a whole page."""
    return request.headers.get("HX-Request") == "true"


def render(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page or a `page.html#part`.

    Everything the page shows must be in `context` already: a query from a template is a query per
    row waiting to happen. In tests and demo it raises; in production it is logged. A part that is
    swapped in by htmx brings along what there is to say (`kit/parts.html#said`: a sentence, undo).
    """
    with connection.execute_wrapper(_no_questions):
        response = django_render(request, template, context, status=status)
        if "#" in template and is_htmx(request):
            response.content += django_render(request, "kit/parts.html#said", {}).content
    return response


def _no_questions(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if settings.TEMPLATE_QUERIES == "raise":
        raise RuntimeError(f"A template asked the database. Move this to queries.py: {sql}")
    log.error("template-query", extra={"sql": sql})
    return execute(sql, params, many, context)
