"""The pages of Data Docs, made to work without a network: nothing is loaded from afar, nobody counts visits."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from urllib.parse import quote

from expectations.finding import STATUS, Finding

REMOTE = [
    re.compile(r'<link\b[^>]*href="https?:[^>]*>'),
    re.compile(r'<script\b[^>]*src="https?:[^>]*>\s*</script>'),
    # A logo from its maker's server, stamped with the time: each visit would be counted there.
    re.compile(r"<img[^>]*https?://[^>]*>|(?<=url\()[^)]*https?://[^)]*(?=\))"),
    re.compile(r"<p>Stay current on everything GX.*?</p>", re.DOTALL),
]
# The icons come from a font that is not loaded.
ICONS = [
    (re.compile(r'<i class="fas fa-check-circle[^>]*>\s*</i>'), '<span class="passed">passed</span>'),
    (re.compile(r'<i class="fas fa-times[^>]*>\s*</i>'), '<span class="failed">failed</span>'),
    (re.compile(r'<i class="fas fa-exclamation-triangle[^>]*>\s*</i>'), '<span class="errored">errored</span>'),
]
STYLE = """<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff }
body { margin: 0 auto; max-width: 72rem; padding: 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .25rem } p { margin: .25rem 0 }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 } th { text-align: left; background: #f3f4f6 }
td, th { border-bottom: 1px solid #ddd; padding: .4rem .6rem .4rem 0; vertical-align: top; overflow-wrap: anywhere }
.findings td:first-child, .findings th:first-child { white-space: nowrap; overflow-wrap: normal }
.passed { color: #14652d } .failed { color: #a40000; font-weight: 600 } .errored { color: #8a4b00; font-weight: 600 }
small { color: #555 } footer { display: none }
@media (max-width: 40rem) {
  .findings thead { display: none } .findings td { display: block; border: 0; padding: .1rem 0 }
  .findings tr { display: block; border-bottom: 1px solid #ddd; padding: .5rem 0 }
  .findings td[title]::before { content: attr(title) " "; color: #555 }
}
</style>
"""


def finish_pages(data_docs: Path, findings: list[Finding]) -> None:
    """Strip the pages of what they load from afar, and put an index of all findings in the place of theirs."""
    for page in data_docs.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for pattern in REMOTE:
            text = pattern.sub("", text)
        for icon, word in ICONS:
            text = icon.sub(word, text)
        page.write_text(text.replace("</head>", STYLE + "</head>", 1), encoding="utf-8")
    links = {page.relative_to(data_docs).parts[1]: page for page in sorted((data_docs / "validations").rglob("*.html"))}
    targets = {suite: quote(page.relative_to(data_docs).as_posix()) for suite, page in links.items()}
    (data_docs / "index.html").write_text(index(findings, targets), encoding="utf-8")


def index(findings: list[Finding], targets: dict[str, str]) -> str:
    """One page with every finding. targets: the page of each suite."""
    counts = [f"{sum(one.status == status for one in findings)} {name}" for status, name in STATUS.items()]
    sections = []
    for suite, rows in dict.fromkeys((one.suite, one.batch) for one in findings):
        title = escape(suite)
        if suite in targets:
            title = f'<a href="{targets[suite]}">{title}</a>'
        body = "".join(row(one) for one in findings if one.suite == suite)
        sections.append(
            f"<h2>{title}</h2><p><small>One row per {escape(rows)}.</small></p><table class='findings'><thead><tr>"
            f"<th>Result</th><th>Column</th><th>Observed</th><th>Expected, and why</th></tr></thead>{body}</table>"
        )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>kewei: expectations</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{STYLE}</head><body>'
        f"<h1>Expectations of CSVs and marts</h1><p>{', '.join(counts)}. Each name leads to the page of "
        f"its suite.</p>{''.join(sections)}</body></html>"
    )


def row(finding: Finding) -> str:
    """One finding as a row of the index."""
    name = STATUS[finding.status]
    return (
        f"<tr><td class='{name}'>{name}</td><td>{escape(finding.column)}</td>"
        f"<td title='observed'>{escape(finding.observed)}</td>"
        f"<td title='expected'>{escape(finding.expected)}<br><small>{escape(finding.note)}</small></td></tr>"
    )
