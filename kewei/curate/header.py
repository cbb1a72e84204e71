"""What the head of a text says of a document: number, issuer, district, type, dates, year, and where parts begin."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from kewei import reading
from kewei.curate.matching import Catalogue, Row, city_code
from kewei.curate.state import State, cell
from kewei.numerals import chinese_number, normalised

PLAN = (
    "计划|要点|打算|思路|安排|重点工作|主要工作|主要任务|目标任务|任务目标|工作举措|工作部署|工作重点|工作任务|工作目标"
)
SUMMARY = "总结|回顾|情况报告|工作报告|完成情况|工作情况|年报|小结"
YEAR = "(?:19|20)[0-9]{2}"
DIGITS = dict(zip("〇○零一二三四五六七八九", "0001" + "23456789", strict=True))
DATE = re.compile(f"({YEAR})年([0-9]{{1,2}})月([0-9]{{1,2}})日|({YEAR})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}})(?![0-9])")
CHINESE_DATE = re.compile(
    "(二[〇○零][〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
BODY = (
    "科学技术委员会|科学技术局|科学技术和[一-鿿]{2,8}局|科学技术厅|科技和[一-鿿]{2,10}(?:局|委员会)|科委|科技局|科技委"
    "|人民政府|发展和改革委员会"
)
ISSUER = re.compile(
    f"(?:[一-鿿]{{2,8}}?(?:省|自治区))?(?:[一-鿿]{{2,6}}?(?:市|州|盟))?[一-鿿]{{1,8}}?(?:新区|区|县|市|省|旗)(?:{BODY})"
)
NUMBER = re.compile("([一-鿿]{2,10})[〔\\[(（【［]((?:19|20)[0-9]{2})[〕\\])）】］]第?([0-9]{1,4})号")
# A number whose brackets, or whose 号, were lost: 闵科委〔202414.
BROKEN_NUMBER = re.compile(
    "([一-鿿]{1,6}(?:委|局|办|府|发|字))[〔\\[(（【［]?((?:19|20)[0-9]{2})[〕\\])）】］]?([0-9]{1,3})号?(?![0-9年])"
)
LINES = 60
FAR = 40


@dataclass(frozen=True)
class Line:
    """A line of a text, without blanks, and where it starts in the file."""

    start: int
    words: str


@dataclass(frozen=True)
class Part:
    """A document in a text: its type and year, from where to where, and its heading."""

    document_type: State
    covers_year: State
    start: int | None
    end: int | None
    heading: str | None


def lines_of(text: str) -> list[Line]:
    """The lines that hold something."""
    found, at = [], 0
    for line in re.split("(\n|\r\n?|\u2028|\u2029)", text):
        words = normalised(line).text.replace(" ", "")
        if words.strip("#*-_|>"):
            found.append(Line(at, words.strip("#*|>")))
        at += len(line)
    return found


def headers(text: str, catalogue: Catalogue, name: str) -> list[dict[str, State]]:
    """The cells of documents.csv for each document in a text: one, or a summary and a plan."""
    lines = lines_of(text)
    joined = "\n".join(line.words for line in lines)
    title, sure, why = title_of(lines, name)
    issuer, issuer_sure, issuer_why = issuer_of(lines, title or "")
    issued, issued_sure, issued_why = issued_on(lines)
    district, district_why = district_of(issuer, f"{title or ''}\n{joined[:3000]}", catalogue)
    issuer = with_city(issuer, district, catalogue)
    number, number_sure, number_why = number_of(joined)
    shared = {
        "document_number": cell(number, number_sure if number else None, number_why),
        "issuer": cell(issuer, issuer_sure if issuer else None, issuer_why),
        "issuer_en": english_issuer(issuer, district, catalogue),
        "district_code": cell(district, 0.95 if district else None, district_why),
        "issued_on": cell(issued, issued_sure if issued else None, issued_why),
        "url": cell("", 0.5, "not known"),
        "damage_note": cell(None, None, "what the text lost on its way is for a person to say"),
        "damage_note_zh": cell(None, None, "what the text lost on its way is for a person to say"),
    }
    found = []
    for part in parts_of(lines, text, title or "", issued):
        first, last = part.start or 0, part.end or len(text)
        numerals = [row for row in reading.numerals(text) if first <= row[0] < last]
        listed = ", ".join(sorted(f"{start:08} {numeral}" for start, numeral, _ in numerals))
        named = not part.heading or (part.covers_year["value"] or "") in (title or "")
        own, why_own = (
            (title, why) if named else (part.heading, "the heading of the part: the title leaves out its year")
        )
        found.append(
            shared
            | {
                "title": cell(own, sure if own else None, why_own),
                "title_en": cell(None, None, "a translation is for a person"),
                "document_type": part.document_type,
                "covers_year": part.covers_year,
                "numeral_count": cell(str(len(numerals)), 1, "counted"),
                "numerals_sha256": cell(hashlib.sha256(listed.encode()).hexdigest(), 1, "computed"),
                "part_start": cell("" if part.start is None else str(part.start), 0.9, "where its part begins"),
                "part_end": cell("" if part.end is None else str(part.end), 0.9, "where the next part begins"),
            }
        )
    return found


def title_of(lines: list[Line], name: str) -> tuple[str | None, float, str]:
    """Title, confidence and reason."""
    joined = "".join(line.words for line in lines[:LINES])
    quoted = re.search(
        f"(?:印发|发布|下发|报送|关于)[^《》。]{{0,14}}《([^《》]{{4,50}}(?:{SUMMARY}|{PLAN})[^《》]{{0,8}})》", joined
    )
    if quoted:
        return quoted[1], 0.95, "named by the letter that goes with it"
    titled = re.compile(f"[^。；，：:！]{{0,44}}(?:{SUMMARY}|{PLAN})[^。；，：:！]{{0,24}}")
    for number, line in enumerate(lines[:LINES]):
        words = line.words
        if re.match("[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|附件|相关|上一篇|下一篇", words):
            continue
        if titled.fullmatch(words) and len(words) >= 5:
            before = lines[number - 1].words if number else ""
            if (
                not re.search(YEAR, words)
                and re.fullmatch("[一-鿿0-9]{2,30}", before)
                and re.search(f"{YEAR}年", before)
            ):
                return before + words, 0.8, "two lines that look like the title"
            return words, 0.85 if re.search(YEAR, words) else 0.6, "the first line that looks like a title"
    if re.search(f"{YEAR}年.{{0,30}}(?:{SUMMARY}|{PLAN})", name):
        return name, 0.5, "the name of the file"
    return None, 0.0, f"no line of the first {LINES} looks like a title"


def issuer_of(lines: list[Line], title: str) -> tuple[str | None, float, str]:
    """Issuer, confidence and reason: from the signature, the letterhead, the title."""
    alone = [
        re.sub("^(.)(?=\\1)", "", match[0])
        for line in lines
        if (match := ISSUER.match(line.words)) and len(line.words) - len(match[0]) <= 3
    ]
    signed = [one for one in alone if not one.endswith("人民政府")] or alone
    if signed:
        return max(signed[-1:] + signed[:1], key=len), 0.9, "it stands on a line of its own"
    for words in (title, *(line.words for line in lines[:LINES])):
        match = ISSUER.search(words)
        if match:
            return re.sub("^.*(?:关于|来源|印发|代表)[:：]?", "", match[0]), 0.7, "named at the beginning"
    return None, 0.0, "no commission, bureau or government is named at the beginning or at the end"


def with_city(issuer: str | None, district: str | None, catalogue: Catalogue) -> str | None:
    """The issuer with the city that its signature leaves out: 闵行区科学技术委员会."""
    for row in catalogue.districts:
        city = row["full_name"].find(row["district"])
        short = row["full_name"][city:]
        if issuer and row["district_code"] == district and city > 0 and issuer.startswith(short):
            return row["full_name"][:city] + issuer
    return issuer


def district_of(issuer: str | None, text: str, catalogue: Catalogue) -> tuple[str | None, str]:
    """Code of the district and the reason; null with the remedy where districts.csv lacks it."""
    # 舟山市普陀区 is not 上海市普陀区.
    city = re.match("(?:[一-鿿]{2,8}?(?:省|自治区))?([一-鿿]{2,4}市)(?=[一-鿿]{1,6}(?:区|县))", issuer or "")
    for words, where in ((issuer or "", "the issuer"), (text, "the beginning")):
        found = []
        for row in catalogue.districts:
            names = [row["full_name"], *filter(None, row["aliases"].split("|"))]
            names += [f"{row['district']}{kind}" for kind in ("区", "县") if not row["district"].endswith(("区", "县"))]
            found += [(words.count(name) * len(name), row["district_code"], name) for name in names if name in words]
        if city:
            within = {row["district_code"] for row in catalogue.districts if city[1] in row["full_name"]}
            found = [one for one in found if one[1] in within]
        if found:
            _, code, name = max(found)
            return code, f"{where} names {name}"
        if words and where == "the issuer":
            place = re.match(f"(.+?)(?:{BODY})", words)
            if place and re.search("(?:(?<!自治)区|县|旗)$", place[1]):
                return None, f"{place[1]} is not in seeds/districts.csv: the title page asks for its row"
    return (
        None,
        "no district of seeds/districts.csv is named; the title page asks for it",
    )


def english_issuer(issuer: str | None, district: str | None, catalogue: Catalogue) -> State:
    """The issuer in English, from a document of the same one or from the district's name."""
    for row in catalogue.documents:
        if issuer and row["issuer"] == issuer:
            return cell(row["issuer_en"], 0.99, "as in other documents")
    rows = [row for row in catalogue.districts if row["district_code"] == district]
    if rows and issuer and issuer.endswith("科学技术委员会"):
        return cell(english(rows[0], catalogue), 0.8, "from the name of the district")
    return cell(None, None, "a translation is for a person")


