"""A curator's mistakes, without the documents: each is reported with file, line and column, and the published warehouse
stays as it was.

Mistakes that dbt finds are made together, one to a row, because every run reports all problems it can reach: first
those in the cells of the catalogue, then those in the cells of facts and ledger, then those in the meaning.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import PROJECT, run

FACTS = "seeds/facts.csv"
NUMERALS = "seeds/numerals.csv"
INDICATORS = "seeds/indicators.csv"
NOTES = "seeds/fact_details.csv"
PAIRS = "seeds/comparability.csv"
UNITS = "seeds/units.csv"
DIFFERENCES = "seeds/reading_differences.csv"
DISTRICTS = "seeds/districts.csv"
DOCUMENTS = "seeds/documents.csv"
PLAN_2015 = next(
    line
    for line in (PROJECT / DOCUMENTS).read_text(encoding="utf-8").splitlines()
    if line.startswith("putuo_2015_plan,")
)
MINHANG = "310112,闵行,Minhang,上海市闵行区,闵行区,,,\n"


@dataclass(frozen=True)
class Slip:
    """One slip: the text `old`, which is once in a file, becomes `new`; `words` are part of the report.

    reported_in: the place that the report names, if it has no line: the file that lacks a row.
    """

    file: str
    old: str
    new: str
    column: str
    words: str
    reported_in: str = ""


CELLS = {
    "unknown_indicator": Slip(
        FACTS,
        "6412,1250件,310107,,technology_contracts",
        "6412,1250件,310107,,technology_contrakts",
        "indicator_code",
        "listed as indicator_code in",
    ),
    "letter_in_a_year": Slip(
        FACTS,
        "6449,20项,310107,,conversion_projects_new,2023",
        "6449,20项,310107,,conversion_projects_new,2O23",
        "year",
        "a year with four digits",
    ),
    "unknown_kind": Slip(
        FACTS,
        "6513,593家,310107,,technology_smes_listed,2023,actual",
        "6513,593家,310107,,technology_smes_listed,2023,aktual",
        "kind",
        "a code of the codelist kind",
    ),
    "duplicated_row": Slip(
        FACTS,
        "putuo_2023_summary,6574,23家,310107,,city_innovation_fund_firms,2023,actual,level,,,,\n",
        "putuo_2023_summary,6574,23家,310107,,city_innovation_fund_firms,2023,actual,level,,,,\n" * 2,
        "document_id",
        "2 rows",
    ),
    # Its figures would multiply in every join, until the disk is full.
    "document_twice": Slip(DOCUMENTS, f"\n{PLAN_2015}", f"\n{PLAN_2015}" * 2, "document_id", "2 rows"),
    "unknown_district": Slip(
        FACTS, "1853,49人,310107,", "1853,49人,310199,", "district_code", "listed as district_code in"
    ),
    "unknown_area": Slip(
        FACTS, "3284,16场,310107,310107-TSIC", "3284,16场,310107,310107-TSIK", "area_code", "listed as area_code in"
    ),
    "year_of_another_century": Slip(
        FACTS,
        "1836,2个,310107,,integrity_institutions_screened,2023",
        "1836,2个,310107,,integrity_institutions_screened,1823",
        "year",
        "a year with four digits",
    ),
    "position_that_is_no_number": Slip(FACTS, "2289,14件", "2289.5,14件", "char_start", "a position: digits only"),
    "measure_left_empty": Slip(
        FACTS, "policy_trainings,2023,actual,level", "policy_trainings,2023,actual,", "measure", "a measure"
    ),
    "date_that_no_calendar_has": Slip(
        "seeds/documents.csv", "plan,2025-03-24", "plan,2025-02-30", "issued_on", "a date of the calendar"
    ),
    "short_checksum": Slip(
        "seeds/documents.csv",
        "8bae60c70eaedeba9d6d03b4abcb99262d377f93296292e5e1a2cb6199e4ee0b",
        "8bae60c70eaedeba9d6d03b4abcb99262d377f93296292e5e1a2cb6199e4ee0",
        "sha256",
        "64 hex digits",
    ),
    "multiplier_of_thousand": Slip(
        "seeds/units.csv", "万张,张,10000", "万张,张,1000", "multiplier", "1, 10000 (万) or 100000000 (亿)"
    ),
    "yes_for_true": Slip(
        INDICATORS,
        "High-tech enterprises newly certified,high_tech_enterprises,家,enterprise|enterprises,flow,district,up,true",
        "High-tech enterprises newly certified,high_tech_enterprises,家,enterprise|enterprises,flow,district,up,yes",
        "is_headline",
        "true or false",
    ),
    "unknown_grade": Slip(
        PAIRS, "hnte_first_certified,hnte_valid,C", "hnte_first_certified,hnte_valid,E", "grade", "a code of"
    ),
    "unknown_disposition": Slip(
        NUMERALS, "46,二十,ordinal", "46,二十,ordinaal", "disposition", "a code of the codelist"
    ),
    "unknown_basis": Slip(
        INDICATORS,
        "a valid certificate,high_tech_enterprises,家,enterprise|enterprises,stock",
        "a valid certificate,high_tech_enterprises,家,enterprise|enterprises,stok",
        "basis",
        "a code of the codelist basis",
    ),
}

MEANING = {
    "place_inside_itself": Slip(
        "seeds/areas.csv",
        "310112,,“大零号湾”",
        "310112,310112-DLH,“大零号湾”",
        "parent_area_code",
        "another place of the same district",
    ),
    "place_inside_a_place_of_another_district": Slip(
        "seeds/areas.csv",
        "sub_district,310107,,宜川",
        "sub_district,310107,310112-DLH,宜川",
        "parent_area_code",
        "another place of the same district",
    ),
    "another_district_in_an_english_title": Slip(
        "seeds/documents.csv",
        "Minhang District, 2023",
        "Putuo District, 2023",
        "title_en",
        "a title with",
    ),
    "another_year_in_an_english_title": Slip(
        "seeds/documents.csv", "Putuo District, 2019", "Putuo District, 2018", "covers_year", "the year in the title_en"
    ),
    "year_of_a_break_between_two_indicators": Slip(
        PAIRS,
        "foreign_talent_cases,foreign_work_permits,C,DEF|SCOPE,,",
        "foreign_talent_cases,foreign_work_permits,C,DEF|SCOPE,2022,",
        "break_year",
        "only where an indicator stands beside itself",
    ),
    "two_documents_of_one_place": Slip(
        "seeds/documents.csv",
        "000_fb1919be47f0f134.txt",
        "004_ed320ace82496732.txt",
        "part_start",
        "a part of 004_ed320ace82496732.txt beside putuo_2015_plan from 0 to the end",
    ),
    "part_that_ends_too_early": Slip(
        "seeds/documents.csv",
        "e9e93f5b9e194cb8cd86a37f8d8ab735b02431af4d8550867342865eb80d1fe4,,",
        "e9e93f5b9e194cb8cd86a37f8d8ab735b02431af4d8550867342865eb80d1fe4,,5292",
        "char_start",
        "a position in minhang_2023_summary, from 0 to 5292",
        reported_in=f"{NUMERALS}:184",
    ),
    "part_that_ends_before_it_begins": Slip(
        "seeds/documents.csv",
        "325cd1be7e267eeddcebce45a06213a4ddd30cab11812321caa95ae4d1a04a6f,,",
        "325cd1be7e267eeddcebce45a06213a4ddd30cab11812321caa95ae4d1a04a6f,9,9",
        "part_end",
        "a position after part_start",
    ),
    "district_of_no_city": Slip(
        DISTRICTS,
        MINHANG,
        f"{MINHANG}999999,甲,Jia,上海市甲区,,,,\n",
        "district_code",
        "in a city of seeds/areas.csv, but 999900 is none",
    ),
    "district_twice": Slip(
        DISTRICTS,
        MINHANG,
        f"{MINHANG}310199,普陀,Putuo (Zhoushan),上海市普陀新区,,,,\n",
        "district",
        "a name that no other district has",
    ),
    "district_of_another_time": Slip(
        DISTRICTS,
        MINHANG,
        MINHANG.replace("闵行区,,,", "闵行区,2024-06,,"),
        "district_code",
        "a year of the district, from 2024-06",
        reported_in=f"{FACTS}:2",
    ),
    "successor_of_another_time": Slip(
        DISTRICTS,
        "卢湾区,,2011-06,310101",
        "卢湾区,,2011-06,310119",
        "successor_code",
        "a district that was valid in 2011-06",
    ),
    "one_digit_of_a_figure": Slip(FACTS, "6425,131.91亿", "6425,131.97亿", "figure", "numeral 131.91"),
    "one_digit_of_a_year": Slip(
        FACTS,
        "6439,44.4%,310107,,technology_contract_value,2023",
        "6439,44.4%,310107,,technology_contract_value,2022",
        "year",
        "'2023', as the second reading has it",
    ),
    "one_unit": Slip(FACTS, "495,10594万元", "495,10594亿元", "figure", "'10594万元', as the second reading has it"),
    "figure_without_a_numeral": Slip(FACTS, "2252,19件", "2252,件", "figure", "no numeral that can be read"),
    "unknown_unit": Slip(FACTS, "3184,6647万元", "3184,6647万磅", "figure", "its unit is not in seeds/units.csv"),
    "sibling_indicator": Slip(
        FACTS,
        "441,67家,310107,,hnte_first_certified",
        "441,67家,310107,,hnte_newly_certified",
        "indicator_code",
        "'hnte_first_certified', as the second reading has it",
    ),
    "char_start_off_by_one": Slip(FACTS, "5561,360家", "5562,360家", "char_start", "the start of a numeral"),
    "deleted_row": Slip(
        FACTS,
        "putuo_2023_summary,5357,4次,310107,,investment_trainings,2023,actual,level,,,,\n",
        "",
        "",
        "a row as in seeds/second_reading/second_facts.csv:",
        reported_in=FACTS,
    ),
    "percent_for_a_level": Slip(
        FACTS,
        "32.17%,310107,,hnte_revenue,2022,actual,change_pct",
        "32.17%,310107,,hnte_revenue,2022,actual,level",
        "figure",
        "counted in 元",
    ),
    "dropped_qualifier": Slip(
        FACTS, "6880,超7万人次", "6880,7万人次", "figure", "'超7万人次', as the second reading has it"
    ),
    "area_dropped": Slip(
        FACTS, "3284,16场,310107,310107-TSIC", "3284,16场,310107,", "area_code", "'310107-TSIC', as the"
    ),
    "disposition_changed": Slip(
        NUMERALS,
        "6619,573.27,figure",
        "6619,573.27,name",
        "disposition",
        "the fact 573.27万元 starts here",
    ),
    "lost_ledger_row": Slip(
        NUMERALS,
        "putuo_2015_plan,22,2015,document_number\n",
        "",
        "",
        "a row as in seeds/second_reading/second_numerals.csv:",
        reported_in=NUMERALS,
    ),
    "year_far_ahead": Slip(
        FACTS,
        "6513,593家,310107,,technology_smes_listed,2023",
        "6513,593家,310107,,technology_smes_listed,2043",
        "year",
        "'2023', as the second reading has it",
    ),
    "range_backwards": Slip(FACTS, "2-5项", "5-2项", "figure", "'2-5项', as the second reading has it"),
    "basis_of_the_catalogue": Slip(
        INDICATORS,
        "a valid certificate,high_tech_enterprises,家,enterprise|enterprises,stock",
        "a valid certificate,high_tech_enterprises,家,enterprise|enterprises,flow",
        "basis",
        "'stock', as the second reading has it",
    ),
    "grade_raised": Slip(
        PAIRS, "hnte_newly_certified,hnte_valid,C", "hnte_newly_certified,hnte_valid,B", "grade", "'C', as the second"
    ),
    "digit_of_the_ledger": Slip(
        NUMERALS,
        "25,2020,document_number",
        "25,2021,document_number",
        "numerals_sha256",
        "as seeds/documents.csv says: a numeral or a place changed",
        reported_in="seeds/documents.csv:3",
    ),
    "note_without_a_target": Slip(
        NOTES, "putuo_2023_summary,453", "putuo_2023_summary,441", "char_start", "the char_start of a target"
    ),
    "break_between_wholes_of_the_same_parts": Slip(
        PAIRS,
        "sts_district_revenue,two_industries_district_tax,C,DEF",
        "sts_district_revenue,two_industries_district_tax,C,BREAK|DEF",
        "reasons",
        "no BREAK between two wholes",
    ),
    "unit_outside_the_definition": Slip(
        FACTS,
        "683,6项,310107,,survey_results_listed",
        "683,6项,310107,,survey_places",
        "figure",
        "counted in 家, as the definition says",
    ),
    "forecast_with_the_strength_of_a_target": Slip(
        FACTS,
        "city_carrier_funding,2023,expected,level,expected",
        "city_carrier_funding,2023,expected,level,planned",
        "strength",
        "the strength expected for kind expected",
    ),
    "outcome_in_a_plan": Slip(
        FACTS,
        "small_giants_new,2025,target,level,planned",
        "small_giants_new,2025,actual,level,",
        "kind",
        "has not happened yet",
    ),
    "place_that_the_indicator_names": Slip(
        FACTS, "1544,4个,310107,310107-TSIC", "1544,4个,310107,", "area_code", "as the indicator 清华中心战略技术方向数"
    ),
    "basis_that_the_name_contradicts": Slip(
        INDICATORS,
        "china_israel_park,项,right|rights,cumulative",
        "china_israel_park,项,right|rights,stock",
        "basis",
        "cumulative, because the name says 累计",
    ),
    "share_that_is_no_ratio": Slip(
        INDICATORS, "rd_input,%,,ratio", "rd_input,%,,flow", "basis", "ratio, because the unit is a share"
    ),
    "first_place_is_no_best": Slip(
        INDICATORS, "honours,rank,,event,issuer,down", "honours,rank,,event,issuer,up", "direction", "the first place"
    ),
    "grade_across_dimensions": Slip(
        PAIRS,
        "hnte_tax,hnte_valid,D,DEF|UNIT",
        "hnte_tax,hnte_valid,C,DEF|UNIT",
        "grade",
        "two units measure different",
    ),
    "grade_of_another_definition": Slip(
        PAIRS,
        "contest_entrants,contest_entrants_funded,C",
        "contest_entrants,contest_entrants_funded,A",
        "grade",
        "only an indicator and itself",
    ),
    "subject_of_the_catalogue": Slip(
        INDICATORS,
        "Hotline cases,open_government,件,case|cases,flow,issuer",
        "Hotline cases,open_government,件,case|cases,flow,district",
        "subject",
        "'issuer', as the second reading has it",
    ),
    "settled_cell": Slip(
        UNITS, "千米,公里,1", "千米,千米,1", "unit", "'公里', as it was settled in seeds/reading_differences.csv:"
    ),
    "difference_that_is_none": Slip(
        DIFFERENCES,
        "units,吨公里,dimension,mass,length,mass",
        "units,吨公里,dimension,mass,area,mass",
        "second_reading",
        "'length', as seeds/second_reading/second_units.csv:",
    ),
    "difference_of_no_row": Slip(
        DIFFERENCES, "units,人公里,dimension", "units,人里,dimension", "row_name", "read twice in units"
    ),
    "pair_in_the_wrong_order": Slip(
        PAIRS,
        "hnte_first_certified,hnte_valid",
        "hnte_valid,hnte_first_certified",
        "indicator_code_b",
        "in alphabetical order",
    ),
}

FORM = {
    "swapped_header": (
        lambda content: content.replace(b"char_start,figure", b"figure,char_start"),
        1,
        "'figure' as column 2",
    ),
    "saved_as_gbk": (lambda content: content.decode().encode("gbk"), 2, "they fit GBK"),
    "byte_order_mark": (lambda content: b"\xef\xbb\xbf" + content, 1, "byte order mark"),
    "full_width_digit": (
        lambda content: content.replace(b"putuo_2023_summary,441,67", "putuo_2023_summary,４41,67".encode()),
        210,
        "full-width",
    ),
}


@pytest.fixture(scope="module")
def curated(curated_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that was built and published without the documents, to be broken."""
    project = tmp_path_factory.mktemp("curated") / "project"
    shutil.copytree(curated_project, project)
    return project


