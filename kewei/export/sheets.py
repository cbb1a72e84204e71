"""Excel sheets of tables: texts as texts, numbers as numbers, nothing that Excel could run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kewei.problem import FailedError, counted

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Excel's own limits; its numbers have 15 digits, so that a longer one would be changed.
LONGEST_NAME, LONGEST_TEXT, MOST_DIGITS, MOST_ROWS = 31, 32_767, 15, 1_048_575
WIDEST = 48


class Book:
    """A workbook that is written with equal bytes for equal tables."""

    def __init__(self, path: Path, created: datetime, properties: dict[str, str] | None = None) -> None:
        """Begin a file. created: the time that it carries instead of the clock's."""
        # Only here: without xlsxwriter everything else still works.
        from xlsxwriter import Workbook

        self.workbook: Workbook = Workbook(str(path))
        self.workbook.set_properties({"created": created, **(properties or {})})
        self.names: set[str] = set()
        self.formats: dict[str, Format] = {}

    def __enter__(self) -> Book:
        """The book itself."""
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        """Write the file, unless something failed."""
        if kind is None:
            self.workbook.close()

    def styled(self, number: str = "", **more: object) -> Format:
        """A format, made once."""
        key = repr((number, more))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"num_format": number, **more} if number else more)
        return self.formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet under a name that Excel accepts and that no other sheet has."""
        wanted = short = name[:LONGEST_NAME]
        number = 1
        while short.lower() in self.names:
            number += 1
            short = f"{wanted[: LONGEST_NAME - len(str(number)) - 1]}~{number}"
        self.names.add(short.lower())
        return self.workbook.add_worksheet(short)

    def lines(self, name: str, lines: Iterable[str]) -> None:
        """A sheet to read: a text in each row, the first one large."""
        sheet = self.sheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 110)
        for row, line in enumerate(lines):
            style = {"bold": True, "font_size": 14} if not row else {"text_wrap": True, "valign": "top"}
            sheet.write_string(row, 0, line, self.styled(**style))

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
        """A sheet with a frozen head and a filter. Returns the name of the sheet."""
        sheet = self.sheet(name)
        widths = [width(column) for column in columns]
        head = self.styled(bold=True, bottom=1, bg_color="#E7E6E6")
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column, head)
        row = 0
        for row, values in enumerate(rows, 1):
            if row > MOST_ROWS:
                raise FailedError(f"{name} has more rows than the {counted(MOST_ROWS, 'row')} that Excel holds")
            for number, value in enumerate(values):
                if value is not None:
                    self.cell(sheet, row, number, value, f"{name}.{columns[number]}")
                    widths[number] = max(widths[number], width(shown(value)))
        for number, wide in enumerate(widths):
            sheet.set_column(number, number, min(wide + 3, WIDEST))
        sheet.freeze_panes(1, 0)
        if columns:
            sheet.autofilter(0, 0, row, len(columns) - 1)
        return sheet.get_name()

    def cell(self, sheet: Worksheet, row: int, number: int, value: object, place: str) -> None:
        """Write one value as what it is."""
        if isinstance(value, bool):
            sheet.write_boolean(row, number, value)
        elif isinstance(value, int | float | Decimal) and fits(value):
            sheet.write_number(row, number, float(value), self.styled(number_format(value)))
        elif isinstance(value, datetime) and value.tzinfo is None:
            sheet.write_datetime(row, number, value, self.styled("yyyy-mm-dd hh:mm:ss"))
        elif isinstance(value, date) and not isinstance(value, datetime):
            sheet.write_datetime(row, number, value, self.styled("yyyy-mm-dd"))
        else:
            text = str(value)
            if len(text) > LONGEST_TEXT:
                raise FailedError(f"{place} has a text of {len(text):,} characters; Excel holds {LONGEST_TEXT:,}")
            # Not write(), which would make a formula or a link of some.
            sheet.write_string(row, number, text)


def fits(value: float | Decimal) -> bool:
    """Whether Excel keeps a number as it is."""
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return len(Decimal(value).normalize().as_tuple().digits) <= MOST_DIGITS


def number_format(value: float | Decimal) -> str:
    """How a number is shown: a decimal with all its places and thousands apart, an integer, such as a year, plainly."""
    if isinstance(value, Decimal):
        places = max(0, -int(value.normalize().as_tuple().exponent))
        return "#,##0" + ("." + "0" * places if places else "")
    return "0" if isinstance(value, int) else "General"


def shown(value: object) -> str:
    """About what a cell shows."""
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else str(value)


def width(text: str) -> int:
    """Columns that a text takes; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text[:WIDEST])
