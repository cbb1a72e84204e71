"""Reads the six full texts of the corpus: the share of figures read, and what is not read by cause.

Run: .venv/bin/python -m tests.reading.corpus [--sample N]. The texts are public and no documents of the warehouse;
none of their sentences is kept in the project. Without them there is nothing to do, and that is printed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from kewei.reading import Piece, read_text

PROJECT = Path(__file__).resolve().parents[2]
FOLDERS = (PROJECT.parent / "shared/corpus", PROJECT.parents[1] / "shared/corpus")
SEED = 12


def texts() -> dict[str, str]:
    """The corpus by file name; nothing where it is not available."""
    for folder in FOLDERS:
        if folder.is_dir():
            return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    return {}


def figures(text: str) -> list[Piece]:
    """The pieces that are quantities."""
    return [piece for piece in read_text(text) if piece.disposition == "figure"]


def read_pct(found: list[Piece]) -> float:
    """How many of a hundred figures are read."""
    return 100 * sum(piece.problem is None for piece in found) / len(found)


def main() -> None:
    """Print the shares, the causes and, if asked for, a sample to check by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="also print so many figures drawn by a fixed seed")
    parser.add_argument("--seed", type=int, default=SEED, help="the seed of the sample")
    arguments = parser.parse_args()
    corpus = texts()
    if not corpus:
        print("The corpus is not available; nothing is read.")
        return
    everything, causes, dispositions = [], Counter(), Counter()
    for name, text in corpus.items():
        pieces = read_text(text)
        found = [piece for piece in pieces if piece.disposition == "figure"]
        dispositions.update(piece.disposition for piece in pieces)
        causes.update(f"{piece.problem} ({piece.figure})" for piece in found if piece.problem)
        everything += [(name, text, piece) for piece in found]
        print(f"{read_pct(found):6.2f} % of {len(found)} figures read, {len(pieces)} pieces  {name}")
    print(f"{read_pct([piece for _, _, piece in everything]):6.2f} % of {len(everything)} figures read")
    print(*(f"{count:5} {disposition}" for disposition, count in dispositions.most_common()), sep="\n")
    print(*(f"{count:5} {cause}" for cause, count in causes.most_common()), sep="\n")
    for number, (name, text, piece) in enumerate(
        random.Random(arguments.seed).sample(everything, min(arguments.sample, len(everything))), 1
    ):
        read = piece.reading
        shown = text[max(0, piece.char_start - 22) : piece.char_end + 14].replace("\n", "|")
        numbers = "/".join("" if one is None else f"{one:f}" for one in (read.value, read.value_low, read.value_high))
        place = f"{name[17:22]}:{piece.char_start}"
        print(f"{number:3} {place} [{piece.figure}] {numbers} {read.bound} {read.unit} {piece.measure} | {shown}")


if __name__ == "__main__":
    main()
