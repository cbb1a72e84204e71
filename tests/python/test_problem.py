"""The report of problems: each cause of a cell with its remedy, causes before what may follow from them."""

from __future__ import annotations

import pytest

from kewei.problem import CAUSES, CONSEQUENCES, Problem, report, step

FACTS = "seeds/facts.csv"


def test_two_causes_in_one_cell_keep_their_remedies(capsys: pytest.CaptureFixture) -> None:
    first = Problem(FACTS, 5, "year", "'2O23'", "a year", "Correct the cell.", step("cells_are_valid"))
    second = Problem(FACTS, 5, "year", "'2O23'", "'2023'", "Read the text again.", step("readings_agree"))
    assert report([second, first]) == "1 problem in the CSVs"
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.strip().splitlines()[1:]]
    assert lines == [
        ["found", "'2O23'"],
        ["expected", "a year"],
        ["remedy", "Correct the cell."],
        ["found", "'2O23'"],
        ["expected", "'2023'"],
        ["remedy", "Read the text again."],
    ]


def test_causes_come_before_what_may_follow_from_them(capsys: pytest.CaptureFixture) -> None:
    missing = Problem("seeds/a.csv", 0, "place", "no row for 7", "a row", "Add it.", step("readings_agree"))
    other = Problem("seeds/a.csv", 0, "place", "no row for 9", "a row", "Add it.", step("readings_agree"))
    ledger = Problem(FACTS, 5, "char_start", "'8'", "a numeral", "Look it up.", step("facts_match_the_ledger"))
    figure = Problem(FACTS, 5, "figure", "'3磅'", "a figure", "Type it.", step("facts_are_coherent"))
    assert report([missing, other, ledger, figure]) == "4 problems in the CSVs"
    printed = capsys.readouterr().out
    order = ["column figure", "What follows", "column char_start", "This row is reported above", "for 7", "for 9"]
    places = [printed.index(words) for words in order]
    assert places == sorted(places)


def test_a_report_of_consequences_alone_has_no_warning(capsys: pytest.CaptureFixture) -> None:
    report([Problem(FACTS, 5, "year", "'2022'", "'2023'", "Read again.", step("readings_agree"))])
    assert "follow" not in capsys.readouterr().out


def test_every_step_is_the_name_of_a_test(manifest_of_tests: list[str]) -> None:
    for part in CAUSES + CONSEQUENCES:
        assert any(part in name for name in manifest_of_tests), part


@pytest.fixture
def manifest_of_tests() -> list[str]:
    """Names of the data tests: files in tests/, and those that YAML names."""
    from tests.project import PROJECT

    files = [path.stem for path in (PROJECT / "tests").rglob("*.sql")]
    return files + (PROJECT / "seeds/seeds.yml").read_text(encoding="utf-8").split()
