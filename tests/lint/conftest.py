"""A standard in one file, under the linter."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgov_std.lint import lint_standards
from dgov_std.standard import load_standard

HEAD = """
kind: standard
id: small
title: {zh: 小, en: small}
source: {standard: S, confidence: high}
naming: names
---
kind: naming
id: names
title: {zh: 命名, en: names}
source: {standard: S, confidence: high}
dictionary: words.csv
"""
WORDS = """term,en,short,role,expects
代码,code,dm,representation,codelist|identifier
日期,date,rq,representation,date
名称,name,mc,representation,
机构,organisation,jg,object,
"""


@pytest.fixture
def remarks(tmp_path: Path):
    """Return a function: documents (YAML), the family of rules asked for -> what is said: (code, document, English)."""

    def run(documents: str, codes: str = "LNT") -> list[tuple[str, str, str]]:
        (tmp_path / "words.csv").write_text(WORDS, encoding="utf-8")
        file = tmp_path / "small.yaml"
        file.write_text(HEAD + documents, encoding="utf-8")
        found = lint_standards([(file, load_standard(file))]).remarks
        return [(r.rule.code, r.document, r.what.en) for r in found if r.rule.code.startswith(codes)]

    return run


@pytest.fixture
def element():
    """Return a function that writes an element: its id, title and further lines of YAML."""

    def write(name: str, title: str, *lines: str) -> str:
        head = f"---\nkind: element\nid: {name}\ntitle: {{zh: {title}, en: {name}}}\nsource: {{standard: S, confidence: high}}\n"
        return head + "".join(f"{line}\n" for line in lines)

    return write
