"""The pages in a browser: what opens, for whom, how wide, without scripts, and who is asked for what."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest

from tests.browser import Visit

LANGUAGES = ("zh", "en")
# One of each kind; the others differ from them only in their rows.
KINDS = (
    "index",
    "promises",
    "growth",
    "beside",
    "doubts",
    "key",
    "indicators/index",
    "indicators/tech_contracts",
    "documents/index",
    "documents/putuo_2025_plan",
    "documents/putuo_2023_summary",
    "data",
    "changes",
    "capture",
    "how",
    "search",
)
NAMES = [f"{language}/{kind}.html" for language in LANGUAGES for kind in KINDS]


@pytest.fixture(scope="session")
def site(pages_folder: Path) -> Path:
    """The pages of the published file, with the texts where the documents are available."""
    return pages_folder


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    """The address of a server that knows nothing but the folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


@pytest.fixture(params=["folder", "server"])
def start(request: pytest.FixtureRequest, site: Path) -> str:
    """The site from a folder, and from a server."""
    return site.as_uri() if request.param == "folder" else request.getfixturevalue("server")


# What a panel says of its figure, after its address has opened it.
PANELS = """ids => ids.map(id => {
    location.hash = '#' + encodeURIComponent(id);
    const panel = document.getElementById(id), box = panel.getBoundingClientRect(), mark = panel.querySelector('mark');
    return {
        open: box.width > 200 && box.height > 200,
        print: panel.querySelector('.print b').textContent,
        text: panel.textContent,
        marked: mark ? mark.textContent : null,
        links: [...panel.querySelectorAll('dd a')].map(link => link.getAttribute('href')),
    };
})"""


def test_every_figure_opens_a_panel_that_says_what_the_mart_says(browser, site: Path, built_project: Path) -> None:
    with duckdb.connect(str(built_project / "warehouse.duckdb"), read_only=True) as connection:
        wanted = connection.execute(
            """
            select indicators.concept_code, observations.observation_id, observations.figure,
                observations.document_id, documents.source_file, observations.char_start, observations.char_end,
                evidence.sentence is not null
            from marts.fct_observations as observations
            inner join marts.dim_indicators as indicators on observations.indicator_code = indicators.indicator_code
            inner join marts.dim_documents as documents on observations.document_id = documents.document_id
            left join marts.fct_evidence as evidence on observations.observation_id = evidence.observation_id
            order by all
            """
        ).fetchall()
    by_page: dict[str, list[tuple]] = {}
    for concept, *figure in wanted:
        by_page.setdefault(f"indicators/{concept}.html", []).append(tuple(figure))
    visit = Visit(browser, site.as_uri(), reduced_motion="reduce")
    seen = 0
    for place, (name, figures) in enumerate(by_page.items()):
        # Each figure is opened in one language, half of the pages in each.
        page = visit.open(f"{LANGUAGES[place % 2]}/{name}")
        panels = page.evaluate(PANELS, [figure[0] for figure in figures])
        for panel, (_, figure, document, source, first, last, has_sentence) in zip(panels, figures, strict=True):
            assert panel["open"], panel
            assert panel["print"] == figure
            assert source in panel["text"]
            assert f"{first}–{last}" in panel["text"]
            assert f"../documents/{document}.html#c{first}" in panel["links"]
            assert (panel["marked"] is not None) == has_sentence
            # What is marked is the print, or its digits where the text has blanks in it.
            assert not has_sentence or "".join(panel["marked"].split()) in figure, panel
            seen += 1
    assert visit.close() == []
    assert seen == len(wanted) > 300


def test_pages_ask_their_server_for_nothing_else_and_report_no_error(browser, server: str) -> None:
    visit = Visit(browser, server)
    for name in ("index.html", *NAMES):
        visit.open(name)
    assert visit.close() == []


def test_pages_of_a_folder_ask_for_nothing_else_and_are_no_wider_than_a_screen(browser, site: Path) -> None:
    visit = Visit(browser, site.as_uri())
    too_wide = []
    for name in ("index.html", *NAMES):
        page = visit.open(name)
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate("document.documentElement.scrollWidth")
            too_wide += [f"{name} at {width}: {needed}"] if needed > width else []
    assert visit.close() == []
    assert too_wide == []


def test_the_axis_stays_in_sight(browser, site: Path) -> None:
    visit = Visit(browser, site.as_uri(), reduced_motion="reduce")
    for name in ("zh/growth.html", "en/index.html"):
        page = visit.open(name)
        page.set_viewport_size({"width": 360, "height": 700})
        page.locator(".rows .row").last.scroll_into_view_if_needed()
        top = page.evaluate("document.querySelector('.axis-row').getBoundingClientRect().top")
        assert 0 <= top < 100, name
    assert visit.close() == []


# What a printed page may not cut, each with its texts, and headings with the text after them.
UNCUT = """() => {
    const said = node => node.getClientRects().length ? node.innerText.replace(/[^\\p{L}\\p{N}]/gu, '') : '';
    const leaves = 'h3, h4, p, td, th';
    const texts = node => [...node.querySelectorAll(leaves)].filter(one => !one.querySelector(leaves)).map(said);
    const whole = [...document.querySelectorAll('main .finding, main .pair, main .clash, main .row, main tbody tr')];
    const heads = [...document.querySelectorAll('main h2')].map(one => {
        const after = [...one.parentElement.querySelectorAll('p, h3, td, dt')].find(
            other => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING && said(other)
        );
        return after ? [said(one), said(after)] : [];
    });
    return [...whole.map(texts), ...heads].map(found => found.filter(Boolean)).filter(found => found.length > 1);
}"""


