"""The ceiling: a bare Django application that does the same four things and nothing else.

One list of twenty activities, one insert, one race-free sign-up, and five hundred members with
their hours. Same Django, same server, same database settings as Sleutelbos; no names of the house,
no language, no headers. Environment: BARE_DB (a SQLite file).
"""

import os
from typing import Any

import django
from django.conf import settings

LIST = (
    "<!doctype html><title>Activiteiten</title><table>{% for a in rows %}<tr>"
    "<td>{{ a.start|date:'D d-m-Y H:i' }}</td><td><a href='/a/{{ a.pk }}'>{{ a.title }}</a></td>"
    "<td>{{ a.place }}</td><td>{{ a.taken }}/{{ a.capacity }}</td></tr>{% endfor %}</table>"
)
MEMBERS = (
    "<!doctype html><table>{% for m in rows %}<tr><td>{{ m.name }}</td><td>{{ m.email }}</td>"
    "<td>{{ m.minutes }}</td></tr>{% endfor %}</table>"
)
PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
)
LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        [("django.template.loaders.locmem.Loader", {"list.html": LIST, "members.html": MEMBERS})],
    )
]

if not settings.configured:
    settings.configure(
        DEBUG=False,
        SECRET_KEY="bench-only",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": os.environ["BARE_DB"],
                "CONN_MAX_AGE": None,
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": PRAGMAS,
                },
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGGING_CONFIG=None,
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": LOADERS},
            }
        ],
    )
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import IntegrityError, models, transaction  # noqa: E402
from django.db.models import F, Sum  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Activity(models.Model):
    """Something to come to."""

    room = models.IntegerField()
    start = models.DateTimeField()
    title = models.CharField(max_length=80)
    place = models.CharField(max_length=80)
    capacity = models.IntegerField()
    taken = models.IntegerField(default=0)

    class Meta:
        app_label = "bare"
        indexes = [models.Index(fields=["room", "start"], name="act_room_start")]


class Member(models.Model):
    """Somebody."""

    room = models.IntegerField(db_index=True)
    name = models.CharField(max_length=80)
    email = models.CharField(max_length=80)

    class Meta:
        app_label = "bare"


class Hours(models.Model):
    """Time given."""

    room = models.IntegerField()
    member = models.ForeignKey(Member, models.CASCADE, db_index=False, related_name="h")
    minutes = models.IntegerField()

    class Meta:
        app_label = "bare"
        indexes = [models.Index(fields=["room", "member", "minutes"], name="hours_cover")]


class Visit(models.Model):
    """Somebody came in."""

    room = models.IntegerField()
    member_id = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        app_label = "bare"
        indexes = [models.Index(fields=["room", "at"], name="visit_room_at")]


class Signup(models.Model):
    """Somebody comes."""

    activity = models.ForeignKey(Activity, models.CASCADE, db_index=False)
    member_id = models.IntegerField()

    class Meta:
        app_label = "bare"
        constraints = [models.UniqueConstraint(fields=["activity", "member_id"], name="one_signup")]


MODELS: list[type[models.Model]] = [Activity, Member, Hours, Visit, Signup]


def hello(request: HttpRequest) -> HttpResponse:
    """Nothing at all."""
    return HttpResponse("hello")


def listing(request: Any, room: int) -> HttpResponse:
    """Twenty coming activities, for somebody signed in. 3 queries."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    coming = Activity.objects.filter(room=room, start__gte=timezone.now()).order_by("start")[:20]
    return render(request, "list.html", {"rows": list(coming)})


def members(request: HttpRequest, room: int) -> HttpResponse:
    """Five hundred members with the sum of their hours. 2 queries."""
    sums = dict(Hours.objects.filter(room=room).values_list("member_id").annotate(s=Sum("minutes")))
    rows = list(Member.objects.filter(room=room))
    for member in rows:
        member.minutes = sums.get(member.pk, 0)
    return render(request, "members.html", {"rows": rows})


def insert(request: Any, room: int) -> HttpResponse:
    """One insert and commit, for somebody signed in. 3 queries."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    Visit.objects.create(room=room, member_id=request.user.pk, at=timezone.now())
    return HttpResponse("ok")


def signup(request: Any, pk: int) -> HttpResponse:
    """Race-free: one conditional UPDATE takes the seat; the unique constraint stops doubles."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    try:
        with transaction.atomic():
            Signup.objects.create(activity_id=pk, member_id=request.user.pk)
            free = Activity.objects.filter(pk=pk, taken__lt=F("capacity"))
            if not free.update(taken=F("taken") + 1):
                raise IntegrityError("full")
    except IntegrityError:
        return HttpResponse("full", status=409)
    return HttpResponse(status=302, headers={"Location": "/"})


urlpatterns = [
    path("", hello),
    path("list/<int:room>", listing),
    path("members/<int:room>", members),
    path("insert/<int:room>", insert),
    path("signup/<int:pk>", signup),
]
application = get_wsgi_application()
