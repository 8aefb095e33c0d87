"""Addresses of the door, the host's table and the counts."""

from django.urls import path

from . import views, views_counts, views_table, views_tablet

app_name = "visits"
DOOR = "deur/<slug:place_slug>/"
TABLE = "k/<slug:place_slug>/tafel/"
COUNTS = "k/<slug:place_slug>/tellingen/"
MOMENTS = "k/<slug:place_slug>/tel/"
urlpatterns = [
    path("sw.js", views.worker, name="worker"),
    path("geen-internet/", views.offline, name="offline"),
    path(DOOR, views.door, name="door"),
    path(f"{DOOR}namen/", views.names, name="names"),
    path(f"{DOOR}post/", views.send, name="send"),
    path(f"{DOOR}nieuw/", views.newcomer, name="newcomer"),
    path(f"{DOOR}drinken/", views.drink, name="drink"),
    path(f"{DOOR}wie/<slug:picto>/", views.who, name="who"),
    path(f"{DOOR}hallo/", views.arrive, name="arrive"),
    path(f"{DOOR}hallo/<str:once>/", views.hello, name="hello"),
    path(f"{DOOR}niet-ik/", views.not_me, name="not_me"),
    path(f"{DOOR}meedoen/", views.join, name="join"),
    path(f"{DOOR}roep/", views.call, name="call"),
    path(f"{DOOR}aanzetten/", views_tablet.place_tablet, name="place_tablet"),
    path(f"{DOOR}aanzetten/<slug:code>/uit/", views_tablet.revoke_tablet, name="revoke_tablet"),
    path(f"{DOOR}kaart/", views_tablet.card, name="take_by_card"),
    path(f"{DOOR}terug/", views_tablet.back_to_door, name="back_to_door"),
    path(f"{DOOR}weg/", views_tablet.leave_door, name="leave_door"),
    path(TABLE, views_table.table, name="table"),
    path(f"{TABLE}ik/", views_table.be_host, name="be_host"),
    path(f"{TABLE}ik-ga/", views_table.answer_call, name="answer_call"),
    path(f"{TABLE}erbij/", views_table.add, name="add"),
    path(f"{TABLE}terug/<str:once>/", views_table.take_back, name="take_back"),
    path(f"{TABLE}help/", views_table.help_in, name="help_in"),
    path(f"{TABLE}overdracht/", views_table.write_note, name="write_note"),
    path(f"{TABLE}overdracht/<str:once>/weg/", views_table.take_back_note, name="take_back_note"),
    path(f"{TABLE}opzij/", views_table.set_aside, name="set_aside"),
    path(COUNTS, views_counts.tallies, name="tallies"),
    path(f"{COUNTS}dag/", views_counts.tally_day, name="tally_day"),
    path(f"{COUNTS}maand/", views_counts.tally_month, name="tally_month"),
    path(f"{COUNTS}bestand/", views_counts.read_file, name="read_file"),
    path(f"{COUNTS}zet-erin/", views_counts.put_in, name="put_in"),
    path(
        f"{COUNTS}bestand/<slug:file>/terug/",
        views_counts.take_back_import,
        name="take_back_import",
    ),
    path(f"{COUNTS}<slug:code>/terug/", views_counts.take_back_tally, name="take_back_tally"),
    path(MOMENTS, views_counts.moments, name="moments"),
    path(f"{MOMENTS}trek/", views_counts.draw, name="draw"),
    path(f"{MOMENTS}<slug:code>/", views_counts.moment, name="moment"),
    path(f"{MOMENTS}<slug:code>/tik/", views_counts.tick, name="tick"),
    path(f"{MOMENTS}<slug:code>/klaar/", views_counts.finish, name="finish"),
]
