"""Addresses of welcome cards, of the social map, and of going along."""

from django.urls import path

from . import views, views_map, views_together

app_name = "referral"
CARDS = "welkomstkaart/"
LIST = f"{CARDS}lijst/<str:token>/"
MAP = "k/<slug:place_slug>/sociale-kaart/"
GO = "k/<slug:place_slug>/samen-op-pad/"
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
    path("sociale-kaart/hsds.json", views_map.network_hsds, name="network-hsds"),
    path(MAP, views_map.show, name="map"),
    path(f"{MAP}hsds.json", views_map.hsds, name="hsds"),
    path(f"{MAP}nieuw/", views_map.put, name="put-on-map"),
    path(f"{MAP}<slug:code>/", views_map.change, name="change-on-map"),
    path(f"{MAP}<slug:code>/klopt/", views_map.still_so, name="still-so"),
    path(f"{MAP}<slug:code>/weg/", views_map.take_off, name="take-off-map"),
    path(f"{MAP}<slug:code>/weer/", views_map.put_back, name="put-back-on-map"),
    path(GO, views_together.together, name="together"),
    path(f"{GO}nieuw/", views_together.go, name="go"),
    path(f"{GO}vraag/<slug:person>/", views_together.ask, name="ask"),
    path(f"{GO}gevraagd/<slug:code>/", views_together.asked, name="asked"),
    path(f"{GO}gevraagd/<slug:code>/ja/", views_together.agree, name="agree"),
    path(f"{GO}gevraagd/<slug:code>/nee/", views_together.decline, name="decline"),
    path(f"{GO}<slug:code>/", views_together.going, name="going"),
    path(f"{GO}<slug:code>/lees/", views_together.read, name="read"),
    path(f"{GO}<slug:code>/zeg/", views_together.say, name="say"),
    path(f"{GO}<slug:code>/klaar/", views_together.finish, name="finish"),
    path(f"{GO}<slug:code>/weer-open/", views_together.reopen, name="reopen"),
    path(f"{GO}<slug:code>/mee/", views_together.come_along, name="come-along"),
    path(f"{GO}<slug:code>/niet-mee/", views_together.stay_home, name="stay-home"),
    path(f"{GO}<slug:code>/terugnemen/", views_together.withdraw, name="withdraw"),
    path(f"{GO}<slug:code>/wis/", views_together.wipe, name="wipe"),
]
