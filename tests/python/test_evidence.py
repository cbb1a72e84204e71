"""The evidence checks can fail: a text that is not the captured one, and figures that are not in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import copy_project, run

SUMMARY = "000_fb1919be47f0f134.txt"


# Where a fact is, part of its row, that part with a slip, the column that is reported and words of the report.
SLIPS_OF_BOTH = [
    ("minhang_2023_summary,5292", "science_literacy_share,2022", "science_literacy_share,2023", "year", "2022, which"),
    ("putuo_2023_summary,441", "certified,2023", "certified,2022", "year", "2023, the year of the document"),
    ("putuo_2015_plan,1746", "target,level,stretch", "expected,level,expected", "kind", "as the sentence says 力争"),
    ("putuo_2023_summary,6032", "actual,level,", "target,level,planned", "kind", "no word of a target"),
    ("putuo_2015_plan,1491", "level,stretch", "level,planned", "strength", "as the sentence says 争取"),
    ("putuo_2015_plan,486", "level,binding", "level,planned", "strength", "as the sentence says 下达"),
    ("putuo_2025_plan,387", "level,planned", "level,stretch", "strength", "no word such as 力争"),
    ("putuo_2023_summary,6366", "actual,change_pct", "actual,real_change_pct", "measure", "nor of a yearly average"),
    ("putuo_2019_summary,4465", "actual,level", "actual,attainment_pct", "measure", "level, as the words around"),
    ("minhang_2023_summary,3206", "310112,310112-DLH,", "310112,,", "area_code", "of which the sentence speaks"),
    ("putuo_2019_summary,2011", "310107,,", "310107,310107-TSIC,", "area_code", "no place is named shortly before"),
    ("putuo_2023_summary,5357", "310107,,", ",310000,", "area_code", "does not name 上海市"),
    ("putuo_2023_summary,5218", "rank,,中心城区", "rank,,全市", "rank_group", "中心城区, the group"),
    ("minhang_2023_summary,985", "_new,2023", ",2023", "indicator_code", "an indicator of basis flow"),
    ("putuo_2023_summary,7117", "national_awarded", "excellent", "indicator_code", "whose words are printed"),
]
DETAILS = [
    ("putuo_2023_summary,5561,H1,,,,,A slip.\n", "period", "names no months"),
    ("putuo_2023_summary,6394,,2019,,,,A slip.\n", "base_year", "a year that the sentence prints"),
]


@pytest.fixture(scope="module")
def broken(documents: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[tuple[str, str]]]:
    """What a build prints of changed texts and of slips that both readings share, and where it must name the slips."""
    folder = tmp_path_factory.mktemp("evidence")
    project, texts = copy_project(folder / "project"), folder / "texts"
    shutil.copytree(documents, texts)
    change_texts(project, texts)
    expected = enter_slips(project)
    result = run(project, "kewei", "build", documents=str(texts))
    assert result.returncode == 1, result.stdout + result.stderr
    assert not (project / "warehouse.duckdb").exists()
    return result.stdout, expected


def change_texts(project: Path, texts: Path) -> None:
    """Change digits, a qualifier and verbs in texts of the documents."""
    path = texts / SUMMARY
    path.chmod(0o644)
    content = path.read_bytes().decode("utf-8")
    # One digit of a figure, and one qualifier in front of another.
    assert content[3682:3687] == "17.57"
    content = content[:3682] + "17.75" + content[3687:]
    assert content[4403:4405] == "超过"
    content = content[:4403] + "达到" + content[4405:]
    # The end of a word that is like a qualifier and is none.
    assert content[2720:2726] == "调研155次"
    content = content[:2720] + "签约" + content[2722:]
    path.write_bytes(content.encode("utf-8"))
    # A verb that turns the sign.
    other = texts / "001_9c3f654a89426a59.txt"
    other.chmod(0o644)
    content = other.read_bytes().decode("utf-8")
    assert content.count("增长 15.58%") == 1
    assert content.count("增长 13.51%、14.69%") == 1
    content = content.replace("增长 13.51%、14.69%", "下降 13.51%、14.69%")
    other.write_bytes(content.replace("增长 15.58%", "下降 15.58%").encode("utf-8"))
    # The verb of a list is entered with each figure of it.
    for name in ("facts.csv", "second_reading/second_facts.csv"):
        facts = project / "seeds" / name
        rows = facts.read_text(encoding="utf-8")
        assert rows.count(",14.69%,") == 1
        facts.write_text(rows.replace(",14.69%,", ",下降14.69%,"), encoding="utf-8")


def enter_slips(project: Path) -> list[tuple[str, str]]:
    """Enter slips into both readings. Returns the place of each and words of its report."""
    expected = []
    for place, old, new, column, words in SLIPS_OF_BOTH:
        for file in ("facts", "second_reading/second_facts"):
            path = project / f"seeds/{file}.csv"
            rows = path.read_text(encoding="utf-8").split("\n")
            (number,) = [at for at, row in enumerate(rows) if row.startswith(f"{place},")]
            assert old in rows[number], (place, file)
            rows[number] = rows[number].replace(old, new)
            path.write_text("\n".join(rows), encoding="utf-8")
            if file == "facts":
                expected.append((f"seeds/facts.csv:{number + 1}, column {column}\n", words))
    path = project / "seeds/fact_details.csv"
    content = path.read_text(encoding="utf-8")
    before, mark, after = content.partition("putuo_2025_plan")
    path.write_text(before + "".join(row for row, *_ in DETAILS) + mark + after, encoding="utf-8")
    first = before.count("\n") + 1
    expected += [
        (f"seeds/fact_details.csv:{first + at}, column {column}\n", words)
        for at, (_, column, words) in enumerate(DETAILS)
    ]
    return expected


def test_a_changed_text_is_reported_where_it_changed(broken: tuple[str, list[tuple[str, str]]]) -> None:
    printed, _ = broken
    assert "seeds/documents.csv:3, column sha256" in printed
    assert "seeds/numerals.csv:" in printed
    assert "17.75 at character 3682 of putuo_2019_summary" in printed
    assert "超过1600处" in printed
    assert "what the sentence says there: 下降15.58%" in printed
    assert "what the sentence says there: 下降13.51%" in printed
    assert "下降14.69%" not in printed
    assert "签约[" not in printed


def test_a_slip_that_both_readings_share_is_found_in_the_sentence(broken: tuple[str, list[tuple[str, str]]]) -> None:
    printed, expected = broken
    blocks = [block.strip() for block in printed.split("\n\n")]
    lost = [
        (place, words)
        for place, words in expected
        if not any(block.startswith(place) and words in block and "remedy" in block for block in blocks)
    ]
    assert lost == [], printed
