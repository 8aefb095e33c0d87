"""What every test stands on."""

import os
import shutil
from collections import Counter
from collections.abc import Callable

import pytest


def chromium() -> str | None:
    """The Chromium of this machine, or nothing."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The database of the tests. Emptying it after a test does not make the permissions of Django
    anew, which nobody here asks for: that took a tenth of a second of each test in a browser."""
    from django.contrib.auth.management import create_permissions  # needs settings
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate

    post_migrate.disconnect(dispatch_uid=f"{create_permissions.__module__}.create_permissions")
    post_migrate.disconnect(create_contenttypes)


def meets_the_database(item: pytest.Item) -> bool:
    """Whether a test can behave otherwise on another database."""
    if item.get_closest_marker("one_database"):
        return False
    fixtures = {"db", "transactional_db", "django_db_setup"}
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("processes")
    return bool(marked) or not fixtures.isdisjoint(getattr(item, "fixturenames", ()))


def at_once(item: pytest.Item) -> bool:
    """Whether several do something at the same moment in it, in connections of their own: what
    differs most between two databases, and is asked of both every time."""
    marked = item.get_closest_marker("django_db")
    together = bool(marked and marked.kwargs.get("transaction"))
    return together or bool(item.get_closest_marker("processes"))


# On the second database `./dev test` runs what happens at once, and the gate the rest.
PARTS: dict[str, Callable[[pytest.Item], bool]] = {
    "all": lambda _item: True,
    "at-once": lambda item: at_once(item) and not item.get_closest_marker("long"),
    "rest": lambda item: not at_once(item) or bool(item.get_closest_marker("long")),
}
LOOKS = 1  # of each test of every page; the others are looked at in the gate


def leave_looks_to_the_gate(items: list[pytest.Item]) -> None:
    """The other looks of a test of every page take long, and stand with what takes long."""
    seen: Counter[str] = Counter()
    for item in items:
        if item.get_closest_marker("looks"):
            test = item.nodeid.partition("[")[0]
            seen[test] += 1
            if seen[test] > LOOKS:
                item.add_marker("long")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests are skipped, by name, on a machine without a Chromium. Files that take long
    come first, so that no worker is left alone with one at the end."""
    leave_looks_to_the_gate(items)
    if part := PARTS.get(os.environ.get("SLEUTELBOS_ON_POSTGRES", "")):
        chosen = [item for item in items if meets_the_database(item) and part(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen
    slow = {item.path for item in items if item.get_closest_marker("processes")}
    walks = {item.path for item in items if item.path.parent == config.rootpath / "tests"}
    items.sort(key=lambda item: 0 if item.path in slow else 1 if item.path in walks else 2)
    if chromium():
        return
    skip = pytest.mark.skip(reason="no Chromium found: apt-get install chromium, or Chrome")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)
