"""`kewei add FILE…`: keep the text where the documents are, and put what can be proposed of it into inbox/."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kewei.curate import matching, propose, state
from kewei.curate.header import headers
from kewei.curate.state import State
from kewei.curate.texts import Text, read
from kewei.problem import FailedError

SHOWN = ("document_number", "issuer", "district_code", "document_type", "covers_year", "issued_on", "title")


@dataclass(frozen=True)
class Added:
    """A document that waits for review now."""

    document_id: str
    source_file: str
    form: str
    header: dict[str, State]
    pieces: int
    figures: int
    new_indicators: int


def documents_folder(project: Path) -> Path:
    """Where the texts are, as the build looks for them; documents/ where there are none yet."""
    wanted = os.environ.get("DOCUMENTS_DIR", "")
    listed = [row["source_file"] for row in matching.rows_of(project / "seeds", "documents")]
    if wanted:
        return project / wanted
    for place in ("documents", "../shared/documents"):
        if any((project / place / name).is_file() for name in listed):
            return project / place
    return project / "documents"


def place_for(project: Path) -> Path:
    """A folder of texts that can be written to. One that cannot be is copied to documents/, which the build prefers."""
    folder = documents_folder(project)
    if os.access(folder, os.W_OK) or not folder.exists():
        return folder
    own = project / "documents"
    if folder == own or os.environ.get("DOCUMENTS_DIR"):
        raise FailedError(
            f"{folder} cannot be written to; allow it, or set DOCUMENTS_DIR to a folder with a copy of its texts"
        )
    return own


def copy_texts(project: Path, source: Path, target: Path) -> list[Path]:
    """Copy the listed texts of a folder to another one, which is then as good as the first. Returns what was made."""
    made = [] if target.exists() else [target]
    target.mkdir(exist_ok=True)
    for row in matching.rows_of(project / "seeds", "documents"):
        name = row["source_file"]
        if (source / name).is_file() and not (target / name).exists():
            shutil.copyfile(source / name, target / name)
            made.append(target / name)
    return made


def add(project: Path, path: Path) -> list[Added]:
    """Add the document, or the summary and the plan, of a file. Raises FailedError and leaves nothing behind."""
    text = read(path)
    encoded = text.content.encode("utf-8")
    digest = hashlib.sha256(encoded).hexdigest()
    catalogue, reviewed = matching.learned(project / "seeds", documents_folder(project))
    check_is_new(project, catalogue, digest)
    found = headers(text.content, catalogue, path.stem)
    number = found[0]["document_number"]["value"]
    if number:
        check_number(project, catalogue, number)
    ids = names_of(project, catalogue, found, path.stem, digest)
    folder = place_for(project)
    kept = path.resolve() if text.is_as_it_was and path.resolve().parent == folder.resolve() else None
    source_file = kept.name if kept else file_name(folder, ids, digest)
    if kept and not re.fullmatch("[^/]+[.]txt", kept.name):
        raise FailedError("a text in the folder of the documents needs a name that ends in .txt; rename it")
    files, added = {}, []
    for document_id, header in zip(ids, found, strict=True):
        files[document_id], one = proposals(text, header, catalogue, reviewed, document_id, source_file, digest)
        added.append(one)
    keep(project, folder, source_file, None if kept else encoded, files)
    return added


def check_is_new(project: Path, catalogue: matching.Catalogue, digest: str) -> None:
    """A text is added once."""
    for row in catalogue.documents:
        if row["sha256"] == digest:
            raise FailedError(
                f"this very text is {row['document_id']} in seeds/documents.csv already; correct its rows there instead"
            )
    for document_id in state.waiting(project):
        if state.load(project, document_id, "document")["sha256"] == digest:
            raise FailedError(
                f"this very text waits as {document_id} in inbox/ already; review it, or delete inbox/{document_id}"
            )


def check_number(project: Path, catalogue: matching.Catalogue, number: str) -> None:
    """A document has its number alone."""
    for row in catalogue.documents:
        if row["document_number"] == number:
            raise FailedError(
                f"{number} is the number of {row['document_id']}, whose text differs; if this is another copy, correct "
                "the rows of that one in seeds/; if the number is only cited, put the document's own in front of it"
            )
    for document_id in state.waiting(project):
        cell = state.load(project, document_id, "document")["header"]["document_number"]
        if cell["value"] == number:
            raise FailedError(
                f"{number} is the number of {document_id} in inbox/, whose text differs; delete one of the two"
            )


def names_of(
    project: Path, catalogue: matching.Catalogue, found: list[dict[str, State]], stem: str, digest: str
) -> list[str]:
    """An id for each document: district, year and type; without a district the name of the file."""
    taken = {row["document_id"] for row in catalogue.documents} | set(state.waiting(project))
    english = {row["district_code"]: row["district_en"] for row in catalogue.districts}
    names = []
    for header in found:
        values = {name: header[name]["value"] for name in ("district_code", "covers_year", "document_type")}
        start = plain(english.get(values["district_code"], "")) or plain(stem) or f"document_{digest[:8]}"
        name = "_".join(filter(None, (start, values["covers_year"], values["document_type"])))
        number = 1
        while (one := name if number == 1 else f"{name}_{number}") in taken:
            number += 1
        taken.add(one)
        names.append(one)
    return names


def plain(name: str) -> str:
    """A name in lower-case letters and digits; nothing where it has none to begin with."""
    words = re.sub("[^a-z0-9]+", "_", re.sub("['’]", "", name.lower())).strip("_")[:60]
    return words if re.match("[a-z]", words) else ""


def file_name(folder: Path, ids: list[str], digest: str) -> str:
    """A name for the text that no other text has."""
    name = f"{ids[0]}.txt" if len(ids) == 1 else f"{ids[0]}_and_{ids[1].rsplit('_', 1)[-1]}.txt"
    return name if not (folder / name).exists() else f"{ids[0]}_{digest[:8]}.txt"


def proposals(
    text: Text,
    header: dict[str, State],
    catalogue: matching.Catalogue,
    reviewed: list[matching.Reviewed],
    document_id: str,
    source_file: str,
    digest: str,
) -> tuple[dict[str, State], Added]:
    """The files of a document in the inbox, and what is said of it on screen."""
    values = {name: cell["value"] or "" for name, cell in header.items()}
    known = values | {
        "document_type": values["document_type"] or "summary",
        "covers_year": values["covers_year"] or "0",
    }
    pieces, numerals = propose.propose(text.content, known, catalogue, reviewed)
    ends = [int(values[name]) if values[name] else None for name in ("part_start", "part_end")]
    document = {
        "document_id": document_id,
        "source_file": source_file,
        "sha256": digest,
        "part_start": ends[0],
        "part_end": ends[1],
        "header": header,
        "pieces": pieces,
    }
    first = {"closed": False, "numerals": numerals, "indicators": [], "pairs": [], "header": {}}
    facts = [fact for numeral in numerals.values() for fact in numeral["facts"]]
    figures = sum(bool(numeral["facts"]) for numeral in numerals.values())
    new = sum(fact["cells"]["indicator_code"]["value"] is None and fact["repeats"] is None for fact in facts)
    added = Added(document_id, source_file, text.form, header, len(pieces), figures, new)
    return {"document": document, "first": first, "second": state.blank(document)}, added


def keep(
    project: Path, folder: Path, source_file: str, content: bytes | None, files: dict[str, dict[str, State]]
) -> None:
    """Write the text and the inbox, both or neither."""
    source, made = documents_folder(project), []
    try:
        if source != folder:
            made = copy_texts(project, source, folder)
        elif not folder.exists():
            folder.mkdir()
            made.append(folder)
        if content is not None:
            handle, name = tempfile.mkstemp(prefix=".new.", dir=folder)
            made.append(Path(name))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            # Another file of this name must not be lost, whoever put it there meanwhile.
            os.link(name, folder / source_file)
            made.append(folder / source_file)
            Path(name).unlink()
        state.create(project, files)
    except BaseException as error:
        for one in reversed(made):
            shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise FailedError(f"it cannot be kept: {error.strerror or error}; nothing was changed") from None
        raise


def summary(added: Added) -> str:
    """What was found, for the screen."""
    lines = [
        f"{added.document_id}: {added.pieces} numerals, {added.figures} of them proposed as figures; "
        f"{added.new_indicators} seem to need a new indicator."
    ]
    for name in SHOWN:
        cell = added.header[name]
        lines.append(
            f"    {name:<16}{cell['value'] or '?'}"
            + (f"  ({cell['reason']})" if not cell["value"] or cell["confidence"] < 0.9 else "")
        )
    lines.append(f"    text            {added.source_file}, from a {added.form}")
    return "\n".join(lines)
