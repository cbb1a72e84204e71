"""What the pages show of a desk, ready for the templates: plain values, no markup."""

from __future__ import annotations

import csv
import re
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from kewei.curate import rows, state
from kewei.curate.desk import (
    CHOSEN,
    COLUMNS,
    FIRST,
    FORMS,
    HEADERS,
    KEYS,
    LONG,
    MAY_BE_EMPTY,
    ONLY_FIRST,
    OPTIONAL,
    SECOND,
    Desk,
    is_chosen,
    is_doubted,
    is_doubtful,
)
from kewei.curate.state import State
from kewei.problem import Problem

# The key of each disposition: the first letter that is free.
DISPOSITIONS = {
    **{"figure": "f", "date": "d", "heading": "h", "ordinal": "o", "name": "n", "idiom": "i", "plan_period": "p"},
    **{"document_number": "c", "unit": "t", "threshold": "l", "frequency": "y", "figure_run_on": "r"},
}
COMPARED = ("unit", "basis", "subject", "direction", "concept_code")
DIGITS = "123456789"
# Of a long list the letters go on.
CHOICES = f"{DIGITS}abcdefghijklmnopqrstuvwxyz"
ACTIONS = {
    **{
        "accept": {},
        "accept_sentence": {},
        "undo": {},
        "add_fact": {},
        "remove_fact": {},
        "end_of_range": {},
        "row": {},
    },
    **{"switch": {}, "as_before": {}, "check": {}, "close": {}, "reopen": {}, "write": {}},
    **{"go": {"to": (str, int)}, "step": {"to": str}, "edit": {"column": (str, type(None))}, "choose": {"value": str}},
    **{
        "disposition": {"value": str},
        "disposition_of_rest": {"value": str},
        "set": {"column": str, "value": str},
        "set_typed": {"typed": dict},
    },
    **{"find": {"typed": dict}, "fill": {"column": str, "value": str}, "typed": {"typed": dict}},
    **{"form": {"table": str, "key": (list, type(None))}, "drop_row": {"table": str, "key": list}},
    **{"task": {"start": int, "end": int}, "settle": {"which": str, "typed": dict}},
}


def check_action(action: State) -> None:
    """Raise ValueError unless an action is one of those that the pages have."""
    wanted = ACTIONS[action["do"]]
    if set(action) != {"do", *wanted} or not all(isinstance(action[name], kind) for name, kind in wanted.items()):
        raise ValueError(action["do"])
    if "typed" in wanted and not all(isinstance(one, str) for pair in action["typed"].items() for one in pair):
        raise ValueError("typed")
    if action["do"] in ("form", "drop_row") and action["table"] not in FORMS:
        raise ValueError(action["table"])
    if "key" in wanted and action["key"] is not None and not all(isinstance(one, str) for one in action["key"]):
        raise ValueError("key")


def whole(desk: Desk, language: str) -> State:
    """The text with its numerals, and the panel."""
    return panel(desk, language) | {"parts": parts(desk), "marks": marks(desk), "at": desk.at}


def parts(desk: Desk) -> list[State]:
    """The text in stretches: sentences with numerals, and what lies between. A numeral has the number of its piece."""
    end_of_all = desk.document["part_end"] or len(desk.text)
    at, found = desk.document["part_start"] or 0, []
    for number, piece in enumerate(desk.pieces):
        start = max(at, piece["sentence_start"])
        if not found or found[-1].get("sentence") != piece["sentence_start"]:
            if start > at:
                found.append({"sentence": None, "inside": [(desk.text[at:start], None)]})
            found.append({"sentence": piece["sentence_start"], "inside": []})
            at = start
        inside = found[-1]["inside"]
        inside.append((desk.text[at : piece["char_start"]], None))
        inside.append((desk.text[piece["char_start"] : piece["char_end"]], number))
        at = piece["char_end"]
        is_last = number + 1 == len(desk.pieces) or desk.pieces[number + 1]["sentence_start"] != piece["sentence_start"]
        if is_last:
            end = min(max(at, piece["sentence_end"]), end_of_all)
            inside.append((desk.text[at:end], None))
            at = end
    found.append({"sentence": None, "inside": [(desk.text[at:end_of_all], None)]})
    return found


