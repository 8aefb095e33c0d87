"""The pages of two neighbours who are in touch."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_home, at_place
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands_touch, forms, queries
from .permissions import may_touch
from .views import Pager, page_number

PAGE = 20  # contacts on one page


@require_POST
@at_place(may_touch)
def touch(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """*Ik help* or *Graag*: to the page of the two."""
    opened = commands_touch.get_in_touch(actor, post=code)
    return redirect("talents:thread", code=opened.code)


@require_safe
@never_cache
@at_home(may_touch)
def touches(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My contacts, in every room."""
    number = page_number(request)
    talks = queries.talks(actor.someone, PAGE + 1, skip=(number - 1) * PAGE)
    pager = Pager(number, len(talks) > PAGE)
    return render(request, "talents/touches.html", {"talks": talks[:PAGE], "pager": pager})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_home(may_touch)
def thread(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One contact: what was said, and a field to say more. Only for the two."""
    talk = queries.talk(actor.someone, code)
    if talk is None:
        raise Http404
    form = forms.MessageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            commands_touch.say(
                actor, touch=code, text=form.cleaned_data["text"], once=form.cleaned_data["once"]
            )
        except NotFound:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _("Je bericht is verstuurd."))
            return redirect("talents:thread", code=code)
    context = {"talk": talk, "messages_said": queries.messages(actor.someone, code), "form": form}
    return render(request, "talents/thread.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@at_home(may_touch)
def stop(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Stop, with undo."""
    commands_touch.stop(actor, touch=code)
    undo = reverse("talents:resume", kwargs={"code": code})
    offer_undo(request, _("Het contact is gestopt."), undo)
    return redirect("talents:thread", code=code)


@require_POST
@never_cache
@at_home(may_touch)
def resume(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Go on after all."""
    commands_touch.resume(actor, touch=code)
    return redirect("talents:thread", code=code)
