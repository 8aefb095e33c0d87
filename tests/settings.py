"""The settings of the tests: the real ones, in a throwaway home, strict, without hashed files."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SLEUTELBOS_HOME", tempfile.mkdtemp(prefix="sleutelbos-test-"))

from sleutelbos.config.settings import *  # noqa: F403
from sleutelbos.config.settings import CACHES, DATABASES, HOME, STORAGES

TEMPLATE_QUERIES = "raise"
PUBLIC_PAGE_SECONDS = 0
ALLOWED_HOSTS = ["*"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
# Workers that run tests beside each other do not pour each other's coffee.
CACHES["moment"]["LOCATION"] = tempfile.mkdtemp(prefix="sleutelbos-moment-")

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, so that processes and browser threads each have a connection of their own. Waiting
    # for the disk is left to the tests of crashes, which use the real settings.
    _database["TEST"] = {"NAME": str(Path(HOME) / "test.sqlite3")}
    _options = _database["OPTIONS"]
    _quick = _options["init_command"].replace("=FULL", "=OFF")  # type: ignore[index]
    # Rows of a question that names no order come backwards, so that nothing leans on the order in
    # which they were written: a server gives them in any.
    _options["init_command"] = _quick + "PRAGMA reverse_unordered_selects=ON;"  # type: ignore[index]
else:
    # Tests make and drop databases; a pool would hold on to them.
    _database["OPTIONS"].pop("pool", None)  # type: ignore[attr-defined]
if _shared := os.environ.get("SLEUTELBOS_TEST_DATABASE"):
    _database["NAME"] = _shared
