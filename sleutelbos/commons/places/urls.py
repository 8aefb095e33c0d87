"""Addresses of places."""

from django.urls import path

from . import views, views_tokens

app_name = "places"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("k/<slug:place_slug>/thuis/", views.home, name="home"),
    path("k/<slug:place_slug>/buren/", views.neighbours, name="neighbours"),
    path("k/<slug:place_slug>/buren/nieuw/", views.welcome, name="welcome"),
    path("k/<slug:place_slug>/buren/<str:code>/", views.neighbour, name="neighbour"),
    path(
        "k/<slug:place_slug>/buren/<str:code>/doet/<str:name>/",
        views.give_role,
        name="give-role",
    ),
    path(
        "k/<slug:place_slug>/buren/<str:code>/klaar/<str:name>/",
        views.end_role,
        name="end-role",
    ),
    path("k/<slug:place_slug>/buren/<str:code>/klaar/", views.left, name="left"),
    path("k/<slug:place_slug>/buren/<str:code>/kaart/", views.card, name="card"),
    path("k/<slug:place_slug>/buren/<str:code>/kaart/weg/", views.revoke_card, name="revoke-card"),
    path("k/<slug:place_slug>/tokens/", views_tokens.tokens, name="tokens"),
    path("k/<slug:place_slug>/tokens/<str:code>/uit/", views_tokens.revoke, name="revoke-token"),
    path("mijn/delen/<slug:place_slug>/<str:purpose>/ja/", views.yes, name="yes"),
    path("mijn/delen/<slug:place_slug>/<str:purpose>/nee/", views.no, name="no"),
]
