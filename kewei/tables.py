"""The units that a table's head gives to the bare numbers below it or beside it."""

from __future__ import annotations

import re
from functools import cached_property

from kewei.numerals import Normal, normalised, vocabulary

GROWTH = "(?<![新净])增(?!加值|值税|量|资)|同比|环比|(?<!晋)升|降|比上年|±"
# A label of the first column says nothing about the others.
FIRST = re.compile("(?:指标|项目|名称|类别|内容|地区|区域|街镇|行业|年份|科目|主要指标|指标名称)$")
SEVERAL = "its unit is not printed, and the head of the table does not say which of its units is meant"
# Columns whose numbers are no amounts of the table's general unit (单位：万元): shares, rates, counts.
OTHER_COLUMN = re.compile(f"{GROWTH}|率|占|比重|比例|进度|[%％]|(?<![算行年成计标划])数$|数量|排名|位次|得分|个数")
UNIT_COLUMN = ("单位", "计量单位")
ROW_NUMBERS = re.compile("序号|编号|行次")
MARKS = "↑↓▲▼≥≤＞＜><"
CELL = re.compile(f"[-+−–—{MARKS}]?[0-9０-９][0-9０-９,，.．]*[%％‰]?|[-—–:：]*")
# A head this far above belongs to another table.
FARTHEST = 600


def unit_cells() -> set[str]:
    """Units that stand in a cell of their own, in front of the number."""
    scaled = {scale + unit for scale in ("", "万", "亿") for unit in vocabulary().units}
    return (scaled | {"%", "‰"}) - {"万", "亿"}


def measure_of(label: str) -> str | None:
    """What a rate below a label is: a change, a level, or neither told, where 降幅 has no sign in its cells."""
    if not re.search(GROWTH, label):
        return "level"
    return None if re.search("(?<![增升])[降减]", label) else "change_pct"


def bracketed(label: str) -> str | None:
    """The unit that a label ends in, in brackets: 占比（%）."""
    from kewei.reading import unit_is_known

    found = re.search("[(]([^()]{1,8})[)]$", normalised(label).text)
    return found[1] if found and unit_is_known(found[1]) else None


