"""The dbt docs as one page that says nothing of the machine that made it."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path

from dbt.cli.main import dbtRunner

PAGE = "target/static_index.html"
# What dbt writes into its artifacts of the machine, its user and the environment.
PRIVATE = re.compile(r'"(root_path|user_id|env|profile_dir|log_path)": ?("(?:[^"\\]|\\.)*"|\{[^{}]*\})')


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
    page.write_text(text, encoding="utf-8")
    return page
