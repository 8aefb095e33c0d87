"""Addresses of people."""

from django.urls import path

from . import views, views_mine

app_name = "people"
urlpatterns = [
    path("binnen/", views.enter, name="enter"),
    path("binnen/code/", views.code, name="code"),
    path("binnen/toestel/begin/", views.passkey_begin, name="passkey-begin"),
    path("binnen/toestel/", views.passkey, name="passkey"),
    path("sleutel/<str:token>/", views.card, name="card"),
    path("uit/", views.out, name="out"),
    path("uit/overal/", views.out_everywhere, name="out-everywhere"),
    path("mijn/lezen/", views_mine.look, name="look"),
    path("mijn/hanger/", views_mine.tag, name="tag"),
    path("mijn/sleutel/", views_mine.keys, name="keys"),
    path("mijn/sleutel/kaart/weg/", views_mine.revoke_card, name="revoke-card"),
    path("mijn/sleutel/mail/", views_mine.address, name="address"),
    path("mijn/sleutel/mail/code/", views_mine.address_code, name="address-code"),
    path("mijn/sleutel/mail/weg/", views_mine.forget_address, name="forget-address"),
    path("mijn/sleutel/toestel/begin/", views.new_passkey_begin, name="new-passkey-begin"),
    path("mijn/sleutel/toestel/", views.new_passkey, name="new-passkey"),
    path("mijn/sleutel/toestel/<str:code>/weg/", views_mine.drop_passkey, name="drop-passkey"),
    path("mijn/delen/", views_mine.sharing, name="sharing"),
    path("mijn/delen/onvindbaar/", views_mine.hide, name="hide"),
    path("mijn/delen/vindbaar/", views_mine.show, name="show"),
    path("mijn/weg/", views_mine.leave, name="leave"),
    path("mijn/weg/alles.zip", views_mine.take_along, name="take-along"),
    path("mijn/weg/wissen/", views_mine.erase, name="erase"),
    path("weg/", views_mine.gone, name="gone"),
]
