"""The text of a file: plain text, PDF, Word (.docx) or a web page. What cannot be read has its cause and a remedy.

What a file is, its first bytes say; its name is never trusted. UTF-8 without a byte order mark is kept byte for byte,
everything else is written as UTF-8 with plain line ends. Other encodings: by the byte order mark, by what a web page
declares, else GB18030 (which holds GBK and GB2312), where what comes out is a Chinese text.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kewei.problem import FailedError

LARGEST = 200_000_000
NEEDS = "is not installed. Run `make add FILE=…`, which installs what reads PDF, Word and web pages"
# Files that are known and not read, by their first bytes.
OTHERS = (
    (b"{\\rtf", "an RTF file", "open it in Word or WPS and save it as .docx"),
    (b"\x89PNG", "a picture", "the program reads no pictures: look for the text, or recognise it (OCR) and add that"),
    (
        b"\xff\xd8\xff",
        "a picture",
        "the program reads no pictures: look for the text, or recognise it (OCR) and add that",
    ),
    (b"II*\x00", "a picture", "the program reads no pictures: look for the text, or recognise it (OCR) and add that"),
    (b"MM\x00*", "a picture", "the program reads no pictures: look for the text, or recognise it (OCR) and add that"),
    (b"GIF8", "a picture", "the program reads no pictures: look for the text, or recognise it (OCR) and add that"),
    (b"Rar!", "a RAR archive", "unpack it and add the file in it"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and add the file in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and add the file in it"),
    (b"MIME-Version:", "a web archive (.mht)", "open it in a browser and save it as HTML or PDF"),
    (b"From: <Saved by", "a web archive (.mht)", "open it in a browser and save it as HTML or PDF"),
)
SCAN = (
    "recognise the text (for instance `ocrmypdf -l chi_sim IN OUT`), compare its numbers with the pages, and add that"
)
CHINESE_TEXT = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2000-\u206f\x20-\x7e\u00a0\u00b7\u3400-\u4dbf\\s]")
# A tenth of the characters of such documents, and of a text in a wrong encoding none.
FREQUENT = re.compile("[的年和在为企业工作新发展全市区科技了等人]")
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
SKIPPED = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "button", "textarea"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "o:p",
}
INLINE |= {
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "var",
    "wbr",
}
CELLS = {"td", "th"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True)
class Text:
    """The text of a file, what the file is, and whether its bytes are the text's own."""

    content: str
    form: str
    is_as_it_was: bool


def read(path: Path) -> Text:
    """The text of a file. Raises FailedError with the cause and the remedy where there is none."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if path.is_file() and size <= LARGEST else None
    except FileNotFoundError:
        raise FailedError("there is no such file; check its name") from None
    except (OSError, ValueError) as error:
        raise FailedError(f"it cannot be opened ({error}); check its name and its rights") from None
    if raw is None:
        cause = "it is no file" if not path.is_file() else f"it has {size:,} bytes, and a document's text has far fewer"
        raise FailedError(f"{cause}; add the file of one document")
    if not raw:
        raise FailedError("the file is empty; save or download it again")
    text = read_bytes(raw)
    if not text.content.strip():
        raise FailedError("it holds no text, only white space; save or download it again")
    if len(re.findall("[\u4e00-\u9fff]", text.content)) < 10:
        raise FailedError(
            "it holds hardly any Chinese text; check that it is the document, and not a cover, a frame or an error page"
        )
    return text


def read_bytes(raw: bytes) -> Text:
    """The text of a file's bytes, by what they begin with."""
    start = raw[:1024].lstrip()
    for mark, what, remedy in OTHERS:
        if start.startswith(mark):
            raise FailedError(f"it is {what}; {remedy}")
    if b"%PDF-" in raw[:1024]:
        return Text(of_pdf(raw), "PDF", False)
    if raw.startswith(b"PK\x03\x04"):
        return Text(of_zip(raw), "Word", False)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise FailedError("it is encrypted; open it with its password and save it without one")
        raise FailedError(
            "it is a file of an old office program (.doc, .wps, .xls); open it and save it as .docx or PDF"
        )
    content, encoding = decoded(raw)
    if re.search("<(?:!doctype html|html|head|body)[\\s>]", content[:4096], re.IGNORECASE) or re.match(
        "\\s*<(?:div|p|table|meta|article|section)[\\s>]", content, re.IGNORECASE
    ):
        return Text(of_html(content), "web page", False)
    is_as_it_was = encoding == "UTF-8"
    return Text(content if is_as_it_was else plain_lines(content), f"text in {encoding}", is_as_it_was)


