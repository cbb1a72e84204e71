"""From a text to published marts, by the functions that the pages call: two made-up documents, read twice.

What a reader types is counted by the keyboard of tests/curate, which presses only keys that the page shows.
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_project, environment

from kewei.curate import add, answers, checks, rows, state
from kewei.curate.desk import FIRST, SECOND, Desk
from kewei.curate.server import Server, answer, page
from kewei.curate.view import in_chinese
from tests.curate import made_up
from tests.curate.keyboard import Keyboard
from tests.curate.readers import choose, fill, read_text, read_title_page
from tests.project import documents_folder

XUHUI = "xuhui_2024_summary"
XIHU = {"summary": "xihu_2024_summary", "plan": "xihu_2025_plan"}
# Keys and cells for a document of twenty figures, both readings together. Before there was a desk: some 1,400 cells.
MOST = 150


def put(project: Path, name: str, text: str) -> None:
    """Add a text to the inbox of a project."""
    path = project.parent / name
    path.write_text(text, encoding="utf-8")
    add.add(project, path)


@pytest.fixture(scope="module")
def inbox(curated_project, tmp_path_factory) -> Path:
    """A copy of the project with both documents in its inbox. No test may change it.

    The others' texts come after what is proposed without them; then the rules are compiled, once for all tests. A
    project that was built before is parsed, as that of a curator is.
    """
    project = copy_project(tmp_path_factory.mktemp("inbox") / "project")
    (project / "documents").mkdir()
    put(project, "xuhui.txt", made_up.XUHUI)
    put(project, "xihu.txt", made_up.XIHU)
    for path in Path(documents_folder()).glob("*.txt") if documents_folder() else ():
        shutil.copy(path, project / "documents")
    checks.compiled(project)
    return project


@pytest.fixture
def project(inbox: Path, tmp_path: Path) -> Path:
    """The same, for a test that changes it."""
    shutil.copytree(inbox, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


def used() -> float:
    """Seconds of processor time of this process and of those that it has started."""
    return sum(os.times()[:4])


def effort(*keyboards: Keyboard) -> int:
    """Keys and cells of several sittings."""
    return sum(one.pressed + one.cells for one in keyboards)


def read_first_xuhui(project: Path) -> Keyboard:
    """The first reader of 徐汇."""
    keyboard = Keyboard(Desk(project, XUHUI, FIRST))
    read_title_page(keyboard, made_up.XUHUI_TITLES)
    read_text(keyboard, "310104", made_up.XUHUI_FIGURES)
    return keyboard


def read_second_xuhui(project: Path) -> Keyboard:
    """The second reader of 徐汇, who takes one year for another."""
    keyboard = Keyboard(Desk(project, XUHUI, SECOND))
    read_title_page(keyboard, made_up.XUHUI_TITLES)
    read_text(keyboard, "310104", made_up.XUHUI_FIGURES, {"72场": {"year": "2023"}})
    judge_again(keyboard)
    return keyboard


def judge_again(keyboard: Keyboard) -> None:
    """The second reader judges what the first has added to the catalogue."""
    desk = keyboard.desk
    while desk.form:
        if desk.form["table"] == "units":
            keyboard.type(unit=desk.form["row"]["printed_unit"])
            for column, value in made_up.FORMS["units"]["chosen"].items():
                choose(keyboard, column, value)
            keyboard.press("Enter")
            continue
        new = made_up.NEW[desk.form["row"]["indicator_code"]]
        keyboard.type(unit=new["unit"])
        choose(keyboard, "concept_code", new["concept"]["concept_code"])
        for column, value in new["chosen"].items():
            choose(keyboard, column, value)
        keyboard.press("Enter")


def close(keyboard: Keyboard) -> None:
    """Close a reading; everything that a build checks must hold."""
    keyboard.press("Enter")
    found = keyboard.desk.examined
    assert keyboard.desk.reading["closed"], (
        keyboard.desk.message,
        found and (found.problems, found.pairs, found.details),
    )


def add_city(keyboard: Keyboard) -> None:
    """Add the district and its city, which the catalogue lacks, from the title page."""
    keyboard.press("Escape", "f", "+")
    fill(keyboard)
    assert keyboard.desk.form["row"]["area"] == "杭州市"
    fill(keyboard)
    assert keyboard.desk.header_cell("district_code")["value"] == "330106"


def add_tasks(keyboard: Keyboard) -> None:
    """Make tasks of the clauses of the plan, from the list of all clauses."""
    keyboard.press("8")
    for clause in [one for one in keyboard.seen.clicks if one["do"] == "task"]:
        words = keyboard.desk.text[clause["start"] : clause["end"]]
        if re.match("新认定|举办|新[增建]", words):
            keyboard.pressed += 1
            keyboard.send(clause)
            keyboard.type(task="Do what the clause of the made-up plan says", task_zh="落实该分句所列工作")
            choose(keyboard, "theme", "rd")
            keyboard.press("Enter")
    keyboard.press("9")


def read_xihu(project: Path) -> list[Keyboard]:
    """Both readers of 西湖, whose text is two documents: what one adds the other has, and both are written at once."""
    keyboards = []
    for kind, document in XIHU.items():
        first = Keyboard(Desk(project, document, FIRST))
        if kind == "summary":
            add_city(first)
        read_title_page(first, made_up.XIHU_PARTS[kind])
        read_text(first, "330106", made_up.XIHU_FIGURES)
        if kind == "plan":
            add_tasks(first)
        close(first)
        keyboards.append(first)
    for kind, document in XIHU.items():
        second = Keyboard(Desk(project, document, SECOND))
        read_title_page(second, made_up.XIHU_PARTS[kind])
        read_text(second, "330106", made_up.XIHU_FIGURES)
        judge_again(second)
        close(second)
        keyboards.append(second)
        if kind == "summary":
            alone = Keyboard(Desk(project, document, FIRST))
            alone.press("Enter")
            assert alone.desk.message == "parts_are_open"
            assert alone.desk.written == []
    return [*keyboards, write(project, XIHU["plan"])]


def write(project: Path, document: str) -> Keyboard:
    """The first reader settles what differs and writes the rows."""
    desk = Desk(project, document, FIRST)
    keyboard = Keyboard(desk)
    while desk.examined.differences:
        keyboard.press("1")
        keyboard.type(reason="The sentence names no other year.")
    keyboard.press("Enter")
    assert desk.written, (desk.message, desk.examined)
    return keyboard


def test_three_documents_from_their_texts_to_published_marts(documents, inbox, tmp_path, report_line) -> None:
    project = tmp_path / "project"
    shutil.copytree(inbox, project, symlinks=True)
    before = {path: path.read_bytes() for path in (project / "seeds").rglob("*.csv")}
    begun = used()
    first = read_first_xuhui(project)
    assert {path: path.read_bytes() for path in before} == before
    close(first)
    second = read_second_xuhui(project)
    close(second)
    assert {path: path.read_bytes() for path in before} == before
    last = write(project, XUHUI)
    seconds = used() - begun
    assert effort(first, second, last) <= MOST
    of_second_document = read_xihu(project)

    # Small differences: no line that was there is another one now, and those of a document stand together.
    for path, content in before.items():
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = content.decode().splitlines()
        assert [line for line in lines if line in set(kept)] == kept, path.name

    begun = used()
    # In a process of its own, whose time is counted.
    built = subprocess.run(
        [sys.executable, "-m", "kewei", "build"],
        cwd=project,
        env=environment(str(project / "documents")),
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout
    seconds += used() - begun
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as marts:
        changed, _ = answers.changes(marts, project)
        assert any(f"+{answers.ROW}徐汇" in change.diff for change in changed)
        published = marts.execute(
            "select figure, indicator_code, cast(year as varchar), kind, measure "
            "from marts.fct_observations where document_id = ? order by char_start",
            [XUHUI],
        ).fetchall()
        columns = ("indicator_code", "year", "kind", "measure")
        assert published == [
            (figure, *(said[column] for column in columns)) for figure, said in made_up.XUHUI_FIGURES.items()
        ]
        assert marts.execute(
            "select figure, value from marts.fct_observations where document_id = ? and kind = 'target' "
            "order by char_start",
            [XIHU["plan"]],
        ).fetchall() == [("160家以上", 160), ("120亿元", 12_000_000_000), ("20场", 20), ("2家", 2), ("18爿", 18)]
        assert marts.execute(
            "select counted_one_en, counted_en from marts.dim_indicators where indicator_code = 'concept_platforms_new'"
        ).fetchall() == [("platform", "platforms")]
        verdict = marts.execute(
            "select strength, verdict from marts.fct_target_attainment where plan_year = 2024 and district = '徐汇'"
        ).fetchall()
        assert verdict == [("planned", "exceeded")]
        assert marts.execute(
            "select count(*), count(*) filter (has_figure) from marts.fct_tasks where document_id = ?", [XIHU["plan"]]
        ).fetchall() == [(4, 4)]
        assert marts.execute(
            "select count(*) from marts.fct_evidence where document_id in (?, ?, ?)", [XUHUI, *XIHU.values()]
        ).fetchall() == [(28,)]
    settled = rows_of(project / "seeds/reading_differences.csv")
    assert [
        (row["row_name"].split()[0], row["column_name"], row["settled"]) for row in settled if XUHUI in row["row_name"]
    ] == [(XUHUI, "year", "2024")]
    assert seconds < 60
    report_line(
        f"A document of 20 figures: {first.pressed + second.pressed + last.pressed} keys and "
        f"{first.cells + second.cells + last.cells} cells ({first.characters + second.characters + last.characters} "
        f"characters), {seconds:.0f} s of processor time for checks, answers and the build; "
        f"8 figures of another city, in two documents of one text: {effort(*of_second_document)} keys and cells."
    )


def test_a_check_says_what_is_wrong_what_changed_and_what_waits(project) -> None:
    """In one run, without a build, and with nothing written but a cache."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    for command in (["init", "-q"], ["add", "seeds"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *command], cwd=project, check=True)
    assert checks.changed(project) == []
    facts = project / "seeds/facts.csv"
    before = facts.read_text(encoding="utf-8")
    slips = {
        "441,67家,310107,,hnte_first_certified": "441,67家,310107,,hnte_newly_certified",
        "6425,131.91亿": "6425,131.91亿磅",
        "putuo_2023_summary,5357,4次,310107,,investment_trainings,2023,actual,level,,,,\n": "",
    }
    text = before
    for old, new in slips.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    facts.write_text(text, encoding="utf-8")
    analysis = project / "analyses/01_technology_contracts_by_year.sql"
    answered = analysis.read_text(encoding="utf-8")
    found = checks.check(project)
    lines = text.splitlines()
    places = {
        lines[problem.line - 1].split(",")[1]
        for problem in found.problems
        if problem.file == "seeds/facts.csv" and problem.line
    }
    assert {"441", "6425"} <= places
    said = [(problem.place, problem.found, problem.expected) for problem in found.problems]
    assert any("its unit is not in seeds/units.csv" in expected for *_, expected in said)
    assert any(found == "'no row for putuo_2023_summary 5357'" for _, found, _ in said)
    assert any(place.startswith("seeds/numerals.csv:") and "a fact that covers" in why for place, _, why in said)
    assert checks.conclude(found) == 1
    first, *corrected = checks.changed(project)
    assert first == "seeds/facts.csv: 2 figures corrected, 1 figure removed (putuo_2023_summary)"
    assert [line.split(": ", 1)[1] for line in corrected] == [
        "indicator_code 'hnte_first_certified' is now 'hnte_newly_certified'",
        "figure '131.91亿' is now '131.91亿磅'",
    ]
    waits = checks.unreviewed(project)
    assert [line.split(":")[0] for line in waits] == [*XIHU.values(), XUHUI]
    assert f"`kewei second {XUHUI}` (0 of 34 numerals judged)" in waits[2]
    facts.write_text(before, encoding="utf-8")
    # The rules have not changed, so nothing is compiled again; and an answer that was typed wrong is found.
    analysis.write_text(answered.replace("17.57亿元 | 1757000000", "17.57亿元 | 1757000001"), encoding="utf-8")
    with checks.built_in_memory(project) as (connection, found):
        changed, unasked = answers.changes(connection, project)
    assert found.is_good
    assert (analysis, answered) in [(change.path, change.text) for change in changed]
    assert unasked == ["analyses/34_what_changed.sql"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


PLANTED = "rd_gdp_share"
NOTE = "A note of the first reader only."


def test_the_second_reader_sees_nothing_of_the_first(project) -> None:
    """Values are planted where the first reader judges; every answer and every file that is opened is searched."""
    first = state.load(project, XUHUI, FIRST)
    for numeral in first["numerals"].values():
        numeral["disposition"]["reason"] = NOTE
        for fact in numeral["facts"]:
            for column in ("note", "note_zh", "year", "period"):
                fact["cells"][column] = state.cell("1917" if column == "year" else NOTE, None, NOTE, "person")
    first["header"]["document_number"] = state.cell("planted-number", None, NOTE, "person")
    first["rows"] = {
        "indicators": [
            {
                "indicator_code": "planted_indicator",
                "indicator": "埋设指标数",
                "indicator_en": "Planted",
                "basis": "planted_basis",
                "definition": "A definition that both may read.",
                "definition_zh": "两人都可阅读的口径。",
                "unit": "planted_unit",
                "concept_code": "planted_concept",
                "subject": "planted_subject",
                "direction": "planted_direction",
            }
        ],
        "comparability": [
            {"indicator_code_a": "hnte_valid", "indicator_code_b": "planted_indicator", "grade": "planted_grade"}
        ],
    }
    state.save(project, XUHUI, FIRST, first)
    keyboard = Keyboard(Desk(project, XUHUI, FIRST))
    # Any key of the first reader writes what the second may know.
    keyboard.press("Escape")

    opened: set[str] = set()
    sys.addaudithook(lambda event, arguments: opened.add(str(arguments[0])) if event == "open" and watching else None)
    watching = [True]
    desk = Desk(project, XUHUI, SECOND)
    second = Keyboard(desk)
    responses = [page(desk, "zh"), page(desk, "en")]
    read_title_page(second, made_up.XUHUI_TITLES)
    for _ in range(len(desk.pieces)):
        responses.append(json.dumps(answer(desk, "en"), ensure_ascii=False))
        second.press("ArrowRight")
    second.press("9")
    second.send({"do": "close"})
    assert desk.message == "numerals_are_open"
    # What the first reader added is judged from names and definitions.
    for action in [
        {"do": "step", "to": "catalogue"},
        *({"do": "form", "table": t, "key": k} for t, k in desk.waiting_rows()),
    ]:
        second.send(action)
        responses.append(json.dumps(answer(desk, "en"), ensure_ascii=False))
    watching.clear()

    inside = sorted(path for path in opened if path.startswith(str(project)))
    assert any(path.endswith("shared.json") for path in inside)
    forbidden = (
        "first.json",
        "settled.json",
        "seeds/facts.csv",
        "seeds/numerals.csv",
        "seeds/documents.csv",
        "fact_details.csv",
    )
    assert [path for path in inside if path.endswith(forbidden)] == []
    texts = {path: Path(path).read_text(encoding="utf-8") for path in inside if Path(path).is_file()}
    texts |= {f"response {number}": text for number, text in enumerate([*responses, *second.responses])}
    planted = (
        NOTE,
        "1917",
        "planted-number",
        "planted_basis",
        "planted_unit",
        "planted_concept",
        "planted_subject",
        "planted_direction",
        "planted_grade",
    )
    found = [(path, word) for path, text in texts.items() for word in planted if word in text]
    assert found == []
    assert "planted_indicator" in "".join(responses)


def test_what_is_judged_is_saved_at_once_and_can_be_undone(project) -> None:
    keyboard = Keyboard(Desk(project, XUHUI, FIRST))
    read_title_page(keyboard, made_up.XUHUI_TITLES)
    keyboard.press("s", "s")
    at = keyboard.desk.at
    assert at > 0
    # The program stops here without a word; the next one goes on at the same place.
    desk = Desk(project, XUHUI, FIRST)
    assert (desk.step, desk.at) == ("text", at)
    again = Keyboard(desk)
    kept = (state.folder(project, XUHUI) / "first.json").read_text(encoding="utf-8")
    again.press("x", "o")
    assert desk.at != at
    again.press("u")
    saved = state.load(project, XUHUI, FIRST)
    assert saved["numerals"] == json.loads(kept)["numerals"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_fault_at_any_file_leaves_all_csvs_as_they_were(project, monkeypatch, step: str) -> None:
    folder = rows.stage(project, [rows.Read(*(state.load(project, XUHUI, name) for name in ("document", FIRST)))])
    before = {path: path.read_bytes() for path in (project / "seeds").rglob("*") if path.is_file()}
    holder = {"fsync": rows.os, "replace": Path}[step]
    real, calls = getattr(holder, step), []

    def fails(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(holder, step, fails)
    with pytest.raises(OSError, match="No space"):
        rows.publish(project, folder)
    assert {path: path.read_bytes() for path in (project / "seeds").rglob("*") if path.is_file()} == before


@pytest.fixture
def served(project):
    """A desk behind its server."""
    with Server(Desk(project, XUHUI, FIRST)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_page_answers_only_who_knows_its_address(served) -> None:
    def ask(method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", served.server_port, timeout=10)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        found = connection.getresponse()
        return found.status, dict(found.getheaders()), found.read().decode()

    assert served.server_address[0] == "127.0.0.1"
    home = f"/{served.token}/"
    action = json.dumps({"do": "step", "to": "text", "version": 0})
    status, headers, text = ask("GET", home)
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert not re.search('https?://|<script>|style=| on[a-z]+="', text)
    refused = {
        "no token": ask("GET", "/"),
        "a wrong token": ask("GET", "/" + "A" * len(served.token) + "/"),
        "another host": ask("GET", home, Host="kewei.example"),
        "another origin": ask(
            "POST", f"{home}act", action, Content_Type="application/json", Origin="http://evil.example"
        ),
        "a form": ask("POST", f"{home}act", action, Content_Type="text/plain"),
        "a file": ask("GET", f"{home}../desk.py"),
        "no action": ask("POST", f"{home}act", '{"do": "save", "version": 0}', Content_Type="application/json"),
        "an action with more": ask(
            "POST", f"{home}act", '{"do": "undo", "x": 1, "version": 0}', Content_Type="application/json"
        ),
        "no version": ask("POST", f"{home}act", '{"do": "undo"}', Content_Type="application/json"),
    }
    assert {name: status for name, (status, *_) in refused.items()} == {
        **dict.fromkeys(refused, 404),
        **dict.fromkeys(("another host", "another origin"), 403),
        **dict.fromkeys(("no action", "an action with more", "no version"), 400),
    }
    assert served.desk.step == "header"
    shown = json.loads(ask("POST", f"{home}act", action, Content_Type="application/json")[2])
    assert (served.desk.step, shown["version"]) == ("text", 1)
    # A second page that is behind changes nothing, and shows what the first one has done.
    late = json.dumps({"do": "step", "to": "close", "version": 0})
    refused = json.loads(ask("POST", f"{home}act", late, Content_Type="application/json")[2])
    assert (served.desk.step, refused["version"]) == ("text", 1)
    assert "另一页面已继续录入" in refused["panel"]


@pytest.mark.parametrize(
    ("language", "colours", "width"), [("zh", "light", 1280), ("en", "dark", 360)], ids=["wide", "narrow"]
)
def test_a_reader_reads_with_the_keyboard_of_a_browser(served, browser, language, colours, width) -> None:
    """The same keys as those of tests/curate, pressed in chromium; what is pressed is what the desk counts."""
    from tests.browser import Visit

    desk, keyboard = served.desk, Keyboard(served.desk)
    read_title_page(keyboard, made_up.XUHUI_TITLES)
    counted = dict(desk.reading["effort"])
    visit = Visit(browser, served.address.rstrip("/"), color_scheme=colours)
    page = visit.open(f"?lang={language}")
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    def press(*keys: str) -> None:
        for key in keys:
            with page.expect_response("**/act*"):
                page.keyboard.press(key)
            page.wait_for_selector("#panel:not([aria-busy])")

    # As fast as a browser can: no key is lost while the answer to another is awaited.
    for key in ("s", "s", "u", "s"):
        page.keyboard.press(key)
    for _ in range(500):
        if desk.reading["effort"]["keys"] < counted["keys"] + 4:
            page.wait_for_timeout(20)
    page.wait_for_selector("#panel:not([aria-busy])")
    assert desk.reading["effort"]["keys"] == counted["keys"] + 4
    assert page.locator(".numeral.done").count() == len(desk.pieces) - desk.open_numerals() > 5
    assert page.locator(".numeral.at").inner_text() == desk.piece["numeral"]
    # A field takes its letters and digits itself, and Enter keeps them.
    press("q")
    page.keyboard.press("Control+a")
    page.keyboard.type("s1450家")
    press("Enter")
    assert rows.value(desk.current()["cells"], "figure") == "s1450家"
    press("u", "/")
    page.keyboard.type("高新技术企业")
    press("Enter", "1")
    assert rows.value(desk.current()["cells"], "indicator_code") == desk.catalogue.found("高新技术企业")[0]
    press("u")
    with page.expect_response("**/act*"):
        page.locator(".numeral").nth(20).click()
    page.wait_for_selector("#panel:not([aria-busy])")
    assert desk.at == 20
    press("i")
    assert page.evaluate("document.activeElement.name") == "indicator"
    press("Escape")
    assert desk.form is None
    # Ten keys and two fields since the title page, and a click; Escape closed the form, letters in fields are no keys.
    assert {name: desk.reading["effort"][name] - counted[name] for name in ("keys", "cells")} == {
        "keys": 14,
        "cells": 2,
    }
    # The browser asks for an icon of the site, which the page has not.
    assert [line for line in visit.close() if "favicon" not in line] == []


def test_nothing_from_a_text_becomes_markup(inbox, tmp_path) -> None:
    project = tmp_path / "project"
    shutil.copytree(inbox, project, symlinks=True)
    document = state.load(project, XUHUI, "document")
    hostile = "<script>alert(1)</script>'\"&"
    path = project / "documents" / document["source_file"]
    path.write_text(
        made_up.XUHUI.replace("一、企业培育\n", f"一、{hostile}"[: len("一、企业培育\n")]), encoding="utf-8"
    )
    document["header"]["title"] = state.cell(hostile, 0.5, hostile)
    state.save(project, XUHUI, "document", document)
    for language in ("zh", "en"):
        text = page(Desk(project, XUHUI, FIRST), language)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_every_reason_of_a_proposal_has_its_chinese(inbox) -> None:
    given: set[str] = set()
    for document in (XUHUI, *XIHU.values()):
        for name in ("document", FIRST):
            text = (state.folder(inbox, document) / f"{name}.json").read_text(encoding="utf-8")
            given |= {json.loads(found) for found in re.findall(r'"reason": ("(?:[^"\\]|\\.)*")', text)} - {""}
    assert len(given) > 20
    assert [reason for reason in sorted(given) if re.search("[a-z]{3,} [a-z]{2,}", in_chinese(reason))] == []
    assert in_chinese("it seems to say the same as 20家 at 57") == "似与前文的20家重复（位置57）"


SAID = ("found", "expected", "remedy")


def texts_of(node: dict) -> list[str]:
    """What an expression of SQL can say; a number stands for what only the data tell."""
    kind = node["class"]
    if kind == "CONSTANT":
        return [node["literal"].get("text") or ""] if node["literal"]["kind"] != "NULL" else []
    if kind == "CASE":
        return [
            text
            for one in (*(check["then_expr"] for check in node["case_checks"]), node["else_expr"])
            for text in texts_of(one)
        ]
    children = [one.get("expression", one) for one in node.get("arguments") or node.get("children") or []]
    if node["type"] == "OPERATOR_COALESCE":
        return [text for one in children for text in texts_of(one)]
    if node.get("function_name") in ("concat", "||"):
        return ["".join(parts) for parts in itertools.product(*(texts_of(one) or [""] for one in children))]
    return ["5"]


def said_by(tree: object) -> set[str]:
    """What the columns found, expected and remedy of a test can say."""
    if isinstance(tree, list):
        return {text for one in tree for text in said_by(one)}
    if not isinstance(tree, dict):
        return set()
    own = set(texts_of(tree)) if tree.get("alias") in SAID else set()
    return own | {text for one in tree.values() for text in said_by(one)}


def test_what_checks_and_gates_say_has_its_chinese(inbox) -> None:
    """Read from the compiled SQL of the tests and from the bounds of the gates."""
    from expectations.suite import EXPECTED

    said = {row["reason"] for row in rows_of(PROJECT / "expectations/bounds.csv")}
    said |= {words.format(limits) for words in EXPECTED.values() for limits in ("of at most 5", "between 5 and 6")}
    with duckdb.connect() as connection:
        for node in checks.compiled(inbox):
            if node["resource_type"] == "test":
                [found] = connection.execute("select json_serialize_sql(?)", [node["sql"]]).fetchone()
                said |= said_by(json.loads(found))
    assert len(said) > 300
    # Of the English of the CSVs only what is quoted stays.
    quoted = "“[^”]*”|因口径写有.*"
    rest = [text for text in said if re.search("[a-z]{3,} [a-z]{2,}", re.sub(quoted, "", in_chinese(text)))]
    assert rest == []


def test_every_word_of_the_pages_is_in_both_languages() -> None:
    words = rows_of(PROJECT / "kewei/curate/pages/words.csv")
    assert all(row["zh"] and row["en"] for row in words)
    assert len({row["word"] for row in words}) == len(words)
    template = (PROJECT / "kewei/curate/pages/panel.html.j2").read_text(encoding="utf-8")
    said = set(re.findall(r'say\("(\w+)"\)', template))
    said |= set(re.findall(r'FailedError\("(\w+)"\)', (PROJECT / "kewei/curate/desk.py").read_text(encoding="utf-8")))
    assert said - {row["word"] for row in words} == set()