def english(district: Row, catalogue: Catalogue) -> str:
    """The English name of a district's commission, with its city where seeds/areas.csv has it."""
    name = district["district_en"]
    where = name if re.search("County|New Area", name) else f"{name} District"
    code = city_code(district["district_code"])
    city = [row["area_en"] for row in catalogue.areas if row["area_code"] == code]
    return ", ".join([f"Science and Technology Commission of {where}", *city])


def number_of(joined: str) -> tuple[str | None, float, str]:
    """The document's own number, confidence and reason: the first one that is not cited."""
    head = joined[:1500]
    for match in NUMBER.finditer(head):
        if not re.search("[（(《]$|根据|按照|依据|》[（(]?$", head[max(0, match.start() - 3) : match.start()]):
            return f"{match[1]}〔{match[2]}〕{int(match[3])}号", 0.95, "at the beginning"
    for line in head.split("\n"):
        match = BROKEN_NUMBER.fullmatch(line)
        if match:
            return f"{match[1]}〔{match[2]}〕{int(match[3])}号", 0.5, f"Assumed: {line} lost its marks"
    return None, 0.0, "no number such as 普科委〔2024〕1号 is printed at the beginning"


def issued_on(lines: list[Line]) -> tuple[str | None, float, str]:
    """Day of issue, confidence and reason."""
    found: list[tuple[float, int, str, str]] = []
    for number, line in enumerate(lines):
        words = line.words
        for match in DATE.finditer(words):
            year, month, day = (int(one) for one in match.groups() if one)
            near = number < FAR or number >= len(lines) - FAR
            score, why = 0.0, ""
            if "印发" in words[match.end() : match.end() + 3]:
                score, why = 0.95, "the line says 印发"
            elif words == match[0]:
                score, why = 0.9, "a line of its own"
            elif near and re.search("(?:发布|发文|成文|印发|发表|公开)?(?:时间|日期)[:：]?$", words[: match.start()]):
                score, why = 0.75, "the page says when it was published"
            elif near and match.start() < 40 and len(words) < 50:
                score, why = 0.4, "named near the beginning or the end"
            try:
                if score:
                    found.append((score, number, date(year, month, day).isoformat(), why))
            except ValueError:
                continue
        chinese = CHINESE_DATE.search(words)
        if chinese and len(words) < 40:
            year = int("".join(DIGITS[one] for one in chinese[1]))
            month, day = (chinese_number(one) for one in chinese.group(2, 3))
            if month and day and month <= 12 and day <= 31:
                found.append((0.9, number, date(year, int(month), int(day)).isoformat(), "in Chinese numerals"))
        if (
            words
            and re.fullmatch("(?:发布|发文|成文|印发|发表|公开)?(?:时间|日期)[:：]", words)
            and number + 1 < len(lines)
        ):
            match = DATE.match(lines[number + 1].words)
            if match:
                year, month, day = (int(one) for one in match.groups() if one)
                found.append((0.75, number, f"{year}-{month:02}-{day:02}", "the page says when it was published"))
    if not found:
        return None, 0.0, "no date of issue is printed"
    score, _, day, why = max(found, key=lambda row: (row[0], row[1]))
    return day, score, why


