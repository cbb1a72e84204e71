"""State and environment: texts that are missing, histories that are lost, early summaries, gates and their waivers."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_built, dbt, run, shared
from test_judgements import append, append_to, build

from expectations import Outcome, checkpoint, judge_all
from expectations.judge import opened
from expectations.outcome import WARNED
from kewei import functions, publish
from kewei.reading import numerals
from tests.project import count

GBK = "北京 12家".encode("gbk")


@pytest.fixture
def project(curated_project: Path, tmp_path: Path) -> Path:
    """A copy of the project that was built and published without documents, to be broken."""
    return copy_built(curated_project, tmp_path / "it's a project")


def problems(printed: str) -> dict[str, list[str]]:
    """Found, expected and remedy of each problem that a run printed, by its place."""
    found: dict[str, list[str]] = {}
    place = ""
    for line in printed.splitlines():
        if line.startswith("seeds/"):
            place = line
        elif place and line.startswith(("    found ", "    expected ", "    remedy ")):
            found.setdefault(place, []).append(line.split(maxsplit=1)[1])
    return found


def test_texts_that_are_empty_or_not_utf8_are_reported_and_missing_ones_are_warned_of(project, tmp_path) -> None:
    texts = tmp_path / "it's [the] texts?"
    texts.mkdir()
    (texts / "001_9c3f654a89426a59.TXT").write_text("12家", encoding="utf-8")
    (texts / "002_fc19f2addfa6dca9.txt").write_text("", encoding="utf-8")
    (texts / "003_54bb072f99b94610.txt").write_bytes(GBK)
    (texts / "stray.txt").write_bytes(GBK)
    result = run(project, "kewei", "build", documents=str(texts))
    assert result.returncode == 1, result.stdout + result.stderr
    found = problems(result.stdout)
    expected = [
        "'no such text: 004_ed320ace82496732.txt'",
        "'no such text: 000_fb1919be47f0f134.txt'",
        "'no such text: 001_9c3f654a89426a59.txt'",
        "'a text that is not UTF-8: 003_54bb072f99b94610.txt'",
        "'an empty text: 002_fc19f2addfa6dca9.txt'",
    ]
    # Other documents are missing as well, once there are any.
    assert [causes[0] for causes in found.values() if causes[0] in expected] == expected
    assert (
        "under exactly the name 001_9c3f654a89426a59.txt (upper"
        in found["seeds/documents.csv:4, column source_file"][2]
    )
    assert f"Warning: {count('documents') - 2} problems in the CSVs." in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Not published: failed at dbt build: 2 problems in the CSVs")


def test_a_stray_file_beside_the_texts_stops_nothing(project: Path, documents: str, tmp_path: Path) -> None:
    texts = tmp_path / "texts [1]"
    shutil.copytree(documents, texts)
    (texts / "stray.txt").write_bytes(GBK)
    selected = ["--select", "stg_document_texts", "texts_are_as_listed"]
    result = dbt(project, "build", *selected, "--indirect-selection", "empty", documents=str(texts))
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", [None, "stray.txt", "000_fb1919be47f0f134.TXT"])
def test_a_folder_with_none_of_the_listed_texts_is_refused(project: Path, tmp_path: Path, name: str | None) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    if name:
        (texts / name).write_bytes(GBK)
    result = dbt(project, "build", "--select", "districts", documents=str(texts))
    assert result.returncode != 0
    assert "which is no folder with any of the texts that documents.csv lists" in " ".join(result.stdout.split())


# A made-up summary: indicators and their figures.
FIGURES = [
    ("technology_contract_value", "266.7亿元"),
    ("small_giants_new", "41家"),
    ("hnte_valid", "3127家"),
    ("expert_workstations_new", "8家"),
    ("expert_workstations", "117家"),
    ("credit_firms", "133家"),
    ("credit_amount", "6.1亿元"),
    ("g5_stations", "6433座"),
    ("smart_phone_booths", "24个"),
    ("shared_instruments", "2204台(套)"),
    ("conversion_projects_new", "96项"),
    ("startup_events", "47场"),
    ("contest_entrants", "871家"),
    ("contest_entrants_funded", "188家"),
]
DOCUMENT = "minhang_2022_summary"
WAIVERS = "seeds/gate_waivers.csv"


def add_summary(
    project: Path, figures: list[tuple[str, str]], issued_on: str = "2023-02-10", kind: str = "actual", read: int = 99
) -> Path:
    """Enter a made-up summary of 闵行 for 2022 in both readings; `read` of its figures, the others being idioms."""
    text = "".join(f"{figure}。\n" for _, figure in figures)
    found = numerals(text)
    lines = ", ".join(f"{start:08} {numeral}" for start, numeral, _ in found)
    document = {
        "document_id": DOCUMENT,
        "document_number": "闵科委〔2023〕99号",
        "title": "闵行区科学技术委员会2022年工作总结",
        "title_en": "Work summary of Minhang for 2022, made up",
        "issuer": "上海市闵行区科学技术委员会",
        "issuer_en": "Made-up commission",
        "district_code": "310112",
        "document_type": "summary",
        "issued_on": issued_on,
        "covers_year": "2022",
        "source_file": "made_up.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "numeral_count": len(found),
        "numerals_sha256": hashlib.sha256(lines.encode()).hexdigest(),
    }
    facts = [
        {
            "document_id": DOCUMENT,
            "char_start": start,
            "figure": figure,
            "district_code": "310112",
            "indicator_code": indicator,
            "year": "2022",
            "kind": kind,
            "measure": "level",
            "strength": "planned" if kind == "target" else "",
            "target_kind": "level",
        }
        for (indicator, figure), (start, *_) in zip(figures, found, strict=True)
    ][:read]
    append(project, "documents", [document])
    append(project, "facts", facts)
    ledger = [
        {"document_id": DOCUMENT, "char_start": start, "numeral": numeral}
        | {"disposition": "figure" if place < read else "idiom"}
        for place, (start, numeral, _) in enumerate(found)
    ]
    append(project, "numerals", ledger)
    if kind == "target":
        append_to(project / "seeds/second_reading/second_targets.csv", facts)
    return project


def waive(project: Path, *rows: str) -> None:
    """Write waivers."""
    (project / WAIVERS).write_text("\n".join(["document_id,gate,reason", *rows]) + "\n", encoding="utf-8")


def judged(project: Path) -> Outcome:
    """The gates on the CSVs of a project and on what it has published."""
    with opened(project / "warehouse.duckdb") as warehouse:
        return judge_all(project, warehouse)


def test_a_document_of_one_figure_is_published(project: Path) -> None:
    add_summary(project, FIGURES[:1])
    result = run(project, "kewei", "build")
    assert result.returncode == 0, result.stdout[-4000:]
    assert f"({count('facts') + 1} figures" in result.stdout.splitlines()[-1]


BROKEN = {
    "all are targets": ({"kind": "target"}, "gate_summaries.promised_pct", "minhang_2022_summary 100 of 14"),
    "half are no figures": ({"read": 7}, "gate_ledgers.digit_idiom_pct", "minhang_2022_summary 50 of 14"),
    "one indicator for all": (
        {"figures": [("startup_events", f"{number}场") for number in range(47, 61)]},
        "gate_summaries.distinct_indicator_pct",
        "minhang_2022_summary 7.143 of 14",
    ),
    "a year too late": ({"issued_on": "2024-02-10"}, "gate_summaries.days_to_issue", "minhang_2022_summary 770"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_short_document_that_is_broken_fails(project: Path, name: str) -> None:
    changed, gate, observed = BROKEN[name]
    outcome = judged(add_summary(project, **{"figures": FIGURES, **changed}))
    assert {finding.gate: finding.observed for finding in outcome.failed} == {gate: observed}
    assert outcome.exit_code == 1


def test_all_commands_refuse_alike_what_a_waiver_with_a_reason_lets_pass(project: Path) -> None:
    add_summary(project, FIGURES, kind="target")
    before = (project / "warehouse.duckdb").read_bytes()
    # The second one judges what the first has built.
    for command in ("nightly", "publish"):
        result = run(project, "kewei", command)
        assert result.returncode == 1, result.stdout[-4000:]
        assert "failed: gate gate_summaries.promised_pct (facts of a summary)" in result.stdout
        assert "Not published: failed at gates: 1 gate failed" in result.stdout.splitlines()[-1]
        assert (project / "warehouse.duckdb").read_bytes() == before
    waive(project, f"{DOCUMENT},gate_summaries.promised_pct,It is a list of what was promised.")
    result = run(project, "kewei", "build")
    assert result.returncode == 0, result.stdout[-4000:]
    assert "waived: gate_summaries.promised_pct for minhang_2022_summary: It is a list of what" in result.stdout
    # The night judges with pages.
    with opened(project / "warehouse.duckdb") as warehouse:
        outcome = checkpoint.judge_all(project, warehouse)
    assert outcome.exit_code == 0
    assert [one for one in outcome.waived if one.startswith(f"gate_summaries.promised_pct for {DOCUMENT}")] != []


def test_half_the_facts_of_a_short_document_are_missed(project: Path) -> None:
    add_summary(project, FIGURES)
    for path in (project / "seeds/facts.csv", project / "seeds/second_reading/second_facts.csv"):
        path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:-7]) + "\n", encoding="utf-8")
    result = run(project, "kewei", "check")
    assert result.returncode == 1
    assert result.stdout.splitlines()[-1] == "7 problems in the CSVs."


def test_a_summary_of_december_is_a_warning_until_its_exception_is_recorded(project: Path) -> None:
    add_summary(project, FIGURES, issued_on="2022-12-20")
    result = run(project, "kewei", "build")
    assert result.returncode == 0, result.stdout[-4000:]
    assert "warned: gate gate_summaries.days_after_year" in result.stdout
    assert "observed  minhang_2022_summary -11" in result.stdout
    # A document of a dozen figures is short, and no gate refuses it for that.
    assert f"({count('facts') + len(FIGURES)} figures" in result.stdout.splitlines()[-1]
    waive(project, f"{DOCUMENT},gate_summaries.days_after_year,The title page says 20 December.")
    outcome = judged(project)
    assert (outcome.exit_code, outcome.with_status(WARNED)) == (0, [])
    (project / WAIVERS).touch()
    result = run(project, "kewei", "publish")
    assert "seeds/gate_waivers.csv was changed after the build began" in result.stdout


def test_waivers_are_checked(project: Path) -> None:
    waive(
        project,
        "putuo_1999_plan,gate_plans.promised_pct,Why.",
        "putuo_2015_plan,gate_plans.promised,Why.",
        "putuo_2015_plan,gate_plans.promised_pct,",
        "putuo_2015_plan,gate_figures.first_digit,Why.",
        "putuo_2019_summary,gate_summaries.promised_pct,Why.",
        "putuo_2019_summary,gate_summaries.promised_pct,Again.",
    )
    outcome = judged(project)
    assert outcome.exit_code == 1
    assert {problem.place: problem.found for problem in outcome.problems} == {
        f"{WAIVERS}:2, column document_id": "'putuo_1999_plan'",
        f"{WAIVERS}:3, column gate": "'gate_plans.promised'",
        f"{WAIVERS}:4, column reason": "''",
        f"{WAIVERS}:5, column gate": "'gate_figures.first_digit'",
        f"{WAIVERS}:6, column gate": "gate_summaries.promised_pct, which holds",
        f"{WAIVERS}:7": "putuo_2019_summary, gate_summaries.promised_pct",
    }


# What is left of a text when a part of it is not known.
HOLE = re.compile(
    r"  |(?<![0-9]) (?:%|pp)|^[ ,;]|[ ,;]$|, ,|,,|\bnull\b|\bNone\b|\(\)|（）|^to |\b(?:to|at least|at most)$"
)


def holes(answer: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The first text with a hole in each column of an answer."""
    found: dict[str, str] = {}
    names = [column[0] for column in answer.description]
    for row in answer.fetchall():
        for name, cell in zip(names, row, strict=True):
            # A code, such as `to` for the end of a growth, is no text.
            if isinstance(cell, str) and name not in ("code", "link_role") and HOLE.search(cell):
                found.setdefault(name, cell)
    return found


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the cases of judgement: open ends, missing parts and years."""
    return shared(tmp_path_factory, "judgements", build)


def test_no_text_of_marts_and_answers_has_a_hole(cases: Path) -> None:
    with duckdb.connect(str(cases / "draft/warehouse.duckdb"), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        queries = {name: f"select * from marts.{name}" for (name,) in tables}
        if "fct_evidence" in queries:
            # Sentences of documents are as they were printed.
            queries["fct_evidence"] = "select * exclude (sentence) from marts.fct_evidence"
        queries |= {path.name: path.read_text(encoding="utf-8") for path in (cases / "analyses").glob("*.sql")}
        found = {name: holes(connection.execute(query)) for name, query in queries.items()}
    assert {name: columns for name, columns in found.items() if columns} == {}


def test_no_answer_has_a_hole_where_values_are_not_known(curated_project: Path) -> None:
    """Of every number only the ends are known, and nothing that follows from it."""
    with duckdb.connect() as connection:
        publish.attach(connection, curated_project / "warehouse.duckdb", "good")
        connection.execute("create schema marts")
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'good' "
            "and schema_name = 'marts' and is_nullable and not regexp_matches(column_name, 'low|high') "
            "and (data_type like 'DECIMAL%' or column_name in ('actual_figure', 'agreement'))"
        ).fetchall()
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        for (table,) in tables:
            unknown = ", ".join(f"null as {column}" for name, column in columns if name == table)
            replaced = f"replace ({unknown})" if unknown else ""
            connection.execute(f"create table marts.{table} as select * {replaced} from good.marts.{table}")
        files = sorted((PROJECT / "analyses").glob("*.sql"))
        found = {path.name: holes(connection.execute(path.read_text(encoding="utf-8"))) for path in files}
    assert {name: cells for name, cells in found.items() if cells} == {}


def test_no_text_is_put_together_from_nulls(cases: Path) -> None:
    """DuckDB's concat passes over nulls, Spark's returns null; without nulls both leave nothing out."""
    manifest = json.loads((cases / "target/manifest.json").read_text(encoding="utf-8"))
    compiled = {
        node["name"]: node["compiled_code"]
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "test") and "concat(" in node.get("compiled_code", "")
    }
    assert len(compiled) > 30
    answers = []
    for is_strict in (False, True):
        with duckdb.connect() as connection:
            functions.register(connection)
            for name in ("build", "warehouse"):
                publish.attach(connection, cases / f"draft/{name}.duckdb", name)
            if is_strict:
                # A macro stands in for the function of its name.
                parameters = [[f"p{number}" for number in range(count)] for count in range(1, 20)]
                bodies = (
                    f"({', '.join(names)}) as {' || '.join(f'cast({name} as varchar)' for name in names)}"
                    for names in parameters
                )
                connection.execute(f"create macro concat {', '.join(bodies)}")
            answers.append(
                {name: sorted(map(repr, connection.execute(sql).fetchall())) for name, sql in compiled.items()}
            )
    assert [name for name in compiled if answers[0][name] != answers[1][name]] == []


def test_no_query_waits_for_concat_to_be_null() -> None:
    """On DuckDB it never is, so that coalesce(concat(...), ...) has a hole where || takes the other branch."""
    files = [path for folder in ("models", "macros", "tests", "analyses") for path in (PROJECT / folder).rglob("*.sql")]
    found = [path.name for path in files if re.search(r"coalesce\(\s*concat\(", path.read_text(encoding="utf-8"))]
    assert found == []
