"""The dbt docs as one page that says nothing of the machine that made it and asks no other machine for anything."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path

from dbt.cli.main import dbtRunner

PAGE = "target/static_index.html"
# What dbt writes into its artifacts of the machine, its user and the environment.
PRIVATE = re.compile(r'"(root_path|user_id|env|profile_dir|log_path)": ?("(?:[^"\\]|\\.)*"|\{[^{}]*\})')

# Addresses that dbt's page leaves to its script; until that runs, the browser would ask for them as they are written.
UNFILLED = {
    'xlink:href="{{': 'ng-attr-xlink:href="{{',
    "href=\"${require('./assets/favicons/favicon.ico')}\"": 'href="data:,"',
}
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)


def write_docs(project: Path) -> Path:
    """Run `dbt docs generate --static` and take folders, user and environment out of the page. Returns its path."""
    # In a folder of its own, so that the results of the last build stay for `kewei publish`.
    folder = project / "target/docs"
    places = ["--project-dir", str(project), "--profiles-dir", str(project), "--target-path", str(folder)]
    result = dbtRunner().invoke(["docs", "generate", "--static", "--quiet", *places])
    if not result.success:
        raise RuntimeError(f"dbt docs generate: {result.exception or 'failed; run `make build` first'}")
    page = project / PAGE
    text = (folder / "static_index.html").read_text(encoding="utf-8")
    text = PRIVATE.sub(lambda found: f'"{found.group(1)}": null', text)
    for private, name in ((os.environ.get("DOCUMENTS_DIR", ""), "documents"), (str(project), ".")):
        for written in filter(None, (private, glob.escape(private))):
            text = text.replace(written, name)
    for written, mended in UNFILLED.items():
        text = text.replace(written, mended)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    text = text.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{policy}', 1)
    page.write_text(text, encoding="utf-8")
    return page
