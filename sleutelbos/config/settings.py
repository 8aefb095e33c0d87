"""All settings. Runs without any environment; every variable read here is listed in docs/."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("SLEUTELBOS_HOME", "data")).resolve()
PUBLIC_URL = os.environ.get("SLEUTELBOS_URL", "http://localhost:8000").rstrip("/")
IS_SECURE = PUBLIC_URL.startswith("https://")


def _secret() -> str:
    """The signing key: from the environment, else made once and kept beside the database."""
    if given := os.environ.get("SLEUTELBOS_SECRET"):
        return given
    kept = HOME / "secret-key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    return kept.read_text()


def _database(url: str) -> dict[str, object]:
    """SQLite in one file to begin with; `DATABASE_URL=postgres://…` when the network grows."""
    if not url:
        pragmas = (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
        )
        HOME.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "sleutelbos.kit.patient_sqlite3",
            "NAME": HOME / "sleutelbos.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgres:// (or be left out for SQLite).")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    # No disk of today turns: without this a large network reads all its people to find one room's.
    # Who waits 20 seconds for a lock hears "try again", as on SQLite; no migration holds on longer.
    always = "-c random_page_cost=1.1 -c lock_timeout=20s"
    options["options"] = f"{always} {options.get('options', '')}".strip()
    if options.pop("pool", "yes") == "yes":
        options["pool"] = {"min_size": 2, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }


SECRET_KEY = _secret()
DEBUG = False
# "yes" only in a demo: whoever comes by may be any of its invented neighbours.
DEMO = os.environ.get("SLEUTELBOS_DEMO", "") == "yes"
# An invented world may be lost with an old SQLite; a stranger need not be frightened by that.
SILENCED_SYSTEM_CHECKS = ["sleutelbos.W001"] if DEMO else []
ALLOWED_HOSTS = os.environ.get("SLEUTELBOS_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
MEANING = os.environ.get("SLEUTELBOS_MEANING", "") == "yes"
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "sleutelbos.kit",
    "sleutelbos.commons.people",
    "sleutelbos.commons.places",
    "sleutelbos.commons.journal",
    "sleutelbos.commons.notices",
    "sleutelbos.room.keys",
    "sleutelbos.room.activities",
    "sleutelbos.room.talents",
    "sleutelbos.room.visits",
    "sleutelbos.room.referral",
    "sleutelbos.room.workplaces",
    "sleutelbos.room.hours",
    "sleutelbos.room.help",
    "sleutelbos.room.cash",
    "sleutelbos.room.founding",
    "sleutelbos.room.story",
    "sleutelbos.room.ring",
    "sleutelbos.room.board",
    "sleutelbos.room.day",
    "sleutelbos.job.income",
    "sleutelbos.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sleutelbos.config.middleware.language",
    "sleutelbos.config.api_answers.api_answers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sleutelbos.config.middleware.Refusals",
]

ROOT_URLCONF = "sleutelbos.config.urls"
WSGI_APPLICATION = "sleutelbos.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "kit" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sleutelbos.kit.templatetags.kit",
            ],
            "context_processors": ["sleutelbos.config.shell.shell"],
        },
    }
]
# What happens when a template asks the database: "raise" (tests, demo) or "log".
TEMPLATE_QUERIES = os.environ.get("SLEUTELBOS_TEMPLATE_QUERIES", "log")

AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "/binnen/"
LOGIN_REDIRECT_URL = "/mijn/"
LOGOUT_REDIRECT_URL = "/"

# Sessions: own phones stay signed in for 180 days (ux 5); no lock-out, revoked by the stamp.
SESSION_COOKIE_AGE = 180 * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_NAME = "__Host-sleutelbos" if IS_SECURE else "sleutelbos"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "sleutelbos.config.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_SSL_REDIRECT = False  # the proxy in front does this
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF, "blob:"],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# Sentences in the code are Dutch; a language is offered when its file is complete (P4).
LANGUAGE_CODE = "nl"
LANGUAGES = [
    ("nl", _("Nederlands")),
    ("ar", _("Arabisch")),
    ("en", _("Engels")),
    ("es", _("Spaans")),
    ("tr", _("Turks")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "taal"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What somebody at the door would like to drink: for a quarter of an hour, not in the database.
    "moment": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "moment",
        "TIMEOUT": 15 * 60,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
# How long a public page may lag behind for a passer-by, in seconds.
PUBLIC_PAGE_SECONDS = int(os.environ.get("SLEUTELBOS_PUBLIC_PAGE_SECONDS", "10"))

_mail = urlsplit(os.environ.get("SLEUTELBOS_MAIL", ""))  # smtp://user:secret@host:port
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _mail.hostname,
            "port": _mail.port or (465 if _mail.scheme == "smtps" else 25),
            "username": unquote(_mail.username or ""),
            "password": unquote(_mail.password or ""),
            # 465 speaks TLS from the first byte, the other ports turn to it.
            "use_ssl": _mail.scheme == "smtps" and _mail.port in {None, 465},
            "use_tls": _mail.scheme == "smtps" and _mail.port not in {None, 465},
            "timeout": 10,
        },
    }
    if _mail.hostname
    else {"BACKEND": "django.core.mail.backends.console.EmailBackend"},
}
DEFAULT_FROM_EMAIL = os.environ.get("SLEUTELBOS_MAIL_FROM", "sleutelbos@localhost")
# Who keeps the head of the journal, outside this machine: it is mailed to them every night.
WITNESSES = [one for one in os.environ.get("SLEUTELBOS_WITNESSES", "").split(",") if one.strip()]

# What is done later (mail, signs) waits in the database; `sleutelbos work` does it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# The services of the makers of browsers: a sign for a phone is sent to these and nowhere else.
PUSH_SERVICES = [
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://web.push.apple.com",
    "https://*.push.apple.com",
    "https://*.notify.windows.com",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "sleutelbos.config.logs.Discreet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers (a console while debugging, mail to admins) would write values.
    # A wrong address may hold a name that somebody typed: only our own faults are told.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.tasks": {"level": "WARNING"},
    },
}