def marks(desk: Desk) -> list[str]:
    """For each numeral its colours: what it is, and whether that is judged."""
    found = []
    for number, piece in enumerate(desk.pieces):
        numeral = desk.reading["numerals"][str(piece["char_start"])]
        disposition = numeral["disposition"]["value"]
        kind = "unknown" if disposition is None else "figure" if disposition in rows.FIGURES else "other"
        is_doubt = desk.reader == FIRST and not desk.is_done(number) and is_doubtful(numeral)
        doubt = " doubtful" if is_doubt else ""
        found.append(f"{kind} {'done' if desk.is_done(number) else 'open'}{doubt}")
    return found


def progress(desk: Desk) -> State:
    """How much is done."""
    return {"done": len(desk.pieces) - desk.open_numerals(), "all": len(desk.pieces)}


def panel(desk: Desk, language: str) -> State:
    """What stands beside the text."""
    found = {
        "step": desk.step,
        "reader": desk.reader,
        "document_id": desk.document_id,
        "closed": desk.reading["closed"],
        "message": desk.message,
        "progress": progress(desk),
        "effort": desk.reading["effort"],
        "form": form(desk, language),
        "version": desk.version,
        "editing": desk.editing,
        "can_undo": bool(desk.undo_steps),
        "has_tasks": desk.header_value("document_type") == "plan" and desk.reader == FIRST,
    }
    if found["form"]:
        return found
    return found | {"header": header, "text": text, "catalogue": catalogue, "close": close}[desk.step](desk, language)


def label(options: list[tuple[str, str, str]], value: str | None, language: str) -> str:
    """What a value is called."""
    for code, chinese, english in options:
        if code == value:
            return chinese if language == "zh" else english
    return ""


def choices(options: list[tuple[str, str, str]], language: str, value: str | None = None) -> list[State]:
    """Options with their digits."""
    return [
        {
            "value": code,
            "label": chinese if language == "zh" else english,
            "key": CHOICES[number] if number < len(CHOICES) else None,
            "is_chosen": code == value,
        }
        for number, (code, chinese, english) in enumerate(options)
    ]


def header(desk: Desk, language: str) -> State:
    """The title page."""
    fields = []
    for number, column in enumerate(HEADERS[desk.reader]):
        one = desk.header_cell(column)
        options = desk.options(column) if column in CHOSEN else []
        fields.append(
            {
                "column": column,
                "key": "abcdefghijkl"[number],
                "value": one["value"],
                "label": label(options, one["value"], language),
                "reason": reason(one, language) if column not in desk.reading["header"] else "",
                "is_doubtful": is_doubted(one) and (column not in MAY_BE_EMPTY or bool(one["value"])),
                "options": choices(options, language, one["value"]) if desk.editing == column else [],
                "is_long": column in LONG,
                "may_be_empty": column in MAY_BE_EMPTY,
            }
        )
    return {"fields": fields, "known": known(desk)}


def known(desk: Desk) -> list[tuple[str, str]]:
    """What a program knows of the document and nobody types."""
    document = desk.document
    part = f"{document['part_start'] or 0}–{document['part_end'] or len(desk.text)}"
    return [
        ("source_file", document["source_file"]),
        ("sha256", document["sha256"]),
        ("part", part),
        ("numeral_count", str(len(desk.pieces))),
    ]