@pytest.fixture
def restored(curated: Path) -> Iterator[Path]:
    """The curated project, with its CSVs put back after the test; the published file must not have changed."""
    before = {path: path.read_bytes() for path in (curated / "seeds").rglob("*.csv")}
    published = fingerprint(curated / "warehouse.duckdb")
    yield curated
    for path, content in before.items():
        path.write_bytes(content)
    assert fingerprint(curated / "warehouse.duckdb") == published


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def place_of(slip: Slip, project: Path) -> str:
    """The place at which a slip is reported: where it is, or the file that lacks a row."""
    if slip.reported_in:
        return f"{slip.reported_in}, column {slip.column}\n" if slip.column else f"{slip.reported_in}\n"
    content = (project / slip.file).read_text(encoding="utf-8")
    line = content.count("\n", 0, content.rindex(slip.new.splitlines()[-1])) + 1
    return f"{slip.file}:{line}, column {slip.column}\n"


# Facts are not checked while documents, places or indicators have problems, because they refer to these.
FIRST = {name: slip for name, slip in CELLS.items() if slip.file not in (FACTS, NUMERALS)}
THEN = {name: slip for name, slip in CELLS.items() if slip.file in (FACTS, NUMERALS)}


@pytest.mark.parametrize("slips", [FIRST, THEN, MEANING], ids=["catalogue", "facts", "meaning"])
def test_mistakes_are_reported_together_and_nothing_is_published(restored: Path, slips: dict[str, Slip]) -> None:
    for slip in slips.values():
        path = restored / slip.file
        content = path.read_text(encoding="utf-8")
        assert content.count(slip.old) == 1, slip
        path.write_text(content.replace(slip.old, slip.new), encoding="utf-8")

    result = run(restored, "kewei", "build")

    assert result.returncode == 1, result.stdout + result.stderr
    assert "warehouse.duckdb stays as it was." in result.stdout
    reported = [block.strip() for block in result.stdout.split("\n\n")]
    lost = []
    for name, slip in slips.items():
        place = place_of(slip, restored)
        blocks = [block for block in reported if block.startswith(place) and slip.words in block and "remedy" in block]
        lost += [f"{name} at {place}"] if not blocks else []
    assert lost == [], result.stdout


