"""Addresses of Mijn bos."""

from django.urls import path

from . import views

app_name = "ring"
urlpatterns = [
    path("mijn/", views.mine, name="mine"),
    path("mijn/nieuws/", views.news, name="news"),
]
