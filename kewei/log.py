"""logs/runs.jsonl: a line when a run starts and one when it ends. The next publish takes them into ops.run_history."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

LOG = "logs/runs.jsonl"
LARGEST = 1_000_000


def now() -> datetime:
    """The time in UTC, without a zone, as the tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


def note(project: Path, row: dict) -> None:
    """Append what is known of a run. A log that has grown too large becomes runs.jsonl.1."""
    path = project / LOG
    path.parent.mkdir(exist_ok=True)
    if path.is_file() and path.stat().st_size > LARGEST:
        path.replace(f"{path}.1")
    with path.open("a+b") as handle:
        # After a line that a full disk cut off, a new one begins.
        handle.seek(max(handle.tell() - 1, 0))
        begin = b"\n" if handle.read(1) not in (b"", b"\n") else b""
        handle.write(begin + json.dumps(row, default=str, ensure_ascii=False).encode() + b"\n")


def noted_runs(project: Path) -> dict[str, dict]:
    """Every run in the log by its id, with what its lines say; a run that never ended was interrupted."""
    runs: dict[str, dict] = {}
    for path in (project / f"{LOG}.1", project / LOG):
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
            try:
                row = json.loads(line)
                runs.setdefault(row["run_id"], {"outcome": "interrupted", "published": False}).update(row)
            except (ValueError, KeyError, TypeError):
                continue  # a line that was cut off
    return runs


def git_commit(project: Path) -> str | None:
    """The commit of the project, with +changes when files differ from it; None when it is no git repository."""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(project), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        if Path(git("rev-parse", "--show-toplevel")).resolve() != project.resolve():
            return None
        return git("rev-parse", "HEAD") + ("+changes" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return None
