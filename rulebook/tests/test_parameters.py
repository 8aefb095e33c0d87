import math

import pytest
import yaml
from openfisca_core.parameters import Parameter, ParameterNode

from openfisca_netherlands.base import amount
from openfisca_netherlands.lapse import end_lapsed_values, end_of_life, parameters_in
from openfisca_netherlands.reforms.held_amounts import base_system

TREE = base_system().parameters
ALL = list(parameters_in(TREE))
INDEXED = [parameter for parameter in ALL if parameter.metadata["indexed"] != "no"]


def names(parameters):
    return [parameter.name for parameter in parameters]


def test_there_are_parameters_for_every_topic():
    assert len(ALL) > 140


@pytest.mark.parametrize("parameter", ALL, ids=names(ALL))
def test_a_parameter_says_what_it_is_and_where_it_comes_from(parameter):
    for key in ("label_nl", "unit", "reference", "indexed"):
        assert parameter.metadata.get(key), key
    assert parameter.description


def test_every_value_names_its_certainty_and_known_sources(rulebook):
    file = rulebook / "openfisca_netherlands" / "sources.yaml"
    sources = yaml.safe_load(file.read_text(encoding="utf-8"))["sources"]
    for parameter in ALL:
        for value in parameter.values_list:
            if value.value is None:
                continue
            assert value.metadata["confidence"] in ("confirmed", "unconfirmed"), parameter.name
            assert value.metadata["basis"], parameter.name
            assert set(value.metadata.get("sources", [])) <= set(sources), parameter.name


@pytest.mark.parametrize("parameter", INDEXED, ids=names(INDEXED))
def test_an_indexed_amount_never_outlives_its_date(parameter):
    for value in parameter.values_list:
        if value.value is None:
            continue
        end = end_of_life(value.instant_str, parameter.metadata["indexed"])
        after = [v for v in parameter.values_list if v.instant_str == end]
        assert after, f"{value.instant_str} runs on after {end}"


@pytest.mark.parametrize("parameter", INDEXED, ids=names(INDEXED))
def test_nothing_indexed_is_known_after_2027(parameter):
    assert parameter.get_at_instant("2028-01-01") is None


def test_a_value_that_holds_until_changed_holds():
    assert TREE.unemployment_benefit.rate_after.get_at_instant("2031-05-01") == 0.7


def make(indexed, values):
    data = {"description": "x", "metadata": {"indexed": indexed}, "values": values}
    node = ParameterNode("", data={})
    node.add_child("x", Parameter("x", data))
    return node


def test_the_loader_ends_a_half_yearly_amount_where_a_value_is_missing():
    node = make("half_year", {"2024-01-01": {"value": 1}, "2025-01-01": {"value": 2}})
    end_lapsed_values(node)
    assert node.x.get_at_instant("2024-06-30") == 1
    assert node.x.get_at_instant("2024-07-01") is None
    assert node.x.get_at_instant("2024-12-31") is None
    assert node.x.get_at_instant("2025-03-01") == 2
    assert node.x.get_at_instant("2025-07-01") is None


def test_the_loader_refuses_a_parameter_that_does_not_say_how_long_it_holds():
    node = make("half_year", {"2024-01-01": {"value": 1}})
    del node.x.metadata["indexed"]
    with pytest.raises(ValueError, match="indexed"):
        end_lapsed_values(node)


def test_a_missing_amount_reads_as_unknown_and_a_known_one_as_itself():
    early, late = base_system().parameters("2026-07-01"), base_system().parameters("2027-01-01")
    assert amount(early, "social_assistance.norm.single") == 1419.46
    assert math.isnan(amount(late, "social_assistance.norm.single"))
    assert math.isnan(amount(early, "social_assistance.exemption.ordinary.maximum"))


def test_the_threshold_income_follows_from_the_reference_wage_of_january():
    for year in (2024, 2025, 2026):
        p = base_system().parameters(f"{year}-01-01")
        by_law = 1.08 * 12 * p.minimum_wage.reference_month
        assert abs(p.care_allowance.threshold_income - by_law) < 1


def test_the_hourly_minimum_wage_follows_from_the_reference_month_wage():
    # January 2025 is left out: see docs/known-differences.md
    for day in ("2024-07-01", "2025-07-01", "2026-01-01", "2026-07-01"):
        p = base_system().parameters(day).minimum_wage
        assert p.hourly == math.ceil(p.reference_month / 156 * 100 - 1e-9) / 100
