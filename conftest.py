"""What every test stands on."""

import shutil

import pytest


def chromium() -> str | None:
    """The Chromium of this machine, or nothing."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests are skipped, by name, on a machine without a Chromium."""
    if chromium():
        return
    skip = pytest.mark.skip(reason="no Chromium found: apt-get install chromium, or Chrome")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)
