"""Addresses of welcome cards, of the social map, and of going along."""

from django.urls import path

from . import views

app_name = "referral"
CARDS = "welkomstkaart/"
LIST = f"{CARDS}lijst/<str:token>/"
HERE = "k/<slug:place_slug>/welkomstkaart/"

urlpatterns = [
    path(CARDS, views.make, name="make"),
    path(LIST, views.make, name="list"),
    path(f"{LIST}<slug:code>/", views.made, name="made"),
    path(f"{LIST}<slug:code>/papier/", views.paper, name="paper"),
    path(HERE, views.cards, name="cards"),
    path(f"{HERE}<slug:code>/", views.card, name="card"),
    path(f"{HERE}<slug:code>/gebruikt/", views.use, name="use"),
    path(f"{HERE}<slug:code>/terug/", views.unuse, name="unuse"),
]
