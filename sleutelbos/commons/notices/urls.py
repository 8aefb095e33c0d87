"""Addresses of notices."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("mijn/berichten/", views.mine, name="mine"),
    path("mijn/berichten/gelezen/", views.read_all, name="read-all"),
    path("mijn/berichten/<str:code>/", views.open_notice, name="open"),
]
