"""Python functions that SQL calls, the same on DuckDB and on Spark: each takes a row and gives rows, as JSON.

The macro rows_from_python calls them. DuckDB calls a registered function; Spark starts this file as a script, writes a
row to each line of its input and reads a row from each line of its output, so it needs Python but no package.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain
from typing import TYPE_CHECKING

from kewei import context, reading
from kewei.numerals import normalised

if TYPE_CHECKING:
    import duckdb

Row = dict[str, object]
SIXTH = Decimal("1E-6")


def held(read: reading.Reading) -> reading.Reading:
    """The reading in the six decimals of the warehouse: ends go outward, and a number that needs more has a problem."""
    if read.value_step is not None and read.value_step < SIXTH:
        problem = "it has more than six decimals in its base unit, and the warehouse holds six"
        return reading.replace(read, **reading.NOTHING, value_step=None, problem=read.problem or problem)
    low, high = read.value_low, read.value_high
    return reading.replace(
        read,
        value_low=low if low is None else low.quantize(SIXTH, ROUND_FLOOR, reading.PRECISION),
        value_high=high if high is None else high.quantize(SIXTH, ROUND_CEILING, reading.PRECISION),
    )


def read_figure(row: Row) -> Iterator[Row]:
    """The row of a printed figure, with what it says."""
    kind = "target" if row.get("is_target") else None
    figure = row["figure"]
    read = held(reading.read_figure(figure, row.get("measure"), kind, row.get("head_unit")))
    if len(read.numeral_places) > 2 and not read.problem:
        problem = "it is made of more than two numerals of the ledger, and the warehouse joins no more than two"
        read = reading.replace(read, **reading.NOTHING, problem=problem)
    found = vars(read)
    if found["numeral"] and found["numeral"] not in figure:
        # The ledger has numerals as printed: １２３, not 123.
        printed = [numeral for _, numeral, _ in reading.numerals(figure)]
        found = found | dict(zip(("numeral", "numeral_end"), printed[: 2 if found["numeral_end"] else 1], strict=False))
    # The measure that the wording tells does not replace the one that was entered.
    yield found | {"measure": None, "head_unit": None} | row


def read_numerals(row: Row) -> Iterator[Row]:
    """A row for each numeral of a text; the text itself is left out."""
    kept = {name: value for name, value in row.items() if name != "content"}
    for char_start, numeral, is_plain in reading.numerals(row["content"]):
        yield kept | {"char_start": char_start, "numeral": numeral, "is_plain": is_plain}


def read_texts(row: Row) -> Iterator[Row]:
    """A row for each figure of a text, at its first numeral, with what it and its sentence say; the text is left out.

    Of the document the row has covers_year, and places and city as code=name|other name, parted by commas.
    """
    kept = {name: value for name, value in row.items() if name != "content"}
    normal = normalised(row["content"])
    index = {place: at for at, place in enumerate(normal.places) if normal.text[at] != " "}
    places, city = names_of(row.get("places")), list(chain.from_iterable(names_of(row.get("city")).values()))
    for piece in reading.pieces(row["content"], normal):
        if piece.disposition == "figure" and piece.problem is None:
            read = vars(held(piece.reading))
            found = {name: read[name] for name in ("value", "value_low", "value_high", "bound", "unit")}
            found |= {name: getattr(piece, name) for name in ("char_start", "figure", "list_words", "list_end")}
            start, end = index[piece.char_start], index[piece.char_end - 1] + 1
            said = vars(context.said_of(normal.text, start, end, row["covers_year"], places, city))
            yield kept | found | {"said_measure": piece.measure} | said


def names_of(places: str | None) -> dict[str, list[str]]:
    """The names of each place by its code, without quotation marks, in the form of a normalised text."""
    coded = (place.split("=") for place in (places or "").split(", ") if place)
    return {code: [normalised(name.strip("“”")).text for name in names.split("|")] for code, names in coded}


def name_another(row: Row) -> Iterator[Row]:
    """The row, if the text near its figure has the name of another indicator instead of its own."""
    if context.is_named_instead(row["near"], row["indicator"], row["explained"], row["other_indicator"]):
        yield row


FUNCTIONS: dict[str, Callable[[Row], Iterator[Row]]] = {
    "read_figure": read_figure,
    "read_numerals": read_numerals,
    "read_texts": read_texts,
    "name_another": name_another,
}


def as_json(value: object) -> str:
    """Decimals as text: as numbers they would pass through doubles, which hold fewer digits."""
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{value!r} has no form in JSON here.")


# One for all calls: json.dumps would make an encoder for each.
ENCODER = json.JSONEncoder(default=as_json, check_circular=False)


def on_text(function: Callable[[Row], Iterator[Row]]) -> Callable[[str], str]:
    """A function that takes a row as JSON and gives a list of rows as JSON."""
    return lambda text: ENCODER.encode(list(function(json.loads(text))))


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions known to DuckDB; a connection that runs compiled SQL by itself needs this."""
    for name, function in FUNCTIONS.items():
        connection.create_function(name, on_text(function), ["varchar"], "varchar")


def main(name: str) -> None:
    """Answer each line of the input. Lines are cut at line feeds only, which JSON writes in no other place."""
    for line in sys.stdin.buffer:
        for row in FUNCTIONS[name](json.loads(line)):
            print(ENCODER.encode(row))


if __name__ == "__main__":
    main(*sys.argv[1:])