def text(desk: Desk, language: str) -> State:
    """The numeral at hand: what it is, what it says, and the definitions that are nearest."""
    numeral = desk.numeral
    disposition = numeral["disposition"]
    codes = desk.catalogue.codes("disposition")
    is_asked = desk.editing == "disposition" or (disposition["value"] is None and not numeral["facts"])
    facts = [fact_of(desk, fact, number, language) for number, fact in enumerate(numeral["facts"])]
    is_figure = disposition["value"] in rows.FIGURES
    start = desk.piece["sentence_start"]
    return {
        "number": desk.at + 1,
        "numeral": desk.piece["numeral"],
        "printed": desk.piece["figure"] or desk.piece["numeral"],
        "before": desk.text[start : desk.piece["char_start"]],
        "marked": desk.text[desk.piece["char_start"] : desk.piece["char_end"]],
        "after": desk.text[desk.piece["char_end"] : desk.piece["sentence_end"]],
        "is_done": desk.is_done(desk.at),
        "disposition": disposition
        | {
            "label": label(codes, disposition["value"], language),
            "reason": reason(disposition, language),
            "is_figure": is_figure,
            "is_doubtful": is_doubted(disposition),
        },
        "dispositions": [
            {"value": code, "label": chinese if language == "zh" else english, "key": DISPOSITIONS[code]}
            for code, chinese, english in sorted(codes, key=lambda one: list(DISPOSITIONS).index(one[0]))
        ]
        if is_asked
        else [],
        "facts": facts,
        "fact": min(desk.fact, max(0, len(facts) - 1)),
        "repeats": repeats(desk),
        "unknown_unit": desk.unknown_unit(desk.at),
        "nearest": side_by_side(desk, desk.nearest(), language) if is_figure or disposition["value"] is None else [],
        "in_sentence": sum(not desk.is_done(number) for number in desk.sentence),
    }


def repeats(desk: Desk) -> int | None:
    """The number of an earlier figure that seems to say the same."""
    for fact in desk.numeral["facts"]:
        starts = [piece["char_start"] for piece in desk.pieces]
        if fact["repeats"] in starts:
            return starts.index(fact["repeats"])
    return None


def fact_of(desk: Desk, fact: State, number: int, language: str) -> State:
    """One thing that a figure describes: a field for each column."""
    cells, fields = fact["cells"], []
    asked = desk.asked(fact)
    is_current = number == min(desk.fact, len(desk.numeral["facts"]) - 1)
    for column, key in COLUMNS.items():
        if desk.reader == SECOND and column in ONLY_FIRST:
            continue
        if column == "place":
            both = [cells.get(name) or state.cell(None, None, "") for name in ("district_code", "area_code")]
            is_unknown = any(one["value"] is None for one in both)
            value = None if is_unknown else f"{both[0]['value']}/{both[1]['value']}"
            one = both[1] if (both[1]["confidence"] or 1) < (both[0]["confidence"] or 1) else both[0]
        else:
            one = cells.get(column) or state.cell(None if column in asked else "", None, "")
            value = one["value"]
        options = desk.options(column) if column in CHOSEN else []
        shown = label(options, value, language)
        if column == "indicator_code" and value:
            row = desk.catalogue.indicators.get(value, {})
            shown = row.get("indicator" if language == "zh" else "indicator_en", "")
        is_open = is_current and desk.editing == column
        fields.append(
            {
                "column": column,
                "key": key,
                "value": value,
                "label": shown,
                "reason": reason(one, language),
                "confidence": one["confidence"],
                "by": one["by"],
                "is_asked": column in asked,
                "is_doubtful": column in asked and is_doubted(one),
                "is_open": is_open,
                "is_long": column in LONG,
                "options": choices(options, language, value) if is_open else [],
            }
        )
    new = {name: one["value"] for name, one in (fact["new_indicator"] or {}).items()}
    return {"fields": fields, "is_current": is_current, "new_indicator": new, "number": number}


@cache
def messages() -> list[tuple[re.Pattern[str], str]]:
    """What proposals, checks and gates say, and how Chinese says it; a star stands for what they quote."""
    with files("kewei.curate").joinpath("pages/messages.csv").open(encoding="utf-8") as handle:
        found = list(csv.DictReader(handle))
    # Those that quote less are more precise.
    found.sort(key=lambda row: ("*" in row["en"], -len(row["en"].replace("*", ""))))
    return [(re.compile(re.escape(row["en"]).replace(r"\*", "(.+)"), re.DOTALL), row["zh"]) for row in found]


def in_chinese(text: str) -> str:
    """What a program says in Chinese; what a person wrote, and what is not known, as it is."""
    for pattern, chinese in messages():
        if match := pattern.fullmatch(text):
            pairs = zip(chinese.split("*"), [*map(in_chinese, match.groups()), ""], strict=True)
            return "".join(f"{words}{quoted}" for words, quoted in pairs)
    # What is found stands in quotes.
    return f"'{in_chinese(text[1:-1])}'" if re.fullmatch("'[^']+'", text) else text