@pytest.mark.parametrize("name", FORM)
def test_a_mistake_of_form_stops_before_dbt(restored: Path, name: str) -> None:
    edit, line, words = FORM[name]
    path = restored / FACTS
    path.write_bytes(edit(path.read_bytes()))
    result = run(restored, "kewei", "build")
    assert result.returncode == 1
    assert f"{FACTS}:{line}" in result.stdout
    assert words in result.stdout
    assert "remedy" in result.stdout
    assert "dbt build" not in result.stdout
    assert "warehouse.duckdb stays as it was." in result.stdout


def test_a_wrong_bound_of_a_word_fails_its_worked_example(restored: Path) -> None:
    path = restored / "seeds/printed_words.csv"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("\n超出,before,greater_than", "\n超出,before,less_than"), encoding="utf-8")
    result = run(restored, "kewei", "build")
    assert result.returncode == 1, result.stdout
    assert "stg_printed_figures::each_word_gives_its_bound" in result.stdout
    assert "warehouse.duckdb stays as it was." in result.stdout


def test_a_console_without_chinese_shows_the_problem_escaped(restored: Path) -> None:
    path = restored / FACTS
    path.write_text(path.read_text(encoding="utf-8").replace(",2015,target", ",２015,target", 1), encoding="utf-8")
    result = run(restored, "kewei", "check", PYTHONIOENCODING="ascii")
    assert result.returncode == 1, result.stderr
    assert "full-width '\\uff12'" in result.stdout
