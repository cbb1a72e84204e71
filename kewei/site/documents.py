"""Pages of documents: the text with every numeral in its place, or, without the text, every numeral with its place."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

# What headings are numbered with, what stands around them in converted texts, and how much of one is shown.
ORDER = set("一二三四五六七八九十")
MARKUP = "#* \t\u3000\xa0"
MOST_TITLE = 40


@dataclass
class Piece:
    """A stretch of a text: what is between numerals, a numeral that is no figure, or a figure."""

    text: str
    start: int
    # Where its first numeral is; a figure begins before it with words such as 突破.
    numeral: int | None = None
    disposition: str = ""
    # Observations that rest on the figure.
    ids: list[str] = field(default_factory=list)


def text_of(folder: str, document: dict) -> tuple[str | None, str]:
    """The text of a document, or why there is none: no_folder, no_file, or other_text if it is not what was read."""
    if not folder:
        return None, "no_folder"
    path = Path(folder) / document["source_file"]
    # A name of a file, not a way to another folder.
    if path.name != document["source_file"] or not path.is_file():
        return None, "no_file"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != document["sha256"]:
        return None, "other_text"
    return content.decode("utf-8"), ""


def documents_folder(project: Path) -> str:
    """The folder with the texts, where a build looks for them; '' where there is none."""
    wanted = os.environ.get("DOCUMENTS_DIR", "")
    for place in [wanted] if wanted else ["documents", "../shared/documents"]:
        if any((project / place).glob("*.txt")):
            return str(project / place)
    return ""


def pieces(text: str, start: int, end: int, numerals: list[dict], figures: list[dict]) -> list[Piece]:
    """A part of a text, cut at its numerals. A figure with two numerals, as 20-25家, is one piece."""
    spans: dict[int, dict] = {}
    for figure in figures:
        span = spans.setdefault(
            figure["char_start"], {"figure": figure["figure"], "end": figure["char_end"], "ids": []}
        )
        span["ids"].append(figure["id"])
    found: list[Piece] = []
    places = [numeral["char_start"] for numeral in numerals] + [end]
    at = start
    for number, numeral in enumerate(numerals):
        place, last = numeral["char_start"], numeral["char_start"] + len(numeral["numeral"])
        if place < at:
            continue  # the other end of a range
        first, ids = place, []
        if span := spans.get(place):
            ids = span["ids"]
            following = next(one for one in places[number + 1 :] if one >= span["end"])
            first, last = widened(text, span["figure"], at, place, span["end"], following)
        if first > at:
            found.append(Piece(text[at:first], at))
        found.append(Piece(text[first:last], first, place, numeral["disposition"], ids))
        at = last
    if at < end:
        found.append(Piece(text[at:end], at))
    return found


def widened(text: str, figure: str, least: int, start: int, end: int, most: int) -> tuple[int, int]:
    """Where a figure begins and ends with its words and unit; blanks in the text do not count."""
    kept = "".join(text[start:end].split())
    before, found, after = figure.partition(kept)
    if not found:
        return start, end
    first, last = start, end
    for character in reversed(before):
        first -= 1
        while first >= least and text[first].isspace():
            first -= 1
        if first < least or text[first] != character:
            first = start
            break
    for character in after:
        while last < most and text[last].isspace():
            last += 1
        if last >= most or text[last] != character:
            last = end
            break
        last += 1
    return first, last


def lines(found: list[Piece]) -> list[list[Piece]]:
    """The pieces of each printed line."""
    result: list[list[Piece]] = [[]]
    for piece in found:
        first, *others = piece.text.split("\n")
        if first:
            result[-1].append(Piece(first, piece.start, piece.numeral, piece.disposition, piece.ids))
        at = piece.start + len(first) + 1
        for other in others:
            # What is left of a figure that a line break parts.
            result.append([Piece(other, at, None, piece.disposition)] if other else [])
            at += len(other) + 1
    return result


def headings(text: str, numerals: list[dict]) -> list[tuple[int, str, bool]]:
    """The headings of a text with their places: 一、… is a part, （一）… a section of one.

    They are found by their numerals; what begins with 一是 is a sentence.
    """
    found = []
    for numeral in numerals:
        start = numeral["char_start"]
        after = text[start + len(numeral["numeral"]) :].lstrip()
        if numeral["disposition"] != "heading" or after.startswith("是") or not set(numeral["numeral"]) <= ORDER:
            continue
        lead = text[text.rfind("\n", 0, start) + 1 : start].strip(MARKUP)
        if lead in ("", "（", "("):
            title = re.split(r"[\n。]", text[start:], maxsplit=1)[0].rstrip(MARKUP)
            title = title if len(title) <= MOST_TITLE else title[:MOST_TITLE] + "…"
            found.append((start, lead + title, bool(lead)))
    return found


def section_of(found: list[tuple[int, str, bool]], place: int) -> str:
    """The part and section of a text in which a place is, as 二、（一）支持企业; '' before the first heading."""
    part, section = "", ""
    for start, title, is_section in found:
        if start > place:
            break
        part, section = (part, title) if is_section else (title, "")
    if not section:
        return part
    order = re.match(f"[{''.join(sorted(ORDER))}]+", part)
    return f"{order.group()}、{section}" if order else section