@pytest.mark.parametrize("name", ["index", "promises", "beside", "doubts", "capture", "documents/index"])
def test_printed_pages_cut_nothing(browser, site: Path, tmp_path: Path, name: str) -> None:
    """On A4 no row, card or finding is cut, no heading stands alone, and a leader gets the overview on two sides."""
    pdf = pytest.importorskip("pypdfium2")
    visit = Visit(browser, site.as_uri())
    for language in LANGUAGES:
        page = visit.open(f"{language}/{name}.html")
        page.emulate_media(media="print")
        page.evaluate("document.querySelectorAll('details:not(.sql)').forEach(one => { one.open = true; })")
        wanted = page.evaluate(UNCUT)
        page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
        with pdf.PdfDocument(str(tmp_path / "page.pdf")) as document:
            # Letters and digits only: a hyphen at the end of a line comes out as something else.
            sides = ["".join(filter(str.isalnum, side.get_textpage().get_text_range())) for side in document]
        cut = [parts for parts in wanted if not any(all(part in side for part in parts) for side in sides)]
        assert len(wanted) > 5
        assert cut == []
        assert name != "index" or len(sides) == 2
    assert visit.close() == []


SCHEMES = (("light", 1280), ("dark", 360), ("dark", 1280), ("light", 360))


def test_every_page_is_accessible_light_and_dark_wide_and_narrow(browser, site: Path) -> None:
    visit, found = Visit(browser, site.as_uri()), []
    for place, kind in enumerate(KINDS):
        # Each page in both languages, both schemes and both widths; PAGES=full sees every combination.
        first = place % 2 * 2
        looks = [("zh", SCHEMES[first]), ("en", SCHEMES[first + 1])]
        if os.environ.get("PAGES") == "full":
            looks = [(language, scheme) for language in LANGUAGES for scheme in SCHEMES]
        for language, (scheme, width) in looks:
            page = visit.open(f"{language}/{kind}.html")
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900})
            found += [
                f"{language}/{kind} {scheme} {width}: {one}" for one in violations(page, leave_out=len(looks) < 8)
            ]
    assert visit.close() == []
    assert found == []


# Rows like those before them, which cost axe most of its time.
ALIKE = (
    "#results li:nth-child(n+30)",
    "tbody tr:nth-child(n+12)",
    ".text p:nth-child(n+60)",
    "details.table ~ details.table",
)


def violations(page, leave_out: bool = False) -> list[str]:
    """What axe finds in a page as it is seen."""
    from axe_playwright_python.sync_playwright import Axe

    # It would load the style sheet once more, which the policy of the pages forbids to scripts.
    options = {"preload": False, "resultTypes": ["violations"]}
    left_out = [[one] for one in ALIKE] if leave_out else []
    answer = Axe().run(page, context={"exclude": left_out} if left_out else None, options=options).response
    return [f"{one['id']} {[node['target'] for node in one['nodes'][:3]]}" for one in answer["violations"]]


def test_a_panel_is_accessible(browser, site: Path) -> None:
    visit = Visit(browser, site.as_uri())
    for language in LANGUAGES:
        page = visit.open(f"{language}/indicators/tech_contracts.html")
        page.locator("main a.fig").first.click()
        assert page.locator(".panel:target").is_visible()
        assert violations(page) == []
    assert visit.close() == []


def test_everything_but_search_and_filters_works_without_scripts(browser, site: Path) -> None:
    visit = Visit(browser, site.as_uri(), java_script_enabled=False)
    page = visit.open("zh/index.html")
    figure = page.locator("main a.fig").first
    printed = figure.inner_text()
    figure.click()
    assert printed in page.locator(".panel:target").inner_text()
    page.locator(".panel:target .close").click()
    assert page.locator(".panel:target").count() == 0
    page = visit.open("zh/search.html")
    assert page.locator("#results li:visible").count() == page.locator("#results li").count() > 500
    assert not page.locator("form.search").is_visible()
    page = visit.open("zh/documents/putuo_2019_summary.html#c3682")
    assert page.locator(":target").is_visible()
    assert visit.close() == []


def test_the_list_is_searched_without_a_server(browser, start: str) -> None:
    visit = Visit(browser, start)
    page = visit.open("zh/search.html?q=技术合同%202019")
    entries = page.locator("#results li:visible")
    assert "17.57亿元" in entries.all_inner_texts()[0] + "".join(entries.all_inner_texts())
    assert all("技术合同" in text and "2019" in text for text in entries.all_inner_texts())
    page.fill("#q", "Technology contracts")
    assert 0 < entries.count() < 20
    page.fill("#q", "没有这样的指标")
    assert entries.count() == 0
    assert "0" in page.locator("#found").inner_text()
    if start.startswith("http"):
        assert unquote(urlsplit(page.url).query) == "q=没有这样的指标"
    assert visit.close() == []


def test_a_first_page_is_read_soon(browser, server: str, report_line) -> None:
    visit = Visit(browser, server)
    page = visit.open("zh/index.html")
    page.wait_for_timeout(200)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert visit.close() == []
    # A measurement: a machine that is busy must not fail a test.
    report_line(f"The first page of the site was readable after {painted:.0f} ms.")
