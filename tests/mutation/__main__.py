"""Mutation testing of the checks: python tests/mutation [--per-class N] [--seed N] [--jobs N] [--confirm N]
[--without-documents].

Prints the score of every class of slips, without and with the documents, and every mutant that survived. Exit code 1
when a survivor is not argued in argued.csv, 0 otherwise.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import chain
from pathlib import Path

from engine import PROJECT, Baseline, Judge, Verdict
from mutants import Mutant, sample

from tests.project import documents_folder

ARGUED = Path(__file__).parent / "argued.csv"
SEED = 20261123
GOAL_WITHOUT, GOAL_WITH = 98.0, 100.0


@dataclass(frozen=True)
class Result:
    """A mutant with its verdict without the documents and, where they are at hand, with them."""

    mutant: Mutant
    without: Verdict
    with_documents: Verdict | None

    @property
    def last(self) -> Verdict:
        """The verdict of the strongest build at hand."""
        return self.with_documents or self.without


def argument_for(mutant: Mutant, verdict: Verdict) -> str:
    """Why this survivor may live, from argued.csv; '' when nothing is argued.

    A row counts when class, file and column match; its `reaches` must match every column of the marts that the mutant
    changes, so that the argument lapses as soon as something else depends on the cell.
    """
    with ARGUED.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if (
                fnmatch(mutant.slip, row["slip"])
                and fnmatch(mutant.file, row["file"])
                and fnmatch(mutant.column, row["column"])
                and all(any(fnmatch(one, wish) for wish in row["reaches"].split()) for one in verdict.reaches)
            ):
                return row["argument"]
    return ""


def work(task: tuple[list[Mutant], list[int], list[Baseline], Path]) -> list[tuple[int, Verdict, Verdict | None]]:
    """Judge some of the mutants in a process of its own: without the documents, and with them what survived."""
    mutants, places, baselines, folder = task
    judges = [Judge(baseline, folder / str(number)) for number, baseline in enumerate(baselines)]
    for judge in judges:
        control = judge.judge(unchanged(judge.project))
        if control.killed_by or control.reaches:
            raise RuntimeError(f"a mutant that changes nothing was judged {control}: the harness is broken")
    found = []
    for place in places:
        without = judges[0].judge(mutants[place])
        further = None
        if len(judges) > 1:
            further = without if without.killed_by else judges[1].judge(mutants[place])
        found.append((place, without, further))
    return found


def unchanged(project: Path) -> Mutant:
    """The control: all CSVs as they are. It must live, or a death says nothing."""
    files = {path.relative_to(project).as_posix(): path.read_bytes() for path in (project / "seeds").rglob("*.csv")}
    return Mutant("unchanged", "seeds", 0, "", "nothing", lambda: files)


def run(mutants: list[Mutant], folder: Path, documents: str, jobs: int) -> list[Result]:
    """Judge all mutants in `jobs` processes. documents: absolute folder, or '' when they are not at hand."""
    baselines = [Baseline(folder / "plain", "")]
    if documents:
        baselines.append(Baseline(folder / "evidence", documents))
    shares = [list(range(start, len(mutants), jobs)) for start in range(jobs)]
    folders = [folder / f"job{number}" for number in range(jobs)]
    for one in folders:
        one.mkdir()
    # Mutants hold closures, which cannot be sent to another process but are inherited by a forked one.
    context = multiprocessing.get_context("fork")
    global TASKS
    TASKS = [(mutants, share, baselines, one) for share, one in zip(shares, folders, strict=True)]
    with context.Pool(jobs) as pool:
        verdicts = sorted(chain.from_iterable(pool.map(work_at, range(jobs))), key=lambda one: one[0])
    return [Result(mutants[place], without, further) for place, without, further in verdicts]


TASKS: list[tuple] = []


def work_at(number: int) -> list[tuple[int, Verdict, Verdict | None]]:
    """Do the task with this number, as the forked process inherited it."""
    return work(TASKS[number])


def confirm(results: list[Result], count: int, folder: Path, documents: str) -> int:
    """Run the true `kewei build` on some mutants, survivors first; return how many are judged otherwise."""
    chance = random.Random(SEED)
    chosen = [result for result in results if not result.last.killed_by][: count // 3]
    chosen += chance.sample([result for result in results if result.last.killed_by], count - len(chosen))
    project = folder / ("evidence" if documents else "plain")
    environment = {**os.environ, "DOCUMENTS_DIR": documents, "DBT_PROFILES_DIR": "."}
    wrong = 0
    for result in chosen:
        files = result.mutant.files()
        before = {file: (project / file).read_bytes() for file in files}
        for file, content in files.items():
            (project / file).write_bytes(content)
        build = subprocess.run(
            [sys.executable, "-m", "kewei", "build"], cwd=project, env=environment, capture_output=True, text=True
        )
        for file, content in before.items():
            (project / file).write_bytes(content)
        alike = bool(result.last.killed_by) == (build.returncode == 1)
        wrong += not alike
        verdict = "stopped" if build.returncode == 1 else "published" if build.returncode == 0 else "broke"
        print(f"  {'alike' if alike else 'OTHERWISE'}: the build {verdict}  {result.mutant}", flush=True)
    return wrong


def report(results: list[Result], documents: str) -> int:
    """Print classes, scores and survivors; return how many survivors nobody argues for."""
    slips = list(dict.fromkeys(result.mutant.slip for result in results))
    print(f"\n{'class':<32}{'mutants':>8}{'dead':>7}{'with documents':>16}{'argued':>8}{'alive':>7}")
    alive: list[tuple[Result, str]] = []
    total: Counter[str] = Counter()
    for slip in slips:
        of = [result for result in results if result.mutant.slip == slip]
        survivors = [(one, argument_for(one.mutant, one.last)) for one in of if not one.last.killed_by]
        counts = Counter(
            mutants=len(of),
            dead=sum(bool(one.without.killed_by) for one in of),
            further=sum(bool(one.last.killed_by) for one in of),
            argued=sum(bool(argument) for _, argument in survivors),
            argued_without=sum(bool(argument_for(one.mutant, one.without)) for one in of if not one.without.killed_by),
        )
        total += counts
        alive += survivors
        rest = len(survivors) - counts["argued"]
        further = counts["further"] if documents else "-"
        print(f"{slip:<32}{len(of):>8}{counts['dead']:>7}{further:>16}{counts['argued']:>8}{rest:>7}")
    print(f"\n{len(results)} mutants of {len(slips)} classes in {len({one.mutant.file for one in results})} CSVs")
    score("without the documents", total["dead"], len(results), total["argued_without"], GOAL_WITHOUT)
    if documents:
        score("with the documents", total["further"], len(results), total["argued"], GOAL_WITH)
    else:
        print("with the documents: not run, because they are not at hand")
    broken = [one for one in results if one.last.is_error]
    print(f"{len(broken)} of the dead made a query break instead of failing a check")
    for one in broken:
        print(f"  {one.mutant}\n          {one.last.killed_by}")
    print("\nSurvivors:")
    for result, argument in alive:
        reaches = ", ".join(result.last.reaches) or "nothing that is published"
        print(f"  {'argued' if argument else 'ALIVE '}  {result.mutant}\n          reaches {reaches}")
        print(f"          {argument}" if argument else "          nobody argues for it in argued.csv")
    return sum(not argument for _, argument in alive)


def score(label: str, dead: int, mutants: int, argued: int, goal: float) -> None:
    """Print the share of the dead, of all mutants and of those that argued.csv does not argue for."""
    share = 100 * dead / (mutants - argued)
    print(
        f"{label}: {dead} of {mutants} dead ({100 * dead / mutants:.2f} %); {share:.2f} % of those not "
        f"argued for, goal {goal:g} %: {'reached' if share >= goal else 'MISSED'}"
    )


def main() -> int:
    """Run the mutation test. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="tests/mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--per-class", type=int, default=16, help="mutants of each class")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--confirm", type=int, default=0, help="mutants to try in a true build as well")
    parser.add_argument("--without-documents", action="store_true", help="judge without the documents only")
    arguments = parser.parse_args()
    documents = "" if arguments.without_documents else documents_folder()
    mutants = sample(PROJECT, arguments.per_class, arguments.seed)
    print(f"{len(mutants)} mutants from seed {arguments.seed}; building the unchanged project first", flush=True)
    with tempfile.TemporaryDirectory(prefix="kewei-mutation-") as folder:
        results = run(mutants, Path(folder), documents, arguments.jobs)
        alive = report(results, documents)
        wrong = 0
        if arguments.confirm:
            print(f"\nTrue builds of {arguments.confirm} mutants, against the verdict above:")
            wrong = confirm(results, arguments.confirm, Path(folder), documents)
            print(f"{arguments.confirm - wrong} of {arguments.confirm} judged alike")
    return 1 if alive or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
