"""Addresses of costs and the cash book."""

from django.urls import path

from . import views, views_book

app_name = "cash"
COSTS = "k/<slug:place_slug>/kosten/"
BOOK = "k/<slug:place_slug>/kasboek/"

urlpatterns = [
    path(COSTS, views.claims, name="claims"),
    path(f"{COSTS}nieuw/", views.ask, name="ask"),
    path(f"{COSTS}<slug:code>/", views.claim, name="claim"),
    path(f"{COSTS}<slug:code>/bon/", views.receipt, name="receipt"),
    path(f"{COSTS}<slug:code>/terug/", views.take_back, name="take-back"),
    path(f"{COSTS}<slug:code>/betaal/", views.pay, name="pay"),
    path(f"{COSTS}<slug:code>/betaald-terug/", views.unpay, name="unpay"),
    path(f"{COSTS}<slug:code>/niet/", views.refuse, name="refuse"),
    path(BOOK, views_book.book, name="cashbook"),
    path(f"{BOOK}nieuw/", views_book.write, name="write"),
    path(f"{BOOK}tel/", views_book.count, name="count"),
    path(f"{BOOK}bestand/", views_book.file, name="file"),
    path(f"{BOOK}<str:once>/tegendeel/", views_book.counter, name="counter"),
]
