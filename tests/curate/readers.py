"""Two readers who know what a made-up document says: one corrects what is proposed, the other enters it blind."""

from __future__ import annotations

import re

from kewei.curate import rows
from kewei.curate.desk import COLUMNS, FIRST, HEADERS, Desk
from kewei.curate.view import DISPOSITIONS
from tests.curate.keyboard import Keyboard
from tests.curate.made_up import FORMS, NEW

JUDGED = ("place", "year", "kind", "measure", "strength", "target_kind", "claimed_verdict")


def choose(keyboard: Keyboard, column: str, value: str) -> None:
    """Open the choices of a column, if they are not open, and press the digit of a value."""
    desk = keyboard.desk
    if not desk.form and desk.editing != column:
        keyboard.press(COLUMNS[column])
    actions = keyboard.seen.keys.items()
    keys = {
        action["value"]: key
        for key, action in actions
        if action["do"] in ("set", "fill") and action["column"] == column
    }
    keyboard.press(keys[value])


def read_title_page(keyboard: Keyboard, titles: dict[str, str]) -> None:
    """Enter what is open of the title page, correct what is proposed otherwise, and accept it."""
    desk = keyboard.desk
    for column in HEADERS[desk.reader]:
        wanted = titles.get(column, "")
        if (desk.header_cell(column)["value"] or "") == wanted:
            continue
        if desk.editing != column:
            if desk.editing:
                keyboard.press("Escape")
            keyboard.press("abcdefghijkl"[HEADERS[desk.reader].index(column)])
        keys = {action["value"]: key for key, action in keyboard.seen.keys.items() if action["do"] == "set"}
        if wanted in keys:
            keyboard.press(keys[wanted])
        else:
            keyboard.type(**{column: wanted})
    if desk.step == "header":
        keyboard.press("Enter")
    assert desk.step == "text", desk.message


def judge_indicator(keyboard: Keyboard, code: str) -> None:
    """Fill in the form of a new indicator, with its concept."""
    new = NEW[code]
    typed, desk = dict(new["typed"]), keyboard.desk
    keyboard.type(**typed, unit=new["unit"])
    keyboard.press("+")
    keyboard.type(**{column: text for column, text in new["concept"].items() if len(new["concept"]) > 1})
    choose(keyboard, "theme", new["theme"])
    keyboard.press("Enter")
    for column, value in new["chosen"].items():
        choose(keyboard, column, value)
    keyboard.press("Enter")
    assert desk.form is None, desk.message


def fill(keyboard: Keyboard) -> None:
    """Fill in a form of another row, in which the program has put what it knows."""
    desk = keyboard.desk
    known = FORMS[desk.form["table"]]
    keyboard.type(**{column: text for column, text in known["typed"].items() if column in keyboard.seen.forms[0][1]})
    for column, value in known["chosen"].items():
        choose(keyboard, column, value)
    keyboard.press("Enter")
    assert desk.message == "", desk.message


def read_text(keyboard: Keyboard, district: str, figures: dict[str, dict[str, str]], slips: dict | None = None) -> None:
    """Read all numerals. slips: what the reader takes for another value, by printed figure and column."""
    desk = keyboard.desk
    while desk.step == "text":
        printed, at = desk.piece["figure"], desk.at
        wanted = figures.get(printed) if desk.numeral["disposition"]["value"] in ("figure", None) else None
        if wanted is None:
            read_other(keyboard)
        else:
            read_figure(keyboard, district, wanted | (slips or {}).get(printed, {}))
        assert desk.step != "text" or desk.at != at, f"{printed}: {desk.message}"


def read_other(keyboard: Keyboard) -> None:
    """A numeral that is no figure. The first reader accepts what is proposed, the second says what it is."""
    desk = keyboard.desk
    if desk.reader == FIRST:
        keyboard.press("s")
        return
    # The made-up documents have headings, dates and the parts of their numbers.
    kinds = [kind_of(desk, number) for number in desk.sentence if number >= desk.at]
    key = DISPOSITIONS[kinds[0]]
    keyboard.press(key.upper() if len(kinds) > 1 and len(set(kinds)) == 1 else key)


def kind_of(desk: Desk, number: int) -> str:
    """What a numeral of a made-up document is that is none of its figures."""
    piece = desk.pieces[number]
    after = desk.text[piece["char_start"] :]
    if re.search("〔[0-9]*$|〕$", desk.text[: piece["char_start"]]):
        return "document_number"
    if after.startswith("5G"):
        return "name"
    if piece["numeral"] in "一二三四五六七八九十":
        return "heading"
    return "date" if after[len(piece["numeral"]) : len(piece["numeral"]) + 1] in "年月日" else "figure"


def read_figure(keyboard: Keyboard, district: str, wanted: dict[str, str]) -> None:
    """A figure: the definition, then what is not as it stands there."""
    desk, code = keyboard.desk, wanted["indicator_code"]
    if desk.unknown_unit(desk.at):
        keyboard.press("n")
        fill(keyboard)
    group = wanted.get("rank_group", "")
    if desk.reader == FIRST and group not in {"", *(one for one, *_ in desk.catalogue.codes("rank_group"))}:
        keyboard.press("r", "+")
        fill(keyboard)
    entered = rows.value(desk.current()["cells"], "indicator_code") if desk.numeral["facts"] else ""
    if entered != code:
        if desk.reader == FIRST and code in NEW:
            keyboard.press("i")
            judge_indicator(keyboard, code)
        elif code in desk.nearest()[:5]:
            keyboard.press(str(desk.nearest().index(code) + 1))
        else:
            if not desk.numeral["facts"]:
                keyboard.press("f")
            keyboard.press("/")
            keyboard.type(query=desk.catalogue.indicators[code]["indicator"][-8:])
            keyboard.press(str(desk.query.index(code) + 1))
    for column in [*JUDGED, *(["rank_group"] if group else [])]:
        value = f"{district}/" if column == "place" else wanted[column]
        if column == "target_kind" and desk.reader == FIRST:
            # It follows from the figure.
            continue
        cells = desk.current()["cells"]
        now = [
            (cells.get(name) or {}).get("value")
            for name in (("district_code", "area_code") if column == "place" else (column,))
        ]
        found = None if None in now else "/".join(now)
        if found != value and (found or value):
            choose(keyboard, column, value)
    keyboard.press("s" if desk.reader == FIRST else "Enter")
