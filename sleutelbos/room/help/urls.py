"""Addresses of questions for help."""

from django.urls import path

from . import views, views_question

app_name = "help"
ROOM = "k/<slug:place_slug>/hulp/"
ONE = f"{ROOM}vraag/<slug:code>/"

urlpatterns = [
    path(ROOM, views.ask, name="ask"),
    path(f"{ROOM}over/<slug:area>/", views.about, name="about"),
    path(f"{ROOM}open/", views.open_to_all, name="all"),
    path(f"{ROOM}open/<slug:code>/ik-help/", views.take, name="take"),
    path(ONE, views_question.question, name="question"),
    path(f"{ONE}geluid/", views_question.voice, name="voice"),
    path(f"{ONE}ik/<slug:act>/", views_question.asker, name="asker"),
    path(f"{ONE}buur/<slug:act>/", views_question.helper, name="helper"),
    path(f"{ONE}stap/<slug:act>/", views_question.step, name="step"),
    path(f"{ONE}bericht/<slug:act>/", views_question.message, name="message"),
    path(f"{ONE}klaar/", views_question.done, name="done"),
    path("mijn/vraag/", views.mine, name="mine"),
    path("mijn/daar-weet-ik-van/", views.know, name="know"),
]
