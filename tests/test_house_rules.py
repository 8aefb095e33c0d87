"""What linters cannot see: the walls between modules, and that every row has a place."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import grimp
from django.apps import apps
from django.db import models

from sleutelbos.commons.people.models import Person
from sleutelbos.kit.within import OfPerson, WithinPlace

ROOT = Path(__file__).parent.parent
HOUSES = {"commons", "room", "cooperative", "job"}
SHARED = {"people.Person", "places.Place", "places.Role"}
DOORS = {"commands", "queries", "permissions"}
COMMON_GROUND = {
    "sleutelbos.commons.people.models",
    "sleutelbos.commons.places.models",
    "sleutelbos.commons.places.door",
}
KINDS = {
    "models", "permissions", "queries", "commands", "forms", "views", "api", "urls", "migrations",
    "tests", "templates", "static", "management", "templatetags",
}  # fmt: skip


def imports() -> Iterator[tuple[str, str]]:
    graph = grimp.build_graph("sleutelbos", exclude_type_checking_imports=True)
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            yield importer, imported


def through_the_wall(importer: str, imported: str) -> bool:
    here, there = importer.split("."), imported.split(".")
    return (
        len(there) > 3
        and len(here) > 2
        and there[1] in HOUSES
        and here[1] in HOUSES
        and here[:3] != there[:3]
        and there[3].split("_")[0] not in DOORS  # a kind may fill several files
        and imported not in COMMON_GROUND
        and "tests" not in here
    )


def test_a_module_is_entered_by_its_doors():
    assert [pair for pair in imports() if through_the_wall(*pair)] == []


def test_screens_leave_models_alone():
    screens = (".views", ".api", ".forms")
    own = [(a, b) for a, b in imports() if a.endswith(screens) and b.endswith(".models")]
    assert [pair for pair in own if pair[1] not in COMMON_GROUND] == []


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("sleutelbos.")]


def test_every_row_belongs_to_a_place_or_to_a_person():
    homeless = {
        model._meta.label
        for model in our_models()
        if not isinstance(getattr(model, "objects", None), WithinPlace | OfPerson)
    }
    assert homeless == SHARED


def test_every_model_says_what_of_it_belongs_to_whom():
    """P2: a new model, or a new link to a person, fails until it is classified."""
    silent = []
    for model in our_models():
        links = {
            f.name for f in model._meta.get_fields()
            if f.concrete and f.is_relation and f.related_model is Person
        }  # fmt: skip
        told = getattr(model, "personal", None)
        if told is None or set(told) != links:
            silent.append((model._meta.label, links, told and set(told)))
    assert silent == []


def python_files() -> list[Path]:
    roots = [ROOT / "sleutelbos", ROOT / "tests", ROOT / "benchmarks"]
    files = [f for root in roots if root.exists() for f in root.rglob("*.py")]
    return [f for f in files if "migrations" not in f.parts]


def test_no_file_grows_over_400_lines():
    sizes = {f.relative_to(ROOT): len(f.read_text().splitlines()) for f in python_files()}
    assert {f: n for f, n in sizes.items() if n > 400} == {}


def test_no_function_grows_over_60_lines():
    long = []
    for file in python_files():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > 60:
                    long.append((str(file.relative_to(ROOT)), node.name, size))
    assert long == []


def test_a_module_has_the_seven_kinds_of_files_and_no_other():
    strange = []
    for house in HOUSES:
        for module in (ROOT / "sleutelbos" / house).glob("*/"):
            names = {f.stem for f in module.iterdir() if not f.name.startswith("_")}
            extra = {n for n in names - KINDS if not (module / f"{n}.json").exists()}
            # a kind that outgrows one file becomes several with its name in front
            extra = {n for n in extra if n.split("_")[0] not in KINDS}
            extra -= {"door"} if module.name == "places" else set()  # the one door of the house
            if extra:
                strange.append((f"{house}/{module.name}", sorted(extra)))
    assert strange == []


def test_a_form_that_keeps_what_is_typed_has_a_name_to_keep_it_under():
    """`concept.js` keeps the words of `form[data-keep][id]`, and of no other form."""
    nameless = [
        f"{page.relative_to(ROOT)}: {form}"
        for page in (ROOT / "sleutelbos").rglob("templates/**/*.html")
        for form in re.findall(r"<form[^>]*data-keep[^>]*>", page.read_text(encoding="utf-8"))
        if ' id="' not in form
    ]
    assert nameless == []


def test_everywhere_is_used_with_a_reason():
    """Looking past the place needs a comment on the line that says why."""
    bare = []
    for file in python_files():
        if "tests" in file.parts or file.is_relative_to(ROOT / "benchmarks"):
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if ".everywhere." in line and "#" not in line:
                bare.append(f"{file.relative_to(ROOT)}:{number}")
    assert bare == []


def test_every_module_tells_what_it_is_for():
    mute = [
        str(init.relative_to(ROOT))
        for house in HOUSES
        for init in (ROOT / "sleutelbos" / house).glob("*/__init__.py")
        if not ast.get_docstring(ast.parse(init.read_text()))
    ]
    assert mute == []
