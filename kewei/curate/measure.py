"""How good the proposals are: each document proposed with itself held out, against its curated rows.

    python -m kewei.curate.measure                        writes docs/curation.md
    python -m kewei.curate.measure --sample FOLDER SEED   prints proposals for other texts, to be judged by hand
    python -m kewei.curate.measure --sample FOLDER        brings the samples that are judged to what is proposed now

Held out are the document's rows and the indicators that only it uses; its text is what is read.
"""

from __future__ import annotations

import csv
import itertools
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kewei.curate.add import documents_folder
from kewei.curate.header import headers
from kewei.curate.matching import Catalogue, Reviewed, Row, held_out, learned, rows_of
from kewei.curate.propose import propose
from kewei.curate.state import DETAILS, State
from kewei.curate.texts import read
from kewei.problem import FailedError

PROJECT = Path(__file__).resolve().parents[2]
PAGE, SAMPLE = PROJECT / "docs" / "curation.md", PROJECT / "docs" / "curation-sample.csv"
# A row of the sample is a numeral, a cell what is proposed for it: `level` is right, `level ≠ gap` is wrong, and of
# `? ≠ gap` the program says that it does not know. A blank cell was not judged; `empty` is nothing proposed.
KEYS = ("seed", "source_file", "char_start", "printed")
UNKNOWN, EMPTY, NOT = "?", "empty", " ≠ "
FIGURES, OTHERS = 100, 50
FIGURE = ("figure", "figure_run_on")
# Everything of a fact but place, indicator and notes.
REST = ("figure", "measure", "kind", "year", "strength", "rank_group", *DETAILS)
# Rates by name: what is counted, and the goal in percent.
GOALS = {
    "figure or not: precision": 95,
    "figure or not: recall": 97,
    "figure": 99,
    "measure": 97,
    "kind": 97,
    "year": 97,
    "place": 95,
    "all columns but indicator and place": 93,
    "known indicator ranked first": 85,
    "known indicator among the first five": 98,
    "new indicator recognised": 90,
}
OWN_PLACES = "place, its own areas unknown"
WHAT = {
    "figure or not: precision": "numerals proposed as figures that are figures",
    "figure or not: recall": "numerals that are figures and are proposed as such",
    "disposition": "numerals with the right one of the twelve dispositions",
    "things": "figures with the right number of things that they describe",
    "figure": "figures as printed, with qualifiers and unit",
    "place": "district and area both right",
    "all columns but indicator and place": ", ".join(f"`{name}`" for name in REST),
    "known indicator ranked first": "facts whose indicator another document uses too, with it first among the nearest",
    "known indicator among the first five": "the same, those with it among the five nearest",
    "known indicator proposed": "the same, those with it in the cell: near enough to be no new one",
    "new indicator recognised": "facts whose indicator no other document uses, proposed as a new one",
    OWN_PLACES: "the same without the areas that only this document uses, as for a district that is new",
    "header": "cells of `documents.csv`: number, issuer, district, type, day, year, title, parts, count, checksum",
}
HEADER = (
    "document_number",
    "title",
    "issuer",
    "issuer_en",
    "district_code",
    "document_type",
    "issued_on",
    "covers_year",
)
HEADER += ("numeral_count", "numerals_sha256", "part_start", "part_end")
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass
class Rates:
    """Numerators and denominators by name and document, what was missed, and how sure the proposals were."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    total: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    sure: Counter[tuple[float, bool]] = field(default_factory=Counter)

    def note(self, name: str, document_id: str, is_right: bool, *missed: object) -> None:
        """Count one cell; missed: place, figure, what was proposed, what is curated."""
        self.total[name, document_id] += 1
        self.right[name, document_id] += is_right
        if not is_right:
            self.missed.append((name, document_id, *map(str, missed)))

    def of(self, name: str, document_id: str | None = None) -> tuple[int, int]:
        """Numerator and denominator of a rate, of one document or of all."""
        keys = [key for key in self.total if key[0] == name and document_id in (None, key[1])]
        return sum(self.right[key] for key in keys), sum(self.total[key] for key in keys)

    def percent(self, name: str, document_id: str | None = None) -> float:
        """The rate in percent; 100 where there is nothing to count."""
        right, total = self.of(name, document_id)
        return 100 * right / total if total else 100.0


def measured(catalogue: Catalogue, reviewed: list[Reviewed], details: list[Row], only: Collection[str] = ()) -> Rates:
    """The rates of the documents whose texts are at hand; only: the ids to measure with, the others are left out."""
    rates = Rates()
    outside = {one.document_id for one in reviewed if only and one.document_id not in only}
    of_detail = {(row["document_id"], row["char_start"]): row for row in details}
    rows = {row["document_id"]: row for row in catalogue.documents}
    for one in reviewed:
        if one.document_id not in outside and one.text is not None:
            measure_one(rates, catalogue, reviewed, one, rows[one.document_id], of_detail, outside)
    return rates


def places_of_its_own(catalogue: Catalogue, reviewed: list[Reviewed]) -> Rates:
    """The rates of each document when the areas that only it names are not in the catalogue, as of a new district."""
    rates, rows = Rates(), {row["document_id"]: row for row in catalogue.documents}
    for one in reviewed:
        if one.text is not None:
            elsewhere = {fact["area_code"] for other in reviewed if other is not one for fact in other.facts}
            own = {fact["area_code"] for fact in one.facts} - elsewhere
            areas = [row for row in catalogue.areas if row["area_code"] not in own]
            measure_one(rates, replace(catalogue, areas=areas), reviewed, one, rows[one.document_id], {}, set())
    return rates


def measure_one(
    rates: Rates,
    catalogue: Catalogue,
    reviewed: list[Reviewed],
    one: Reviewed,
    row: Row,
    details: dict[tuple[str, str], Row],
    outside: set[str],
) -> None:
    """Count what is right of one document."""
    mine, hold = one.document_id, outside | {one.document_id}
    known = held_out(catalogue, reviewed, hold)[0].indicators
    header = {name: row[name] for name in ("district_code", "document_type", "covers_year", "part_start", "part_end")}
    pieces, numerals = propose(one.text, header, catalogue, reviewed, hold)
    facts = defaultdict(list)
    for fact in one.facts:
        facts[int(fact["char_start"])].append(fact)
    ledger = {int(line["char_start"]): line["disposition"] for line in one.ledger}
    for piece in pieces:
        start = piece["char_start"]
        numeral, wanted = numerals[str(start)], ledger.get(start, "no row")
        found = numeral["disposition"]["value"]
        missed = (start, piece["numeral"], found, wanted)
        if found in FIGURE:
            rates.note("figure or not: precision", mine, wanted in FIGURE, *missed)
        if wanted in FIGURE:
            rates.note("figure or not: recall", mine, found in FIGURE, *missed)
        rates.note("disposition", mine, found == wanted, *missed)
        if start in facts:
            things = (len(numeral["facts"]), len(facts[start]))
            rates.note("things", mine, things[0] == things[1], start, facts[start][0]["figure"], *things)
            for number, fact in enumerate(facts[start]):
                proposed = numeral["facts"][min(number, things[0] - 1)] if numeral["facts"] else None
                measure_fact(rates, mine, fact, details.get((mine, str(start)), {}), proposed, known)
    for found in headers(one.text, held_out(catalogue, reviewed, hold)[0], ""):
        if found["part_start"]["value"] == row["part_start"]:
            for name in HEADER:
                value = found[name]["value"]
                rates.note("header", mine, value == row[name], name, "", value, row[name])


def measure_fact(
    rates: Rates, document_id: str, fact: Row, detail: Row, proposed: State | None, known: dict[str, Row]
) -> None:
    """Count what is right of one fact."""
    where = (fact["char_start"], fact["figure"])
    cells = {name: cell["value"] for name, cell in proposed["cells"].items()} if proposed else {}
    wanted = {name: fact[name] if name in fact else detail.get(name, "") for name in REST}
    right = {name: cells.get(name) == value for name, value in wanted.items()}
    for name, value in wanted.items():
        rates.note(name, document_id, right[name], *where, cells.get(name), value)
    rates.note("all columns but indicator and place", document_id, all(right.values()), *where, "", "")
    place = (cells.get("district_code"), cells.get("area_code"))
    rates.note(
        "place", document_id, place == (fact["district_code"], fact["area_code"]), *where, place[1], fact["area_code"]
    )
    code, nearest = (
        cells.get("indicator_code"),
        [near["indicator_code"] for near in proposed["nearest"]] if proposed else [],
    )
    wanted_code = fact["indicator_code"]
    missed = (*where, code or f"new; nearest {nearest[:1]}", wanted_code)
    if wanted_code in known:
        rates.note("known indicator ranked first", document_id, nearest[:1] == [wanted_code], *missed)
        rates.note("known indicator among the first five", document_id, wanted_code in nearest, *missed)
        rates.note("known indicator proposed", document_id, code == wanted_code, *missed)
    else:
        rates.note("new indicator recognised", document_id, proposed is not None and code is None, *missed)
    for name, cell in (proposed["cells"] if proposed else {}).items():
        value = fact.get(name, wanted.get(name))
        if cell["value"] is not None and (name != "indicator_code" or wanted_code in known):
            band = max(low for low in BANDS if low <= cell["confidence"])
            rates.sure[band, cell["value"] == value] += 1


# -- texts nobody has curated ------------------------------------------------------------------------------------------


Drawn = tuple[str, str, State, State, State | None]


def everything(folder: Path, catalogue: Catalogue, reviewed: list[Reviewed]) -> Iterator[Drawn]:
    """Figures and other numerals of the texts in a folder: file, text, piece, numeral, fact."""
    for path in sorted(folder.glob("*.txt")):
        text = read(path).content
        for header in headers(text, catalogue, path.stem):
            values = {name: cell["value"] or "" for name, cell in header.items()}
            pieces, numerals = propose(text, values, catalogue, reviewed)
            for piece in pieces:
                numeral = numerals[str(piece["char_start"])]
                for fact in numeral["facts"]:
                    yield path.name, text, piece, numeral, fact
                if not numeral["facts"]:
                    yield path.name, text, piece, numeral, None


def drawn(folder: Path, catalogue: Catalogue, reviewed: list[Reviewed], seed: int) -> Iterator[Drawn]:
    """Of those a sample by a seed: figures, then other numerals."""
    found = list(everything(folder, catalogue, reviewed))
    figures = [one for one in found if one[4]]
    others = [one for one in found if one[3]["disposition"]["value"] not in FIGURE]
    choose = random.Random(seed)
    yield from choose.sample(figures, min(FIGURES, len(figures)))
    yield from choose.sample(others, min(OTHERS, len(others)))


def print_sample(folder: Path, catalogue: Catalogue, reviewed: list[Reviewed], seed: int) -> None:
    """Print the sample with the words around each numeral, for the one who judges it."""
    for number, (name, text, piece, numeral, fact) in enumerate(drawn(folder, catalogue, reviewed, seed), 1):
        start, end = piece["char_start"], piece["char_end"]
        before, after = text[max(0, start - 100) : start], text[end : end + 45]
        around = f"{before}【{text[start:end]}】{after}".replace("\n", "/").replace("\r", "")
        print(f"\n{number}. {name} {start}  {numeral['disposition']['value']}\n    {around}")
        if fact:
            shown = {key: cell["value"] for key, cell in fact["cells"].items() if cell["value"] not in ("", None)}
            new = {key: cell["value"] for key, cell in (fact["new_indicator"] or {}).items()}
            print(f"    {shown} new: {new} repeats: {fact['repeats']}")


def judge_again(folder: Path, catalogue: Catalogue, reviewed: list[Reviewed]) -> None:
    """Bring the samples to what is proposed now; what is right is known from the first judgement, but of names."""
    found: dict[tuple[str, str], dict[str, str | None]] = {}
    for name, _, piece, numeral, fact in everything(folder, catalogue, reviewed):
        cells = {column: cell["value"] for column, cell in fact["cells"].items()} if fact else {}
        if fact:
            cells["indicator_code"] = cells["indicator_code"] or "new"
        found[name, str(piece["char_start"])] = cells | {"disposition": numeral["disposition"]["value"]}
    _, rows = judged()
    for row in rows:
        cells = found[row["source_file"], row["char_start"]]
        if row["column"] in cells or row["column"] == "disposition":
            right = row["right_value"] or row["proposed"]
            now = cells[row["column"]]
            row["proposed"] = now or ""
            row["judged"] = "blank" if now is None else "right" if now == right.replace("empty", "") else "wrong"
            row["right_value"] = "" if row["judged"] == "right" else right or "empty"
    write_sample(rows)


def write_sample(rows: list[Row]) -> None:
    """Write the judgements, a line for each numeral."""
    lines: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        cell = UNKNOWN if row["judged"] == "blank" else row["proposed"] or EMPTY
        cell += "" if row["judged"] == "right" else f"{NOT}{row['right_value']}"
        lines.setdefault(tuple(row[key] for key in KEYS), {})[row["column"]] = cell
    with SAMPLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        columns = list(dict.fromkeys(row["column"] for row in rows))
        writer.writerow([*KEYS, *columns])
        writer.writerows([*key, *(cells.get(column, "") for column in columns)] for key, cells in lines.items())


def read_sample() -> list[Row]:
    """The judgements, a row for each cell: the numeral, column, proposed, judged, right_value."""
    rows = []
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for column, cell in list(line.items())[len(KEYS) :]:
                proposed, is_not, right = cell.partition(NOT)
                judged = "blank" if proposed == UNKNOWN else "wrong" if is_not else "right"
                proposed = "" if proposed in (UNKNOWN, EMPTY) else proposed
                judgement = {"column": column, "proposed": proposed, "judged": judged, "right_value": right}
                rows += [{key: line[key] for key in KEYS} | judgement] if cell else []
    return rows


def judged() -> tuple[dict[tuple[str, str], tuple[int, int, int]], list[Row]]:
    """The samples judged by hand: by seed and column how many are right, blank and there at all; and all rows."""
    if not SAMPLE.is_file():
        return {}, []
    rows = read_sample()
    counts = Counter((row["seed"], row["column"], row["judged"]) for row in rows)
    keys = dict.fromkeys((row["seed"], row["column"]) for row in rows)
    of = {key: [counts[*key, judgement] for judgement in ("right", "blank", "wrong")] for key in keys}
    return {key: (right, blank, right + blank + wrong) for key, (right, blank, wrong) in of.items()}, rows


# -- the page ----------------------------------------------------------------------------------------------------------


def shown(right: int, total: int) -> str:
    """A rate with its numerator and denominator."""
    return f"{100 * right / total:.1f} % ({right}/{total})" if total else "none"


def page(rates: Rates, documents: list[str]) -> str:
    """docs/curation.md."""
    lines = [
        "# What the proposals of `make add` are worth",
        "",
        "Written by `make curation`; run it again after a change of the rules of proposing. Every document of the",
        "warehouse is proposed with itself held out: its facts, ledger and second readings are not there, nor are the",
        "indicators that only it uses. Its text is read by the code that reads a new document, and what is proposed is",
        "compared with what curators entered.",
        "",
        "## All documents",
        "",
        "| rate | of what | found | goal | |",
        "|---|---|---|---|---|",
    ]
    names = list(
        dict.fromkeys([*GOALS, "disposition", "things", *REST, "known indicator proposed", OWN_PLACES, "header"])
    )
    for name in names:
        goal = GOALS.get(name)
        state = "" if goal is None else "reached" if rates.percent(name) >= goal else "**missed**"
        what = WHAT.get(name, f"`{name}` of each fact")
        lines.append(f"| {name} | {what} | {shown(*rates.of(name))} | {f'{goal} %' if goal else ''} | {state} |")
    lines += ["", "## Each document", "", "| rate | " + " | ".join(f"`{one}`" for one in documents) + " |"]
    lines.append("|---|" + "---|" * len(documents))
    for name in GOALS:
        lines.append(f"| {name} | " + " | ".join(shown(*rates.of(name, one)) for one in documents) + " |")
    lines += ["", "## How sure a proposal says it is", ""]
    lines += ["| confidence | cells | right |", "|---|---|---|"]
    for low, high in itertools.pairwise(BANDS):
        right, wrong = rates.sure[low, True], rates.sure[low, False]
        if right + wrong:
            lines.append(
                f"| {low:.2f} to below {min(high, 1):.2f} | {right + wrong} | {100 * right / (right + wrong):.1f} % |"
            )
    lines[-1] = lines[-1].replace("to below 1.00", "to 1.00")
    lines += ["", "Cells of facts that are not blank; the indicator only where another document uses it.", ""]
    lines += of_sample()
    lines += LIMITS
    lines += [
        "",
        "## What is missed",
        "",
        "| rate | document | place | figure | proposed | curated |",
        "|---|---|---|---|---|---|",
    ]
    for name, document_id, start, figure, proposed, wanted in rates.missed:
        if name in GOALS and name != "all columns but indicator and place":
            lines.append(
                f"| {name} | {document_id} | {start} | {figure} | {proposed or 'empty'} | {wanted or 'empty'} |"
            )
    return "\n".join(lines) + "\n"


def of_sample() -> list[str]:
    """The section on the samples that were judged by hand."""
    found, rows = judged()
    if not rows:
        return []
    files, seeds = len({row["source_file"] for row in rows}), list(dict.fromkeys(row["seed"] for row in rows))
    numerals = [row for row in rows if row["column"] == "disposition"]
    lines = [
        "## Texts that nobody has curated",
        "",
        f"Of {files} government work reports {FIGURES} proposed figures and {OTHERS} other numerals were drawn by a",
        "seed and judged by hand against the texts, one by one, by the one who wrote the rules; then another sample,",
        "once what the one before showed was mended. The rates are of today's rules: of the last sample as it was",
        "drawn, which tells best what they are worth, of those before it after the mending. Each judgement is in",
        "`docs/curation-sample.csv`, without a sentence. These texts are denser than those of a district's commission,",
        "and of no district, so places were not judged. Blank: the program says that it does not know.",
        "",
    ]
    for seed in seeds:
        mine = [row for row in numerals if row["seed"] == seed]
        figures = [row for row in mine if row["proposed"] in FIGURE]
        taken = sum(row["judged"] == "right" for row in figures)
        lost = sum(row["proposed"] not in FIGURE and row["right_value"] in FIGURE for row in mine)
        lines.append(
            f"- Seed {seed}: of {len(figures)} proposed figures {taken} are figures, "
            f"of {len(mine) - len(figures)} other numerals {lost}."
        )
    lines += ["", "| column | " + " | ".join(f"seed {seed}: right | blank" for seed in seeds) + " |"]
    lines.append("|---|" + "---|---|" * len(seeds))
    names = {"new_indicator": "name of a new indicator, after trimming one end"}
    for name in dict.fromkeys(column for _, column in found):
        cells = [found.get((seed, name), (0, 0, 0)) for seed in seeds]
        shows = " | ".join(f"{shown(right, total)} | {blank or ''}" for right, blank, total in cells)
        lines.append(f"| {names.get(name, f'`{name}`')} | {shows} |")
    return [*lines, ""]


LIMITS = [
    "## What these rates do not say",
    "",
    "- The rules, the words in `seeds/printed_words.csv`, the units and the threshold for a new indicator were written",
    "  with the first five documents in view. Holding a document out takes away its rows, not what its text has taught",
    "  the rules. The sample above is nearer to what a new document will see.",
    "- Names and definitions of shared indicators were written with all their documents in view, and stay.",
    "- Places are proposed from `seeds/areas.csv`. A new district has none there, so figures of its parks are proposed",
    "  for the whole district; how often that is wrong, the rate without a document's own areas says.",
    "- Basis and direction of a new indicator are never proposed; its name is a beginning only.",
    "- What is learned: names and units of the catalogue, where reviewed figures are, the characters beside reviewed",
    "  numerals, and how late a statistic comes. Names are compared by rapidfuzz. Our own weights of pairs of",
    "  characters, with the words around reviewed figures, were tried on the same held-out documents and were no",
    "  better: first 95.1 % (58/61), new ones 92.9 % (286/308).",
]


def main(arguments: list[str]) -> int:
    """Write the page, or print the sample."""
    catalogue, reviewed = learned(PROJECT / "seeds", documents_folder(PROJECT))
    if arguments[:1] == ["--sample"] and len(arguments) == 3 and arguments[2].isdecimal():
        print_sample(Path(arguments[1]), catalogue, reviewed, int(arguments[2]))
        return 0
    if arguments[:1] == ["--sample"] and len(arguments) == 2:
        judge_again(Path(arguments[1]), catalogue, reviewed)
        return 0
    if arguments:
        print(__doc__)
        return 2
    documents = [one.document_id for one in reviewed if one.text is not None]
    if not documents:
        print(
            "No text of a document is at hand: put them into documents/ or set DOCUMENTS_DIR. "
            "docs/curation.md stays as it was."
        )
        return 1
    rates = measured(catalogue, reviewed, rows_of(PROJECT / "seeds", "fact_details"))
    apart = places_of_its_own(catalogue, reviewed)
    for counts, others in ((rates.right, apart.right), (rates.total, apart.total)):
        counts.update(
            {(OWN_PLACES, document_id): counted for (name, document_id), counted in others.items() if name == "place"}
        )
    PAGE.write_text(page(rates, documents), encoding="utf-8")
    for name in GOALS:
        print(f"{name:<40}{shown(*rates.of(name)):>22}  goal {GOALS[name]} %")
    missing = len(reviewed) - len(documents)
    print(f"Wrote {PAGE.relative_to(PROJECT)}" + (f"; {missing} texts are not at hand." if missing else "."))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except FailedError as error:
        print(error)
        sys.exit(1)