def plain_lines(text: str) -> str:
    """The text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def reads_as_chinese(text: str) -> bool:
    """Whether a text has the characters that every Chinese text has; a wrong encoding gives rare ones."""
    odd = len(text) - len(CHINESE_TEXT.findall(text))
    chinese = len(re.findall("[\u4e00-\u9fff]", text))
    return odd <= 0.02 * len(text) and len(FREQUENT.findall(text)) >= 0.03 * chinese


def decoded(raw: bytes) -> tuple[str, str]:
    """The characters of bytes, and their encoding."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), f"{encoding[:6].upper().rstrip('-')} with a byte order mark"
            except UnicodeDecodeError as error:
                raise FailedError(
                    f"it begins as {encoding} but is not at byte {error.start}; save it as UTF-8"
                ) from None
    if b"\x00" in raw:
        place = raw.index(b"\x00")
        raise FailedError(f"it is no text: byte {place} is zero; add the document as text, PDF, .docx or HTML")
    declared = re.search(rb"<meta[^>]{0,200}?charset=[\"']?\s*([A-Za-z0-9_-]+)", raw[:4096], re.IGNORECASE)
    named = declared[1].decode().lower() if declared else ""
    tried = (
        ["utf-8", "gb18030"]
        if named in ("", "utf-8", "utf8", "gb2312", "gbk", "gb18030", "x-gbk")
        else [named, "utf-8"]
    )
    place = 0
    damaged = raw.decode("utf-8", errors="replace")
    if 0 < damaged.count("\ufffd") <= 0.01 * len(damaged) and reads_as_chinese(damaged):
        place = len(damaged.partition("\ufffd")[0].encode())
        raise FailedError(
            f"it is UTF-8, but not at byte {place}, which is {raw[place]:#04x}; save or download it again"
        )
    for encoding in tried:
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError) as error:
            place = place or getattr(error, "start", 0)
            continue
        if encoding == "utf-8" or reads_as_chinese(text):
            controls = re.search("[\x01-\x08\x0e-\x1f]", text)
            if controls:
                raise FailedError(
                    f"it is no text: character {controls.start()} is a control character; save it as text or PDF"
                )
            return text, encoding.upper()
    raise FailedError(
        f"its encoding is not known: byte {place} is {raw[place]:#04x}, neither UTF-8 nor GB18030; save it as UTF-8"
    )


# -- PDF ---------------------------------------------------------------------------------------------------------------


def of_pdf(raw: bytes) -> str:
    """The text of a PDF, page by page, without the numbers of the pages."""
    try:
        import pypdfium2
        import pypdfium2.raw as pdfium
    except ImportError:
        raise FailedError(f"pypdfium2 {NEEDS}") from None
    try:
        file = pypdfium2.PdfDocument(raw)
        pages, pictures = [], []
        for page in file:
            pages.append(plain_lines(page.get_textpage().get_text_range()))
            pictures.append(any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)))
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FailedError("it is encrypted; open it with its password and print it to a PDF without one") from None
        raise FailedError(f"it is damaged ({error}); download it again") from None
    without = [str(number) for number, page in enumerate(pages, 1) if len(page.strip()) < 10]
    scanned = [number for number in without if pictures[int(number) - 1]]
    if len(without) == len(pages):
        raise FailedError(f"it is scanned: none of its {len(pages)} pages has a text layer; {SCAN}")
    if scanned:
        raise FailedError(f"page {', '.join(scanned)} is scanned: a picture without a text layer; {SCAN}")
    text = "\n".join(without_page_numbers(pages))
    odd = UNREADABLE.findall(text)
    if len(odd) > max(3, 0.005 * len(text)) or not reads_as_chinese(text):
        raise FailedError(
            "its fonts do not say rightly which characters its signs are, so its numbers would be guesses; "
            "look for the document as a web page or .docx, or recognise the text (OCR)"
        )
    return text.replace("\x02", "").replace("\ufffe", "")


def without_page_numbers(pages: list[str]) -> list[str]:
    """The pages without the first or last line that counts them: on two pages or more it grows as the pages do."""
    numbers: dict[tuple[int, int], list[tuple[int, int]]] = {}
    lines = [page.split("\n") for page in pages]
    for at, page in enumerate(lines):
        filled = [number for number, line in enumerate(page) if line.strip()]
        for side in {0, -1} if filled else ():
            match = re.fullmatch("[-—–－ \t]*([0-9]{1,4})[-—–－ \t]*", page[filled[side]])
            if match:
                numbers.setdefault((side, int(match[1]) - at), []).append((at, filled[side]))
    for (_, _), places in numbers.items():
        if len(places) > 1:
            for at, number in places:
                lines[at][number] = ""
    return ["\n".join(page) for page in lines]


# -- Word --------------------------------------------------------------------------------------------------------------


