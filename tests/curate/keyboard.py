"""A reader at a desk: presses the keys that the page shows, and types into its fields, through what the page calls.

The page and this keyboard do the same: they look for the element with a key, and send the action that it holds. What is
counted here is what is pressed.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser

from kewei.curate import view
from kewei.curate.desk import Desk
from kewei.curate.server import answer


class Keys(HTMLParser):
    """The keys of a panel with their actions, and its forms with their fields."""

    def __init__(self, panel: str) -> None:
        """Read a panel."""
        super().__init__()
        self.keys: dict[str, dict] = {}
        self.forms: list[tuple[dict, dict[str, str]]] = []
        self.clicks: list[dict] = []
        self.area: str | None = None
        self.feed(panel)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A button with a key, a form, or a field of it."""
        found = dict(attrs)
        if tag == "button" and "data-act" in found:
            action = json.loads(found["data-act"])
            self.clicks.append(action)
            if "data-key" in found:
                self.keys.setdefault(found["data-key"], action)
        elif tag == "form":
            self.forms.append((json.loads(found["data-act"]), {}))
        elif tag == "input":
            self.forms[-1][1][found["name"]] = found.get("value") or ""
        elif tag == "textarea":
            self.area = found["name"]
            self.forms[-1][1][self.area] = ""

    def handle_data(self, data: str) -> None:
        """What a text area holds."""
        if self.area:
            self.forms[-1][1][self.area] += data

    def handle_endtag(self, tag: str) -> None:
        """The end of a text area."""
        if tag == "textarea":
            self.area = None


class Keyboard:
    """Presses keys and counts them. pressed: keys. cells: fields typed. characters: in those fields."""

    def __init__(self, desk: Desk) -> None:
        """Sit down at a desk."""
        self.desk, self.pressed, self.cells, self.characters = desk, 0, 0, 0
        self.responses = [answer(desk, "zh")["panel"]]

    @property
    def seen(self) -> Keys:
        """What the panel offers now."""
        return Keys(self.responses[-1])

    def send(self, action: dict) -> None:
        """What the page does with an action."""
        view.check_action(json.loads(json.dumps(action)))
        self.desk.act(action)
        self.responses.append(answer(self.desk, "zh")["panel"])

    def press(self, *keys: str) -> None:
        """Press keys, one after the other. Each must do something."""
        for key in keys:
            known = self.seen.keys
            assert key in known, f"{key!r} does nothing here; there are {sorted(known)}; {self.desk.message}"
            self.pressed += 1
            self.send(known[key])

    def type(self, **cells: str) -> None:
        """Type into the fields of the form at hand, and press Enter."""
        action, fields = self.seen.forms[0]
        assert cells.keys() <= fields.keys(), f"{sorted(cells)} of {sorted(fields)}"
        typed = {name: text for name, text in cells.items() if text != fields[name]}
        self.pressed += 1
        self.cells += len(typed)
        self.characters += sum(map(len, typed.values()))
        self.send(action | {"typed": typed})
