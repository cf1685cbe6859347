"""The shipped standards as pages: identifiers, code lists, data elements, datasets, each with source and confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import PurePosixPath

from dgov_std.api.documents import place
from dgov_std.api.library import load_standards
from dgov_std.exchange.speech import Speech
from dgov_std.render.markdown_text import code, escaped
from dgov_std.render.wording import topic
from dgov_std.standard.model import Confidence, Standard
from dgov_std.text import Language, Text
from docs.pages.entries import Entry, Shelf, lines_of
from docs.pages.markdown import NOTE

KINDS = ("identifiers", "codelists", "elements", "datasets")
COMMON = "national"
TITLES = {
    "identifiers": Text("标识", "Identifiers"),
    "codelists": Text("代码表", "Code lists"),
    "elements": Text("数据项", "Data elements"),
    "datasets": Text("数据集", "Datasets"),
}
LEADS = {
    "identifiers": Text(
        "每种标识由哪几段组成、校验码怎么算、正确和错误的样例、出处和可信度。`dgov-std explain 名称` 在命令行里显示同样的内容。",
        "Of what segments each identifier is made, how its check character is computed, examples right and wrong, "
        "its source and how sure that is. `dgov-std explain NAME` shows the same on the command line.",
    ),
    "codelists": Text(
        "每张代码表的出处、版本、许可、已知到哪天、缺什么，以及最前面的代码。全部代码用 `dgov-std codes 名称 --all` 查看。",
        "Of each code list the source, edition, licence, until when it is known, what is missing, and its first codes. "
        "`dgov-std codes NAME --all` shows all.",
    ),
    "elements": Text(
        "“〔〕”里是违反时的严重程度和依据的可信度；级别按 GB/T 43697。`dgov-std explain 名称` 给出一个数据项的全部属性，以及各在哪里规定。",
        "In brackets stands how serious a breach is and how sure the rule; levels follow GB/T 43697. "
        "`dgov-std explain NAME` gives all attributes of an element, and where each is written.",
    ),
    "datasets": Text(
        "每张表的列、必填和规则；名称里有点的规则写在数据项上。`dgov-std export dictionary 标准` 写成 xlsx、docx 或 HTML。",
        "The columns of each table, what is required, the rules; one with a dot in its name comes from an element. "
        "`dgov-std export dictionary STANDARD` writes them as xlsx, docx or HTML.",
    ),
}
INTRODUCTION = Text(
    "随程序提供的标准：国家通用部分（标识、代码表、数据项、元数据、分类分级、质量指标），和可以直接使用的数据集。"
    "每一条都写明出处和可信度：可信度低的（凭记忆，或只有一处非官方来源）最多提示核对，不会退回数据。",
    "The standards that come with the program: the common national part (identifiers, code lists, data elements, metadata, "
    "classification and grading, quality indicators), and datasets ready to use. Every entry names its source and how sure "
    "that is: one of low confidence (memory, or one unofficial place) asks to look again at most, it never rejects data.",
)
# What the files of the common part are about, by their names.
SUBJECTS = {
    "person": Text("自然人", "Persons"),
    "persons": Text("自然人", "Persons"),
    "organisation": Text("组织机构", "Organisations"),
    "organisations": Text("组织机构", "Organisations"),
    "contact": Text("联系方式", "Contact"),
    "place": Text("地点和地址", "Places and addresses"),
    "divisions": Text("行政区划", "Administrative divisions"),
    "time": Text("时间", "Time"),
    "money": Text("金额和数量", "Money and quantities"),
    "finance": Text("金融", "Finance"),
    "economy": Text("经济", "Economy"),
    "property": Text("车辆和不动产", "Vehicles and real estate"),
    "licensing": Text("许可、处罚、事项、证照", "Licences, penalties, service items, licence documents"),
    "resource": Text("资源目录", "Resource catalogue"),
    "resources": Text("目录、事项、证照、出版物", "Catalogue, service items, licence documents, publications"),
    "catalogue": Text("资源目录", "Resource catalogue"),
    "world": Text("国家、语言、货币", "Countries, languages, currencies"),
    "description": Text("元数据", "Metadata"),
}


def pages() -> dict[str, Callable[[], str]]:
    """Return what writes each page, by path below the project."""
    found: dict[str, Callable[[], str]] = {}
    for language, end in LANGUAGES:
        found[f"docs/library{end}"] = partial(_index, language, end)
        for kind in KINDS:
            found[f"docs/library/{kind}{end}"] = partial(_page, kind, language, end)
    return found


LANGUAGES: tuple[tuple[Language, str], ...] = (("en", ".md"), ("zh", ".zh.md"))


@cache
def standards() -> tuple[Standard, ...]:
    """Return the shipped standards, the common one first."""
    return tuple(sorted(load_standards(), key=lambda each: (each.head.id != COMMON, each.head.id)))


def counts() -> dict[str, int]:
    """Return how many documents of each kind the library has, and how many `codes`."""
    found = {kind: len(entries(kind)) for kind in KINDS}
    return found | {"codes": sum(len(entry.document.codes) for entry in entries("codelists"))}


@cache
def entries(kind: str) -> tuple[Entry, ...]:
    """Return the documents of a kind, each once, where it is first written; those in the folder of the kind come first."""
    found: dict[str, Entry] = {}
    for standard in standards():
        for name, document in getattr(standard, kind).items():
            found.setdefault(str(document.head.mark), Entry(standard, kind, name))
    named = Counter(entry.name for entry in found.values())
    told_apart = (Entry(each.standard, kind, each.name, twice=named[each.name] > 1) for each in found.values())
    return tuple(sorted(told_apart, key=lambda each: (_rank(each), f"/{kind}/" not in place(each.head.mark))))


def _rank(entry: Entry) -> int:
    return [standard.head.id for standard in standards()].index(entry.standard.head.id)


@cache
def _shelf() -> Shelf:
    return {str(entry.head.mark): entry for kind in KINDS for entry in entries(kind)}


def _index(language: Language, end: str) -> str:
    lines = [_other("library", language), f"# {Text('标准库', 'The library of standards').in_(language)}", ""]
    lines += [INTRODUCTION.in_(language), ""]
    speech = Speech(standards()[0], language, topic)
    heads = (Text("种类", "kind"), Text("个数", "how many"), *(Text(*_sure(level)) for level in Confidence))
    lines += ["| " + " | ".join(head.in_(language) for head in heads) + " |", "|---|---|---|---|---|"]
    for kind in KINDS:
        sure = Counter(entry.head.source.confidence for entry in entries(kind))
        row = [
            f"[{TITLES[kind].in_(language)}](library/{kind}{end})",
            str(sure.total()),
            *(str(sure[each]) for each in Confidence),
        ]
        lines.append("| " + " | ".join(row) + " |")
    lines += ["", f"## {Text('标准', 'Standards').in_(language)}", ""]
    for standard in standards():
        lines += _standard(standard, language, end, speech)
    lines += [f"## {Text('怎样查', 'Looking things up').in_(language)}", "", _LOOKING.in_(language)]
    return NOTE + "\n".join(lines) + "\n"


_LOOKING = Text(
    "- `dgov-std explain uscc`：一个标识、代码表、数据项或数据集，连同各属性的出处\n"
    "- `dgov-std codes divisions 370284 --at 2005-01-01`：一个代码当时叫什么、后来归谁\n"
    "- `dgov-std codes`：全部代码表；`dgov-std codes divisions jns`：按名称或拼音首字母查\n"
    "- `dgov-std export dictionary national`：整套标准写成一份数据字典",
    "- `dgov-std explain uscc`: an identifier, code list, element or dataset, with the source of each attribute\n"
    "- `dgov-std codes divisions 370284 --at 2005-01-01`: what a code was then, and what took its place\n"
    "- `dgov-std codes`: all code lists; `dgov-std codes divisions jns`: by name or first letters of its reading\n"
    "- `dgov-std export dictionary national`: the whole standard as a data dictionary",
)


def _sure(level: Confidence) -> tuple[str, str]:
    return {"high": ("可信度高", "high"), "medium": ("中", "medium"), "low": ("低", "low")}[level]


def _standard(standard: Standard, language: Language, end: str, speech: Speech) -> Iterator[str]:
    """Yield what a standard is, where it comes from, and its datasets."""
    head = standard.head
    yield from (f"### {head.id} {escaped(head.title.in_(language))}", "")
    if head.definition:
        yield from (escaped(head.definition.in_(language)), "")
    note = f" · {escaped(head.source.note.in_(language))}" if head.source.note else ""
    sure = f"**{speech.say('confidence')}** {speech.say(head.source.confidence)}"
    yield f"- **{speech.say('source')}** {escaped(speech.source(head.source))} · {sure}{note}"
    links = [
        f"[{escaped(entry.head.title.in_(language))}](library/datasets{end}#{entry.anchor(language)}) {code(entry.name)}"
        for entry in entries("datasets")
        if entry.standard.head.id == head.id
    ]
    if links:
        yield f"- **{speech.say('datasets')}** {speech.say('comma').join(links)}"
    yield ""


def _page(kind: str, language: Language, end: str) -> str:
    groups: dict[str, list[Entry]] = {}
    for entry in entries(kind):
        groups.setdefault(_group(entry, language), []).append(entry)
    lines = [_other(kind, language), f"# {TITLES[kind].in_(language)}", "", LEADS[kind].in_(language), ""]
    for group, members in groups.items():
        links = (f"[{escaped(each.head.title.in_(language))}](#{each.anchor(language)})" for each in members)
        lines.append(f"- **{group}** {' · '.join(links)}")
    for group, members in groups.items():
        lines += ["", f"## {group}", ""]
        for entry in members:
            lines += [f"### {entry.heading(language)}", "", *lines_of(entry, language, end, _shelf())]
    back = Text("标准库", "The library").in_(language)
    return NOTE + "\n".join(lines) + f"\n[{back}](../library{end})\n"


def _group(entry: Entry, language: Language) -> str:
    """Return what an entry stands under: the subject of its file in the common part, else its standard."""
    if entry.standard.head.id != COMMON:
        return escaped(entry.standard.head.title.in_(language))
    stem = PurePosixPath(place(entry.head.mark).rsplit(":", 1)[0]).stem
    return SUBJECTS[stem].in_(language) if stem in SUBJECTS else escaped(stem)


def _other(name: str, language: Language) -> str:
    return f"[中文]({name}.zh.md)\n" if language == "en" else f"[English]({name}.md)\n"
