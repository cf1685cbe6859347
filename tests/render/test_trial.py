"""Trials in words: what was expected of an example, and what was found."""

from __future__ import annotations

import json

from dgov_std.render.trial import as_json, terminal
from dgov_std.report.trials import Miss, Said, Trial
from dgov_std.text import Text

PLACE = {"file": "a.yaml", "line": 3, "column": 7, "standard": "s"}
WRONG = Miss(
    **PLACE, kind="element", document="e", value="1\t2", expected="invalid", because="IDN201",
    found=(Said("TYP206", "error", "e.max-length"), Said("IDN103", "warning", "uscc.division")),
)  # fmt: skip
PASSED = Miss(**PLACE, kind="identifier", document="i", value="x", expected="doubtful")
CLAIM = Miss(
    **PLACE, kind="codelist", document="l", value="", expected="claim", because="list", what=Text("行数不对", "rows")
)
TRIAL = Trial(("s",), 4, 1200, 2, (WRONG, PASSED, CLAIM), (("element", "b"),))


def test_english():
    assert terminal(TRIAL, "en").splitlines() == [
        'a.yaml:3:7: e: "1\\u00092" must fail (IDN201), but gives TYP206 lengths (error, e.max-length), '
        "IDN103 parts of identifiers (warning, uscc.division)",
        'a.yaml:3:7: i: "x" must only give a warning, but nothing is found',
        "a.yaml:3:7: l: rows [list]",
        "1,200 examples, 2 lists, 3 failed; 1 document without an example",
    ]


def test_chinese():
    assert terminal(TRIAL, "zh").splitlines()[1:] == [
        "a.yaml:3:7: i: “x”应只有警告, 却没有问题",
        "a.yaml:3:7: l: 行数不对 [list]",
        "1200 个示例, 2 张代码表, 3 个不符; 1 个文档没有示例",
    ]


def test_json_holds_both_languages_and_the_value_as_it_is():
    found = json.loads(as_json(TRIAL))
    assert (found["examples"], found["lists"], found["failed"]) == (1200, 2, 3)
    first = found["failures"][0]
    assert (first["value"], first["found"][1]["code"], first["found"][1]["check"]) == ("1\t2", "IDN103", "uscc.division")
    assert found["failures"][1]["message"] == {
        "zh": "i: “x”应只有警告, 却没有问题",
        "en": 'i: "x" must only give a warning, but nothing is found',
    }
    assert found["without_examples"] == [{"kind": "element", "id": "b"}]
