"""The URL configuration as a list, and the table of who may ask for what."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, get_resolver

from sleutelbos.kit.policy import Route


def routes(
    resolver: object = None, names: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the house, API operations aside (they are walked by OpenAPI)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or f"unnamed {entry.pattern}")), entry
        elif not (entry.namespace or "").startswith("api-"):
            yield from routes(entry, (*names, *filter(None, [entry.namespace])))


def declared() -> dict[str, Route]:
    """`ROUTES` of every module's `permissions.py`, and of the house itself."""
    table: dict[str, Route] = {}
    modules = [c.name for c in apps.get_app_configs() if c.name.startswith("sleutelbos.")]
    for name in [*modules, "sleutelbos.config"]:
        if find_spec(f"{name}.permissions"):
            table |= import_module(f"{name}.permissions").ROUTES
    return table
