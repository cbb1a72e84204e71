"""How Data Docs look: templates that load nothing from the network and count no visits, unlike those they replace."""

from pathlib import Path

from great_expectations.render.view import DefaultJinjaPageView
from jinja2 import ChoiceLoader, FileSystemLoader


class PageView(DefaultJinjaPageView):
    """Pages and index from the templates beside this file, and what these include from Great Expectations' own."""

    def __init__(self, **directories: str | None) -> None:
        """directories: custom ones, which Great Expectations passes."""
        super().__init__(**directories)
        self.env.loader = ChoiceLoader([FileSystemLoader(Path(__file__).parent), self.env.loader])
