"""An override need not say again what its base says."""

from __future__ import annotations

from pathlib import Path

from dgov_std.lint import lint_standards
from dgov_std.standard import load_standard

BASE = """
kind: standard
id: base
title: {zh: 上, en: base}
source: {standard: S, confidence: high}
---
kind: element
id: name
title: {zh: 名称, en: name}
definition: {zh: 它自称什么, en: its own word}
source: {standard: S, confidence: high}
format: c..ul
"""
CHILD = """
kind: standard
id: child
title: {zh: 下, en: child}
source: {standard: S, confidence: high}
extends: [base]
---
kind: element
id: name
title: {zh: 名称, en: name}
source: {standard: S, confidence: high}
max_length: 5
examples: {valid: [甲], invalid: [甲乙丙丁戊己]}
"""


def test_an_override_is_narrower_than_the_format_it_inherits_and_has_the_definition_of_its_base(tmp_path: Path):
    for name, text in (("base", BASE), ("child", CHILD)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    file = tmp_path / "child.yaml"
    found = lint_standards([(file, load_standard(file, search=(tmp_path,)))])
    assert [remark.rule.code for remark in found.remarks if remark.rule.severity != "info"] == []
