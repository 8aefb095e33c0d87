"""Addresses of what hangs on the door."""

from django.urls import path

from . import views

app_name = "board"
ROOM = "k/<slug:place_slug>/"
urlpatterns = [
    path(ROOM, views.today, name="today"),
    path(f"{ROOM}week/", views.week, name="week"),
    path(f"{ROOM}week/<str:monday>/", views.week, name="week-of"),
    path(f"{ROOM}zo-kom-je-er/", views.way, name="way"),
    path(f"{ROOM}van-ons/", views.ours, name="ours"),
    path("hulp/", views.help_page, name="help"),
    path("toegankelijk/", views.access, name="access"),
]
