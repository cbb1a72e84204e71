"""The dbt docs as one page that says nothing of the machine that made it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dbt.cli.main import dbtRunner

PAGE = "target/static_index.html"
# What dbt writes into its artifacts of the machine, its user and the environment.
PRIVATE = re.compile(r'"(root_path|user_id|env|profile_dir|log_path)": ?("(?:[^"\\]|\\.)*"|\{[^{}]*\})')


def write_docs(project: Path) -> Path:
    """Run `dbt docs generate --static` and take folders, user and environment out of the page. Returns its path."""
    result = dbtRunner().invoke(["docs", "generate", "--static", "--quiet", "--project-dir", str(project)])
    if not result.success:
        raise RuntimeError(f"dbt docs generate: {result.exception or 'failed; run `make build` first'}")
    page = project / PAGE
    text = PRIVATE.sub(lambda found: f'"{found.group(1)}": null', page.read_text(encoding="utf-8"))
    for folder, name in ((os.environ.get("DOCUMENTS_DIR", ""), "documents"), (str(project.resolve()), ".")):
        text = text.replace(folder, name) if folder else text
    page.write_text(text, encoding="utf-8")
    return page
