"""`dgov-std test` and `dgov-std lint`: what they print, and what they end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dgov_std.cli.group import main_group
from dgov_std.cli.shell import run

SMALL = """
kind: standard
id: {id}
title: {{zh: 小, en: small}}
source: {{standard: S, confidence: high}}
---
kind: element
id: name
title: {{zh: 名称, en: name}}
definition: {{zh: 它自称什么, en: its own word}}
source: {{standard: S, confidence: high}}
max_length: 2
examples: {{valid: [甲, 乙, 丙], invalid: [{value}, 甲乙丁, 甲乙戊]}}
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DGOV_STD_LANG", "en")


def write(folder: Path, name: str, value: str) -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(SMALL.format(id=name, value=value), encoding="utf-8")
    return file


def test_examples_that_are_as_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(main_group, ["test", str(write(tmp_path, "good", "甲乙丙"))]) == 0
    assert capsys.readouterr().out == "6 examples, 0 lists, 0 failed\n"


def test_an_example_that_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = write(tmp_path, "bad", "甲乙")
    assert run(main_group, ["test", str(file), "--lang", "zh"]) == 1
    assert capsys.readouterr().out == f"{file}:13:40: name: “甲乙”应不合格, 却没有问题\n6 个示例, 0 张代码表, 1 个不符\n"


def test_a_folder_of_several_standards(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write(tmp_path, "good", "甲乙丙")
    write(tmp_path, "bad", "甲乙")
    assert run(main_group, ["test", str(tmp_path), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["standards"], found["examples"], found["failed"]) == (["bad", "good"], 12, 1)


def test_mistakes_of_all_of_them_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("one", "two"):
        write(tmp_path, name, "x").write_text(SMALL.format(id=name, value="x").replace("max_length", "max_lenght"))
    assert run(main_group, ["test", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count('unknown key "max_lenght"') == 2


def test_a_standard_nobody_knows(capsys: pytest.CaptureFixture[str]):
    assert run(main_group, ["test", "no-such-standard"]) == 2
    assert "there is no standard 'no-such-standard'. known: " in capsys.readouterr().err


def test_a_folder_without_a_standard(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(main_group, ["lint", str(tmp_path)]) == 2
    assert "there is no document of kind: standard" in capsys.readouterr().err


def test_what_a_linter_fails_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = str(write(tmp_path, "good", "甲乙丙"))
    assert run(main_group, ["lint", file]) == 0
    assert capsys.readouterr().out == "1 document, 0 errors, 0 warnings, 4 notes\n"
    assert run(main_group, ["lint", file, "--fail-on", "info"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == f"{file}:7:1: info LNT401 name: nobody uses this element"


def test_remarks_as_workflow_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = write(tmp_path, "bad", "甲乙丙")
    file.write_text(
        file.read_text(encoding="utf-8").replace("max_length: 2", "max_length: 2\nformat: c..3"), encoding="utf-8"
    )
    assert run(main_group, ["lint", str(file), "--format", "github"]) == 1
    assert (
        f"::error file={file},line=12,col=13,title=LNT202::name: the format c..3: at most 3 characters, max_length is 2"
        in capsys.readouterr().out
    )
