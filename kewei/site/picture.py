"""Share pictures as PNG: a square for each thing that a page shows. No text, so no font and no browser."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from math import ceil, sqrt

from kewei.site.queries import Row, Warehouse

WIDTH, HEIGHT, MARGIN = 1200, 630, 60
PAPER = "#fdfcf8"
FRAME = 4
# Colours of the pages in light; a square that is only framed is no solid fact.
PRINT, PALE, GOAL, GREY = "#1c4e80", "#bccde0", "#a04a0b", "#d5d3cc"
Square = tuple[str, bool]
SOLID, COMPUTED, PROMISED, OTHER, UNKNOWN = (PRINT, True), (PALE, True), (GOAL, False), (GREY, True), (GREY, False)
VERDICTS = {"exceeded": SOLID, "met": SOLID, "not_met": PROMISED, "indeterminate": (PRINT, False), "not_due": PROMISED}
SOURCES = {"printed": SOLID, "computed": COMPUTED}
GRADES = {"A": SOLID, "B": COMPUTED}


def png(rows: list[bytes], palette: list[str]) -> bytes:
    """A PNG of rows of bytes, each the number of a colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    size = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    colours = b"".join(bytes.fromhex(colour.removeprefix("#")) for colour in palette)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"PLTE", colours)
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


@cache
def squares(cells: tuple[Square, ...]) -> bytes:
    """A picture of squares in reading order. cells: a colour for each, and whether it is filled or only framed.

    Pages alike have the same one, and so have those that are made again.
    """
    palette = [PAPER, *sorted({colour for colour, _ in cells})]
    count = max(len(cells), 1)
    width, height = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    # The fewest columns with which all rows fit.
    columns = max(1, ceil(sqrt(count * width / height)))
    while ceil(count / columns) * (width // columns) > height:
        columns += 1
    step = min(width // columns, height // max(1, ceil(count / columns)), 150)
    side = max(1, step - max(1, step // 6))
    frame = min(FRAME, max(1, side // 5))
    columns = min(columns, count)
    left, top = (WIDTH - columns * step) // 2, (HEIGHT - ceil(count / columns) * step) // 2
    empty = bytes(WIDTH)
    rows = [empty] * HEIGHT
    for first in range(0, len(cells), columns):
        solid, hollow = bytearray(empty), bytearray(empty)
        for place, (colour, filled) in enumerate(cells[first : first + columns]):
            number = palette.index(colour)
            start = left + place * step
            solid[start : start + side] = bytes([number]) * side
            hollow[start : start + side] = bytes([number]) * side
            if not filled:
                hollow[start + frame : start + side - frame] = bytes(side - 2 * frame)
        y = top + first // columns * step
        for line in range(side):
            edge = line < frame or line >= side - frame
            rows[y + line] = bytes(solid if edge else hollow)
    return png(rows, palette)


def squares_of(path: str, context: dict, warehouse: Warehouse) -> tuple[list[Square], str, str]:
    """What the picture of a page shows: a square for each thing, and in Chinese and English what the squares are."""
    if path == "growth.html":
        squares = [SOURCES.get(row["source"], PROMISED) for row in warehouse.growth]
        return (
            squares,
            "每个方块是一个增长率：实心为文件载明，浅色为计算，空心为推算",
            "A square is a rate: solid printed, pale computed, hollow implied",
        )
    if path == "beside.html":
        squares = [GRADES.get(row["grade"], UNKNOWN) for row in warehouse.comparisons] + [OTHER] * len(
            warehouse.lookalikes
        )
        return (
            squares,
            "每个方块是一对数据：蓝色可比，灰色不可比",
            "A square is a pair of figures: blue may be compared, grey only looks alike",
        )
    if path == "doubts.html":
        squares = [SOLID if row["inputs"] else OTHER for row in warehouse.findings]
        return squares, "每个方块是一处对不上或瑕疵", "A square is something that does not add up, or a damage"
    if path.startswith("documents/") and "numerals" in context:
        return of_numerals(context["numerals"])
    if path == "capture.html":
        return of_numerals([row for rows in warehouse.numerals.values() for row in rows])
    if "members" in context:
        codes = {row["indicator_code"] for row in context["members"]}
        return of_figures([row for row in warehouse.figures.values() if row["indicator_code"] in codes])
    if path == "changes.html" and warehouse.figures_changed is not None:
        changed = {row["id"] for row in warehouse.figures_changed}
        squares = [SOLID if name in changed else OTHER for name in warehouse.figures]
        return squares, "每个方块是一条数据：蓝色有过改动", "A square is a figure: blue ones have changed"
    if path in ("index.html", "promises.html"):
        promises = [row for row in warehouse.targets if row["kind"] == "target" and not row["is_implied"]]
        squares = sorted(
            (VERDICTS.get(row["verdict"], OTHER) for row in promises), key=list((*VERDICTS.values(), OTHER)).index
        )
        return (
            squares,
            "每个方块是一项承诺：实心为已达到，空心为未到期或未达到，灰色为无从核对",
            "A square is a promise: solid reached, hollow not due or not reached, grey nobody can tell",
        )
    return of_figures(list(warehouse.figures.values()))


def of_numerals(numerals: list[Row]) -> tuple[list[Square], str, str]:
    """Every numeral in reading order."""
    squares = [SOLID if row["disposition"].startswith("figure") else OTHER for row in numerals]
    return squares, "每个方块是一处数字：蓝色是数据", "A square is a numeral: blue ones are figures"


def of_figures(figures: list[Row]) -> tuple[list[Square], str, str]:
    """Figures: what happened, and what was promised or forecast."""
    squares = [SOLID if row["kind"] == "actual" else PROMISED for row in figures]
    return (
        squares,
        "每个方块是一条数据：实心为实际，空心为目标或预计",
        "A square is a figure: solid happened, hollow promised or forecast",
    )
