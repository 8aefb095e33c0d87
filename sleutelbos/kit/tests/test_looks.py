"""How a person reads fine: what the cookie keeps, and what it refuses to believe."""

from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kit.looks import CHOICES, COOKIE, PLAIN, Look, look_of, remember_look

looks = st.builds(Look, **{name: st.sampled_from(values) for name, values in CHOICES.items()})


@given(looks)
def test_a_look_survives_its_cookie(look):
    assert Look.parse(look.serialise()) == look


@given(st.text())
def test_a_strange_cookie_is_the_plain_look_or_a_known_one(cookie):
    look = Look.parse(cookie)

    assert all(getattr(look, name) in values for name, values in CHOICES.items())


def test_a_look_comes_back_with_the_next_request():
    response = HttpResponse()
    remember_look(response, Look(light="avond", letters="school"))
    kept = response.cookies[COOKIE]

    assert kept.value == "licht:avond|letters:school"
    assert kept["httponly"]
    request = RequestFactory().get("/", headers={"cookie": f"{COOKIE}={kept.value}"})
    assert look_of(request) == Look(light="avond", letters="school")


def test_the_plain_look_leaves_no_cookie_behind():
    response = HttpResponse()
    remember_look(response, PLAIN)

    assert response.cookies[COOKIE]["max-age"] == 0
