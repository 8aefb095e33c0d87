"""How long the path of a room is kept (P2, R40)."""

from sleutelbos.kit.kept import OF_ROOM, WITH_PERSON

from .models import Need, Step, StepPuller

KEPT = {
    Step: OF_ROOM,
    StepPuller: WITH_PERSON,
    Need: OF_ROOM,
}
