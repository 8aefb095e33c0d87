"""Who may do what with an activity. Everybody may come; only residents pull (K2B, K2C)."""

from sleutelbos.commons.places.door import Actor
from sleutelbos.commons.places.permissions import is_inside, is_resident
from sleutelbos.kit.policy import (
    BOARD,
    EVERYONE,
    HOST,
    IN_ROOM,
    PUBLIC,
    PULLER,
    RESIDENTS,
    TEAM,
    TOKEN_ROLES,
    ApiRoute,
    Route,
)

from .models import Activity, Occurrence, Puller

TIDIES = frozenset({"host", "coordinator", "assistant", "board"})


def may_have_idea(actor: Actor) -> bool:
    """Everybody in the room has ideas; the team too."""
    return is_inside(actor)


def may_look_in_stable(actor: Actor) -> bool:
    """Everybody in the room sees what rests."""
    return is_inside(actor)


def may_pull(actor: Actor) -> bool:
    """Only residents put their energy in an activity and lead it; the team helps (K2C)."""
    return is_resident(actor)


def may_come_by_name(actor: Actor) -> bool:
    """Whoever is known here says *Ik kom* with one tap; everybody else without a name."""
    return actor.person is not None and is_inside(actor)


def may_hear(actor: Actor) -> bool:
    """Neighbours of the room hear what was recorded; a passer-by and a funder do not."""
    return is_inside(actor)


def may_forget_recording(actor: Actor, activity: Activity, *, said_by: int) -> bool:
    """Who said it, who pulls it, and who receives people: the room stays decent."""
    own = actor.person is not None and actor.person.pk == said_by
    return own or bool(actor.roles & TIDIES) or pulls(actor, activity)


def pulls(actor: Actor, activity: Activity) -> bool:
    """Does this resident pull this activity now? 1 query."""
    if actor.person is None or not may_pull(actor):
        return False
    mine = Puller.objects.within(actor.place).filter(person=actor.person, until=None)
    return mine.filter(activity_id=activity.pk).exists()


def leads(actor: Actor, occurrence: Occurrence) -> bool:
    """Does this resident lead it this time: as a puller, or by standing in? At most 1 query."""
    if actor.person is None or not may_pull(actor) or occurrence.place_id != actor.place.pk:
        return False
    if occurrence.stand_in_id == actor.person.pk:
        return True
    mine = Puller.objects.within(actor.place).filter(person=actor.person, until=None)
    return mine.filter(activity_id=occurrence.activity_id).exists()


_RESIDENTS = RESIDENTS | {BOARD}  # the board are residents
_PULLER = frozenset({PULLER})

ROUTES = {
    "activities:agenda": Route(get=EVERYONE),
    "activities:occurrence": Route(get=EVERYONE),
    "activities:come": Route(get=EVERYONE, post=EVERYONE),
    "activities:not_come": Route(post=EVERYONE),
    "activities:come_always": Route(post=IN_ROOM),
    "activities:not_always": Route(post=IN_ROOM),
    "activities:begin": Route(get=_RESIDENTS),
    "activities:how": Route(get=_RESIDENTS, post=_RESIDENTS),
    "activities:plan": Route(get=_PULLER, post=_PULLER),
    "activities:begun": Route(get=_PULLER),
    "activities:take_down": Route(post=_PULLER),
    "activities:change": Route(get=_PULLER, post=_PULLER),
    "activities:describe": Route(get=_PULLER, post=_PULLER),
    "activities:cancel": Route(post=_PULLER),
    "activities:restore": Route(post=_PULLER),
    "activities:ask_stand_in": Route(post=_PULLER),
    "activities:stand_in": Route(post=_RESIDENTS),
    "activities:not_stand_in": Route(post=_PULLER),
    "activities:attendance": Route(get=_PULLER, post=_PULLER),
    "activities:resting": Route(get=IN_ROOM),
    "activities:sound": Route(get=IN_ROOM),
    "activities:forget_recording": Route(post=frozenset({PULLER, HOST, BOARD}) | TEAM),
    "activities:idea": Route(get=IN_ROOM, post=IN_ROOM),
    "activities:wish": Route(post=IN_ROOM),
    "activities:unwish": Route(post=IN_ROOM),
    "activities:pull": Route(post=_RESIDENTS),
    "activities:pulled": Route(get=_PULLER),
    "activities:stop_pulling": Route(post=_PULLER),
    "activities:end": Route(post=_PULLER),
    "activities:not_end": Route(post=_PULLER),
    "activities:ask_along": Route(get=_PULLER, post=_PULLER),
    "activities:pull_along": Route(post=_RESIDENTS),
}

_COMES = ApiRoute(people=IN_ROOM, tokens=TOKEN_ROLES)  # a machine for its guests

API_ROUTES: dict[str, ApiRoute] = {
    "listActivities": PUBLIC,
    "readActivity": PUBLIC,
    "listOccurrences": PUBLIC,
    "readOccurrence": PUBLIC,
    "signUp": _COMES,
    "readSignUp": _COMES,
    "signOff": _COMES,
}