def of_zip(raw: bytes) -> str:
    """The text of a .docx; other files that are zipped have their cause."""
    try:
        names = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FailedError(f"it is damaged ({error}); download it again") from None
    files = {one.filename for one in names}
    for part, what, remedy in (
        ("xl/workbook.xml", "an Excel file", "copy the document's text into a .docx or a text file"),
        ("ppt/presentation.xml", "a PowerPoint file", "save it as PDF"),
        ("OFD.xml", "an OFD file", "open it in an OFD reader and save it as PDF"),
        ("content.xml", "an OpenDocument file", "open it in Word, WPS or LibreOffice and save it as .docx"),
    ):
        if part in files:
            raise FailedError(f"it is {what}; {remedy}")
    if "word/document.xml" not in files:
        raise FailedError("it is an archive and no Word file; unpack it and add the file in it")
    if sum(one.file_size for one in names) > LARGEST:
        raise FailedError("unpacked it is larger than any document; check where it comes from")
    try:
        import docx
        from lxml.etree import LxmlError
    except ImportError:
        raise FailedError(f"python-docx {NEEDS}") from None
    try:
        body = docx.Document(io.BytesIO(raw)).element.body
    except (KeyError, ValueError, zipfile.BadZipFile, LxmlError, docx.opc.exceptions.OpcError) as error:
        raise FailedError(f"it is damaged ({error}); open it in Word or WPS and save it again") from None
    return "\n".join(paragraphs(body))


def paragraphs(element: object) -> list[str]:
    """The lines of a part of a Word file: a paragraph each, and the cells of a row of a table in one."""
    lines = []
    for child in element:
        if child.tag == W + "p":
            lines.append(paragraph(child))
            lines += [
                line for box in child.iter(W + "txbxContent") if not within(box, FALLBACK) for line in paragraphs(box)
            ]
        elif child.tag == W + "tbl":
            for row in child.iter(W + "tr"):
                lines.append("\t".join(" ".join(paragraphs(cell)) for cell in row if cell.tag == W + "tc"))
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "smartTag"):
            lines += paragraphs(child)
    return lines


def paragraph(element: object) -> str:
    """The words of a paragraph, those that were put in and not those that were taken out; text boxes stand apart."""
    found = []
    for one in element.iter(W + "t", W + "tab", W + "br", W + "cr", W + "noBreakHyphen"):
        if within(one, W + "txbxContent", element) or within(one, FALLBACK, element):
            continue
        plain = {W + "t": one.text or "", W + "tab": "\t", W + "noBreakHyphen": "-"}
        found.append(plain.get(one.tag, "\n"))
    return "".join(found)


def within(element: object, tag: str, top: object = None) -> bool:
    """Whether an element is inside one with a tag, below a top."""
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag == tag:
            return True
    return False


# -- web pages ---------------------------------------------------------------------------------------------------------


def of_html(content: str) -> str:
    """What a reader sees of a web page, a line for each block; nothing in it is run."""
    try:
        from lxml import etree, html
    except ImportError:
        raise FailedError(f"lxml {NEEDS}") from None
    # A declaration of the encoding contradicts the characters that have been decoded.
    content = re.sub("^\\s*<\\?xml[^>]*\\?>", "", content)
    try:
        parser = html.HTMLParser(no_network=True, huge_tree=False)
        tree = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise FailedError(f"it is no web page that can be read ({error}); save it again, as a page or as PDF") from None
    if any("depth" in one.message.lower() for one in parser.error_log):
        # What lies deeper than any page that people write is left out by the reader without an error.
        raise FailedError("its elements lie deeper in each other than can be read; save it as PDF")
    found: list[str] = []
    seen(tree, found)
    lines = (re.sub("[ \t\r\f\v]*\n[ \t\r\f\v]*", "\n", "".join(found))).split("\n")
    return re.sub("\n{3,}", "\n\n", "\n".join(line.strip(" \t") for line in lines)).strip("\n") + "\n"


def seen(element: object, found: list[str]) -> None:
    """Add what is seen of an element."""
    tag = element.tag
    if isinstance(tag, str) and tag.lower() not in SKIPPED and not is_hidden(element):
        tag = tag.lower()
        mark = "" if tag in INLINE else "\t" if tag in CELLS else "\n"
        found.append(mark)
        found.append(re.sub("[ \t\r\n\f]+", " ", element.text or ""))
        for child in element:
            seen(child, found)
        found.append("" if tag in INLINE | CELLS | {"br"} else "\n")
    found.append(re.sub("[ \t\r\n\f]+", " ", element.tail or ""))


def is_hidden(element: object) -> bool:
    """Whether a page hides an element from its readers."""
    style = "".join((element.get("style") or "").lower().split())
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
