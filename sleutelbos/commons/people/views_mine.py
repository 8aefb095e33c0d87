"""My own pages: how I read, who sees what, how I come in, take along and erase."""

from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.journal.queries import readings_of
from sleutelbos.kit.looks import COOKIE, Look, look_of, remember_look
from sleutelbos.kit.pictos import TAG_COLOURS, TAG_PICTOS
from sleutelbos.kit.privacy import switches_of
from sleutelbos.kit.refused import Refused, allow
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, commands_enter, commands_passkeys, queries, queries_export
from .forms import WAYS, CodeForm, EmailForm, LookForm, TagForm
from .models import Person
from .permissions import may_have_passkey
from .views import cleared, me, remember_language, remember_waiting, waiting_for, wrong_code


def own_ring() -> str:
    """The address of *Mijn bos*, the page these pages lead back to."""
    try:
        return reverse("ring:mine")
    except NoReverseMatch:
        return "/"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Zo lees ik fijn: each choice is one tap, kept on this device. For everybody."""
    if request.method == "POST":
        return _choose_look(request)
    seen = look_of(request)
    titles = {
        "light": _("Licht"),
        "contrast": _("Kleuren"),
        "letters": _("Letters"),
        "voice": _("Geluid"),
    }
    groups = [
        {
            "name": name,
            "title": titles[name],
            "ways": [(value, words, getattr(seen, name) == value) for value, words in ways],
        }
        for name, ways in WAYS.items()
    ]
    return render(request, "people/look.html", {"groups": groups})


def _choose_look(request: HttpRequest) -> HttpResponse:
    form = LookForm(request.POST)
    changes = form.changes() if form.is_valid() else {}
    response = redirect("people:look")
    if language := changes.pop("language", ""):
        remember_language(response, language)
        if isinstance(request.user, Person):
            commands.choose_language(request.user, language)
        translation.activate(language)
    if changes:
        now = look_of(request)
        remember_look(response, Look(**{**vars(now), **changes}))
    say(request, _("Bewaard op dit toestel."))
    return response


@never_cache
@require_safe
def sharing(request: HttpRequest) -> HttpResponse:
    """Wie ziet wat: everything that is kept of me, who sees it, and every yes I gave."""
    person = me(request)
    context = {
        "known": queries.what_is_known(person),
        "switches": switches_of(person),
        "readings": readings_of(person),
        "hidden": person.is_hidden,
        "back": own_ring(),
    }
    return render(request, "people/sharing.html", context)


@never_cache
@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Ik wil niet gevonden worden."""
    commands.hide(me(request))
    offer_undo(request, _("Niemand kan jou nu vinden."), reverse("people:show"))
    return redirect("people:sharing")


@never_cache
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """Ik mag weer gevonden worden."""
    commands.show_again(me(request))
    offer_undo(request, _("Buren kunnen jou weer vinden."), reverse("people:hide"))
    return redirect("people:sharing")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tag(request: HttpRequest) -> HttpResponse:
    """My name and my key tag."""
    person = me(request)
    now = {name: getattr(person, name) for name in ("called", "tag_picto", "tag_colour")}
    form = TagForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        commands.change_tag(person, **form.cleaned_data)
        say(request, _("Bewaard. Zo ziet je hanger er nu uit."))
        return redirect("people:tag")
    context = {
        "form": form,
        "pictos": TAG_PICTOS.items(),
        "colours": TAG_COLOURS.items(),
        "picto": form["tag_picto"].value(),
        "colour": form["tag_colour"].value(),
        "back": reverse("people:sharing"),
    }
    return render(request, "people/tag.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Zo kom ik binnen: my card, my address, my devices."""
    person = me(request)
    context = {
        "card": queries.working_card(person),
        "email": person.email,
        "may_have_passkey": may_have_passkey(person),
        "passkeys": list(queries.passkeys_of(person)),
        "back": own_ring(),
    }
    return render(request, "people/keys.html", context)


@never_cache
@require_POST
def revoke_card(request: HttpRequest) -> HttpResponse:
    """My card is gone: it opens nothing any more. This device stays signed in."""
    person = me(request)
    commands.revoke_card(person)
    stay_signed_in(request, person)
    say(request, _("Je oude kaart werkt niet meer. Vraag aan tafel om een nieuwe."))
    return redirect("people:keys")


@never_cache
@require_POST
def drop_passkey(request: HttpRequest, code: str) -> HttpResponse:
    """This device of mine opens nothing any more."""
    person = me(request)
    allow(may_have_passkey(person))
    commands_passkeys.drop_passkey(person, code)
    say(request, _("Met dat toestel kan je niet meer binnenkomen."))
    return redirect("people:keys")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """An e-mail address to come in with; a code shows that it is mine."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            commands_enter.send_address_code(me(request), email)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            response = redirect("people:address-code")
            remember_waiting(response, email, "")
            return response
    context = {"form": form, "back": reverse("people:keys")}
    return render(request, "people/address.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address_code(request: HttpRequest) -> HttpResponse:
    """The code from the mail to my new address."""
    waiting = waiting_for(request)
    if waiting is None:
        return redirect("people:address")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if commands_enter.keep_address(me(request), waiting["email"], form.cleaned_data["code"]):
            say(request, _("Bewaard. Je kan nu ook met een mail binnenkomen."))
            return redirect("people:keys")
        form.refuse(Refused("code-unknown", wrong_code(), field="code"))
    context = {"form": form, "email": waiting["email"], "action": reverse("people:address-code"),
               "again": reverse("people:address")}  # fmt: skip
    return render(request, "people/code.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def forget_address(request: HttpRequest) -> HttpResponse:
    """My address goes."""
    commands_enter.forget_address(me(request))
    say(request, _("Je e-mailadres is gewist."))
    return redirect("people:keys")


@never_cache
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Alles meenemen, of alles wissen."""
    return render(request, "people/leave.html", {"back": own_ring()})


@never_cache
@require_safe
def take_along(request: HttpRequest) -> FileResponse:
    """Everything that is kept of me, in one ZIP."""
    parcel = queries_export.take_along(me(request))
    name = f"sleutelbos-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(parcel, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """What goes and what stays as a number; the button does it."""
    person = me(request)
    if request.method == "POST":
        commands.erase_me(person)
        logout(request)
        response = cleared(redirect("people:gone"))
        response["Clear-Site-Data"] = '"cache", "storage"'
        for name in (COOKIE, settings.LANGUAGE_COOKIE_NAME):
            response.delete_cookie(name, samesite="Lax")
        return response
    known = queries.what_is_known(person)
    context = {
        "goes": [kind for kind in known if not kind.stays],
        "stays": [kind for kind in known if kind.stays],
        "back": reverse("people:leave"),
    }
    return render(request, "people/erase.html", context)


@login_not_required
@never_cache
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """The goodbye."""
    return render(request, "people/gone.html", {})


def stay_signed_in(request: HttpRequest, person: Person) -> None:
    """Carry the new stamp in this session, so that only the other devices are signed out."""
    update_session_auth_hash(request, person)
