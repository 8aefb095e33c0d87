"""Every address of the house. Paths are Dutch: people read them on posters and on the phone."""

from django.urls import URLPattern, URLResolver, include, path

from sleutelbos.commons.places.views import poster

from . import views

# One line a module; the modules keep their own addresses.
MODULES = [
    "sleutelbos.commons.people",
    "sleutelbos.commons.places",
    "sleutelbos.room.keys",
    "sleutelbos.room.activities",
    "sleutelbos.room.talents",
    "sleutelbos.room.visits",
    "sleutelbos.room.hours",
    "sleutelbos.room.ring",
    "sleutelbos.room.board",
    "sleutelbos.demo",
]

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", views.health, name="health")]
urlpatterns += [path("", include(f"{module}.urls")) for module in MODULES]
# Last, so that it takes nothing from another address: the short address on a poster.
urlpatterns += [path("<slug:place_slug>", poster, name="poster")]
