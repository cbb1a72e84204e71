"""The result of a checkpoint, with what could not be judged separate from what failed."""

from __future__ import annotations

from dataclasses import dataclass

PASSED, FAILED, ERRORED = 0, 1, 2
STATUS = {PASSED: "passed", FAILED: "failed", ERRORED: "errored"}


@dataclass(frozen=True)
class Finding:
    """The result of one expectation. status: PASSED, FAILED or ERRORED."""

    status: int
    suite: str
    rows: str
    expectation: str
    column: str
    observed: str
    expected: str
    reason: str

    def __str__(self) -> str:
        """The finding as the reader sees it."""
        return (
            f"{STATUS[self.status]}: {self.suite} ({self.rows}), {self.expectation}, column {self.column}\n"
            f"    observed  {self.observed}\n    expected  {self.expected}\n    reason    {self.reason}"
        )


@dataclass(frozen=True)
class Outcome:
    """All findings of a run."""

    findings: list[Finding]

    def __str__(self) -> str:
        """The counts in one line."""
        return f"expectations: {len(self.passed)} passed, {len(self.failed)} failed, {len(self.errored)} errored"

    @property
    def passed(self) -> list[Finding]:
        """Expectations that were judged and hold."""
        return [finding for finding in self.findings if finding.status == PASSED]

    @property
    def failed(self) -> list[Finding]:
        """Expectations that were judged and do not hold."""
        return [finding for finding in self.findings if finding.status == FAILED]

    @property
    def errored(self) -> list[Finding]:
        """Expectations that could not be judged."""
        return [finding for finding in self.findings if finding.status == ERRORED]

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 at least one failed, 2 at least one errored, or nothing was judged."""
        return max((finding.status for finding in self.findings), default=ERRORED)

    def report(self, verbose: bool = False) -> str:
        """One line for each suite, then every finding that is no pass; verbose reports passes as well."""
        lines = []
        for suite, rows in dict.fromkeys((finding.suite, finding.rows) for finding in self.findings):
            statuses = [finding.status for finding in self.findings if finding.suite == suite]
            counts = [f"{statuses.count(status)} {name}" for status, name in STATUS.items() if status in statuses]
            lines.append(f"{suite:<20}{rows:<58}{', '.join(counts)}")
        details = [str(finding) for finding in self.findings if verbose or finding.status != PASSED]
        return "\n\n".join(["\n".join(lines), *details]) + "\n"
