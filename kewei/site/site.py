"""`kewei site`: every page in both languages, in a folder that opens from a disk as from a server."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from kewei.export.exports import HISTORY, export
from kewei.problem import FailedError
from kewei.publish import opened
from kewei.site import marks, shown
from kewei.site.documents import documents_folder, headings, section_of, text_of
from kewei.site.picture import squares, squares_of
from kewei.site.queries import MOST_PANELS, Row, Warehouse, load

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
# The page of `make docs`, which the site takes along under another name where it has been written.
LINEAGE, LINEAGE_PAGE = "target/static_index.html", "dbt.html"
ASSETS = HERE / "assets"
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
MARK = "site.css"
# Of the folder without the page of dbt.
MOST_BYTES = 8_000_000
# What gives way where the folder would be too large, the first first: the archive has the others as well.
EXTRAS = ("marts/", "sdmx/", ".zip")
# What describes the tables of the exports, besides the page of data.
BESIDE_TABLES = ("README.md", "README.zh-CN.md", "LICENSE-DATA", "CITATION.cff")
# Their pages, in the order of the navigation.
MODULES = ("kewei.site.pages", "kewei.site.reference")


class Compiled(BytecodeCache):
    """Templates as they were compiled, for both languages and for pages that are made again, as long as a process."""

    def __init__(self) -> None:
        """Nothing is compiled yet."""
        self.codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Any) -> None:
        """Look a template up by its name and what it says."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Any) -> None:
        """Keep a template."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


@dataclass(frozen=True)
class Page:
    """A page: its path in the folder of a language, its template, titles and what the template needs."""

    path: str
    template: str
    title_zh: str
    title_en: str
    context: dict[str, Any] = field(default_factory=dict)
    # The entry of the navigation that it belongs to, and that entry's words if it is the entry itself.
    nav: str = ""
    nav_zh: str = ""
    nav_en: str = ""
    # Whether its figures always lead to the pages of their indicators: a text or a list of changes, which has many.
    far: bool = False


Maker = Callable[[Warehouse], Iterator[Page]]
MAKERS: list[Maker] = []
FileMaker = Callable[[Warehouse], Iterator[tuple[str, bytes]]]
BESIDE: list[FileMaker] = []


def pages(maker: Maker) -> Maker:
    """Register a function that yields pages."""
    MAKERS.append(maker)
    return maker


def beside(maker: FileMaker) -> FileMaker:
    """Register a function that yields names and contents of files beside the pages."""
    BESIDE.append(maker)
    return maker


@dataclass
class Shown:
    """What a template knows of its page: links, and the figures whose panels it must hold."""

    page: Page
    language: str
    warehouse: Warehouse
    # The figures that have panels.
    newest: set[str]
    # Whether panels are on the pages of indicators.
    far: bool = False
    figures: dict[str, Row] = field(default_factory=dict)
    computed: dict[str, dict] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The way to the folder of the language."""
        return "../" * self.page.path.count("/")

    @property
    def root(self) -> str:
        """The way to the folder of the site."""
        return self.home + "../"

    @property
    def picture(self) -> str:
        """The share picture of the page."""
        return f"{self.warehouse.address or self.root}{picture_path(self.page)}"

    def figure(self, name: str) -> Row:
        """A printed figure that the page shows."""
        found = self.warehouse.figures[name]
        if name in self.newest:
            self.figures.setdefault(name, found)
        return found

    def panel(self, name: str) -> str:
        """Where the panel of a figure is: on this page, or on that of its indicator."""
        if name not in self.newest:
            return self.place(name)
        if not self.far or self.page.path == self.path(name):
            return f"#{quote(name)}"
        return self.address(name)

    def path(self, name: str) -> str:
        """The page that holds the panel of a figure, whichever pages hold another."""
        indicator = self.warehouse.indicators[self.warehouse.figures[name]["indicator_code"]]
        return concept_path(indicator["concept_code"])

    def indicator(self, code: str) -> str:
        """Where an indicator is on the page of its concept, which may be this one."""
        path = concept_path(self.warehouse.indicators[code]["concept_code"])
        return f"{'' if self.page.path == path else self.home + path}#{quote(code)}"

    def address(self, name: str) -> str:
        """The panel's own address, which can be sent."""
        if name not in self.newest:
            return self.place(name)
        at = "" if self.page.path == self.path(name) else f"{self.home}{self.path(name)}"
        return f"{at}#{quote(name)}"

    def place(self, name: str) -> str:
        """Where a figure without a panel is printed; on the page of its document, the definition of its indicator."""
        figure = self.warehouse.figures[name]
        document = document_path(figure["document_id"])
        if self.page.path == document:
            return f"{self.home}{self.path(name)}#{quote(figure['indicator_code'])}"
        return f"{self.home}{document}#c{figure['char_start']}"

    def other(self) -> str:
        """This page in the other language."""
        return f"{self.root}{'en' if self.language == 'zh' else 'zh'}/{self.page.path}"

    def compute(self, name: str, **about: Any) -> str:
        """A computed number that the page shows, with the figures it is computed from. Returns its panel's address."""
        self.computed.setdefault(name, {"id": name, **about})
        return f"#{quote(name)}"


