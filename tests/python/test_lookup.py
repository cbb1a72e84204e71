"""Pages to look things up: documents with their texts, links, downloads, descriptions for machines, share pictures."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import shutil
import struct
import zlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest
import yaml
from conftest import PROJECT

from kewei.problem import FailedError
from kewei.publish import opened
from kewei.site.documents import lines, pieces, text_of
from kewei.site.picture import PAPER, squares
from kewei.site.queries import load
from kewei.site.reference import in_script, without_zeros
from kewei.site.site import render, web, write_site
from tests.project import documents_folder


@pytest.fixture
def site(pages_folder: Path) -> Path:
    """The pages of the published file."""
    return pages_folder


def page(site: Path, name: str) -> str:
    """The text of a page."""
    return (site / name).read_text(encoding="utf-8")


def test_every_link_leads_to_what_is_there(site: Path) -> None:
    assert follow(site) > 5_000


def test_every_link_of_one_district_leads_to_what_is_there(built_project: Path, tmp_path: Path) -> None:
    write_site(built_project / "warehouse.duckdb", tmp_path / "site", ("310112",))
    assert follow(tmp_path / "site") > 1_000


def follow(site: Path) -> int:
    """Follow every link of a site. Returns how many lead somewhere; all must."""
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html") if path.name != "dbt.html"}
    ids = {path: {html.unescape(one) for one in re.findall(r'\bid="([^"]+)"', text)} for path, text in texts.items()}
    dead, followed = [], 0
    for path, text in texts.items():
        for written in set(re.findall(r'\b(?:href|src)="([^"]*)"', text)):
            address = urlsplit(html.unescape(written))
            if address.scheme in ("https", "http", "data"):
                continue
            assert not address.scheme, f"{path}: {written}"
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            wanted = unquote(address.fragment)
            is_there = target.is_file() and (wanted in ("", "closed") or target not in ids or wanted in ids[target])
            dead += [] if is_there else [f"{path.relative_to(site)}: {written}"]
            followed += 1
    assert dead == []
    return followed


TEXT = "甲共有20-25 家，\n第3 批2家；突破1亿\n元。"


def cut() -> list:
    """The made-up text, cut at its numerals."""
    numerals = [
        {"char_start": TEXT.index(printed), "numeral": printed, "disposition": kind}
        for printed, kind in (
            ("20", "figure"),
            ("25", "figure"),
            ("3", "ordinal"),
            ("2家"[0:1], "figure"),
            ("1", "figure"),
        )
    ]
    numerals[3]["char_start"] = TEXT.index("2家")
    figures = [
        {"id": "range", "figure": "20-25家", "char_start": 3, "char_end": 8},
        {"id": "two", "figure": "2家", "char_start": TEXT.index("2家"), "char_end": TEXT.index("2家") + 1},
        {"id": "again", "figure": "2家", "char_start": TEXT.index("2家"), "char_end": TEXT.index("2家") + 1},
        {"id": "most", "figure": "突破1亿元", "char_start": TEXT.index("1亿"), "char_end": TEXT.index("1亿") + 1},
    ]
    numerals.sort(key=lambda numeral: numeral["char_start"])
    return pieces(TEXT, 0, len(TEXT), numerals, figures)


def test_a_text_is_cut_at_its_numerals_and_nothing_is_lost() -> None:
    found = cut()
    assert "".join(piece.text for piece in found) == TEXT
    assert [(piece.text, piece.ids) for piece in found if piece.ids] == [
        ("20-25 家", ["range"]),
        ("2家", ["two", "again"]),
        ("突破1亿\n元", ["most"]),
    ]
    assert [piece.text for piece in found if piece.disposition == "ordinal"] == ["3"]
    assert all(TEXT[piece.start :].startswith(piece.text) for piece in found)


def test_lines_are_those_of_the_text() -> None:
    found = lines(cut())
    assert ["".join(piece.text for piece in line) for line in found] == TEXT.split("\n")
    assert all(TEXT[piece.start :].startswith(piece.text) for line in found for piece in line)


@pytest.mark.parametrize(
    ("figure", "text"), [("2亿元", "共2家"), ("超2家", "于2家"), ("2家", "2"), ("200家", "2家"), ("约2家", "2家")]
)
def test_a_figure_that_the_text_words_otherwise_is_its_digits(figure: str, text: str) -> None:
    at = text.index("2")
    [found] = [
        piece
        for piece in pieces(
            text,
            0,
            len(text),
            [{"char_start": at, "numeral": "2", "disposition": "figure"}],
            [{"id": "one", "figure": figure, "char_start": at, "char_end": at + 1}],
        )
        if piece.ids
    ]
    assert found.text in ("2", "2家")
    assert figure.replace(found.text, "", 1) != figure or found.text == "2"


def test_a_text_that_is_not_the_one_that_was_read_is_not_shown(tmp_path: Path) -> None:
    content = "甲2家".encode()
    (tmp_path / "a.txt").write_bytes(content)
    document = {"source_file": "a.txt", "sha256": hashlib.sha256(content).hexdigest()}
    assert text_of(str(tmp_path), document) == ("甲2家", "")
    assert text_of("", document) == (None, "no_folder")
    assert text_of(str(tmp_path), document | {"source_file": "b.txt"}) == (None, "no_file")
    assert text_of(str(tmp_path), document | {"source_file": "../a.txt"}) == (None, "no_file")
    assert text_of(str(tmp_path), document | {"sha256": "0"}) == (None, "other_text")


def test_a_document_has_every_numeral_in_its_place(site: Path, built_project: Path) -> None:
    with duckdb.connect(str(built_project / "warehouse.duckdb"), read_only=True) as connection:
        wanted = connection.execute(
            "select document_id, list(char_start order by char_start) from marts.fct_numerals group by all"
        ).fetchall()
    assert len(wanted) == 5
    for document, places in wanted:
        for language in ("zh", "en"):
            text = page(site, f"{language}/documents/{document}.html")
            found = {int(place) for place in re.findall(r'id="c(\d+)"', text)}
            if documents_folder():
                # The second numeral of a range stands inside its figure.
                assert found <= set(places)
                assert len(places) - len(found) <= 2
                assert '<div class="text"' in text
            else:
                assert found == set(places)


def test_without_texts_numerals_are_listed_with_the_reason(built_project: Path, tmp_path: Path) -> None:
    with opened(built_project / "warehouse.duckdb") as connection:
        warehouse = load(connection, ("310112",))
    warehouse.texts = {name: (None, "other_text") for name in warehouse.documents}
    render(warehouse, tmp_path)
    text = page(tmp_path, "zh/documents/minhang_2023_summary.html")
    assert "手头的原文与采录时的不是同一文本" in text
    assert re.search(r'<tr id="c961">.*3612家', text)
    assert len(re.findall(r'<tr id="c\d+">', text)) == 183


def test_addresses_of_documents_are_links_of_the_web_or_no_links(built_project: Path, tmp_path: Path) -> None:
    evil = "javascript:alert(1)//https://"
    assert [web(address) for address in (evil, " https://a", "HTTPS:x", None, "https://a.b/c?d")] == [
        "",
        "",
        "",
        "",
        "https://a.b/c?d",
    ]
    with opened(built_project / "warehouse.duckdb") as connection:
        warehouse = load(connection, ("310112",))
    for document in warehouse.documents.values():
        document |= {"url": evil, "title_zh": "甲]]>乙</script><b>\"'&", "title_en": "<!--<script>"}
    render(warehouse, tmp_path)
    for path in tmp_path.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "javascript:" not in text, path
        assert '<b>"' not in text, path
        assert "<!--" not in text, path


def test_descriptions_for_machines_cannot_end_their_script(site: Path) -> None:
    hostile = {"name": "</script><script>alert(1)</script>]]><!--&"}
    written = in_script(hostile)
    assert not set("<>&") & set(written)
    assert json.loads(written) == hostile
    for language in ("zh", "en"):
        [block] = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page(site, f"{language}/data.html"), re.DOTALL
        )
        described = json.loads(block)
        assert described["@type"] == "Dataset"
        for file in described["distribution"]:
            path = site / language / file["contentUrl"]
            assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
            assert file["contentSize"] == f"{path.stat().st_size} B"
            assert file["sha256"] in page(site, f"{language}/data.html")


def test_every_table_leads_to_every_format(site: Path) -> None:
    for language in ("zh", "en"):
        for name in ("index", "promises", "growth", "beside", "doubts", "capture"):
            text = page(site, f"{language}/{name}.html")
            takes = re.findall(r'<span class="take">(.*?)</span>', text)
            assert takes, name
            for take in takes:
                endings = [Path(one).suffix for one in re.findall(r'href="([^"]+)"', take)]
                assert endings == [".csv", ".parquet", ".xlsx", ".zip"], (name, take)
        assert 'href="../data/sdmx/structure.xml"' in page(site, f"{language}/data.html")


def test_the_archive_gives_way_where_the_pages_would_be_too_large(built_project: Path, tmp_path, monkeypatch) -> None:
    seen = []

    def fake(warehouse, folder: Path) -> dict:
        seen.append({file["path"] for file in warehouse.described["files"]})
        return {"bytes": 1 + ("kewei.zip" in seen[-1])}

    monkeypatch.setattr("kewei.site.site.MOST_BYTES", 1)
    monkeypatch.setattr("kewei.site.site.render", fake)
    write_site(built_project / "warehouse.duckdb", tmp_path / "site")
    first, second, third, fourth = seen
    assert {path.split("/")[0] for path in first - second} == {"marts"}
    assert second - third == {"sdmx/structure.xml", "sdmx/observations.csv"}
    assert third - fourth == {"kewei.zip"}
    there = {path.relative_to(tmp_path / "site/data").as_posix() for path in (tmp_path / "site/data").rglob("*.*")}
    assert there | {"LICENSE-DATA"} == fourth


def test_each_series_is_the_marts(site: Path, built_project: Path) -> None:
    with duckdb.connect(str(built_project / "warehouse.duckdb"), read_only=True) as connection:
        wanted = connection.execute(
            "select indicator_code, list(observation_id order by observation_id) "
            "from marts.fct_observations group by all"
        ).fetchall()
    assert len(wanted) > 200
    for code, ids in wanted:
        rows = list(csv.DictReader(io.StringIO(page(site, f"series/{code}.csv"))))
        assert sorted(row["observation_id"] for row in rows) == ids
        assert {row["indicator_code"] for row in rows} == {code}


def test_what_is_implied_says_of_which_place_it_is(site: Path) -> None:
    text = re.sub("<[^>]+>", "", page(site, "zh/indicators/tech_contracts.html"))
    assert "普陀2022年：91.31–91.39亿元" in text
    assert "闵行2022年：265–269亿元" in text


def test_every_page_has_its_share_picture(site: Path) -> None:
    for path in (site / "zh").rglob("*.html"):
        [picture] = re.findall('<meta property="og:image" content="([^"]+)">', path.read_text(encoding="utf-8"))
        assert (path.parent / picture).read_bytes().startswith(b"\x89PNG")


def test_a_share_picture_has_its_squares() -> None:
    content = squares((("#1c4e80", True), ("#a04a0b", False)))
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == (1200, 630)
    palette = content[content.index(b"PLTE") + 4 :][:9]
    assert [f"#{palette[place : place + 3].hex()}" for place in (0, 3, 6)] == [PAPER, "#1c4e80", "#a04a0b"]
    start = content.index(b"IDAT")
    [size] = struct.unpack(">I", content[start - 4 : start])
    rows = zlib.decompress(content[start + 4 : start + 4 + size])
    assert len(rows) == 630 * 1201
    middle = rows[315 * 1201 + 1 : 316 * 1201]
    # A solid square, then one of which the middle is paper.
    runs = re.findall(rb"\x01+|\x02+", middle)
    assert [len(run) for run in runs] == [125, 4, 4]
    for count in (0, 1, 904, 20_000):
        assert len(squares((("#1c4e80", True),) * count)) > 500


def test_whole_addresses_are_given_where_they_are_known(built_project: Path, tmp_path: Path) -> None:
    database = built_project / "warehouse.duckdb"
    write_site(database, tmp_path / "site", ("310112",), address="https://kewei.example/pages")
    text = page(tmp_path, "site/zh/index.html")
    assert '<meta property="og:image" content="https://kewei.example/pages/share/index.png">' in text
    with pytest.raises(FailedError, match="no address of the web"):
        write_site(database, tmp_path / "other", address="javascript:alert(1)")


def test_the_page_of_dbt_comes_along_and_both_lead_to_each_other(
    built_project: Path, site: Path, tmp_path: Path
) -> None:
    assert "dbt.html" not in page(site, "zh/how.html")
    shutil.copy2(built_project / "warehouse.duckdb", tmp_path)
    (tmp_path / "target").mkdir()
    (tmp_path / "target/static_index.html").write_text("[pages](../site/zh/how.html)", encoding="utf-8")
    write_site(tmp_path / "warehouse.duckdb", tmp_path / "site", ("310112",))
    assert '<a href="../dbt.html">' in page(tmp_path, "site/zh/how.html")
    assert page(tmp_path, "site/dbt.html") == "[pages](zh/how.html)"
    overview = (PROJECT / "models/docs.md").read_text(encoding="utf-8")
    assert "(../site/zh/how.html)" in overview
    assert "(../site/en/how.html)" in overview


def test_the_pages_are_drawn_to_depend_on_what_they_read() -> None:
    read = set(re.findall(r"marts\.(\w+)", (PROJECT / "kewei/site/queries.py").read_text(encoding="utf-8")))
    # COMPARISONS names its table later; owners.yml says why rpt_changes is left out.
    read |= {"fct_district_comparison", "fct_lookalikes"}
    exposures = yaml.safe_load((PROJECT / "models/owners.yml").read_text(encoding="utf-8"))["exposures"]
    [drawn] = [one["depends_on"] for one in exposures if one["name"] == "site"]
    [exported] = [one["depends_on"] for one in exposures if one["name"] == "exports"]
    names = {re.fullmatch(r"ref\('(\w+)'\)", one)[1] for one in drawn}
    assert read - {"rpt_changes"} <= names
    # The files beside the pages hold the exports.
    assert names - read == {re.fullmatch(r"ref\('(\w+)'\)", one)[1] for one in exported} - read


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("5000.000000", "5000"),
        ("0.500000", "0.5"),
        ("-3.250", "-3.25"),
        ("2023", "2023"),
        ("v1.0.0", "v1.0.0"),
        ("", ""),
    ],
)
def test_entries_are_shown_without_the_zeros_of_their_type(entry: str, shown: str) -> None:
    assert without_zeros(entry) == shown
