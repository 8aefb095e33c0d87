"""Addresses of what neighbours can and ask."""

from django.urls import path

from . import views, views_touch

app_name = "talents"
OFFER, ASK = {"kind": "offer"}, {"kind": "ask"}
WALL = "k/<slug:place_slug>/gevraagd/"
ONE = f"{WALL}<slug:code>/"

urlpatterns = [
    path(WALL, views.wall, name="wall"),
    path(ONE, views.post, name="post"),
    path(f"{ONE}klaar/", views.hung, name="hung"),
    path(f"{ONE}bedoel/", views.mean, name="mean"),
    path(f"{ONE}weg/", views.take_down, name="take-down"),
    path(f"{ONE}terug/", views.hang_again, name="hang-again"),
    path(f"{ONE}contact/", views_touch.touch, name="touch"),
    path(f"{ONE}geluid/", views.sound, name="sound"),
    path("k/<slug:place_slug>/kan/", views.choose, OFFER, name="offer"),
    path("k/<slug:place_slug>/kan/<slug:concept>/", views.hang, OFFER, name="offer-this"),
    path("k/<slug:place_slug>/vraag/", views.choose, ASK, name="ask"),
    path("k/<slug:place_slug>/vraag/<slug:concept>/", views.hang, ASK, name="ask-this"),
    path("mijn/contact/", views_touch.touches, name="touches"),
    path("mijn/contact/<slug:code>/", views_touch.thread, name="thread"),
    path("mijn/contact/<slug:code>/stop/", views_touch.stop, name="stop"),
    path("mijn/contact/<slug:code>/verder/", views_touch.resume, name="resume"),
]
