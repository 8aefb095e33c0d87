"""How long keys, turns and openings are kept (P2, R40)."""

from sleutelbos.kit.kept import OF_ROOM, WITH_PERSON

from .models import Key, Loan, Loss, Opening, OpeningHours, OtherDay, Turn

KEPT = {
    Key: OF_ROOM,
    Loan: OF_ROOM,
    Loss: OF_ROOM,
    Turn: WITH_PERSON,
    Opening: OF_ROOM,
    OpeningHours: OF_ROOM,
    OtherDay: OF_ROOM,
}
