"""The Dutch API design rules on our document, as in `docs/api-rules.spectral.yaml` (P7).

NLGov REST API Design Rules 2.0. Each rule is also broken on purpose, to see that it bites.
"""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.openapi import FILE

Document = dict[str, Any]
RULES: dict[str, Callable[[Document], Iterator[str]]] = {}
SPECTRAL = FILE.parent / "api-rules.spectral.yaml"

pytestmark = pytest.mark.mission("P7")


def rule(name: str) -> Callable[..., Any]:
    """Register a rule: it gives what breaks it."""

    def keep(check: Callable[[Document], Iterator[str]]) -> Callable[[Document], Iterator[str]]:
        RULES[name] = check
        return check

    return keep


def operations(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def problems(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, operation in operations(document):
        for status, answer in operation["responses"].items():
            if status[0] in "45":
                yield f"{name} {status}", answer


def strings(thing: object) -> Iterator[dict[str, Any]]:
    """Every schema of a text in the document."""
    if isinstance(thing, dict):
        if thing.get("type") == "string":
            yield thing
        for inner in thing.values():
            yield from strings(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from strings(inner)


def is_camel(name: str) -> bool:
    return re.fullmatch(r"[a-z][a-zA-Z0-9]*", name) is not None


@rule("doc-openapi-version")
def _openapi(document: Document) -> Iterator[str]:
    if not document["openapi"].startswith("3.1."):
        yield document["openapi"]


@rule("version-is-semver")
def _semver(document: Document) -> Iterator[str]:
    if not re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"]):
        yield document["info"]["version"]


@rule("uri-version")
def _uri_version(document: Document) -> Iterator[str]:
    major = document["info"]["version"].split(".")[0]
    yield from (s["url"] for s in document["servers"] if not s["url"].endswith(f"/v{major}"))


@rule("servers-are-told")
def _servers(document: Document) -> Iterator[str]:
    if not document["servers"]:
        yield "no servers"


@rule("no-trailing-slash")
def _slash(document: Document) -> Iterator[str]:
    yield from (path for path in document["paths"] if path.endswith("/"))


@rule("path-segments-kebab-case")
def _kebab(document: Document) -> Iterator[str]:
    fits = re.compile(r"(/([a-z]+(-[a-z]+)*|\{[a-z][a-zA-Z0-9]*\}))+")
    yield from (path for path in document["paths"] if not fits.fullmatch(path))


@rule("collections-are-plural")
def _plural(document: Document) -> Iterator[str]:
    yield from (path for path in document["paths"] if re.search(r"[^s/]/\{", path))


@rule("http-methods")
def _methods(document: Document) -> Iterator[str]:
    known = {"get", "put", "post", "delete", "patch"}
    yield from (name for name, _o in operations(document) if name.split()[0] not in known)


@rule("query-camel-case")
def _query(document: Document) -> Iterator[str]:
    for name, operation in operations(document):
        asked = [p["name"] for p in operation["parameters"] if p["in"] == "query"]
        yield from (f"{name} {one}" for one in asked if not is_camel(one))


@rule("properties-camel-case")
def _properties(document: Document) -> Iterator[str]:
    for name, schema in document["components"]["schemas"].items():
        yield from (f"{name}.{p}" for p in schema.get("properties", {}) if not is_camel(p))


@rule("version-header")
def _version_header(document: Document) -> Iterator[str]:
    for name, operation in operations(document):
        for status, answer in operation["responses"].items():
            if "API-Version" not in answer.get("headers", {}):
                yield f"{name} {status}"


@rule("problem-details")
def _problem(document: Document) -> Iterator[str]:
    for name, answer in problems(document):
        if "content" in answer and list(answer["content"]) != ["application/problem+json"]:
            yield name


@rule("problem-has-content")
def _content(document: Document) -> Iterator[str]:
    yield from (name for name, answer in problems(document) if not answer.get("content"))


@rule("moments-have-a-format")
def _formats(document: Document) -> Iterator[str]:
    known = {None, "date", "date-time", "uuid"}
    yield from (s["format"] for s in strings(document) if s.get("format") not in known)


@rule("operation-is-named")
def _named(document: Document) -> Iterator[str]:
    for name, operation in operations(document):
        told = operation.get("operationId"), operation.get("summary"), operation.get("tags")
        if not all(told) or not is_camel(operation["operationId"]):
            yield name


CHANGES_NOTHING = "post /geld/vergelijk"  # a question that is too long, and too private, for a GET


@rule("what-changes-is-secured")
def _secured(document: Document) -> Iterator[str]:
    for name, operation in operations(document):
        asks = name.startswith("get ") or name == CHANGES_NOTHING
        if not asks and not operation.get("security"):
            yield name


@pytest.fixture
def document() -> Document:
    return json.loads(FILE.read_text(encoding="utf-8"))


def _break(document: Document, name: str) -> None:
    room = document["paths"]["/rooms/{room}"]["get"]
    keys = document["paths"]["/rooms/{room}/keys"]["get"]
    paths, schemas = document["paths"], document["components"]["schemas"]
    breaks: dict[str, Callable[[], object]] = {
        "doc-openapi-version": lambda: document.update(openapi="3.0.3"),
        "version-is-semver": lambda: document["info"].update(version="1"),
        "uri-version": lambda: document["servers"][0].update(url="/api"),
        "servers-are-told": lambda: document.update(servers=[]),
        "no-trailing-slash": lambda: paths.update({"/rooms/{room}/": {"get": room}}),
        "path-segments-kebab-case": lambda: paths.update({"/open_hours": {"get": room}}),
        "collections-are-plural": lambda: paths.update({"/room/{room}": {"get": room}}),
        "http-methods": lambda: paths["/rooms"].update(trace=room),
        "query-camel-case": lambda: keys["parameters"][-1].update(name="at_most"),
        "properties-camel-case": lambda: schemas["KeyOut"]["properties"].update(opens_room={}),
        "version-header": lambda: room["responses"]["200"].pop("headers"),
        "problem-details": lambda: room["responses"]["404"].update(content={"text/html": {}}),
        "problem-has-content": lambda: room["responses"]["404"].pop("content"),
        "moments-have-a-format": lambda: schemas["KeyOut"]["properties"]["code"].update(
            format="time"
        ),
        "operation-is-named": lambda: room.update(operationId="read_room"),
        "what-changes-is-secured": lambda: paths["/rooms/{room}/closings"]["post"].pop("security"),
    }
    breaks[name]()


@pytest.mark.parametrize("name", RULES)
def test_the_document_keeps_the_dutch_rules(document, name):
    assert list(RULES[name](document)) == []


@pytest.mark.parametrize("name", RULES)
def test_each_rule_sees_it_when_it_is_broken(document, name):
    broken = deepcopy(document)
    _break(broken, name)
    assert list(RULES[name](broken)) != []


def test_the_rule_file_for_node_holds_the_same_rules():
    written = SPECTRAL.read_text(encoding="utf-8").split("\nrules:\n")[1]
    assert re.findall(r"^  ([a-z-]+):$", written, re.MULTILINE) == list(RULES)
