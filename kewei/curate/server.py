"""The page of the desk, on this machine only: loopback, a random token in the address, no other origin, no network."""

from __future__ import annotations

import csv
import hmac
import json
import secrets
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Lock

from jinja2 import Environment, PackageLoader, StrictUndefined

from kewei.curate import view
from kewei.curate.desk import Desk

LANGUAGES = ("zh", "en")
LONGEST_REQUEST = 100_000
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STATIC = {"desk.js": "text/javascript", "desk.css": "text/css"}


@cache
def pages() -> Environment:
    """The templates; whatever comes from data is escaped."""
    loader = PackageLoader("kewei.curate", "pages")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["combine"] = lambda action, column, value: action | {column: value}
    return environment


@cache
def words() -> dict[str, dict[str, str]]:
    """What the pages say, in both languages."""
    with files("kewei.curate").joinpath("pages/words.csv").open(encoding="utf-8") as handle:
        return {row["word"]: row for row in csv.DictReader(handle)}


def said(language: str) -> Callable[[str], str]:
    """A function that gives what the pages say in a language. What is missing is named: `missing year kind`."""

    def say(key: str) -> str:
        if key not in words() and not key.startswith("missing "):
            return view.in_chinese(key) if language == "zh" else key
        first, *others = (words().get(one, {}).get(language, one) for one in key.split(" "))
        if not others:
            return first
        return f"{first}{'、'.join(others)}" if language == "zh" else f"{first} {', '.join(others)}"

    return say


def page(desk: Desk, language: str) -> str:
    """The whole page, with the text."""
    return pages().get_template("desk.html.j2").render(view.whole(desk, language), say=said(language), lang=language)


def answer(desk: Desk, language: str) -> dict:
    """What changes on the page after a key."""
    panel = pages().get_template("panel.html.j2").render(view.panel(desk, language), say=said(language), lang=language)
    shown = {"number": desk.at, "progress": view.progress(desk), "version": desk.version}
    return {"panel": panel, "marks": view.marks(desk)} | shown


class Server(ThreadingHTTPServer):
    """Serves one desk on a free port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        """Take a port and make up a token."""
        super().__init__(("127.0.0.1", port), Handler)
        self.desk, self.token, self.lock = desk, secrets.token_urlsafe(24), Lock()
        # The last folder of the address is the reader's.
        self.hosts = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_port}/{self.token}/"


class Handler(BaseHTTPRequestHandler):
    """Answers the page and its keys; refuses whoever does not know the token."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "kewei", ""

    def asked(self) -> tuple[str, str] | None:
        """Name and language of what is asked for; None after a refusal."""
        path, _, query = self.path.partition("?")
        parts = path.split("/")
        if self.headers.get("Host") not in self.server.hosts:
            return self.refuse(HTTPStatus.FORBIDDEN)
        origin = self.headers.get("Origin")
        if origin is not None and origin.removeprefix("http://") not in self.server.hosts:
            return self.refuse(HTTPStatus.FORBIDDEN)
        if len(parts) != 3 or not hmac.compare_digest(parts[1].encode(), self.server.token.encode()):
            return self.refuse(HTTPStatus.NOT_FOUND)
        language = query.removeprefix("lang=")
        return parts[2], language if language in LANGUAGES else LANGUAGES[0]

    def do_GET(self) -> None:
        """The page, its script and its style."""
        asked = self.asked()
        if asked is None:
            return
        name, language = asked
        if name in STATIC:
            content = files("kewei.curate").joinpath(f"pages/{name}").read_bytes()
            self.send(content, STATIC[name])
        elif name == "":
            with self.server.lock:
                content = page(self.server.desk, language)
            self.send(content.encode(), "text/html")
        else:
            self.refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A key: an action as JSON. Another site could send a form, but no JSON."""
        asked = self.asked()
        if asked is None:
            return
        length = self.headers.get("Content-Length", "")
        if asked[0] != "act" or self.headers.get("Content-Type") != "application/json":
            self.refuse(HTTPStatus.NOT_FOUND)
            return
        if not length.isdecimal() or int(length) > LONGEST_REQUEST:
            self.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        try:
            action = json.loads(self.rfile.read(int(length)))
            version = action.pop("version")
            view.check_action(action)
        except (ValueError, TypeError, KeyError, AttributeError):
            self.refuse(HTTPStatus.BAD_REQUEST)
            return
        with self.server.lock:
            if version == self.server.desk.version:
                self.server.desk.act(action)
            else:
                # Another page has gone on since. What this one did not show is not changed by it.
                self.server.desk.message = "other_page"
            content = json.dumps(answer(self.server.desk, asked[1]), ensure_ascii=False)
        self.send(content.encode(), "application/json")

    def send(self, content: bytes, kind: str) -> None:
        """Send what was asked for, with headers that keep everything else away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, status: HTTPStatus) -> None:
        """Say no, and nothing else; what the request still holds is not read."""
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Nothing is logged: addresses hold the token."""
