"""The door: who is asking, where, and in which roles. Every view begins here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.people.permissions import TEAM_KEYS
from sleutelbos.kit.prepared import Prepared, columns, instance
from sleutelbos.kit.refused import NotAllowed, NotFound, allow

from .models import ApiToken, Place, Role

View = Callable[..., HttpResponse]
May = Callable[["Actor"], bool]
WATCH = timedelta(hours=12)


@dataclass(frozen=True)
class Actor:
    """Who is asking, where, and in which roles. The first argument of every command.

    `person` is None for a passer-by without an account, for the tablet at the door and for a
    machine with a token. `roles` holds the names of the open roles of that person in `place`.
    """

    person: Person | None
    place: Place
    roles: frozenset[str] = frozenset()

    @property
    def someone(self) -> Person:
        """The person, where a permission has already made sure that there is one."""
        if self.person is None:
            raise RuntimeError("This command needs a person; ask a permission first.")
        return self.person


def actor_of(person: Person, place: Place) -> Actor:
    """The actor for one person in one place, with their open roles read now (1 query)."""
    names = Role.objects.filter(person=person, place=place, until=None).values_list("name")
    return Actor(person, place, frozenset(name for (name,) in names))


@Prepared
def _carried(*, person: Any, slug: Any) -> QuerySet[Role, Any]:
    """Every request begins with this one, so its words are worked out once."""
    rows = Role.objects.filter(person=person, place__slug=slug, until=None)
    return rows.values_list("name", *columns(Place, "place__"))


def carried_in(person: Person, slug: str) -> Actor | None:
    """This person in the place of an address, with their open roles there; None without. 1 query.

    No address has a NUL in it: a database takes that in no text.
    """
    rows = _carried(person=person.pk, slug=slug) if "\x00" not in slug else []
    if not rows:
        return None
    return Actor(person, instance(Place, rows[0][1:]), frozenset(row[0] for row in rows))


def at_place(may: May | None = None) -> Callable[[View], View]:
    """Open the door named in the URL (`place_slug`) to people who carry a role there.

    A stranger sees the same 404 as for a wrong address; a passer-by is asked to sign in. With
    `may`, a permission of the module, someone inside who may not gets a kind refusal. The view
    is called as `view(request, actor, ...)`. Costs one query beside session and person.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, place_slug: str, **kwargs: Any) -> HttpResponse:
            person = request.user
            if not isinstance(person, Person):
                return redirect_to_login(request.get_full_path())
            actor = carried_in(person, place_slug)
            if actor is None:
                raise Http404
            return _enter(view, request, actor, may, kwargs)

        return login_not_required(inside)  # asked above, so that a stranger gets 404

    return wrap


def at_public_place(may: May | None = None) -> Callable[[View], View]:
    """Open a page of a room that anyone may read; the actor may be a passer-by.

    Somebody signed in who has no role here is a passer-by too. One query, beside session and
    person; two for who is signed in and at home elsewhere.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, place_slug: str, **kwargs: Any) -> HttpResponse:
            person = request.user
            actor = carried_in(person, place_slug) if isinstance(person, Person) else None
            if actor is None or actor.place.kind != Place.Kind.ROOM:
                room = get_object_or_404(Place, slug=place_slug, kind=Place.Kind.ROOM)
                actor = Actor(None, room)
            return _enter(view, request, actor, may, kwargs)

        return login_not_required(inside)

    return wrap


def at_home(may: May | None = None) -> Callable[[View], View]:
    """Open an own page (`/mijn/…`): the actor is the person in the room where they are at home.

    Home is the room chosen last in this session, else the one where they came first. Somebody
    without any room gets a 404.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            person = request.user
            if not isinstance(person, Person):
                return redirect_to_login(request.get_full_path())
            roles = list(
                Role.objects.filter(person=person, until=None, place__kind=Place.Kind.ROOM)
                .select_related("place").order_by("since", "pk")
            )  # fmt: skip
            if not roles:
                raise Http404
            chosen = request.session.get("home")
            home = next((role.place for role in roles if role.place.slug == chosen), roles[0].place)
            names = frozenset(role.name for role in roles if role.place_id == home.pk)
            return _enter(view, request, Actor(person, home, names), may, kwargs)

        return login_not_required(inside)

    return wrap


def _enter(
    view: View, request: HttpRequest, actor: Actor, may: May | None, kwargs: dict[str, Any]
) -> HttpResponse:
    if may is not None:
        allow(may(actor))
    request.actor = actor  # type: ignore[attr-defined]  # read by the page's shell only
    return view(request, actor, **kwargs)


def api_room(slug: str) -> Place:
    """The room of an address of the public API. Raises `NotFound`. 1 query."""
    found = None
    if "\x00" not in slug:  # no database takes it in a text
        found = Place.objects.filter(slug=slug, kind=Place.Kind.ROOM).first()
    if found is None:
        raise NotFound
    return found


def api_actor(
    request: HttpRequest, slug: str, may: May | None = None, *, person: bool = False
) -> Actor:
    """Who asks the API, in this room: somebody signed in, or a machine with a token of the room.

    `config.api` has found out who it is (`request.auth`). A stranger and a token of another room
    get the same 404 as for a wrong address. With `person` a machine gets a kind refusal
    (`needs-a-person`); with `may` who may not. 1 query, none for a token.
    """
    who = getattr(request, "auth", None)
    if isinstance(who, ApiToken):
        actor = Actor(None, who.place, frozenset({who.role}))
        if who.place.slug != slug:
            raise NotFound
    else:
        actor = _person_in(who, slug)
    if may is not None:
        allow(may(actor))
    if person and actor.person is None:
        raise NotAllowed("needs-a-person", _("Dit doet een mens zelf. Een computer kan dit niet."))
    return actor


def _person_in(person: object, slug: str) -> Actor:
    actor = carried_in(person, slug) if isinstance(person, Person) else None
    if actor is None or actor.place.kind != Place.Kind.ROOM:
        raise NotFound
    return actor


def make_home(request: HttpRequest, place: Place) -> None:
    """Be at home in this room for as long as this device is signed in."""
    request.session["home"] = place.slug
    request.session["home_name"] = place.name


@receiver(user_logged_in)
def come_home(sender: object, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """When somebody signs in: at home where they came first, and 12 hours for a team key (R33).

    The end is a fixed moment, so using the page does not move it. 1 query.
    """
    open_roles = Role.objects.filter(person=user, until=None).select_related("place")
    roles = list(open_roles.order_by("since", "pk"))
    if TEAM_KEYS & {role.name for role in roles}:
        request.session.set_expiry(timezone.now() + WATCH)
    rooms = [role.place for role in roles if role.place.kind == Place.Kind.ROOM]
    if rooms:
        make_home(request, rooms[0])
