"""What the repository may not hold, and what each analysis begins with."""

from __future__ import annotations

import csv
import re
import subprocess

import yaml
from conftest import PROJECT


def tracked_files() -> list[str]:
    """Paths that git tracks, or every file where there is no git."""
    result = subprocess.run(["git", "-C", str(PROJECT), "ls-files", "-z"], capture_output=True, text=True)
    if result.returncode:
        skipped = {".venv", "target", "logs", "documents"}
        paths = (path.relative_to(PROJECT) for path in PROJECT.rglob("*") if path.is_file())
        return [path.as_posix() for path in paths if not skipped & set(path.parts)]
    return [name for name in result.stdout.split("\0") if name]


def texts() -> dict[str, str]:
    """Every tracked text file."""
    found = {}
    for name in tracked_files():
        path = PROJECT / name
        if path.is_file():
            try:
                found[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return found


def test_no_file_names_a_package_registry() -> None:
    hosts = [
        "py" + "pi.org",
        "python" + "hosted",
        "npm" + "js",
        "deb." + "debian",
        "index-" + "url ",
        "find-" + "links ",
    ]
    named = [
        f"{name}: {host}"
        for name, text in texts().items()
        for host in hosts
        if host in text and not name.startswith("requirements/")
    ]
    named += [name for name, text in texts().items() if name.startswith("requirements/") and "://" in text]
    assert named == []


def test_no_sentence_of_a_document_is_in_the_repository(documents: str) -> None:
    from pathlib import Path

    length = 18
    with (PROJECT / "seeds/documents.csv").open(encoding="utf-8", newline="") as handle:
        titles = [row["title"] for row in csv.DictReader(handle)]
    grams = set()
    for path in Path(documents).glob("*.txt"):
        text = re.sub(r"\s+", "", path.read_text(encoding="utf-8"))
        grams.update(text[place : place + length] for place in range(len(text) - length + 1))
    copied = []
    for name, text in texts().items():
        for number, line in enumerate(text.splitlines(), 1):
            for title in titles:
                line = line.replace(title, "")
            line = re.sub(r"\s+", "", line)
            if any(line[place : place + length] in grams for place in range(len(line) - length + 1)):
                copied.append(f"{name}:{number}")
    assert copied == []


def test_every_analysis_is_in_the_tests_and_says_its_question() -> None:
    for path in (PROJECT / "analyses").glob("*.sql"):
        first, second = path.read_text(encoding="utf-8").splitlines()[:2]
        assert first.startswith("-- Question: "), path.name
        assert first.endswith("?"), path.name
        assert second == "-- Answer:", path.name


def test_the_page_of_cases_is_what_the_tests_hold() -> None:
    from tests.reading import cases

    assert (PROJECT / "docs/cases.md").read_text(encoding="utf-8") == cases.page(), (
        "write the page anew: python -m tests.reading.cases > docs/cases.md"
    )


STAGED = {"falling_verb", "before", "ordinal", "surplus", "range_mark", "scale", "after"}


def test_each_printed_word_has_a_worked_example() -> None:
    tests = yaml.safe_load((PROJECT / "models/staging/staging_unit_tests.yml").read_text(encoding="utf-8"))[
        "unit_tests"
    ]
    [examples] = [test["expect"]["rows"] for test in tests if test["name"] == "each_word_gives_its_bound"]
    with (PROJECT / "seeds/printed_words.csv").open(encoding="utf-8", newline="") as file:
        # The other roles are read by kewei/reading.py alone, whose examples are tests/python/*figures.csv.
        words = [row["word"] for row in csv.DictReader(file) if row["role"] in STAGED]
    # 超 is in 超过 as well, so the rest of the figure is compared, too.
    patterns = {word: re.compile(f"({word}20.*|20(亿|家)?{re.escape(word)}(30)?(家|人次)?)") for word in words}
    figures = [row["figure"] for row in examples]
    assert [word for word, pattern in patterns.items() if not any(map(pattern.fullmatch, figures))] == []
