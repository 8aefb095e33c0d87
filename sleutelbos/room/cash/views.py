"""Costs: asking them back, what became of it, and for the treasurer paying them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sleutelbos.commons.places.door import Actor, at_place
from sleutelbos.kit.refused import Refused
from sleutelbos.kit.render import render
from sleutelbos.kit.undo import offer_undo, say

from . import commands, queries
from .forms import AskForm, WhyForm
from .permissions import may_claim, may_keep_cash, may_see_claims


@never_cache
@require_safe
@at_place(may_see_claims)
def claims(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Kosten: what I asked back; for the treasurer what waits."""
    context = {
        "claims": queries.claims(actor),
        "keeps": may_keep_cash(actor),
        "asks": may_claim(actor),
        "slug": actor.place.slug,
    }
    return render(request, "cash/claims.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_place(may_claim)
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ik vraag kosten terug: amount, what for, and a photo of the receipt."""
    form = AskForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim = commands.ask(actor, **form.asked())
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
        else:
            done = _("Je vraag ligt bij de penningmeester.")
            offer_undo(request, done, _address(actor, "take-back", claim.code))
            return redirect("cash:claims", actor.place.slug)
    today = timezone.localdate()
    standing = queries.standing(actor.someone, None, today)
    context = {
        "form": form,
        "limits": queries.limits_of(today.year),
        "standing": standing,
        "asks_to_know": bool(
            standing.year_allowance or form.errors.get("knows") or form["knows"].value()
        ),
        "slug": actor.place.slug,
    }
    return render(request, "cash/ask.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@at_place(may_see_claims)
def claim(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One claim: what, how much, the receipt, and what became of it."""
    return _claim(request, actor, code, WhyForm())


def _claim(
    request: HttpRequest, actor: Actor, code: str, form: WhyForm, *, status: int = 200
) -> HttpResponse:
    found = queries.claim_of(actor, code)
    if found is None:
        raise Http404
    mine = found.person_id == actor.someone.pk
    context = {
        "claim": found,
        "mine": mine,
        "settles": may_keep_cash(actor) and not mine and found.waits,
        "unpays": may_keep_cash(actor) and found.paid_at is not None,
        "has_receipt": found.has_receipt,  # type: ignore[attr-defined]
        "balances": queries.balances(actor.place) if may_keep_cash(actor) else None,
        "form": form,
        "slug": actor.place.slug,
    }
    return render(request, "cash/claim.html", context, status=status)


@never_cache
@require_safe
@at_place(may_see_claims)
def receipt(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The photo of the receipt, for who asked and who pays."""
    found = queries.receipt_of(actor, code)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.photo), content_type="image/jpeg")
    answer["Content-Disposition"] = f'attachment; filename="bon-{code}.jpg"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
@at_place(may_claim)
def take_back(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """I do not ask this back after all."""
    commands.take_back(actor, code=code)
    say(request, _("Je vraag is teruggenomen."))
    return redirect("cash:claims", actor.place.slug)


@require_POST
@at_place(may_keep_cash)
def pay(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Betaald: from the tin or through the bank, in one tap."""
    commands.pay(actor, code=code, pot=request.POST.get("pot", "tin"))
    offer_undo(request, _("Betaald. Het staat in het kasboek."), _address(actor, "unpay", code))
    return redirect("cash:claim", actor.place.slug, code)


@require_POST
@at_place(may_keep_cash)
def unpay(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Take a payment back: the opposite goes beside it in the book."""
    commands.unpay(actor, code=code)
    say(request, _("De betaling is terug. Het tegendeel staat in het kasboek."))
    return redirect("cash:claim", actor.place.slug, code)


@never_cache
@require_POST
@at_place(may_keep_cash)
def refuse(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """This is not paid, and why."""
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            commands.refuse(actor, code=code, why=form.cleaned_data["why"])
            say(request, _("Je buur leest waarom."))
            return redirect("cash:claim", actor.place.slug, code)
        except Refused as refusal:
            if refusal.status != 409:
                raise
            form.refuse(refusal)
    return _claim(request, actor, code, form, status=422)


def _address(actor: Actor, name: str, code: str) -> str:
    return reverse(f"cash:{name}", args=[actor.place.slug, code])
