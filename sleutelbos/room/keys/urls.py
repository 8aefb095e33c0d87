"""The addresses of keys, door and turns."""

from django.urls import path

from . import views, views_door, views_turns

app_name = "keys"
HERE = "k/<slug:place_slug>/sleutels/"
KEY = f"{HERE}<slug:code>/"
TURN = f"{HERE}beurt/<str:day>/<slug:what>/"

urlpatterns = [
    path(HERE, views.board, name="board"),
    path(f"{HERE}lijst/", views.key_list, name="list"),
    path(f"{HERE}nieuw/", views.add, name="add"),
    path(f"{HERE}terug/", views.mine_back, name="mine-back"),
    path(f"{HERE}open/", views_door.open_door, name="open"),
    path(f"{HERE}open/tot/", views_door.until, name="until"),
    path(f"{HERE}open/ongedaan/", views_door.open_undo, name="open-undo"),
    path(f"{HERE}dicht/", views_door.close_door, name="close"),
    path(f"{HERE}dicht/ongedaan/", views_door.close_undo, name="close-undo"),
    path(f"{HERE}uren/", views_door.hours, name="hours"),
    path(f"{HERE}uren/dag/", views_door.other_day, name="other-day"),
    path(f"{HERE}uren/dag/<str:day>/gewoon/", views_door.usual_day, name="usual-day"),
    path(f"{HERE}week/", views_turns.week, name="week"),
    path(f"{HERE}week/<str:monday>/", views_turns.week, name="week-of"),
    path(f"{TURN}neem/", views_turns.take, name="take"),
    path(f"{TURN}geef-door/", views_turns.give_up, name="give-up"),
    path(f"{TURN}wil-ruilen/", views_turns.offer, name="offer"),
    path(f"{TURN}toch-niet/", views_turns.withdraw, name="withdraw"),
    path(f"{TURN}ruil/", views_turns.swap, name="swap"),
    path(f"{KEY}geef/", views.hand, name="hand"),
    path(f"{KEY}geef-door/", views.pass_on, name="pass"),
    path(f"{KEY}bij/", views.handed, name="handed"),
    path(f"{KEY}terug/", views.back, name="back"),
    path(f"{KEY}ongedaan/", views.undo, name="undo"),
    path(f"{KEY}kwijt/", views.lost, name="lost"),
    path(f"{KEY}gevonden/", views.found, name="found"),
    path(f"{KEY}weg/", views.retire, name="retire"),
    path(f"{KEY}weer/", views.reinstate, name="reinstate"),
]
