"""A sample of the mutation test: `make mutate` runs it in full and confirms it with real builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import PROJECT


def test_a_sample_of_mistakes_is_found_or_accepted(curated_project: Path) -> None:
    # One job, because each begins with a copy of all tables, and other tests use the other processor.
    sample = ["--per-class", "1", "--jobs", "1", "--counted", "--without-documents", "--built", str(curated_project)]
    command = [sys.executable, "tests/mutation", *sample]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    print(result.stdout[-3000:])
    assert result.stderr == ""
    assert "goal 98 %: reached" in result.stdout
    assert result.returncode == 0
