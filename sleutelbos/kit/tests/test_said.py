"""What rides along with a part that htmx swaps in."""

from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say


def answer(*, htmx):
    request = RequestFactory().get("/", headers={"HX-Request": "true"} if htmx else {})
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    offer_undo(request, "Bewaard.", "/terug/")
    say(request, "Joy hoort het.")
    return render(request, "kit/parts.html#back", {"url": "/", "label": "Vandaag"})


def test_a_part_brings_what_there_is_to_say_and_undo():
    content = answer(htmx=True).content.decode()
    assert 'hx-swap-oob="innerHTML:#melding"' in content
    assert "Joy hoort het." in content
    assert 'action="/terug/"' in content


def test_without_htmx_it_waits_for_the_next_page():
    content = answer(htmx=False).content.decode()
    assert "Joy hoort het." not in content
