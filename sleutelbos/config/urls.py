"""Every address of the house. Paths are Dutch: people read them on posters and on the phone."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from sleutelbos.commons.places.views import poster

from . import views
from .api import api

# One line a module; the modules keep their own addresses.
MODULES = [
    "sleutelbos.commons.people",
    "sleutelbos.commons.places",
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
]

handler400, handler403 = views.not_understood, views.closed
handler404, handler500 = views.not_here, views.our_fault

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", views.health, name="health")]
urlpatterns += [path("", include(f"{module}.urls")) for module in MODULES]
# Who asks is asked by the API itself, an operation at a time.
_api, _app, _namespace = api.urls
for _entry in _api:
    _entry.callback = login_not_required(cast(Callable[..., HttpResponse], _entry.callback))
urlpatterns += [path("api/v1/", (_api, _app, _namespace))]
# Last, so that it takes nothing from another address: the short address on a poster.
urlpatterns += [path("<slug:place_slug>", poster, name="poster")]
