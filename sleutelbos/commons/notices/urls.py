"""Addresses of notices."""

from django.urls import path

from . import views, views_room

app_name = "notices"
urlpatterns = [
    path("mijn/berichten/", views.mine, name="mine"),
    path("mijn/berichten/gelezen/", views.read_all, name="read-all"),
    path("mijn/berichten/hoe/", views.how, name="how"),
    path("mijn/berichten/hoe/uit/", views.all_off, name="all-off"),
    path("mijn/berichten/toestel/", views.device, name="device"),
    path("mijn/berichten/toestel/<str:code>/weg/", views.drop_device, name="drop-device"),
    path("mijn/berichten/seintje.js", views.worker, name="worker"),
    path("mijn/berichten/<str:code>/", views.open_notice, name="open"),
    path("geen-mail/<str:key>/", views.off, name="off"),
    path("k/<slug:place_slug>/briefjes/", views_room.paper, name="paper"),
    path("k/<slug:place_slug>/briefjes/papier/", views_room.print_slips, name="print"),
    path("k/<slug:place_slug>/briefjes/<str:code>/gegeven/", views_room.handed, name="handed"),
    path("k/<slug:place_slug>/briefjes/<str:code>/niet/", views_room.not_handed, name="not-handed"),
    path("dag/<slug:place_slug>/vast/", views_room.stuck, name="stuck"),
]
