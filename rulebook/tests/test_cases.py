import copy

import pytest
import yaml

from openfisca_netherlands.cases.__main__ import main, summary
from openfisca_netherlands.cases.runner import TOPICS, Verdict, cases_in, run, run_case

BAR = 0.98


@pytest.fixture(scope="module")
def results(request):
    return run(request.config.rootpath / "cases")


@pytest.mark.mission("B13")
def test_at_least_98_percent_of_the_cases_hold(results):
    passed = [result for result in results if result.verdict is Verdict.PASSED]
    assert len(results) >= 187
    assert len(passed) / len(results) >= BAR


def test_every_case_that_does_not_hold_is_explained_by_name(results, rulebook):
    text = (rulebook / "docs" / "known-differences.md").read_text(encoding="utf-8")
    for result in results:
        assert result.verdict is Verdict.PASSED or result.case in text


def test_the_summary_closes_with_a_line_per_topic_and_the_total(results):
    lines = summary(results)
    assert len(lines) == len({result.topic for result in results}) + 1
    assert lines[-1] == f"total: {len(results)} passed, 0 failed, 0 refused"


def test_every_name_of_the_vocabulary_is_understood(rulebook):
    file = rulebook / "docs" / "case-vocabulary.yaml"
    vocabulary = yaml.safe_load(file.read_text(encoding="utf-8"))
    special = {"weigering", "gelijk_aan_uitkomst_bij_huur"}
    for topic, words in vocabulary.items():
        assert set(words["inputs"]) <= TOPICS[topic].inputs
        assert set(words["expected"]) - special <= set(TOPICS[topic].outputs)


def one(rulebook, name):
    return next((t, copy.deepcopy(c)) for t, c in cases_in(rulebook / "cases") if c["id"] == name)


def test_a_wrong_expectation_fails_and_says_what_was_found(rulebook):
    topic, case = one(rulebook, "pw-2026-arbeid-600")
    case["expected"]["bijstand_maand_incl_vt"] += 0.02
    result = run_case(topic, case)
    assert result.verdict is Verdict.FAILED
    assert "951.5000" in result.differences[0]


def test_a_refusal_where_an_amount_is_expected_counts_as_refused(rulebook):
    topic, case = one(rulebook, "pw-2026-arbeid-600")
    case["inputs"]["datum"] = "2026-08-01"
    assert run_case(topic, case).verdict is Verdict.REFUSED


def test_an_amount_where_a_refusal_is_expected_fails(rulebook):
    topic, case = one(rulebook, "pw-2026-arbeid-25jaar")
    case["inputs"]["leeftijd"] = 30
    assert run_case(topic, case).verdict is Verdict.FAILED


def test_a_name_outside_the_vocabulary_fails_instead_of_being_ignored(rulebook):
    topic, case = one(rulebook, "pw-2026-arbeid-600")
    case["inputs"]["iets_anders"] = 1
    assert run_case(topic, case).verdict is Verdict.FAILED


def test_the_command_runs_any_folder(tmp_path, capsys):
    case = {
        "id": "x",
        "period": "2025",
        "inputs": {"datum": "2025-08-01", "leeftijd": 30},
        "expected": {"minimumuurloon": 14.4},
        "tolerance": 0,
    }
    folder = {"topic": "loon-en-loonkostensubsidie", "cases": [case]}
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump(folder), encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("total: 1 passed, 0 failed, 0 refused\n")


def test_a_case_that_cannot_be_read_fails_and_the_others_run(tmp_path):
    good = {"inputs": {"leeftijd": 30}, "expected": {"minimumuurloon": 14.71}, "tolerance": 0}
    bad = {"inputs": {"leeftijd": "dertig"}, "expected": {"minimumuurloon": 14.71}}
    topic = {"topic": "loon-en-loonkostensubsidie", "period": "2026-03"}
    (tmp_path / "list.yaml").write_text(yaml.safe_dump([topic | good, topic | bad, topic]))
    verdicts = [result.verdict for result in run(tmp_path)]
    assert verdicts == [Verdict.PASSED, Verdict.FAILED, Verdict.FAILED]
