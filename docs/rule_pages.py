"""The pages of the codes, docs/codes/CODE.md: what a code means, and its case file, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dgov_std.api.explanation import origins
from dgov_std.render.explanation import Origin, page
from dgov_std.render.markdown_text import code as span
from dgov_std.render.markdown_text import escaped, fenced
from dgov_std.render.wording import topic, word
from dgov_std.report.codes import CODES
from dgov_std.text import Language

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "codes" / "cases"
NOTE = "<!-- Written by docs/generate.py; edits here are lost. -->\n"
LANGUAGES: tuple[tuple[Language, str], ...] = (("zh", "中文"), ("en", "English"))
# What a case gives beside its table, each with the option of the command line.
OPTIONS = {
    "as_of": "--as-of",
    "encoding": "encoding",
    "names": "file name",
    "metadata": "--metadata",
    "workbook": "workbook",
}


def rule_pages() -> dict[str, str]:
    """Return the page of every code by its path below the project."""
    found = origins()
    return {f"docs/codes/{code}.md": _page(code, found.get(code, ())) for code in CODES}


def _page(code: str, rules: Sequence[Origin]) -> str:
    parts = [NOTE, f"# {code} {escaped(topic(code, 'zh'))} · {escaped(topic(code, 'en'))}\n"]
    parts += [_told(code, rules, language, heading) for language, heading in LANGUAGES]
    path = CASES / f"{code}.yaml"
    if path.is_file():
        parts += _case(yaml.safe_load(path.read_text(encoding="utf-8")))
    parts.append("[全部代码 all codes](../codes.md)\n")
    return "\n".join(parts)


def _told(code: str, rules: Sequence[Origin], language: Language, heading: str) -> str:
    found = page(code, rules, language)
    rows = [
        (word("x_meaning", language), found.meaning),
        (word("x_why", language), found.why),
        (word("x_correct", language), found.correct),
        (word("x_quality", language), found.counted),
    ]
    lines = [f"## {heading}\n", *(f"- **{label}** {escaped(text)}" for label, text in rows)]
    for label, text in (found.failing, found.passing):
        lines.append(f"- **{label}** {span(text)}" if "\n" not in text else f"- **{label}**\n\n{_indented(fenced(text))}")
    lines.append(f"- **{word('x_origin', language)}**")
    return "\n".join([*lines, *(f"  - {escaped(line)}" for line in found.origins)]) + "\n"


def _case(case: Mapping[str, Any]) -> list[str]:
    """Return the case file as a reader would write it: the rule, the table with the fault, the one without."""
    parts = ["## 例子 Example\n"]
    if "schema" in case:
        parts.append(f"```json\n{json.dumps(json.loads(case['schema']), indent=2, ensure_ascii=False)}\n```\n")
    else:
        parts.append(f"```yaml\n{case['rule'].rstrip()}\n```\n")
    for which, heading in (("failing", "有错 failing"), ("passing", "正确 passing")):
        given = [f"{name}: {span(_said(case[key], which))}" for key, name in OPTIONS.items() if key in case]
        parts.append(f"{heading}{' (' + ', '.join(given) + ')' if given else ''}:\n\n{fenced(_table(case[which]))}")
    said = case["said"]
    rows = "".join(
        f"| {label} | {escaped(said['zh'][i])} | {escaped(said['en'][i])} |\n"
        for i, label in enumerate(("问题 what", "改法 do"))
    )
    parts.append(f"| | 中文 | English |\n|---|---|---|\n{rows}")
    return parts


def _said(given: Any, which: str) -> str:  # noqa: ANN401 - any YAML value
    value = given[which] if isinstance(given, Mapping) else given
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else str(value)


def _table(table: str | list[list[str]]) -> str:
    return table.rstrip("\n") if isinstance(table, str) else "\n".join(",".join(map(str, row)) for row in table)


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True)).rstrip("\n") + "\n"


def write() -> None:
    """Write every page, and delete those of codes that are no more."""
    pages = rule_pages()
    (ROOT / "docs" / "codes").mkdir(exist_ok=True)
    for path in (ROOT / "docs" / "codes").glob("*.md"):
        if path.relative_to(ROOT).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
