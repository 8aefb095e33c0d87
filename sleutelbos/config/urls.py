"""Every address of the house. Paths are Dutch: people read them on posters and on the phone."""

from importlib.util import find_spec

from django.urls import include, path

from . import views

# One line a module; the modules keep their own addresses.
MODULES = [
    "sleutelbos.commons.people",
    "sleutelbos.commons.places",
]

urlpatterns = [path("healthz", views.health, name="health")]
urlpatterns += [
    path("", include(f"{module}.urls")) for module in MODULES if find_spec(f"{module}.urls")
]
