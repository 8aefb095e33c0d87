"""Addresses of Mijn route, and of the walls of the system that a room hears of."""

from django.urls import path

from . import views, views_door, views_others

app_name = "story"
MINE = "mijn/route/"
ONE = f"{MINE}<slug:code>/"
OTHERS = f"{MINE}van-anderen/"
PENS = f"{MINE}schrijven/"

urlpatterns = [
    path(MINE, views.mine, name="mine"),
    path(f"{MINE}nieuw/", views.tell, name="tell"),
    path(f"{MINE}kaart/", views.the_map, name="map"),
    path(f"{MINE}papier/", views.paper, name="paper"),
    path(PENS, views_others.pens, name="pens"),
    path(f"{PENS}<slug:code>/stop/", views_others.take_pen, name="take-pen"),
    path(OTHERS, views_others.from_others, name="from-others"),
    path(f"{OTHERS}<slug:code>/", views_others.read, name="read"),
    path(f"{OTHERS}<slug:code>/geluid/", views_others.hear, name="hear"),
    path(f"{OTHERS}<slug:code>/dicht/", views_others.close, name="close"),
    path(f"{MINE}voor/<slug:code>/", views_others.write_for, name="write-for"),
    path(f"{MINE}voor/<slug:code>/weg/<slug:door>/", views_others.withdraw, name="withdraw"),
    path(ONE, views_door.door, name="door"),
    path(f"{ONE}verander/", views_door.change, name="change"),
    path(f"{ONE}stand/", views_door.state, name="state"),
    path(f"{ONE}doel/", views_door.goal, name="goal"),
    path(f"{ONE}doel/niet/", views_door.no_goal, name="no-goal"),
    path(f"{ONE}eerder/", views_door.earlier, name="earlier"),
    path(f"{ONE}even-niet/", views_door.pause, name="pause"),
    path(f"{ONE}verder/", views_door.resume, name="resume"),
    path(f"{ONE}weg/", views_door.away, name="away"),
    path(f"{ONE}weer/", views_door.back, name="back"),
    path(f"{ONE}klopt/", views_door.true, name="true"),
    path(f"{ONE}stapje/", views_door.step, name="step"),
    path(f"{ONE}stapje/gedaan/", views_door.done, name="done"),
    path(f"{ONE}stapje/nog-niet/", views_door.not_done, name="not-done"),
    path(f"{ONE}stapje/weg/", views_door.drop, name="drop"),
    path(f"{ONE}stapje/weer/", views_door.pick_up, name="pick-up"),
    path(f"{ONE}muur/", views_door.wall, name="wall"),
    path(f"{ONE}laat-zien/", views_others.show, name="show"),
    path(f"{ONE}laat-zien/<slug:share>/stop/", views_others.stop, name="stop"),
    path(f"{ONE}geluid/", views_door.sound, name="sound"),
    path("k/<slug:place_slug>/muren/", views.signals, name="signals"),
]
