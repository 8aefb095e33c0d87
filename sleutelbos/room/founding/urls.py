"""Addresses of the path of a room, and of what it needs."""

from django.urls import path

from . import views, views_needs

app_name = "founding"
PATH = "k/<slug:place_slug>/opbouw/"
STEP = f"{PATH}<slug:code>/"
NEEDS = "k/<slug:place_slug>/nodig/"
NEED = f"{NEEDS}<slug:code>/"

urlpatterns = [
    path(PATH, views.path, name="path"),
    path(f"{PATH}nieuwe-stap/", views.add, name="add"),
    path(f"{PATH}nieuwe-kamer/", views.start, name="start"),
    path(f"{STEP}trek/", views.pull, name="pull"),
    path(f"{STEP}niet/", views.let_go, name="let-go"),
    path(f"{STEP}gedaan/", views.done, name="done"),
    path(f"{STEP}niet-gedaan/", views.not_done, name="not-done"),
    path(f"{STEP}weg/", views.away, name="away"),
    path(f"{STEP}terug/", views.back, name="back"),
    path(NEEDS, views_needs.needs, name="needs"),
    path(f"{NEEDS}nieuw/", views_needs.ask, name="ask"),
    path(f"{NEED}breng/", views_needs.bring, name="bring"),
    path(f"{NEED}breng-niet/", views_needs.not_bring, name="not-bring"),
    path(f"{NEED}er/", views_needs.there, name="there"),
    path(f"{NEED}niet-er/", views_needs.not_there, name="not-there"),
    path(f"{NEED}weg/", views_needs.not_needed, name="not-needed"),
    path(f"{NEED}terug/", views_needs.needed, name="needed"),
]