def gate(detail: str, language: str) -> str:
    """What a gate says: its name and rows, then a line for each of what is observed, what is expected and why."""
    if language != "zh":
        return detail
    lines = []
    for line in detail.split("\n"):
        word, _, rest = line.strip().partition("  ")
        known = {"observed": "现为", "expected": "应为", "reason": "理由"}
        lines.append(f"    {known[word]}  {in_chinese(rest.strip())}" if word in known else in_chinese(line))
    return "\n".join(lines)


def place(problem: Problem, language: str) -> str:
    """Where a problem is."""
    if language != "zh":
        return problem.place
    line = f"第{problem.line}行" if problem.line else ""
    return problem.file + line + (f"{problem.column}列" if problem.column else "")


def reason(one: State, language: str) -> str:
    """Why a cell holds what it holds; of what a reader carried on in the reader's language."""
    if one["reason"] == "before":
        return "同上一个数据（本人填写）" if language == "zh" else "as in the figure before, which you entered"
    return in_chinese(one["reason"]) if language == "zh" else one["reason"]


def side_by_side(desk: Desk, codes: list[str], language: str) -> list[State]:
    """Definitions beside each other: what differs from the first is marked."""
    definition = "definition_zh" if language == "zh" else "definition"
    found, first = [], None
    for number, code in enumerate(codes):
        row = desk.catalogue.indicators[code]
        first = first or row
        found.append(
            {
                "code": code,
                "key": DIGITS[number],
                "name": row["indicator"],
                "name_en": row["indicator_en"],
                "cells": [
                    (column, shown(desk, column, row.get(column, ""), language), row.get(column) != first.get(column))
                    for column in COMPARED
                ],
                "definition": marked(first.get(definition, ""), row.get(definition, "")),
            }
        )
    return found


def shown(desk: Desk, column: str, value: str, language: str) -> str:
    """A cell of the catalogue as it is called."""
    return label(desk.options(column), value, language) or value


def marked(first: str, other: str) -> list[tuple[str, bool]]:
    """A definition in stretches, with whether the first definition lacks them."""
    if first == other:
        return [(other, False)]
    words = [re.findall(r"[A-Za-z0-9]+|\s+|.", one) for one in (first, other)]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    return [
        ("".join(words[1][low:high]), kind != "equal") for kind, _, _, low, high in matcher.get_opcodes() if high > low
    ]


def form(desk: Desk, language: str) -> State | None:
    """A row of the catalogue that is being filled in."""
    if not desk.form:
        return None
    table, row = desk.form["table"], desk.form["row"]
    columns = FORMS[table][desk.reader]
    typed = [column for column in columns if not is_chosen(table, column)]
    is_typed = all(column in row for column in typed)
    # What is typed comes first, unless it explains what is chosen.
    is_typing = desk.editing in typed or (not is_typed and table != "comparability")
    # Who is not named has no role.
    answered = set(row) | (set() if row.get("named_unit") else {"unit_role"})
    asked = next((column for column in columns if is_chosen(table, column) and column not in answered), None)
    if desk.editing in columns and desk.editing not in typed:
        asked = desk.editing
    if asked is None and table == "comparability" and not is_typed:
        asked = "reasons"
    fields = []
    for column in columns:
        options = desk.options(column, desk.form) if is_chosen(table, column) else []
        fields.append(
            {
                "column": column,
                "value": row.get(column, ""),
                "label": label(options, row.get(column), language),
                "is_chosen": is_chosen(table, column),
                "is_key": column in KEYS[table] and column.endswith("_code"),
                "is_long": column in LONG,
                "is_optional": column in OPTIONAL.get(table, ()),
                "options": choices(options, language, row.get(column)) if column == asked and not is_typing else [],
            }
        )
    pair = [row[column] for column in ("indicator_code_a", "indicator_code_b") if table == "comparability"]
    beside = pair or desk.form["nearest"]
    # The second reader judges a row by its names and its definition; what the first has judged is not in shared.json.
    subject = []
    if desk.reader == SECOND and table != "comparability":
        shared = next(one for one in desk.shared["rows"][table] if desk.key_of(table, one) == desk.key_of(table, row))
        subject = [(column, one) for column, one in shared.items() if one]
    if table == "tasks":
        subject = [("clause", desk.text[int(row["char_start"]) : int(row["char_end"])])]
    if table == "gate_waivers":
        subject = [
            ("gate", row["gate"]),
            *(("details", gate(one, language)) for one in (desk.examined.details if desk.examined else [])),
        ]
    return {
        "can_repeat": table == "comparability" and bool(desk.reading["rows"].get(table)),
        "table": table,
        "fields": fields,
        "typed": typed,
        "is_typing": is_typing,
        "is_whole": is_typed and asked in (None, "reasons"),
        # Of reasons there may be several, so that a key says that these are all.
        "then_typed": typed[0] if not is_typed and asked in (None, "reasons") and "reasons" in row else None,
        "nearest": side_by_side(desk, beside, language) if beside else [],
        "subject": subject,
    }


