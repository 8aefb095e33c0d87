"""Addresses of the demo. Closed everywhere else."""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.who, name="who"),
    path("demo/tablet/", views.tablet, name="tablet"),
    path("demo/<slug:handle>/", views.be, name="be"),
]
