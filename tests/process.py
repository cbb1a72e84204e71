"""Run modules of this Python in processes of their own, without importing dbt again for each."""

from __future__ import annotations

import atexit
import gc
import json
import marshal
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from functools import cache
from pathlib import Path
from threading import Lock
from types import CodeType

WAITING = Lock()


def run_module(project: Path, command: tuple[str, ...], environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Run `python -m command` in a folder and wait for it; return how it ended and what it printed.

    Importing dbt takes longer than most of what tests do with it. So a server imports it once, and a run is a fork of
    that server; but what Python itself reads when it starts needs a process that starts.
    """
    if any(name.startswith("PYTHON") and os.environ.get(name) != value for name, value in environment.items()):
        whole = [sys.executable, "-m", *command]
        return subprocess.run(whole, cwd=project, env=environment, capture_output=True, text=True)
    with tempfile.TemporaryDirectory() as folder, WAITING:
        outputs = [f"{folder}/{name}" for name in ("stdout", "stderr", "templates")]
        process = server()
        process.stdin.write(json.dumps([str(project), command, environment, outputs]) + "\n")
        process.stdin.flush()
        status = int(process.stdout.readline())
        texts = [Path(path).read_text(encoding="utf-8") for path in outputs[:2]]
    return subprocess.CompletedProcess(command, status, *texts)


@cache
def server() -> subprocess.Popen:
    """The server of this process; it ends when its input does."""
    # A module must come from the project where it is run: nothing of the one that tests it may be on the path.
    command = [sys.executable, "-P", __file__]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(started.communicate)
    return started


# What dbt keeps of a project that it has parsed.
PARSED = Path("target/partial_parse.msgpack")


# What the templates of dbt were compiled to by this server and the forks before, by their class and what they say.
TEMPLATES: dict[tuple[str, ...], CodeType] = {}


def keep_templates() -> None:
    """Let the templates of dbt be compiled once for all forks: each would need several hundred, a tenth of a build."""
    from jinja2 import Environment

    anew = Environment.compile

    def compiled(self: Environment, source: object, *where: object, **more: object) -> CodeType:
        kind = type(self)
        if not isinstance(source, str) or more or not kind.__module__.startswith("dbt"):
            return anew(self, source, *where, **more)
        key = (kind.__qualname__, source, *map(str, where))
        if key not in TEMPLATES:
            TEMPLATES[key] = anew(self, source, *where)
        return TEMPLATES[key]

    Environment.compile = compiled


def serve() -> None:
    """Fork for each line of standard input; print the exit code of each."""
    import dbt.adapters.duckdb
    import dbt.task.build  # noqa: F401

    # DuckDB imports it as soon as a model calls a Python function.
    import numpy  # noqa: F401

    keep_templates()
    # No run makes more garbage than it may keep, and what the server holds must not be copied to look for some.
    gc.disable()
    gc.freeze()
    has_parsed = False
    for line in sys.stdin:
        project, command, environment, outputs = json.loads(line)
        if not has_parsed and (Path(project) / PARSED).is_file():
            parse(project, environment)
            has_parsed = True
        child = os.fork()
        if not child:
            known = set(TEMPLATES)
            code = as_main(project, command, environment, outputs[:2])
            new = {key: TEMPLATES[key] for key in TEMPLATES.keys() - known}
            Path(f"{outputs[2]}.part").write_bytes(marshal.dumps(new))
            os.rename(f"{outputs[2]}.part", outputs[2])
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        # A fork that was killed leaves none.
        if (left := Path(outputs[2])).is_file():
            TEMPLATES.update(marshal.loads(left.read_bytes()))
        print(code, flush=True)


def parse(project: str, environment: dict[str, str]) -> None:
    """Parse a project, as each run of dbt begins; what dbt makes for that when it is first needed, forks then have."""
    from dbt.cli.main import dbtRunner

    own, threads = dict(os.environ), Path("/proc/self/task")
    running = set(threads.glob("*"))
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(Path(project) / PARSED, folder)
        os.environ.clear()
        os.environ.update(environment)
        folders = ("--project-dir", project, "--profiles-dir", project, "--target-path", folder, "--log-path", folder)
        # Whatever is wrong with the project, the run itself will say. Forks would wait for the static parser.
        dbtRunner().invoke(["--log-level", "none", "--no-static-parser", "parse", *folders])
    os.environ.clear()
    os.environ.update(own)
    assert set(threads.glob("*")) == running
    # Of the project itself nothing may stay.
    assert not any(name.split(".")[0] == "kewei" for name in sys.modules)
    gc.freeze()


def as_main(folder: str, command: list[str], environment: dict[str, str], outputs: list[str]) -> int:
    """Become the process that `python -m command` would start, with its outputs in two files. Returns its exit code."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    time.tzset()
    sys.path.insert(0, folder)
    sys.argv = command
    # What is run is no module that was imported before.
    sys.modules.pop(command[0], None)
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    # A fork ends without them; dbt closes its databases there.
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


if __name__ == "__main__":
    serve()
