"""The server: everything is loaded once, and only then the processes part (decision 0016).

    python -m sleutelbos.config.server HOST PORT PROCESSES

`sleutelbos serve` becomes this program, after it made the database and the files ready.
"""

import gc
import multiprocessing
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import URLResolver, get_resolver
from django.utils import timezone, translation

from .wsgi import application

THREADS = 4  # of each process


def serve(host: str, port: int, processes: int) -> None:
    """Serve until a signal says stop, with so many processes that share what was loaded here."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    load_everything()
    gc.collect()
    gc.freeze()  # the collector would write in every page of it, and pages written are not shared
    if sys.platform == "linux":
        multiprocessing.set_start_method("fork", force=True)  # elsewhere each loads by itself
    Granian(
        "sleutelbos.config.wsgi:application", address=host, port=port, workers=processes,
        interface=Interfaces.WSGI, blocking_threads=THREADS, log_level=LogLevels.warning,
        log_access=False,
    ).serve(target_loader=the_application, wrap_loader=False)  # fmt: skip


def the_application() -> Callable[..., Any]:
    """The application, as each process gets it."""
    return application


def load_everything() -> None:
    """Load what a process would load by itself at its first pages. No query."""
    from sleutelbos.kit.words import day_in_full
    from sleutelbos.room.talents.queries_concepts import groups

    _walk(get_resolver())
    for folder in get_app_template_dirs("templates"):
        if folder.is_relative_to(settings.PACKAGE):
            for file in folder.rglob("*.html"):
                get_template(str(file.relative_to(folder)))
    groups("offer")
    today = timezone.localdate()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            day_in_full(today, today.year)
    connections.close_all()


def _walk(resolver: URLResolver) -> None:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            _walk(pattern)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
