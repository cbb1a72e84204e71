"""One run at a time: a lock that the system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

LOCK = ".kewei.lock"


class LockedError(Exception):
    """Another run holds the lock; the message says which."""


@contextmanager
def locked(project: Path, command: str) -> Iterator[None]:
    """Hold the project's lock, or raise LockedError at once."""
    with (project / LOCK).open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise LockedError(handle.read().strip() or "another run") from None
        handle.truncate(0)
        handle.write(f"{command}, process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        handle.flush()
        yield