def concept_path(code: str) -> str:
    """The page of the indicators of a concept: one for each would pass 8 MB."""
    return f"indicators/{file_name(code)}.html"


def document_path(document_id: str) -> str:
    """The page of a document."""
    return f"documents/{file_name(document_id)}.html"


def picture_path(page: Page) -> str:
    """The share picture of a page, the same in both languages."""
    return f"share/{page.path.removesuffix('.html').replace('/', '-')}.png"


def file_name(name: str) -> str:
    """A name that is safe in any folder and in any address."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda found: f".{ord(found.group()):x}", name)


def environment(language: str, warehouse: Warehouse) -> Environment:
    """The templates of a language."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED,
    )

    def own(row: Row, name: str) -> Any:
        """A text of a row in the language of the page."""
        return row[f"{name}_{language}"]

    def label(codelist: str, code: str | None) -> str:
        """What a code means; a code that no list has stands for itself."""
        found = warehouse.codes.get((codelist, code or ""))
        return own(found, "label") if found else code or ""

    @cache
    def headings_of(document_id: str) -> list:
        text, _ = warehouse.texts.get(document_id, (None, ""))
        return headings(text, warehouse.numerals.get(document_id, [])) if text else []

    def section(figure: Row) -> str:
        """The part and section of the document in which a figure stands; '' where the text is not at hand."""
        return section_of(headings_of(figure["document_id"]), figure["char_start"])

    # With the context, because what a language says must not become a part of what is compiled.
    made.filters["reason"] = pass_context(lambda _, code: label("reason", code))
    made.globals.update(
        language=language,
        lang=LANGUAGES[language],
        t=lambda zh, en: zh if language == "zh" else en,
        own=own,
        label=label,
        data=warehouse,
        shown=shown,
        marks=marks,
        plural=lambda count, one, many: f"{count:,} {one if count == 1 else many}",
        number=partial(shown.number, language=language),
        interval=partial(shown.interval, language=language),
        concept_path=concept_path,
        document_path=document_path,
        file_name=file_name,
        size=size,
        web=web,
        marked=marked,
        # Of pages in Chinese every figure is Chinese already.
        zh=Markup("" if language == "zh" else ' lang="zh-Hans"'),
        chinese=lambda text: text if language == "zh" else Markup('<span lang="zh-Hans">{}</span>').format(text),
        notes=partial(notes, language=language, warehouse=warehouse),
        stop=partial(stop, language=language),
        section=section,
    )
    return made