def catalogue(desk: Desk, language: str) -> State:
    """What the reader adds to the catalogue, and what waits to be judged."""
    added = [
        {"table": table, "key": desk.key_of(table, row), "row": {c: one for c, one in row.items() if one}}
        for table, found in desk.reading["rows"].items()
        for row in found
    ]
    waiting = [{"table": table, "key": key} for table, key in desk.waiting_rows()]
    return {"added": added, "waiting": waiting, "clauses": clauses(desk)}


def clauses(desk: Desk) -> list[State]:
    """The clauses of a plan, with the tasks made of them."""
    if desk.header_value("document_type") != "plan" or desk.reader == SECOND:
        return []
    tasks = {row["char_start"]: row["task_number"] for row in desk.reading["rows"].get("tasks", [])}
    low, high = desk.document["part_start"] or 0, desk.document["part_end"] or len(desk.text)
    return [
        {"start": low + one.start(), "end": low + one.end(), "text": one[0], "task": tasks.get(str(low + one.start()))}
        for one in re.finditer(r"[^\s。；！？][^。；！？\n]*", desk.text[low:high])
    ]


def close(desk: Desk, language: str) -> State:
    """The end: what the checks find, what the readings differ in, and what was written."""
    examined = desk.examined
    say = in_chinese if language == "zh" else str
    found = {
        "open": desk.open_numerals(),
        "is_examined": examined is not None,
        "problems": [],
        "differences": [],
        "gates": [],
        "details": [],
        "waiting": [{"table": table, "key": key} for table, key in desk.waiting_rows()],
        "reason": "",
        "is_good": examined is not None and examined.is_good,
        "second_is_closed": desk.second() is not None,
        "written": desk.written,
    }
    if examined:
        found |= {
            "problems": [
                {name: say(getattr(one, name)) for name in ("found", "expected", "remedy")}
                | {"place": place(one, language), "number": number, "row": row_of(desk, one)}
                for one, number in examined.problems
            ],
            "gates": examined.gates,
            "details": [gate(one, language) for one in examined.details],
            "reason": examined.reason,
            "differences": [difference(desk, one) for one in examined.differences],
        }
    return found


def row_of(desk: Desk, problem: Problem) -> State | None:
    """The row of the catalogue that a problem is about, if the reader has added it and can correct it by its form."""
    table = problem.file.removeprefix("seeds/").removesuffix(".csv")
    for row in desk.reading["rows"].get(table, []) if table in KEYS else ():
        if all(f"{one!r}"[1:-1] in problem.found for one in desk.key_of(table, row)):
            return {"table": table, "key": desk.key_of(table, row)}
    return None


def difference(desk: Desk, one: State) -> State:
    """A difference with the sentence that it is about."""
    names, sentence, number = one["row_name"].split(" "), "", None
    starts = [str(piece["char_start"]) for piece in desk.pieces]
    if len(names) > 1 and names[1] in starts:
        number = starts.index(names[1])
        piece = desk.pieces[number]
        sentence = desk.text[piece["sentence_start"] : piece["sentence_end"]]
    return one | {"sentence": sentence.strip(), "number": number}
