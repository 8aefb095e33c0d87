"""Read cases, run them, and say of each: passed, failed or refused."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from openfisca_netherlands.cases import people, topics
from openfisca_netherlands.cases.households import HOUSEHOLD
from openfisca_netherlands.cases.topics import Topic
from openfisca_netherlands.reforms.held_amounts import base_system, system_held_at
from openfisca_netherlands.simulate import Reading, simulate

TOPICS: dict[str, Topic] = {
    "zorgtoeslag": topics.CARE,
    "huurtoeslag": topics.RENT,
    "bijstand": topics.ASSISTANCE,
    "vrijwilligersvergoeding": topics.VOLUNTEER,
    "inkomstenbelasting": topics.INCOME,
    "zvw-werkgever": topics.INCOME,
    "kindregelingen": topics.CHILDREN,
    "uwv": topics.UWV,
    "loon-en-loonkostensubsidie": topics.JOB,
    "huishoudens": HOUSEHOLD,
}
HALF_A_CENT = 0.005
REFUSAL = "weigering"


class Verdict(StrEnum):
    """What a case came to."""

    PASSED = "passed"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass
class Result:
    """One case run: its topic, its name, the verdict and what differed."""

    topic: str
    case: str
    verdict: Verdict
    differences: list[str] = field(default_factory=list)


def cases_in(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every case of every YAML file in a folder, with its topic."""
    for file in sorted(folder.rglob("*.y*ml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        if isinstance(content, list):
            content = {"cases": content}
        if isinstance(content, dict) and isinstance(content.get("cases"), list):
            for case in content["cases"]:
                yield case.get("topic", content.get("topic", file.stem)), case


def run(folder: Path) -> list[Result]:
    """Run all cases of a folder."""
    return [_safely(topic, case) for topic, case in cases_in(folder)]


def _safely(topic: str, case: dict[str, Any]) -> Result:
    """One case that cannot be read fails; it does not stop the others."""
    try:
        return run_case(topic, case)
    except Exception as problem:
        name = str(case.get("id", "?")) if isinstance(case, dict) else "?"
        return Result(topic, name, Verdict.FAILED, [f"{type(problem).__name__}: {problem}"])


def run_case(topic_name: str, case: dict[str, Any]) -> Result:
    """Run one case; an input or expected name that is not in the vocabulary fails it."""
    name = str(case.get("id", "?"))
    topic = TOPICS.get(topic_name)
    if topic is None:
        return Result(topic_name, name, Verdict.FAILED, [f"unknown topic {topic_name}"])
    inputs, expected = dict(case["inputs"]), dict(case["expected"])
    strange = sorted(set(inputs) - topic.inputs)
    strange += sorted(set(expected) - set(topic.outputs) - {REFUSAL, SAME_AS_RENT})
    if strange:
        return Result(topic_name, name, Verdict.FAILED, [f"unknown name {x}" for x in strange])
    reading = read(topic, inputs, case.get("period"))
    if REFUSAL in expected:
        return _refusal(topic_name, name, topic, reading, inputs, bool(expected.pop(REFUSAL)))
    return _compare(Result(topic_name, name, Verdict.PASSED), topic, reading, inputs, case)


def read(topic: Topic, inputs: dict[str, Any], period: Any) -> Reading:
    """Put the inputs of a case into the model."""
    year, month = people.moment(inputs, period)
    system = system_held_at(year, month > 6) if topic.held else base_system()
    # held amounts are the same in every month; the first is the one to read
    return Reading(simulate([topic.build(inputs)], year, system), year, 1 if topic.held else month)


SAME_AS_RENT = "gelijk_aan_uitkomst_bij_huur"


def _refusal(
    topic: str, name: str, rules: Topic, reading: Reading, inputs: dict[str, Any], wanted: bool
) -> Result:
    outcomes = [rules.outputs[key](reading, inputs) for key in rules.decisive]
    refused = any(math.isnan(value) for value in outcomes)
    if refused == wanted:
        return Result(topic, name, Verdict.PASSED)
    said = "refused" if refused else f"gave {outcomes}"
    return Result(topic, name, Verdict.FAILED, [f"refusal expected: {wanted}, but {said}"])


def _compare(
    result: Result, topic: Topic, reading: Reading, inputs: dict[str, Any], case: dict[str, Any]
) -> Result:
    for key, wanted in case["expected"].items():
        if key == SAME_AS_RENT:
            found = _same_rent(topic, reading, inputs, wanted, case)
        else:
            found = topic.outputs[key](reading, inputs)
        allowed = case.get("tolerance", 0)
        allowed = allowed.get(key, 0) if isinstance(allowed, dict) else allowed
        if isinstance(found, float) and math.isnan(found):
            result.differences.append(f"{key}: refused, expected {wanted}")
            if result.verdict is Verdict.PASSED:
                result.verdict = Verdict.REFUSED
        elif not _equal(found, wanted, allowed):
            result.differences.append(f"{key}: {float(found):.4f}, expected {wanted} +- {allowed}")
            result.verdict = Verdict.FAILED
    return result


def _equal(found: Any, wanted: Any, allowed: float) -> bool:
    if isinstance(wanted, bool):
        return bool(found > 0) == wanted
    # an exact amount is exact to the cent
    return abs(float(found) - float(wanted)) <= max(float(allowed), 0) + HALF_A_CENT


def _same_rent(
    topic: Topic, reading: Reading, inputs: dict[str, Any], rent: float, case: dict[str, Any]
) -> float:
    other = read(topic, {**inputs, "kale_huur": rent}, case.get("period"))
    same = reading.of("rent_allowance_unrounded") - other.of("rent_allowance_unrounded")
    return rent if abs(same) < HALF_A_CENT else inputs["kale_huur"]
