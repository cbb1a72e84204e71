"""Where the documents are, if they are at hand at all."""

from __future__ import annotations

import os
from pathlib import Path

PLACES = ("documents", "../shared/documents")


def find_documents(project: Path) -> str:
    """Folder with the documents' texts, or '' when none is at hand.

    DOCUMENTS_DIR wins; then come documents/ in the project and ../shared/documents. A DOCUMENTS_DIR
    that is no folder is an error, because the user asked for the evidence checks.
    """
    wanted = os.environ.get("DOCUMENTS_DIR", "")
    if wanted:
        if not (project / wanted).is_dir():
            raise NotADirectoryError(
                f"DOCUMENTS_DIR: found {wanted!r}, which is no folder; expected the folder with the documents' "
                "texts. Correct it, or unset it to build without the evidence checks."
            )
        return wanted
    return next((place for place in PLACES if any((project / place).glob("*.txt"))), "")
