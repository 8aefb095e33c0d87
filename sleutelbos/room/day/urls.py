"""Addresses of Mijn dag, and of calling a neighbour we missed."""

from django.urls import path

from . import views, views_calls

app_name = "day"
HERE = "dag/<slug:place_slug>/"
CALLS = f"{HERE}bellen/"

urlpatterns = [
    path(HERE, views.mine, name="mine"),
    path(f"{HERE}uren/", views.worked, name="worked"),
    path(f"{HERE}beurt/<str:day>/<slug:what>/vraag/", views.ask_holders, name="ask-holders"),
    path(f"{HERE}laat-los/<slug:task>/<slug:code>/", views.hand, name="hand"),
    path(f"{HERE}gevraagd/<slug:code>/", views.answer, name="answer"),
    path(f"{HERE}bel-mij/", views_calls.me, name="me"),
    path(CALLS, views_calls.calls, name="calls"),
    path(f"{CALLS}<slug:code>/ik-bel/", views_calls.take, name="take"),
    path(f"{CALLS}<slug:code>/vraag/", views_calls.ask, name="ask"),
    path(f"{CALLS}<slug:code>/morgen/", views_calls.tomorrow, name="tomorrow"),
    path(f"{CALLS}<slug:code>/toch-vandaag/", views_calls.today, name="today"),
    path(f"{CALLS}<slug:code>/hoe/", views_calls.outcome, name="outcome"),
    path(f"{CALLS}<slug:code>/nog-niet/", views_calls.reopen, name="reopen"),
    path(f"{CALLS}<slug:code>/liever-niet/", views_calls.put_back, name="put-back"),
]
