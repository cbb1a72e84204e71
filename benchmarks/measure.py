"""Measuring one command as a whole process: clock, processor, memory, and what it spilled to disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
# What a copy of the project goes without: everything that was built, and the documents.
KEPT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "target", "logs", "documents", "*.duckdb*", "__pycache__", ".*_cache", "exports"
)


def environment(**values: object) -> dict[str, str]:
    """The environment of a measured command: no setting of the caller reaches it but those that are named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KEWEI_", "FACTS_", "DBT_"))}
    kept |= {"DBT_PROFILES_DIR": ".", "DOCUMENTS_DIR": "", "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "ignore"}
    return kept | {name: str(value) for name, value in values.items()}


def timed(command: list[str], where: Path, settings: dict[str, str], spill: Path | None = None) -> dict:
    """Run a command and wait for it. spill: folder that a database may write to when its memory is full.

    Returns seconds by the clock and of the processor, the peak of memory and of the spill in MB, and what was printed.
    Raises RuntimeError if the command fails.
    """
    output = where / "target/bench/output.txt"
    output.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with output.open("w") as handle:
        process = subprocess.Popen(command, cwd=where, env=settings, stdout=handle, stderr=subprocess.STDOUT)
        spilled = Spill(spill)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        spilled.stop()
    text = output.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{text[-3000:]}")
    return {
        "seconds": seconds,
        "processor": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "spill_mb": spilled.peak / 1e6,
        "output": text,
    }


class Spill(threading.Thread):
    """Watches the size of a folder; `peak` is the largest one seen, in bytes."""

    def __init__(self, folder: Path | None) -> None:
        """Start watching at once; without a folder there is nothing to see."""
        super().__init__(daemon=True)
        self.folder, self.peak, self.done = folder, 0, threading.Event()
        if folder is not None:
            self.start()

    def run(self) -> None:
        """Look four times a second."""
        while not self.done.wait(0.25):
            size = 0
            for path in self.folder.glob("*"):
                try:
                    size += path.stat().st_blocks * 512
                except FileNotFoundError:
                    continue
            self.peak = max(self.peak, size)

    def stop(self) -> None:
        """Stop watching."""
        self.done.set()


def in_turn(rounds: int, **runs: Callable[[], dict]) -> dict[str, list[dict]]:
    """Run each of some measurements once a round, one after the other, so that all see the same machine."""
    results: dict[str, list[dict]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            results[name].append(run())
    return results


def middle(results: list[dict], name: str) -> float:
    """Median of one figure of some runs."""
    return median(result[name] for result in results)


def ratio(one: list[dict], other: list[dict], name: str = "seconds") -> float:
    """Median of the ratios round by round."""
    return median(a[name] / b[name] for a, b in zip(one, other, strict=True))


def python(*arguments: str, interpreter: str = sys.executable) -> list[str]:
    """A command of this Python, or of another environment's."""
    return [interpreter, *arguments]
