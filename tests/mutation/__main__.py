"""Mutation testing of the checks: python tests/mutation [--per-class N] [--seed N] [--jobs N] [--confirm N]
[--only PATTERN] [--without-documents [--built FOLDER]] [--counted].

Prints for every class of slips how many mutants the checks killed, without and with the documents, the score, and every
mutant that survived. The score counts slips in first readings and the catalogue; slips in second readings, the same
slip in both, and judgements that are wrong in both alike have lines of their own. Exit code 1 when a survivor other
than these last two is not accepted in accepted.csv, 0 otherwise.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from multiprocessing import get_context
from pathlib import Path

from engine import Baseline, Judge, Verdict
from mutants import BOTH, FIRST, JUDGED, SECOND, SHOWN_BY_TEXTS, Mutant, sample

from tests.project import PROJECT, documents_folder

SEED = 20261123
GOAL_WITHOUT, GOAL_WITH = 98.0, 100.0
with (Path(__file__).parent / "accepted.csv").open(encoding="utf-8", newline="") as handle:
    ACCEPTED = list(csv.DictReader(handle))


@dataclass(frozen=True)
class Result:
    """A mutant and what became of it."""

    mutant: Mutant
    verdict: Verdict

    @property
    def is_killed(self) -> bool:
        """Whether any check stopped it."""
        return bool(self.verdict.killed_by)

    @property
    def is_killed_without(self) -> bool:
        """Whether a check stopped it that needs no documents."""
        return self.is_killed and not self.verdict.needs_documents

    @property
    def reason(self) -> str:
        """Why it may survive, from accepted.csv; '' when nothing is said.

        A row counts when class, file and column match; its `reaches` must match every column of the marts that the
        mutant changes, so that the reason lapses as soon as something else depends on the cell.
        """
        for row in ACCEPTED:
            names = {"slip": self.mutant.slip, "file": self.mutant.file, "column": self.mutant.column}
            if all(fnmatch(name, row[key]) for key, name in names.items()) and all(
                any(fnmatch(column, wish) for wish in row["reaches"].split()) for column in self.verdict.reaches
            ):
                return row["reason"]
        return ""


def start_worker(mutants: list[Mutant], baseline: Baseline, folder: Path) -> None:
    """Give a process its own judge. Mutants hold closures, which a forked process inherits."""
    global MUTANTS, JUDGE
    MUTANTS, JUDGE = mutants, Judge(baseline, folder / f"job{os.getpid()}")


def judge(number: int) -> Verdict:
    """Judge the mutant with this number."""
    return JUDGE.judge(MUTANTS[number])


def confirm(results: list[Result], count: int, baseline: Baseline) -> int:
    """Run the real `kewei build` on some mutants, survivors first; return how many are judged differently."""
    chance = random.Random(SEED)
    chosen = [result for result in results if not result.is_killed][: count // 3]
    chosen += chance.sample([result for result in results if result.is_killed], count - len(chosen))
    environment = {**os.environ, "DOCUMENTS_DIR": baseline.documents}
    command = [sys.executable, "-m", "kewei", "build"]
    different = 0
    for result in chosen:
        files = result.mutant.contents()
        before = {file: (baseline.project / file).read_bytes() for file in files}
        write(baseline.project, files)
        build = subprocess.run(command, cwd=baseline.project, env=environment, capture_output=True, text=True)
        write(baseline.project, before)
        is_alike = result.is_killed == (build.returncode == 1)
        different += not is_alike
        outcome = {0: "published", 1: "stopped"}.get(build.returncode, "broke")
        print(f"  {'alike' if is_alike else 'DIFFERENT'}: the build {outcome}  {result.mutant}", flush=True)
    return different


def write(project: Path, files: dict[str, bytes]) -> None:
    """Write the CSVs of a mutant into a copy of the project."""
    for file, content in files.items():
        (project / file).write_bytes(content)


def report(results: list[Result], documents: str) -> int:
    """Print classes, scores and survivors; return how many survivors are not accepted."""
    counted = [result for result in results if result.mutant.group == FIRST]
    print(f"\n{'class':<32}{'mutants':>8}{'killed':>8}{'with documents':>16}{'accepted':>10}{'survived':>10}")
    for slip in dict.fromkeys(result.mutant.slip for result in counted):
        line(slip, [result for result in counted if result.mutant.slip == slip], documents)
    print()
    line("score: first readings, catalogue", counted, documents)
    for group in (SECOND, BOTH):
        line(group, [result for result in results if result.mutant.group == group], documents)
    for file in dict.fromkeys(result.mutant.file for result in results if result.mutant.group == BOTH):
        in_file = [one for one in results if one.mutant.group == BOTH and one.mutant.file == file]
        line(f"  in {file}", in_file, documents)
    print()
    for slip in dict.fromkeys(one.mutant.slip for one in results if one.mutant.group == JUDGED):
        line(slip, [one for one in results if one.mutant.slip == slip], documents)
    line(JUDGED, [one for one in results if one.mutant.group == JUDGED], documents)
    print(f"\n{len(counted)} mutants of {len({one.mutant.slip for one in counted})} classes count towards the score")
    alone = [one for one in counted if one.mutant.slip != SHOWN_BY_TEXTS]
    score("without the documents", alone, [one for one in alone if one.is_killed_without], GOAL_WITHOUT)
    if documents:
        score("with the documents", counted, [one for one in counted if one.is_killed], GOAL_WITH)
    broken = [one for one in results if one.verdict.is_error]
    print(f"{len(broken)} mutants were killed because a query broke, not because a check failed")
    for one in broken:
        print(f"  {one.mutant}\n          {one.verdict.killed_by}")
    survivors = [one for one in results if not one.is_killed]
    print("\nSurvivors:")
    for one in survivors:
        label = "both" if one.mutant.group in (BOTH, JUDGED) else "accepted" if one.reason else "SURVIVED"
        print(f"  {label}  {one.mutant}\n          reaches {', '.join(one.verdict.reaches) or 'nothing published'}")
    return sum(one.mutant.group not in (BOTH, JUDGED) and not one.reason for one in survivors)


def line(label: str, results: list[Result], documents: str) -> None:
    """Print one line of the table."""
    survivors = [one for one in results if not one.is_killed]
    accepted = sum(bool(one.reason) for one in survivors)
    killed = [sum(one.is_killed_without for one in results), len(results) - len(survivors) if documents else "-"]
    print(f"{label:<32}{len(results):>8}{killed[0]:>8}{killed[1]:>16}{accepted:>10}{len(survivors) - accepted:>10}")


def score(label: str, results: list[Result], killed: list[Result], goal: float) -> None:
    """Print the share of the killed in all mutants, and in those that accepted.csv does not let survive."""
    accepted = sum(bool(one.reason) for one in results if one not in killed)
    if len(results) == accepted:
        return
    share = 100 * len(killed) / (len(results) - accepted)
    print(
        f"{label}: {len(killed)} of {len(results)} killed ({100 * len(killed) / len(results):.2f} %); {share:.2f} % of "
        f"those not accepted, goal {goal:g} %: {'reached' if share >= goal else 'MISSED'}"
    )


def main() -> int:
    """Run the mutation test. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="tests/mutation", description=__doc__.splitlines()[0])
    parser.add_argument("--per-class", type=int, default=16, help="mutants of each class")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="*", metavar="PATTERN", help="classes to try, such as 'alike_*'")
    parser.add_argument("--confirm", type=int, default=0, help="mutants to try in a real build as well")
    parser.add_argument("--without-documents", action="store_true", help="judge without the documents only")
    parser.add_argument("--built", type=Path, metavar="FOLDER", help="a copy of the project, built without documents")
    parser.add_argument(
        "--counted", action="store_true", help="leave out what both readings have wrong, which never counts"
    )
    arguments = parser.parse_args()
    if arguments.built and not arguments.without_documents:
        parser.error("--built needs --without-documents, because such a copy has compared nothing with them")
    documents = "" if arguments.without_documents else documents_folder()
    mutants = sample(PROJECT, arguments.per_class, arguments.seed)
    mutants = [one for one in mutants if fnmatch(one.slip, arguments.only)]
    if arguments.counted:
        mutants = [one for one in mutants if one.group not in (BOTH, JUDGED)]
    if not documents:
        mutants = [one for one in mutants if one.slip != SHOWN_BY_TEXTS]
    print(f"{len(mutants)} mutants from seed {arguments.seed}; building the unchanged project first", flush=True)
    if not documents:
        print(f"Without the documents: only checks that need none are tried, and no {SHOWN_BY_TEXTS}")
    with tempfile.TemporaryDirectory(prefix="kewei-mutation-") as folder:
        baseline = Baseline(Path(folder) / "project", documents, arguments.built)
        worker = (mutants, baseline, Path(folder))
        with ProcessPoolExecutor(arguments.jobs, get_context("fork"), start_worker, worker) as pool:
            verdicts = pool.map(judge, range(len(mutants)))
        results = [Result(*pair) for pair in zip(mutants, verdicts, strict=True)]
        survived = report(results, documents)
        different = 0
        if arguments.confirm:
            print(f"\nReal builds of {arguments.confirm} mutants, against the verdict above:")
            different = confirm(results, arguments.confirm, baseline)
            print(f"{arguments.confirm - different} of {arguments.confirm} judged alike")
    return 1 if survived or different else 0


if __name__ == "__main__":
    sys.exit(main())
