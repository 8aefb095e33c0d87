"""The OpenAPI document: what ninja writes, made whole by the Dutch API design rules (P7).

Ninja writes what an operation gives when all is well. Here every answer gets its version header,
and every operation the problems it can answer with.
"""

from typing import Any

from sleutelbos.kit.api import PROBLEM, Problem

RULES = (
    "What stands on the pages of a Buurtwerkkamer, for programs of others. What is public needs no "
    "key and holds no names. Moments are RFC 3339. Lists come in pages: follow `links.next`. "
    "Every answer that is not what you asked for is a problem document (RFC 9457)."
)
REF = "#/components/schemas/{model}"
PROBLEM_REF = {"$ref": REF.format(model="Problem")}
VERSION_HEADER = {
    "description": "The full version of this API.",
    "schema": {"type": "string", "examples": ["1.0.0"]},
}
PROBLEMS = {
    "400": "The body is no JSON.",
    "401": "Nobody is signed in, and there is no token that works.",
    "403": "This is not for this role; or a CSRF token is missing.",
    "404": "It is not here, or not yours to know.",
    "409": "A rule of the house says no.",
    "422": "Something in the request does not fit.",
    "429": "Too many questions in one minute; Retry-After says how long.",
    "503": "What this needs is not installed here.",
}
TAGS = {
    "rooms": "Rooms of the network.",
    "keys": "The door of a room and its keys.",
    "activities": "What happens, when, and who comes.",
    "talents": "What neighbours can and ask.",
    "hours": "Hours people gave.",
    "money": "What work, an allowance or a buurtbaan changes in somebody's money.",
}


def finished(document: dict[str, Any]) -> dict[str, Any]:
    """The document with problems, version headers and tags; ready to publish."""
    schemas = document["components"]["schemas"]
    drawn = Problem.model_json_schema(ref_template=REF, mode="serialization")
    schemas |= drawn.pop("$defs", {})
    schemas["Problem"] = drawn
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    document["components"]["headers"] = {"API-Version": VERSION_HEADER}
    document["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    document["tags"] = [{"name": name, "description": told} for name, told in TAGS.items()]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _finish(operation, path, method)
    return document


def _finish(operation: dict[str, Any], path: str, method: str) -> None:
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    own = [status for status in answers if status in PROBLEMS]
    for status in [*_possible(operation, path, method), *own]:
        content = {PROBLEM: {"schema": PROBLEM_REF}}
        answers[status] = {"description": PROBLEMS[status], "content": content}
    for answer in answers.values():
        answer["headers"] = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
    operation["responses"] = dict(sorted(answers.items()))
    operation["summary"] = operation["description"].split("\n")[0].split(". ")[0].rstrip(".")
    for parameter in operation["parameters"]:
        parameter["schema"] = _said(parameter["schema"])


def _said(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that is given: left out is left out, there is no null in a URL."""
    choices = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    for said in ("title", "description", "default"):
        if said != "default" or schema.get(said) in {None, ""}:
            schema.pop(said, None)
    return {**schema, **(choices[0] if choices else {})}


def _possible(operation: dict[str, Any], path: str, method: str) -> list[str]:
    """The problems an operation can answer with."""
    found = []
    if "requestBody" in operation:
        found.append("400")
    if operation.get("security"):
        found += ["401", "403"]
    if "{" in path or any(p["name"] == "cursor" for p in operation["parameters"]):
        found.append("404")
    if method != "get" or operation.get("security"):
        found.append("409")
    if "requestBody" in operation or any(p["in"] == "query" for p in operation["parameters"]):
        found.append("422")
    return found
