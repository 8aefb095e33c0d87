"""The API of the house: who asks, the routers of the modules, and how it says no (ledger P7).

Two ways in: the session of somebody who is signed in (with a CSRF token for what changes
something), or `Authorization: Bearer …` with a token of one room and one role. What is public
needs neither and never holds a name.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places.api import router as places
from sleutelbos.commons.places.commands_tokens import remember_use
from sleutelbos.commons.places.models import ApiToken
from sleutelbos.commons.places.queries_api import working_token
from sleutelbos.job.income.api import router as income
from sleutelbos.kit.api import At, problem
from sleutelbos.kit.bsn import MESSAGE
from sleutelbos.kit.refused import NotAllowed, Refused
from sleutelbos.room.activities.api import router as activities
from sleutelbos.room.hours.api import router as hours
from sleutelbos.room.keys.api import router as keys
from sleutelbos.room.talents.api import router as talents

from .api_document import RULES, finished

VERSION = "1.0.0"
SERVER = "/api/v1"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class RoleToken(HttpBearer):
    """A machine with a token of one room."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token, unless it is unknown or was revoked. 1 query, 2 at its first use of a day."""
        found = working_token(token)
        if found is None:
            raise AuthenticationError
        remember_use(found)
        return found


class SignedIn:
    """Somebody who is signed in on this browser."""

    openapi_security_schema = {"type": "apiKey", "in": "cookie", "name": "sleutelbos"}

    def __call__(self, request: HttpRequest) -> Person | None:
        """The person. Refused when something would change without the token of the page (R27)."""
        person = request.user
        if not isinstance(person, Person):
            return None
        if request.method not in SAFE and check_csrf(request):
            raise NotAllowed("no-csrf-token", _("Vraag eerst een nieuwe bladzijde op."))
        return person


class HouseApi(NinjaAPI):
    """Ninja's API with our document: paths from the server on, every problem written down."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The document as it is published, and committed in `docs/openapi.json`."""
        return finished(super().get_openapi_schema(path_prefix=""))


api = HouseApi(
    title="Sleutelbos",
    version=VERSION,
    description=RULES,
    servers=[{"url": SERVER, "description": "This network"}],
    urls_namespace="api-1",
    docs_url=None,
    auth=[RoleToken(), SignedIn()],
)
for router in (places, keys, activities, talents, hours, income):
    api.add_router("", router)


def not_found(request: HttpRequest, fault: Any = None) -> HttpResponse:
    """One answer for what is not here, was never here, and is not yours to know (R22)."""
    return problem(404, "not-found", _("Dit is er niet (meer)."))


def refused(request: HttpRequest, fault: Any) -> HttpResponse:
    """A rule of the house said no: 403, 404 or 409, with the sentence people read."""
    if fault.status == 404:
        return not_found(request)
    where = [At(where=f"body.{fault.field}", code=fault.code)] if fault.field else []
    return problem(fault.status, fault.code, fault.message, where)


def not_signed_in(request: HttpRequest, fault: Any) -> HttpResponse:
    """Nobody asked, or a token that does not work (any more)."""
    sentence = _("Kom eerst binnen, of geef een sleutel mee.")
    return problem(401, "not-signed-in", sentence, WWW_Authenticate="Bearer")


def not_right(request: HttpRequest, fault: Any) -> HttpResponse:
    """Something in the request does not fit: says where. What stood there is not repeated (P1)."""
    if any(error["type"] == "bsn" for error in fault.errors):
        return problem(422, "bsn", str(MESSAGE))
    where = [At(where=_where(error["loc"]), code=error["type"]) for error in fault.errors]
    return problem(422, "not-right", _("Hier klopt iets niet. Kijk bij „errors“."), where)


def _where(loc: Any) -> str:
    """The way to a field. A key that we do not know may be anything, so it is not repeated."""
    source, *names = (str(part) for part in loc)
    known = [name for name in names if name.isascii() and name.isalnum() and len(name) < 30]
    return ".".join([source, *known[1:]] if source == "body" else [source, *known])


def told(request: HttpRequest, fault: Any) -> HttpResponse:
    """What ninja itself could not do with a request: a body that is no JSON."""
    return problem(fault.status_code, "not-readable", _("Wij kunnen dit bericht niet lezen."))


api.add_exception_handler(Refused, refused)
api.add_exception_handler(Http404, not_found)
api.add_exception_handler(AuthenticationError, not_signed_in)
api.add_exception_handler(ValidationError, not_right)
api.add_exception_handler(HttpError, told)
