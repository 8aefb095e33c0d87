"""Addresses of hours, thanks, and what somebody gave and got."""

from django.urls import path

from . import views, views_giving_back, views_lines, views_room

app_name = "hours"
MINE = "mijn/uren/"
ROOM = "k/<slug:place_slug>/"
TIME = f"{ROOM}doe/<slug:code>/"
LINE = "mijn/regel/<str:once>/"
ASK = "dag/<slug:place_slug>/vraag-eens/"

urlpatterns = [
    path(MINE, views.mine, name="mine"),
    path(f"{MINE}bestand/", views.mine_csv, name="mine-csv"),
    path(f"{MINE}schrijf/", views.write, name="write"),
    path(f"{MINE}tik/", views.tap, name="tap"),
    path(f"{MINE}<str:once>/weg/", views.undo, name="undo"),
    path(f"{TIME}uren/", views_room.for_all, name="for-all"),
    path(f"{TIME}uren/<str:once>/weg/", views_room.undo_for_all, name="undo-for-all"),
    path(f"{ROOM}uren/", views_room.overview, name="overview"),
    path(f"{ROOM}uren/bestand/", views_room.overview_csv, name="overview-csv"),
    path(f"{TIME}dank/", views_lines.thank, name="thank"),
    path("mijn/dank/gezien/", views_lines.seen, name="seen"),
    path("mijn/dank/<str:once>/terug/", views_lines.undo_thanks, name="undo-thanks"),
    path("mijn/gegeven/", views_lines.gave, name="gave"),
    path("mijn/gekregen/", views_lines.got, name="got"),
    path(f"{LINE}weg/", views_lines.away, name="away"),
    path(f"{LINE}terug/", views_lines.back, name="back"),
    path("mijn/vragen/", views_giving_back.steer, name="steer"),
    path(f"{ROOM}trots/", views_giving_back.pride, name="pride"),
    path(f"{ROOM}trots/<str:once>/erop/", views_giving_back.show, name="show"),
    path(f"{ROOM}trots/<str:once>/eraf/", views_giving_back.hide, name="hide"),
    path(ASK, views_giving_back.invitations, name="invitations"),
    path(f"{ASK}<slug:code>/gevraagd/", views_giving_back.invited, name="invited"),
    path(f"{ASK}<slug:code>/niet/", views_giving_back.not_invited, name="not-invited"),
]