def parts_of(lines: list[Line], text: str, title: str, issued: str | None) -> list[Part]:
    """The documents in a text: two where it reports one year and plans the next."""
    year = re.search(f"({YEAR})(?=年)", title) or re.search(
        f"({YEAR})(?=年)", "".join(line.words for line in lines[:LINES])
    )
    named = sorted({int(one) for one in re.findall(f"({YEAR})年", title)})
    says_plan, says_summary = re.search(PLAN, title), re.search(SUMMARY, title)
    issued_year = int(issued[:4]) if issued else None
    is_report = "政府工作报告" in title
    if says_plan and not says_summary:
        covers = int(year[1]) if year else issued_year
        return [whole("plan", covers, "the title says " + says_plan[0], bool(named))]
    covers = named[0] if named else int(year[1]) if year else issued_year and issued_year - 1
    if is_report:
        # A report to the congress is named after the year in which it is given.
        given = named[-1] if named else issued_year
        covers = given - 1 if given else covers
    split = next_part(lines, covers, is_report) if covers else None
    why = f"the title says {says_summary[0]}" if says_summary else "a text that is no plan is taken as a summary"
    if split is None:
        return [whole("summary", covers, why, bool(named))]
    start = place_of(text, split)
    # A text on half a year plans the rest of it.
    planned = covers if re.search("[上下]半年", title + split.words) else covers + 1
    is_named = str(planned) in split.words
    sure = 0.9 if says_plan or is_named else 0.75
    return [
        Part(
            cell("summary", sure, why),
            cell(str(covers), sure, "the title names it" if str(covers) in title else "the year before the plan's"),
            None,
            start,
            heading_before(lines, split),
        ),
        Part(
            cell("plan", sure, f"the heading says {split.words[:20]}"),
            cell(str(planned), sure, "the heading of the part" if is_named else "the year after the summary's"),
            start,
            None,
            re.sub("^[一二三四五六七八九十]+、", "", split.words),
        ),
    ]