def size(count: int) -> str:
    """Bytes as people read them."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"


def web(address: str | None) -> str:
    """An address that may stand in a link: one of the web, and nothing that a browser would run."""
    return address if address and re.match(r"https?://", address) else ""


def marked(figure: Row) -> tuple[str, str, str]:
    """The sentence of a figure: before it, the figure, after it; by its place, as a figure may stand there twice."""
    sentence, start, printed = figure["sentence"], figure["sentence_start"], figure["figure"]
    for offset in range(len(printed)):
        begin = start - offset
        if begin >= 0 and sentence.startswith(printed, begin):
            return sentence[:begin], printed, sentence[begin + len(printed) :]
    # The print has white space or a mark that the figure has not: mark its digits.
    end = start + figure["char_end"] - figure["char_start"]
    return sentence[:start], sentence[start:end], sentence[end:]


def notes(
    caveat: str | None, ids: list[str], language: str, warehouse: Warehouse
) -> tuple[str, list[tuple[list[Row], str]]]:
    """A caveat that was put together from notes: what is true of all, and what of some figures, with those figures.

    In a comparison a sentence begins with the district whose figure it is about: 普陀：原文未写“元”。
    """
    figures = [warehouse.figures[name] for name in dict.fromkeys(ids) if name in warehouse.figures]
    own = [sentences(figure[f"note_{language}"]) for figure in figures]
    blank, mark = {"zh": ("", "："), "en": (" ", ": ")}[language]
    common, parts = [], [[] for _ in figures]
    for sentence in dict.fromkeys(sentences(caveat)):
        bare = [sentence.removeprefix(f"{figure[f'district_{language}']}{mark}") for figure in figures]
        owners = [place for place, found in enumerate(own) if bare[place] in found]
        if len(owners) in (0, len(figures)):
            common.append(sentence)
        else:
            for place in owners:
                parts[place].append(bare[place])
    of_some: dict[str, list[Row]] = {}
    for figure, found in zip(figures, parts, strict=True):
        if found:
            of_some.setdefault(blank.join(found), []).append(figure)
    return blank.join(common), [(owners, text) for text, owners in of_some.items()]


def sentences(text: str | None) -> list[str]:
    """The sentences of a text in either language, with their full stops."""
    return [one.strip() for one in re.split(r"(?<=。)|(?<=\.) +(?=[A-Z\u4e00-\u9fff])", text or "") if one.strip()]


def stop(text: str, language: str) -> str:
    """A text with one full stop at its end."""
    return (
        text
        if text.rstrip("”’\"')）").endswith((".", "。", "！", "？", "!", "?"))
        else text + {"zh": "。", "en": "."}[language]
    )


def write_site(
    database: Path, out: Path, districts: tuple[str, ...] = (), project: Path = PROJECT, address: str = ""
) -> dict:
    """Write the pages of a published file into a folder, all or nothing. Returns what was written.

    address: where the pages will be, which those need who share one; the pages themselves do without.
    """
    check_folder(out)
    if address and not web(address):
        raise FailedError(f"{address} is no address of the web; it begins with https://")
    with opened(database) as connection:
        warehouse = load(connection, districts)
    warehouse.address = address and address.rstrip("/") + "/"
    texts = documents_folder(project)
    warehouse.texts = {name: text_of(texts, document) for name, document in warehouse.documents.items()}
    draft = Path(mkdtemp(prefix=f".{out.name}.", suffix=".tmp", dir=out.parent))
    try:
        draft.chmod(0o755)
        if not warehouse.is_part:
            warehouse.described = take_along(project, database, draft)
        if (database.parent / LINEAGE).is_file():
            # It leads to the pages from where it was; here they are beside it.
            content = (database.parent / LINEAGE).read_bytes().replace(b"../site/", b"")
            (draft / LINEAGE_PAGE).write_bytes(content)
            warehouse.has_lineage = True
        found = render(warehouse, draft)
        for mark in EXTRAS if warehouse.described["files"] else ():
            if found["bytes"] > MOST_BYTES:
                warehouse.described = without(mark, warehouse.described, draft)
                found = render(warehouse, draft)
        while found["bytes"] > MOST_BYTES:
            shown_figures = len(warehouse.newest())
            if shown_figures < 2:
                raise FailedError(
                    f"the pages have {found['bytes']:,} bytes and may have {MOST_BYTES:,}. "
                    "Name fewer districts with --district CODE"
                )
            # Squared, because much of a page is not of its figures.
            warehouse.most = int(shown_figures * min(0.9, (MOST_BYTES / found["bytes"]) ** 2))
            found = render(warehouse, draft)
        put_in_place(draft, out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return found


def take_along(project: Path, database: Path, draft: Path) -> dict:
    """Put the exports into data/; descriptions for programs are in the archive. Returns what describes them."""
    described = export(project, database, draft / "exports")
    kept = [
        file
        for file in described["files"]
        if (file.get("table") and file["table"] != HISTORY)
        or file["path"] in (f"{described['name']}.xlsx", *BESIDE_TABLES)
        or any(has(mark, file) for mark in EXTRAS)
    ]
    for file in kept:
        path = draft / "data" / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        os.rename(draft / "exports" / file["path"], path)
    shutil.rmtree(draft / "exports")
    return {**described, "files": kept}


def has(mark: str, file: dict) -> bool:
    """Whether the path of a file begins or ends so."""
    return file["path"].startswith(mark) or file["path"].endswith(mark)


def without(mark: str, described: dict, draft: Path) -> dict:
    """Take the files with a mark out of data/. Returns what describes the rest."""
    gone = [file for file in described["files"] if has(mark, file)]
    for file in gone:
        path = draft / "data" / file["path"]
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    return {**described, "files": [file for file in described["files"] if file not in gone]}


def all_pages(warehouse: Warehouse) -> list[Page]:
    """Every page of a language."""
    for name in MODULES:
        import_module(name)
    return [page for maker in MAKERS for page in maker(warehouse)]


def render(warehouse: Warehouse, folder: Path) -> dict:
    """Write every page and the files beside them."""
    made, newest = all_pages(warehouse), warehouse.newest()
    found = {"pages": 0, "bytes": 0, "largest": 0, "largest_page": ""}
    (folder / "share").mkdir(exist_ok=True)
    for page in made:
        cells, page.context["picture_zh"], page.context["picture_en"] = squares_of(page.path, page.context, warehouse)
        (folder / picture_path(page)).write_bytes(squares(tuple(cells)))
    for language in LANGUAGES:
        templates = environment(language, warehouse)
        templates.globals["navigation"] = [page for page in made if page.nav_zh]
        for page in made:
            text = render_page(templates, page, language, warehouse, newest)
            path = folder / language / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            size = path.stat().st_size
            found["pages"] += 1
            if size > found["largest"]:
                found |= {"largest": size, "largest_page": f"{language}/{page.path}"}
    (folder / "index.html").write_text(
        environment("zh", warehouse).get_template("index.html.j2").render(), encoding="utf-8"
    )
    for name, content in (file for maker in BESIDE for file in maker(warehouse)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for path in sorted(ASSETS.iterdir()):
        shutil.copyfile(path, folder / path.name)
    # The page of dbt is as large as its project; the limit is for the pages.
    found["bytes"] = sum(
        path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name != LINEAGE_PAGE
    )
    return found


def render_page(templates: Environment, page: Page, language: str, warehouse: Warehouse, newest: set[str]) -> str:
    """A page; rendered again with panels elsewhere if it shows too many figures."""
    template = templates.get_template(page.template)
    for far in (page.far, True):
        shown_page = Shown(page, language, warehouse, newest, far)
        text = template.render(page=shown_page, title=getattr(page, f"title_{language}"), **page.context)
        if len(shown_page.figures) <= MOST_PANELS:
            break
    return text


def check_folder(out: Path) -> None:
    """Raise FailedError for a folder in which other files than pages would be replaced."""
    if not out.parent.is_dir():
        raise FailedError(f"the folder {out.parent} is not there")
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise FailedError(f"{out} is no folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise FailedError(f"{out} holds other files. Name a folder that is empty or does not exist")


def put_in_place(draft: Path, out: Path) -> None:
    """Put a folder in the place of another: readers see the old pages or the new ones, never some of each."""
    if not out.exists():
        os.rename(draft, out)
        return
    if exchanged(draft, out):
        return
    old = Path(mkdtemp(prefix=f".{out.name}.", suffix=".tmp", dir=out.parent))
    try:
        os.rename(out, old / "site")
        try:
            os.rename(draft, out)
        except OSError:
            os.rename(old / "site", out)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, which Python does not offer; False where the system cannot."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    here, exchange = -100, 2
    return rename is not None and rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0
