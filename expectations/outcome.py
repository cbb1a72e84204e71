"""The result of the gates, with what could not be judged separate from what failed."""

from __future__ import annotations

from dataclasses import dataclass, field

from kewei.problem import Problem

PASSED, FAILED, ERRORED, WARNED = 0, 1, 2, 3
STATUS = {PASSED: "passed", FAILED: "failed", ERRORED: "errored", WARNED: "warned"}


@dataclass(frozen=True)
class Finding:
    """The result of one gate. status: PASSED, FAILED, ERRORED or WARNED."""

    status: int
    suite: str
    rows: str
    gate: str
    column: str
    observed: str
    expected: str
    reason: str

    def __str__(self) -> str:
        """The finding as the reader sees it."""
        return (
            f"{STATUS[self.status]}: gate {self.gate} ({self.rows})\n"
            f"    observed  {self.observed}\n    expected  {self.expected}\n    reason    {self.reason}"
        )


@dataclass(frozen=True)
class Outcome:
    """All findings of a run; what is wrong with the waivers; and for which document which gate is waived."""

    findings: list[Finding]
    problems: list[Problem] = field(default_factory=list)
    waived: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """The counts in one line."""
        return f"expectations: {len(self.passed)} passed, {len(self.failed)} failed, {len(self.errored)} errored"

    def with_status(self, status: int) -> list[Finding]:
        """Findings with a status."""
        return [finding for finding in self.findings if finding.status == status]

    @property
    def passed(self) -> list[Finding]:
        """Gates that were judged and hold, or only warn."""
        return [finding for finding in self.findings if finding.status in (PASSED, WARNED)]

    @property
    def failed(self) -> list[Finding]:
        """Gates that were judged and do not hold."""
        return self.with_status(FAILED)

    @property
    def errored(self) -> list[Finding]:
        """Gates that could not be judged."""
        return self.with_status(ERRORED)

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 at least one failed or a waiver is wrong, 2 at least one errored, or nothing was judged."""
        if self.errored or not self.findings:
            return ERRORED
        return FAILED if self.failed or self.problems else PASSED

    def report(self, verbose: bool = False) -> str:
        """One line for each suite, then every finding that is no pass; verbose reports passes as well."""
        lines = []
        for suite, rows in dict.fromkeys((finding.suite, finding.rows) for finding in self.findings):
            statuses = [finding.status for finding in self.findings if finding.suite == suite]
            counts = [f"{statuses.count(status)} {name}" for status, name in STATUS.items() if status in statuses]
            lines.append(f"{suite:<20}{rows:<58}{', '.join(counts)}")
        return "\n\n".join(["\n".join(lines), *self.details(verbose)]) + "\n"

    def details(self, verbose: bool = False) -> list[str]:
        """Every finding that is no pass, and every waiver that is used."""
        shown = [str(finding) for finding in self.findings if verbose or finding.status != PASSED]
        return shown + [f"waived: {one}" for one in self.waived]