class Tables:
    """The heads and the cells of a text."""

    def __init__(self, raw: str, normal: Normal) -> None:
        """Take the text as it is and in one form."""
        self.raw, self.text, self.places = raw, normal.text, normal.places
        self.at_of = {place: at for at, place in enumerate(normal.places) if normal.text[at] != " "}
        self.unit_cells = unit_cells()

    @cached_property
    def heads(self) -> list[tuple[int, str, str]]:
        """Where a unit is printed in brackets or after 单位, the unit, and the label in front of it."""
        from kewei.reading import unit_is_known

        found = []
        for match in re.finditer("([一-鿿A-Za-z±+-]*)[(（]([^()（）0-9:]{1,8})[)）]", self.text):
            if unit_is_known(match[2]):
                found.append((match.end(), match[2], match[1]))
        for match in re.finditer("单位[ \u3000]*[:：][ \u3000]*([一-鿿%％‰/、，,]{1,16})(?=[\\s。；)）|]|$)", self.raw):
            for unit in re.finditer("[^、，,]+", match[1]):
                name = normalised(unit[0].removeprefix("人民币")).text
                if unit_is_known(name):
                    found.append((self.at_of[match.start(1) + unit.end() - 1] + 1, name, ""))
        for match in re.finditer(f"([一-鿿]*(?:{GROWTH})[一-鿿±+-]*)([%％‰])(?=\\s|[|]|$)", self.raw):
            found.append((self.at_of[match.end() - 1] + 1, normalised(match[2]).text, match[1]))
        return sorted(found)

    @cached_property
    def cells(self) -> dict[int, tuple[int, list[int]]]:
        """For the start of each bare number that stands alone: its number in its row, and the starts of the row."""
        rows: list[list[int]] = []
        last_end = None
        begins, ends = r"(?:(?<![^\s|])|(?<=[^0-9\s][：:]))", r"(?=(?:左右|以[上下内])?(?:[\s|]|$))"
        for match in re.finditer(f"{begins}[-+−－–—{MARKS}]?[0-9０-９][0-9０-９,，.．]*{ends}", self.raw):
            start = self.at_of.get(match.start() + (match[0][0] in "-+−－–—" + MARKS))
            if start is None:
                continue
            line = self.raw[self.raw.rfind("\n", 0, match.start()) + 1 : match.start()]
            if re.fullmatch("(?:19|20)[0-9]{2}", match[0]) and not line.strip("| \t\u3000"):
                # The year in the first column names its row.
                continue
            gap = None if last_end is None else self.raw[last_end : match.start()]
            if gap is not None and not gap.strip(" \t\r\n|\u3000\u00a0"):
                rows[-1].append(start)
            else:
                rows.append([start])
            last_end = match.end()
        return {start: (number, row) for row in rows for number, start in enumerate(row)}

    def unit(self, at: int) -> tuple[str | None, str | None, str | None] | None:
        """Unit, measure and problem of the bare number at a position; None where no table gives it a unit."""
        beside = self.beside(at)
        if beside:
            return beside
        cell = self.cells.get(at)
        if cell is None:
            return None
        number, row = cell
        length = len(row)
        column = self.in_column(at)
        if column:
            return column
        word = self.cell_before(at)
        if word in self.unit_cells:
            return normalised(word).text, "level", None
        block = self.block(at)
        if self.cell_before(row[0]) in self.unit_cells:
            last = block[-1:] if number == length - 1 == 1 else []
            if last and last[0][1] in ("%", "‰") and re.search(GROWTH, last[0][2]):
                return last[0][1], "change_pct", None
            return None, None, SEVERAL
        if not block:
            return None
        if len({bool(head[2]) for head in block}) > 1:
            # 单位：万元 and columns with units of their own: the order of units is not that of columns.
            return None, None, SEVERAL
        if len(block) == 1 and (not block[0][2] or length == 1 or FIRST.match(block[0][2])):
            unit, label = block[0][1:]
            if re.search(GROWTH, word) and not re.search(GROWTH, label):
                return None, None, SEVERAL
        elif len(block) > 1 and length % len(block) == 0:
            unit, label = block[number % len(block)][1:]
        else:
            own = number == 0 and not self.text[block[-1][0] : at].strip("|-+ ")
            if not own:
                return None, None, SEVERAL
            unit, label = block[-1][1:]
        if unit not in ("%", "‰") or not label:
            # 单位：亿元、% does not say whether the percent are a share or a growth.
            return unit, None if unit in ("%", "‰") else "level", None
        return unit, measure_of(label), None

    def beside(self, at: int) -> tuple[str, str, None] | None:
        """Unit and measure of a number with its unit in brackets right before or after it: 税收（亿元）：12.5."""
        from kewei.reading import unit_is_known

        before = re.search(
            f"([一-鿿±]*)[(]([^()0-9:]{{1,8}})[)][:为是达]?到?[-+{MARKS}]?$", self.text[max(0, at - 30) : at]
        )
        number = re.compile("[0-9][0-9,.]*[万亿]*").match(self.text, at)
        after = re.compile("[(]([^()0-9:]{1,8})[)]").match(self.text, number.end()) if number else None
        ahead = self.text[max(0, at - 12) : at]
        label, unit = before.groups() if before else (ahead, after[1]) if after else ("", "")
        if not unit or not unit_is_known(unit) or unit in ("万", "亿"):
            return None
        return unit, measure_of(label) if unit in ("%", "‰") else "level", None

    def row(self, place: int) -> list[tuple[int, str]]:
        """The cells of the line that holds a place of the text as it is, each with its start."""
        start = self.raw.rfind("\n", 0, place) + 1
        line = self.raw[start:].split("\n", 1)[0] if start < len(self.raw) else ""
        start += len(line) - len(line.lstrip(" |\u3000"))
        line = line.strip(" |\u3000\r")
        found = []
        for number, cell in enumerate(
            re.split("([\t|]|\n)" if re.search("[\t|]", line) else "([ \u3000\u00a0]+)", line)
        ):
            if number % 2 == 0:
                found.append((start, cell.strip()))
            start += len(cell)
        return found

    def column(self, at: int) -> tuple[list[str], list[str], int] | None:
        """The heads of a row, its cells, and in which of them a position is; None where no line above fits."""
        place = self.places[at]
        cells = self.row(place)
        number = max((one for one, (start, _) in enumerate(cells) if start <= place), default=0)
        line = self.raw.rfind("\n", 0, place)
        while len(cells) > 1 and line > 0 and place - line < FARTHEST:
            above = [cell for _, cell in self.row(line - 1)]
            line = self.raw.rfind("\n", 0, line - 1) if line > 1 else -1
            if any(CELL.fullmatch(cell) and cell for cell in above):
                continue
            if len(above) != len(cells) or not any(above):
                return None
            return above, [cell for _, cell in cells], number
        return None

    def in_column(self, at: int) -> tuple[str | None, str | None, str | None] | None:
        """Unit, measure and problem that the head of its column gives a number; None where there is no such head."""
        heads, cells, number = self.column(at) or ([], [], 0)
        if not heads:
            return None
        heads, cells = ([normalised(one).text for one in row] for row in (heads, cells))
        units = [bracketed(head) for head in heads]
        unit, label = units[number] or ("%" if heads[number].endswith("%") else None), heads[number]
        if unit:
            return unit, measure_of(label) if unit in ("%", "‰") else "level", None
        general = {head[1] for head in self.block(at) if not head[2]}
        if FIRST.search(heads[0].split("(")[0]) and units[0]:
            # 指标（万元） | 2022年 | 2023年: the unit is that of all columns.
            general, units = {units[0]}, units[1:]
        of_row = [cells[one] for one, head in enumerate(heads) if head in UNIT_COLUMN and cells[one] in self.unit_cells]
        of_row += [one for one in (bracketed(cells[0]),) if one]
        if of_row or (len(general) == 1 and (any(units) or len(heads) > 2)):
            if OTHER_COLUMN.search(label):
                return None, None, SEVERAL
            return of_row[0] if of_row else general.pop(), "level", None
        return (None, None, SEVERAL) if any(units) else None

    def is_growth(self, at: int) -> bool:
        """Whether a position is in a column of rates of growth."""
        heads, cells, number = self.column(at) or ([""], [""], 0)
        return bool(CELL.fullmatch(cells[number]) and measure_of(heads[number]) == "change_pct")

    def numbers_a_row(self, at: int) -> bool:
        """Whether a bare number is in the column that numbers the rows."""
        found = self.column(at) if at in self.cells else None
        return bool(found) and bool(ROW_NUMBERS.fullmatch(found[0][found[2]]))

    def ends_line(self, at: int) -> bool:
        """Whether a bare number is in a row of a table, so that the next line does not go on with it."""
        cell = self.cells.get(at)
        if cell is None:
            return False
        beside = [start for start in cell[1] if start != at]
        same_line = any("\n" not in self.raw[slice(*sorted((self.places[at], self.places[one])))] for one in beside)
        return same_line or self.cell_before(at) in self.unit_cells

    def cell_before(self, at: int) -> str:
        """The word in the cell in front of a number."""
        left = self.raw[max(0, self.places[at] - 24) : self.places[at]]
        found = re.search(f"(?<![^\\s|])([一-鿿/]{{1,16}}|[%‰])[ \t|\u3000]+[-+−－–—{MARKS}]?$", left)
        # Each cell in a line of its own; a line of one character may be torn from a sentence.
        found = found or re.search(f"\n([一-鿿/]{{2,8}}|[%‰])\n[-+−－–—{MARKS}]?$", left)
        return found[1] if found else ""

    def block(self, at: int) -> list[tuple[int, str, str]]:
        """The heads of the table above a position, in order."""
        above = [head for head in self.heads if head[0] <= at and at - head[0] < FARTHEST]
        block = above[-1:]
        for head in reversed(above[:-1]):
            between = self.text[head[0] : block[0][0]]
            if re.search("[0-9。；]", between) or len(between) > 40:
                break
            block.insert(0, head)
        # A unit in the label of the row is the row's, whatever the columns say.
        line = self.raw.rfind("\n", 0, self.places[at])
        of_row = [head for head in block if self.places[head[0] - 1] > line]
        return of_row or block
