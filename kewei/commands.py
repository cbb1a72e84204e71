"""The commands. Exit codes: 0 done, 1 a check failed, 2 could not go on, 3 another run is on."""

from __future__ import annotations

import io
import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import click
import duckdb

from kewei import log, reading, run
from kewei.alert import alert
from kewei.export.answer import FORMATS, format_of, write
from kewei.problem import FailedError, counted
from kewei.publish import WAREHOUSE, opened

PROJECT = Path(__file__).resolve().parent.parent
CHANGES = """
    select changed_at, change, subject, row_key, column_name, entry_before, entry_after
    from marts.rpt_changes
    order by changed_at desc, subject, row_key, column_name
"""
RUNS = """
    select started_at, ended_at, command, outcome, tests_passed, tests_failed, message, run_id
    from ops.run_history
    order by started_at desc
"""
# More rows, columns and characters than any answer has.
EVERY = 2**31 - 1
MISSING = f"{WAREHOUSE} is not there. Run `make build` first."
# A statement's semicolon with the comments after it, which DuckDB leaves with the statement and then does not accept.
AFTER = re.compile(r"(?:;[ \t]*--.*$|^--.*$|;|\s)+\Z", re.MULTILINE)
LAST = "select max(ended_at) from ops.run_history where published"
COVERAGE = "select document_id, numerals, observations, repeats, accounted_pct from marts.rpt_coverage order by all"
NEXT = """\
.venv/bin/python -m kewei ask 1        answers a question; without a number it lists them
.venv/bin/python -m kewei query "SQL"  runs SQL on the published file, as any DuckDB client does that opens it read-only
make docs                              writes lineage and descriptions into one page"""
without_evidence = click.option(
    "--without-evidence", is_flag=True, help="Publish although the documents that were there are gone."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Warehouse of figures from government documents."""


@cli.command()
@without_evidence
def build(without_evidence: bool) -> None:
    """Check the CSVs, run `dbt build` and publish warehouse.duckdb."""
    sys.exit(run.build(PROJECT, without_evidence))


@cli.command()
def nightly() -> None:
    """What a schedule runs: build, with distribution checks, an alert on failure and a one-line result."""
    sys.exit(run.nightly(PROJECT))


@cli.command()
@without_evidence
def publish(without_evidence: bool) -> None:
    """Publish what a plain `dbt build` has built, if all of it passed."""
    sys.exit(run.publish_last_build(PROJECT, without_evidence))


@cli.command()
@click.option("--max-age", type=float, metavar="HOURS", help="Fail and alert if the last publish is older.")
def status(max_age: float | None) -> None:
    """Print what is published, how old it is, and where to look next."""
    if not (PROJECT / WAREHOUSE).is_file():
        late(MISSING)
    try:
        with opened(PROJECT / WAREHOUSE) as connection:
            [(last,)] = connection.execute(LAST).fetchall()
            age = log.now() - last if last else timedelta.max
            if max_age is None:
                connection.sql(COVERAGE).show(max_rows=20)
                print(f"{WAREHOUSE} was published at {last:%Y-%m-%d %H:%M} UTC. Next:\n{NEXT}")
    except (duckdb.Error, FailedError, TypeError) as error:
        late(f"{WAREHOUSE} cannot be read: {str(error).splitlines()[0].replace(f'{PROJECT}/', '')}")
    if max_age is not None and age > timedelta(hours=max_age):
        late(f"{WAREHOUSE} was last published at {last} UTC, which is more than {max_age:g} hours ago.")


def late(line: str) -> None:
    """Report that no run has published as it should have."""
    print(line)
    alert(1, line)
    sys.exit(1)


@cli.command()
def check() -> None:
    """Say in seconds, without a build, what is wrong in the CSVs, what is unreviewed and what changed."""
    from kewei.curate import checks

    try:
        found = checks.check(PROJECT)
    except FailedError as error:
        print(f"Not checked: {error}")
        sys.exit(2)
    for details in found.gates:
        print(details)
    for lines, title in (
        (checks.changed(PROJECT), "Changed since the last commit:"),
        (checks.unreviewed(PROJECT), "Not reviewed:"),
    ):
        if lines:
            print(f"\n{title}", *lines, sep="\n")
    sys.exit(checks.conclude(found))


# A text that begins with a comment looks like an option.
@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("sql", required=False)
@click.option("--all", "every", is_flag=True, help="Print every row and column of the table, and every text whole.")
@click.option("--format", "form", type=click.Choice(["table", *FORMATS]), help="How to print or write the answer.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE; its ending says the format."
)
def query(sql: str | None, every: bool, form: str | None, out: Path | None) -> None:
    """Run SQL on warehouse.duckdb, opened read-only, and print the answers; reads standard input without SQL."""
    show(sys.stdin.read() if sql is None else sql, every, form, out)


@cli.command()
@click.argument("number", type=int, required=False)
def ask(number: int | None) -> None:
    """Answer a question of analyses/; without a number, list the questions."""
    for path in sorted((PROJECT / "analyses").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        question = text.splitlines()[0].removeprefix("-- Question: ")
        if number is None:
            print(f"{int(path.name[:2]):>3}  {question}")
        elif number == int(path.name[:2]):
            print(question)
            show(text)
            return
    if number is not None:
        raise click.UsageError(f"there is no question {number}; `.venv/bin/python -m kewei ask` lists them")


WORKBENCH = "`make add`, `make review` and `make second` install what they need."
port = click.option("--port", type=int, default=0, help="Port of 127.0.0.1 for the page; any free one by default.")


@cli.command()
@click.argument("document", required=False)
@port
def review(document: str | None, port: int) -> None:
    """Review a document of inbox/ on a page of this machine, settle differences, and write the rows into seeds/."""
    desk(document, "first", port)


@cli.command()
@click.argument("document", required=False)
@port
def second(document: str | None, port: int) -> None:
    """Read a document of inbox/ a second time, without seeing what the first reader entered."""
    desk(document, "second", port)


def desk(document: str | None, reader: str, port: int) -> None:
    """Serve the page of a reader until it is stopped; without a document, list those that wait."""
    try:
        from kewei.curate import state
        from kewei.curate.desk import Desk
        from kewei.curate.server import Server
    except ImportError as error:
        print(f"{error}. {WORKBENCH}")
        sys.exit(2)
    try:
        if document is None:
            print(
                *(state.waiting(PROJECT) or ["Nothing waits in inbox/. `kewei add FILE` puts a text there."]), sep="\n"
            )
            return
        # Two desks of one reader would each overwrite what the other has saved.
        lock = state.folder(PROJECT, document).relative_to(PROJECT) / f".{reader}.lock"
        state.load(PROJECT, document, "document")
        with (
            run.locked(PROJECT, f"the {reader} reading", lock.as_posix()),
            Server(Desk(PROJECT, document, reader), port) as server,
        ):
            print(
                f"{document}, {reader} reading: {server.address}\nOpen it in a browser. Ctrl+C stops; nothing is lost."
            )
            sys.stdout.flush()
            server.serve_forever()
    except KeyboardInterrupt:
        print("Stopped. Every judgement is saved in inbox/.")
    except run.LockedError as holder:
        print(f"{document} is open already: {holder}.")
        sys.exit(3)
    except (FailedError, OSError) as error:
        print(error)
        sys.exit(2)


@cli.command()
@click.option("--write", "is_written", is_flag=True, help="Write the new answers into the files.")
def answers(is_written: bool) -> None:
    """Show which answers of analyses/ and READMEs the CSVs change, as a diff; with --write bring them up to date."""
    from kewei.curate import checks
    from kewei.curate.answers import changes

    try:
        with checks.built_in_memory(PROJECT) as (connection, found):
            if not found.is_good:
                print("Not asked, because the CSVs have problems. Run `kewei check`.")
                sys.exit(1)
            changed, unasked = changes(connection, PROJECT)
    except (duckdb.Error, FailedError) as error:
        print(f"Not asked: {one_line(error)}")
        sys.exit(2)
    for change in changed:
        print(change.diff, end="\n\n")
        if is_written:
            change.path.write_text(change.text, encoding="utf-8")
    for name in unasked:
        print(f"{name} reads the history, which only a published file has: its answer stays.")
    if not changed:
        print("Every other answer is as the CSVs give it.")
    elif is_written:
        print(f"Wrote {counted(len(changed), 'answer')}. Read each difference above: is it what the new figures say?")
    else:
        print(f"{counted(len(changed), 'answer')} changed. `kewei answers --write` writes what is shown above.")
        sys.exit(1)


@cli.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--table", is_flag=True, help="Print a table for people.")
def read(file: BinaryIO, table: bool) -> None:
    """Show what is read in a text, FILE or standard input: a JSON line for each number-like piece."""
    try:
        # As it is: a text stream would turn carriage returns into line ends and move every position.
        text = file.read().decode("utf-8")
    except UnicodeDecodeError as error:
        print(f"{file.name} is not UTF-8: byte {error.start} is {error.object[error.start]:#04x}. Save it as UTF-8.")
        sys.exit(2)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if table:
        print(*reading.TABLE, sep="\t")
    for piece in reading.read_text(text):
        print(reading.as_row(piece) if table else reading.as_json(piece))


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
def add(files: tuple[Path, ...]) -> None:
    """Keep the text of each new document, and put proposals for its rows into inbox/; nothing of it is published."""
    try:
        from kewei.curate import add as adding
    except ImportError as error:
        print(f"{error}. {WORKBENCH}")
        sys.exit(2)
    failed = 0
    for file in files:
        try:
            for added in adding.add(PROJECT, file):
                print(adding.summary(added))
                print(f"Next: make review DOCUMENT={added.document_id}")
        except FailedError as error:
            failed += 1
            print(f"{file.name or file}: not added: {error}.")
    sys.exit(1 if failed else 0)


@cli.command()
def changes() -> None:
    """Print what changed in figures and catalogue, when, from what to what."""
    show(CHANGES)


@cli.command()
def runs() -> None:
    """Print the history of runs, and those that the next publish will add to it."""
    show(RUNS)
    with opened(PROJECT / WAREHOUSE) as connection:
        known = {run_id for (run_id,) in connection.execute("select run_id from ops.run_history").fetchall()}
    for row in log.noted_runs(PROJECT).values():
        if row["run_id"] not in known:
            print(*(row.get(name, "") for name in ("started_at", "command", "outcome", "message")), sep="  ")


@cli.command()
def docs() -> None:
    """Write the dbt docs into one page, target/static_index.html."""
    from kewei.docs import PAGE, write_docs

    write_docs(PROJECT)
    print(f"Open {PAGE} in a browser.")


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write to; exports/ by default.")
def exports(out: Path | None) -> None:
    """Write every mart as Parquet, CSV, Excel and SDMX, each described in five standards."""
    from kewei.export.exports import export

    if not (PROJECT / WAREHOUSE).is_file():
        print(MISSING)
        sys.exit(1)
    folder = out or PROJECT / "exports"
    try:
        described = export(PROJECT, PROJECT / WAREHOUSE, Path(os.path.abspath(folder)))
    except (duckdb.Error, FailedError, ImportError, OSError) as error:
        print(f"Not exported: {one_line(error)}")
        sys.exit(1)
    total = sum(file["bytes"] for file in described["files"]) / 1e6
    print(f"Wrote {len(described['files'])} files ({total:.1f} MB) to {folder}; {described['name']}.zip has them all.")


@cli.command()
@click.option("--district", "districts", multiple=True, metavar="CODE", help="Only this district; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder to write to; site/ by default.")
@click.option("--address", default="", metavar="URL", help="Where the pages will be, for those who share one.")
def site(districts: tuple[str, ...], out: Path | None, address: str) -> None:
    """Write the pages for readers, in Chinese and English, into a folder that opens in any browser."""
    from kewei.site.site import write_site

    if not (PROJECT / WAREHOUSE).is_file():
        print(MISSING)
        sys.exit(1)
    folder = out or PROJECT / "site"
    try:
        found = write_site(PROJECT / WAREHOUSE, Path(os.path.abspath(folder)), districts, address=address)
    except (duckdb.Error, FailedError, ImportError, OSError) as error:
        print(f"No pages were written: {one_line(error)}")
        sys.exit(1)
    size = f"{found['bytes'] / 1e6:.1f} MB, the largest page {found['largest'] / 1e3:.0f} kB"
    print(f"Wrote {found['pages']} pages ({size}) to {folder}. Open index.html there.")


def show(sql: str, every: bool = False, form: str | None = None, out: Path | None = None) -> None:
    """Print the published file's answer to each statement, or write that of a single one to a file."""
    if not (PROJECT / WAREHOUSE).is_file():
        print(MISSING)
        sys.exit(1)
    try:
        form = format_of(form, out)
        with opened(PROJECT / WAREHOUSE) as connection:
            statements = connection.extract_statements(sql)
            if form != "table" and len(statements) != 1:
                raise FailedError(f"there are {len(statements)} statements; --format and --out write the answer of one")
            for statement in statements:
                has_answer = duckdb.ExpectedResultType.QUERY_RESULT in statement.expected_result_type
                answer = connection.sql(AFTER.sub("", statement.query))
                if form != "table" or out:
                    if answer is None or not has_answer:
                        raise FailedError("the statement has no answer to write")
                    write(connection, answer, form, out)
                elif answer is not None and every:
                    answer.show(max_rows=EVERY, max_width=EVERY, max_col_width=EVERY)
                elif answer is not None:
                    answer.show(max_rows=200, max_width=200)
    except (duckdb.Error, FailedError, ImportError, OSError) as error:
        # What goes on to another program holds the answer or nothing.
        print(one_line(error), file=sys.stdout if form in (None, "table") else sys.stderr)
        sys.exit(1)
    if out:
        print(f"Wrote {out}.")


def one_line(error: Exception) -> str:
    """What an error says, without the piece of SQL that DuckDB repeats below it."""
    if isinstance(error, ImportError):
        return f"{error}. Run `make setup`."
    return " ".join(str(error).split("\n\nLINE ")[0].split())
