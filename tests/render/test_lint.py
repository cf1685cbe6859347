"""Remarks in words: lines, JSON, workflow commands."""

from __future__ import annotations

import json

from dgov_std.render.lint import as_json, github, terminal
from dgov_std.report.lints import LINT_RULES, Lint, Remark
from dgov_std.text import Text


def remark(code: str, file: str = "a.yaml") -> Remark:
    return Remark(LINT_RULES[code], file, 3, 7, "s", "element", "e", Text("不好：50%", "bad: 50%"))


LINT = Lint(("s",), 9, (remark("LNT202"), remark("LNT401"), remark("LNT301", "b,c.yaml")))


def test_information_is_counted_and_shown_when_asked_for():
    assert terminal(LINT, "en").splitlines() == [
        "a.yaml:3:7: error LNT202 e: bad: 50%",
        "b,c.yaml:3:7: warning LNT301 e: bad: 50%",
        "9 documents, 1 error, 1 warning, 1 note",
    ]
    assert terminal(LINT, "zh", everything=True).splitlines()[1:] == [
        "a.yaml:3:7: 提示 LNT401 e: 不好：50%",
        "b,c.yaml:3:7: 警告 LNT301 e: 不好：50%",
        "9 个文档, 1 个错误, 1 个警告, 1 个提示",
    ]


def test_workflow_commands_escape_what_would_end_them():
    assert github(LINT, "en").splitlines()[1:] == [
        "::notice file=a.yaml,line=3,col=7,title=LNT401::e: bad: 50%25",
        "::warning file=b%2Cc.yaml,line=3,col=7,title=LNT301::e: bad: 50%25",
    ]


def test_json_counts_and_names_the_rules():
    found = json.loads(as_json(LINT))
    assert found["counts"] == {"error": 1, "warning": 1, "info": 1}
    assert found["remarks"][0]["code"] == "LNT202"
    assert found["remarks"][0]["title"]["en"] == "a format notation that contradicts a constraint"
