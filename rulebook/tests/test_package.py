import ast
import subprocess
import sys

import numpy as np
import pytest

from openfisca_netherlands.reforms.held_amounts import base_system

PACKAGE = "openfisca_netherlands"


def modules(rulebook):
    return sorted((rulebook / PACKAGE).rglob("*.py"))


def test_nothing_imports_the_website(rulebook):
    for file in modules(rulebook):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not {name.split(".")[0] for name in names} & {"django", "sleutelbos"}, file


def test_importing_the_package_loads_no_model():
    code = f"import sys, {PACKAGE}; sys.exit('openfisca_core' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


def test_functions_and_files_stay_short(rulebook):
    for file in modules(rulebook):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 400, file
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 60, f"{file}: {node.name}"


VARIABLES = sorted(base_system().variables.values(), key=lambda variable: variable.name)


@pytest.mark.parametrize("variable", VARIABLES, ids=[variable.name for variable in VARIABLES])
def test_a_variable_has_a_dutch_label_and_says_what_it_is(variable):
    assert variable.label
    assert type(variable).__doc__
    if variable.value_type is float:
        assert variable.dtype == np.float64
    if variable.formulas and variable.value_type is float and variable.unit != "hours/week":
        assert variable.unit or variable.reference, variable.name


def test_amounts_keep_their_cents_in_a_year_of_a_large_home():
    from openfisca_netherlands.simulate import Home, Member, simulate

    home = Home([Member("claimant", {"age": 40, "taxable_wage": 83_333.33})])
    r = simulate([home], 2026, base_system()).calculate("taxable_wage_year", "2026")
    assert round(float(r[0]) * 100) == 99_999_996


def test_the_example_of_the_readme_prints_a_comparison(rulebook):
    text = (rulebook / "README.md").read_text(encoding="utf-8")
    example = text.split("```python\n")[1].split("```")[0]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", example], capture_output=True, text=True, check=True
    )
    assert "zoals nu: " in done.stdout
    assert "per maand" in done.stdout
    assert "Een eigen bedrijf naast bijstand rekenen wij niet uit." in done.stdout


def test_the_curve_example_runs(rulebook, tmp_path):
    picture = tmp_path / "curve.svg"
    script = rulebook / "examples" / "net_income_curve.py"
    command = [sys.executable, str(script), "--children", "5", "9", "--svg", str(picture)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert "40 hours" in done.stdout
    assert picture.read_text(encoding="utf-8").startswith("<svg")
