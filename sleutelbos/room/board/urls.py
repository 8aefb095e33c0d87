"""Addresses of what hangs on the door."""

from django.urls import path

from . import views, views_feeds, views_papers

app_name = "board"
ROOM = "k/<slug:place_slug>/"
urlpatterns = [
    path(ROOM, views.today, name="today"),
    path(f"{ROOM}week/", views.week, name="week"),
    path(f"{ROOM}week/papier/", views_papers.week, name="week-paper"),
    path(f"{ROOM}week/<str:monday>/", views.week, name="week-of"),
    path(f"{ROOM}week/<str:monday>/papier/", views_papers.week, name="week-paper-of"),
    path(f"{ROOM}doe/<slug:code>/lijst/", views_papers.attendance, name="list-paper"),
    path(f"{ROOM}poster/", views_papers.poster, name="poster"),
    path(f"{ROOM}zo-kom-je-er/", views.way, name="way"),
    path(f"{ROOM}van-ons/", views.ours, name="ours"),
    path(f"{ROOM}agenda.ics", views_feeds.room_feed, name="feed-of-room"),
    path(f"{ROOM}doe/<slug:code>/agenda.ics", views_feeds.one_time, name="feed-of-one"),
    path("agenda/<str:token>.ics", views_feeds.feed, name="feed"),
    path("mijn/agenda/", views_feeds.my_feed, name="my-feed"),
    path("hulp/", views.help_page, name="help"),
    path("toegankelijk/", views.access, name="access"),
]
