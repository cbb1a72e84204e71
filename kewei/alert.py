"""Alerts: ALERT_COMMAND learns of a night that did not publish. Needs nothing but Python itself."""

from __future__ import annotations

import os
import signal
import subprocess

SECONDS = 60


def alert(code: int, line: str) -> None:
    """Run ALERT_COMMAND in a shell, if it is set; the line is its input and KEWEI_MESSAGE."""
    command = os.environ.get("ALERT_COMMAND", "")
    if not command:
        return
    process = subprocess.Popen(
        command,
        shell=True,
        stdin=subprocess.PIPE,
        stdout=2,  # only the last line of the run goes to standard output
        text=True,
        env={**os.environ, "KEWEI_EXIT_CODE": str(code), "KEWEI_MESSAGE": line},
        start_new_session=True,
    )
    try:
        process.communicate(line + "\n", timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        print(f"ALERT_COMMAND did not end within {SECONDS} s and was killed.", flush=True)
    else:
        if process.returncode:
            print(f"ALERT_COMMAND ended with exit code {process.returncode}.", flush=True)
