"""Undo instead of „are you sure?“: say what was done and how to take it back."""

from django.contrib import messages
from django.http import HttpRequest


def offer_undo(request: HttpRequest, done: str, url: str) -> None:
    """Show on the next page (or with the part that htmx swaps in) what was done, with *Maak
    ongedaan* posting to `url`. Kept in a cookie, so it costs no query."""
    messages.success(request, done, extra_tags=f"undo:{url}")


def say(request: HttpRequest, sentence: str) -> None:
    """Show one sentence on the next page, or with the part that htmx swaps in."""
    messages.success(request, sentence)
