"""What Git LFS leaves in place of a file that was not fetched is named, whatever the file is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "licences" / "good-persons.csv"
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"
SAID = "这是 Git LFS 的指针文件, 不是数据: 数据还没有取下来。先运行 git lfs pull"
OWN = """
kind: standard
id: own
title: {zh: 自己的, en: own}
source: {standard: S, confidence: high}
datasets: [things]
---
kind: codelist
id: colours
title: {zh: 颜色, en: colours}
source: {standard: S, confidence: high}
file: colours.csv
---
kind: element
id: colour
title: {zh: 颜色, en: colour}
source: {standard: S, confidence: high}
codelist: colours
---
kind: dataset
id: things
title: {zh: 东西, en: things}
source: {standard: S, confidence: high}
elements: [{use: colour}]
"""


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("own.bundle.json", ["--standard", "own.bundle.json"]),
        ("own.yaml", ["--standard", "own.yaml"]),
        ("own.json", ["--schema", "own.json"]),
        ("known.json", ["--standard", "licence-publicity", "--baseline", "known.json"]),
        ("approved.yaml", ["--standard", "licence-publicity", "--exceptions", "approved.yaml"]),
    ],
)
def test_a_pointer_is_named(
    run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(POINTER, encoding="utf-8")
    ran = run("check", EXAMPLE, *options, "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert f"{name}: {SAID}" in ran.err


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("about.json", ["check", EXAMPLE, "--standard", "licence-publicity", "--metadata", "about.json"]),
        ("dgov-std.lock", ["check", EXAMPLE, "--standard", "licence-publicity"]),
        ("dgov-std.lock", ["check", EXAMPLE, "--standard", "licence-publicity", "--update-lock"]),
        ("dgov-std.toml", ["check", EXAMPLE]),
        ("other.toml", ["check", EXAMPLE, "--config", "other.toml"]),
        ("report.json", ["report", "show", "report.json"]),
        ("report.json", ["report", "render", "report.json", "--format", "html"]),
        ("report.json", ["report", "diff", "report.json", "report.json"]),
    ],
)
def test_a_pointer_in_place_of_what_stands_beside_is_named_and_stays(
    run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: list[object]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(POINTER, encoding="utf-8")
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert f"{name}: {SAID}" in ran.err
    assert (tmp_path / name).read_text(encoding="utf-8") == POINTER


def test_a_pointer_in_place_of_codes_is_named(run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "standard.yaml").write_text(OWN, encoding="utf-8")
    codes, data = tmp_path / "own" / "colours.csv", tmp_path / "data.csv"
    codes.write_text("code,name,name_en\n1,红,red\n", encoding="utf-8")
    data.write_text("颜色\n1\n", encoding="utf-8")
    assert run("check", data, "--standard", "own").code == 0
    codes.write_text(POINTER, encoding="utf-8")
    ran = run("check", data, "--standard", "own", "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert SAID in ran.err


def test_a_pointer_in_place_of_compiled_codes_is_named(
    run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("compile", "licence-publicity", "--codelists", "external", "--output", "made").code == 0
    bundle = next((tmp_path / "made").glob("*person.bundle.json"))
    for path in (tmp_path / "made" / "codelists").iterdir():
        path.write_text(POINTER, encoding="utf-8")
    ran = run("check", EXAMPLE, "--standard", bundle, "--lang", "zh")
    assert (ran.code, ran.out) == (2, "")
    assert SAID in ran.err
