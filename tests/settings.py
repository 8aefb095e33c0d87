"""The settings of the tests: the real ones, in a throwaway home, strict, without hashed files."""

import os
import tempfile

os.environ.setdefault("SLEUTELBOS_HOME", tempfile.mkdtemp(prefix="sleutelbos-test-"))

from sleutelbos.config.settings import *  # noqa: F403
from sleutelbos.config.settings import DATABASES, STORAGES

TEMPLATE_QUERIES = "raise"
PUBLIC_PAGE_SECONDS = 0
ALLOWED_HOSTS = ["*"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Tests make and drop databases; a pool would hold on to them.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
