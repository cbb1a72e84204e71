"""What one expectation said of one batch."""

from __future__ import annotations

from dataclasses import dataclass

PASSED, FAILED, ERRORED = 0, 1, 2
STATUS = {PASSED: "passed", FAILED: "failed", ERRORED: "errored"}


@dataclass(frozen=True)
class Finding:
    """What one expectation said of one batch. status: PASSED, FAILED or ERRORED."""

    status: int
    suite: str
    batch: str
    expectation: str
    column: str
    observed: str
    expected: str
    note: str

    def __str__(self) -> str:
        """The finding as the reader sees it."""
        return (
            f"{STATUS[self.status]}: {self.suite} ({self.batch}), {self.expectation}, column {self.column}\n"
            f"    observed  {self.observed}\n    expected  {self.expected}\n    note      {self.note}"
        )
