"""Addresses of activities."""

from django.urls import path

from . import views, views_lead, views_stable

app_name = "activities"

_ROOM = "k/<slug:place_slug>"
_TIME = f"{_ROOM}/doe/<slug:code>"
_REST = f"{_ROOM}/stal/<slug:code>"

urlpatterns = [
    path(f"{_ROOM}/agenda/", views.agenda, name="agenda"),
    path(f"{_TIME}/", views.occurrence, name="occurrence"),
    path(f"{_TIME}/kom/", views.come, name="come"),
    path(f"{_TIME}/kom-niet/", views.not_come, name="not_come"),
    path(f"{_TIME}/altijd/", views.come_always, name="come_always"),
    path(f"{_TIME}/niet-altijd/", views.not_always, name="not_always"),
    path(f"{_ROOM}/begin/", views_lead.begin, name="begin"),
    path(f"{_ROOM}/begin/klaar/<slug:code>/", views_lead.begun, name="begun"),
    path(f"{_ROOM}/begin/<slug:picto>/", views_lead.how, name="how"),
    path(f"{_TIME}/van-de-deur/", views_lead.take_down, name="take_down"),
    path(f"{_TIME}/verander/", views_lead.change, name="change"),
    path(f"{_TIME}/gaat-niet-door/", views_lead.cancel, name="cancel"),
    path(f"{_TIME}/gaat-toch-door/", views_lead.restore, name="restore"),
    path(f"{_TIME}/wie-valt-in/", views_lead.ask_stand_in, name="ask_stand_in"),
    path(f"{_TIME}/ik-val-in/", views_lead.stand_in, name="stand_in"),
    path(f"{_TIME}/geen-invaller/", views_lead.not_stand_in, name="not_stand_in"),
    path(f"{_TIME}/aanwezig/", views_lead.attendance, name="attendance"),
    path(f"{_ROOM}/stal/", views_stable.resting, name="resting"),
    path(f"{_ROOM}/stal/idee/", views_stable.idea, name="idea"),
    path(f"{_REST}/", views_stable.pulled, name="pulled"),
    path(f"{_REST}/opname/", views_stable.sound, name="sound"),
    path(f"{_REST}/wis-opname/", views_stable.forget_recording, name="forget_recording"),
    path(f"{_REST}/pak-op/", views_stable.pull, name="pull"),
    path(f"{_REST}/laat-los/", views_stable.stop_pulling, name="stop_pulling"),
    path(f"{_REST}/doe-mee/", views_stable.wish, name="wish"),
    path(f"{_REST}/doe-niet-mee/", views_stable.unwish, name="unwish"),
    path(f"{_REST}/dag/", views_stable.plan, name="plan"),
    path(f"{_REST}/vertel/", views_stable.describe, name="describe"),
    path(f"{_REST}/klaar/", views_stable.end, name="end"),
    path(f"{_REST}/niet-klaar/", views_stable.not_end, name="not_end"),
    path(f"{_REST}/vraag-mee/", views_stable.ask_along, name="ask_along"),
    path(f"{_REST}/trek-mee/", views_stable.pull_along, name="pull_along"),
]
