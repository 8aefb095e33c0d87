"""Addresses of Mijn geld. What somebody answers is never in one of them."""

from django.urls import path

from . import views

app_name = "income"
urlpatterns = [
    path("mijn-geld/", views.money, name="money"),
    path("mijn-geld/papier/", views.paper, name="paper"),
]
