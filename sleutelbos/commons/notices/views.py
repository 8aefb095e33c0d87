"""My notices, and how I want to hear that there are some."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import say

from . import commands, commands_mail, commands_push, commands_wishes, queries
from .forms import WishesForm
from .models_kinds import KINDS


def me(request: HttpRequest) -> Person:
    """The person who is signed in; these pages are for nobody else."""
    if not isinstance(request.user, Person):
        raise RuntimeError("This page is for people who are signed in.")
    return request.user


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Berichten: what there is for me, newest first."""
    person = me(request)
    notices = list(queries.notices_of(person))
    context = {
        "fresh": [notice for notice in notices if notice.read_at is None],
        "old": [notice for notice in notices if notice.read_at is not None],
        "mail_failed": queries.mail_failed(person),
    }
    return render(request, "notices/mine.html", context)


@never_cache
@require_POST
def open_notice(request: HttpRequest, code: str) -> HttpResponse:
    """To the page that a notice is about; it is read now."""
    path = commands.read(me(request), code=code)
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response


@never_cache
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """I have seen them all."""
    if commands.read_all(me(request)):
        say(request, _("Alles is gelezen."))
    return redirect("notices:mine")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def how(request: HttpRequest) -> HttpResponse:
    """Hoe wil ik bericht: mail, paper, a number, quiet hours, and about what."""
    person = me(request)
    form = WishesForm(request.POST or None, initial=_now(person))
    if request.method == "POST" and form.is_valid():
        try:
            commands_wishes.wish(person, **form.wishes())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Bewaard. Zo krijg je bericht."))
            return redirect("notices:how")
    context = {
        "form": form,
        "email": person.email,
        "has_mail": queries.mail_is_set(),
        "devices": list(queries.devices_of(person)),
        "push_key": commands_push.public_key(),
    }
    return render(request, "notices/how.html", context, status=422 if form.errors else 200)


def _now(person: Person) -> dict[str, object]:
    wishes = queries.wishes_of(person)
    return {
        "mail": wishes.mail,
        "mail_at": f"{wishes.mail_at:%H:%M}",
        "paper": {None: "", True: "yes", False: "no"}[wishes.paper],
        "phone": wishes.phone,
        "quiet_from": f"{wishes.quiet_from:%H:%M}",
        "quiet_until": f"{wishes.quiet_until:%H:%M}",
        "about": [kind for kind in KINDS if kind not in wishes.not_about],
    }


@never_cache
@require_POST
def all_off(request: HttpRequest) -> HttpResponse:
    """Nothing goes out to me any more; the screen stays."""
    commands_wishes.all_off(me(request))
    say(request, _("Alles staat uit. Hier op het scherm zie je het nog wel."))
    return redirect("notices:how")


@never_cache
@require_POST
def device(request: HttpRequest) -> HttpResponse:
    """This phone shows a sign from now on."""
    commands_push.add_device(me(request), request.POST.get("endpoint", ""))
    say(request, _("Dit toestel krijgt nu een seintje."))
    return redirect("notices:how")


@never_cache
@require_POST
def drop_device(request: HttpRequest, code: str) -> HttpResponse:
    """This phone shows no sign any more."""
    commands_push.drop_device(me(request), code)
    say(request, _("Dat toestel krijgt geen seintje meer."))
    return redirect("notices:how")


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The part of the browser that shows the sign, also when no page is open."""
    response = render(request, "notices/seintje.js", {})
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response


@login_not_required
@csrf_exempt  # the signed address is the key: mail programs press it themselves (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, key: str) -> HttpResponse:
    """Geen mail meer: from the link in a mail, without signing in. Looking changes nothing."""
    person = commands_mail.person_of_key(key)
    if request.method == "POST" and person:
        commands_wishes.mail_off(person)
    return render(request, "notices/off.html", {"done": request.method == "POST"})