def whole(kind: str, year: int | None, why: str, is_named: bool) -> Part:
    """A text that is one document."""
    sure = (0.95 if is_named else 0.6) if year else None
    reason = "the title names it" if is_named else "the first year that is named" if year else "no year is named"
    return Part(cell(kind, 0.9, why), cell(str(year) if year else None, sure, reason), None, None, None)


def next_part(lines: list[Line], covers: int, is_report: bool) -> Line | None:
    """The heading with which the plan for the next year begins, in a text that begins as a summary."""
    ahead = f"{covers + 1}年|下一?步|明年|来年|下一?年度?|下半年|新的一年"
    if is_report:
        ahead += "|“?十[三四五六]五”?(?:时期|规划)[^，。]{0,16}(?:目标|任务|思路|要求|发展)|今后五年|未来五年"
    pattern = re.compile(
        f"(?:第?[一二三四五六七八九十]+(?:部分|、|[.．])|[(（][一二三四五六七八九十]+[)）])?[^，。；！？]{{0,24}}(?:{ahead})[^，。；！？]{{0,30}}"
    )
    plan = re.compile(f"{PLAN}|工作|目标|任务|举措|要求")
    for number, line in enumerate(lines):
        words = line.words
        if number < 3 or len(words) > 44 or not pattern.fullmatch(words) or not plan.search(words):
            continue
        numbered = re.match("第?[二三四五六七八九十]+(?:部分|、|[.．])|[(（][二三四五六七八九十]+[)）]|第二部分", words)
        alone = re.search(f"{covers + 1}年", words) and number > 0.3 * len(lines)
        if (numbered or alone) and not re.search(SUMMARY, words):
            return line
    return None


def heading_before(lines: list[Line], split: Line) -> str | None:
    """The heading of the first part, where it has one with a year."""
    for line in lines:
        if line.start >= split.start:
            return None
        if re.match("一、", line.words) and re.search(f"{YEAR}年", line.words) and len(line.words) < 40:
            return re.sub("^一、", "", line.words)
    return None


def place_of(text: str, line: Line) -> int:
    """Where the first visible character of a line stands."""
    at = line.start
    while text[at].isspace():
        at += 1
    return at
