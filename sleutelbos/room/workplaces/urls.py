"""Addresses of the support of a room and of places to work."""

from django.urls import path

from . import views, views_steps

app_name = "workplaces"
WORK = "k/<slug:place_slug>/werkplekken/"
ONE = f"{WORK}<slug:code>/"

urlpatterns = [
    path("mijn/werk/", views_steps.mine, name="mine"),
    path(WORK, views.support, name="support"),
    path(f"{WORK}steun/", views.add_post, name="add-post"),
    path(f"{WORK}steun/<slug:code>/stopt/", views.end_post, name="end-post"),
    path(f"{WORK}steun/<slug:code>/door/", views.reopen_post, name="reopen-post"),
    path(f"{WORK}ik-begeleid/", views_steps.guided, name="guided"),
    path(f"{WORK}met/<slug:person>/", views_steps.propose, name="propose"),
    path(ONE, views_steps.step, name="step"),
    path(f"{ONE}lees/", views_steps.read, name="read"),
    path(f"{ONE}ja/", views_steps.agree, name="agree"),
    path(f"{ONE}nee/", views_steps.decline, name="decline"),
    path(f"{ONE}anders/", views_steps.change, name="change"),
    path(f"{ONE}begeleider/", views_steps.choose_guide, name="choose-guide"),
    path(f"{ONE}klaar/", views_steps.end, name="end"),
    path(f"{ONE}verder/", views_steps.next_step, name="next"),
    path(f"{ONE}loonwaarde/", views_steps.plan, name="plan"),
    path(f"{ONE}loonwaarde/<slug:review>/", views_steps.record, name="record"),
    path(f"{ONE}wis/", views_steps.wipe, name="wipe"),
]
