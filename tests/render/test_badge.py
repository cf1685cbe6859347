"""The badge: what it says, that it needs nothing else, and that shields.io takes its JSON."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import machine_reports as machine
import pytest
from gated_report import gated

from dgov_std.privacy.masking import freeze
from dgov_std.render.badge import _COLOURS, _LABEL_COLOUR, render, render_endpoint
from dgov_std.report.values import Report, Verdict
from dgov_std.text import Language

GOLDEN = Path(__file__).with_name("golden-statement")
SVG = "{http://www.w3.org/2000/svg}"
# The keys of https://shields.io/badges/endpoint-badge (schema version 1): any other is refused.
ENDPOINT = {
    "schemaVersion": int,
    "label": str,
    "message": str,
    "color": str,
    "labelColor": str,
    "isError": bool,
    "namedLogo": str,
    "logoSvg": str,
    "logoColor": str,
    "logoSize": str,
    "style": str,
    "cacheSeconds": int,
}
CASES = ["accepted", "returned", "empty", "unfinished", "passed", "stopped", "too strict"]
GOLDEN_CASES = ["accepted", "returned", "faults", "empty", "unreadable", "unfinished", "million", "passed", "stopped"]


def case(sample: ModuleType, name: str) -> Report:
    if name in ("passed", "stopped"):
        return freeze(gated(sample.returned(), passed=name == "passed"))
    if name == "too strict":
        return freeze(gated(sample.accepted(), passed=False))
    if name in machine.CASES:
        return machine.reports(name)[0]
    return freeze(sample.ALL[name]())


@pytest.mark.parametrize(
    ("name", "zh", "en", "color"),
    [
        ("accepted", "合格", "accepted", "success"),
        ("returned", "退回修改, 必须改 8 类", "returned, 8 to fix", "critical"),
        ("empty", "未检查", "not checked", "inactive"),
        ("unfinished", "没查完", "unfinished", "important"),
        ("passed", "退回修改, 必须改 8 类; 门禁通过", "returned, 8 to fix; gate passed", "important"),
        ("stopped", "退回修改, 必须改 8 类; 门禁不通过", "returned, 8 to fix; gate failed", "critical"),
        ("too strict", "合格; 门禁不通过", "accepted; gate failed", "critical"),
    ],
)
def test_what_the_endpoint_says(sample: ModuleType, name: str, zh: str, en: str, color: str) -> None:
    report = case(sample, name)
    for language, label, message in (("zh", "数据检查", zh), ("en", "data check", en)):
        said = json.loads(render_endpoint(report, language=language))
        assert said == {
            "schemaVersion": 1,
            "label": label,
            "message": message,
            "color": color,
            "isError": color != "success",
        }
        assert all(type(value) is ENDPOINT[key] for key, value in said.items())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", CASES)
def test_the_svg_is_as_wide_as_its_text(sample: ModuleType, name: str, language: Language) -> None:
    root = ElementTree.fromstring(render(case(sample, name), language=language))
    texts = list(root.iter(f"{SVG}text"))
    said = json.loads(render_endpoint(case(sample, name), language=language))
    assert [each.text for each in texts] == [said["label"], said["message"]]
    lengths = [int(each.get("textLength", "")) for each in texts]
    assert [int(each.get("x", "")) for each in texts] == [6, 6 + lengths[0] + 12]
    assert root.get("width") == str(sum(lengths) + 24)
    assert root.get("viewBox") == f"0 0 {root.get('width')} 20"
    assert root.find(f"{SVG}title").text == f"{said['label']}: {said['message']}"


def test_chinese_characters_are_as_wide_as_the_type_is_high(sample: ModuleType) -> None:
    assert 'textLength="22" lengthAdjust="spacingAndGlyphs">合格<' in render(sample.accepted(), language="zh")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", GOLDEN_CASES)
def test_golden(sample: ModuleType, name: str, language: Language) -> None:
    report = case(sample, name)
    for suffix, made in ((".svg", render), (".badge.json", render_endpoint)):
        path, text = GOLDEN / f"{name}.{language}{suffix}", made(report, language=language)
        if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")


def test_nothing_foreign_becomes_markup_and_nothing_is_loaded(sample: ModuleType) -> None:
    hostile = sample.hostile()
    evil = replace(hostile, input=replace(hostile.input, name="<script>x</script>]]>\x00&amp;\x1b\ud800"))
    made = render(evil, language="zh")
    root = ElementTree.fromstring(made)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {"svg", "title", "desc", "path", "g", "text"}
    assert "<script>x</script>" in root.find(f"{SVG}desc").text
    assert not re.search(r"href|url\(|@import|\sid=", made)
    made.encode("utf-8")


def test_the_receipt_and_the_standard_stand_in_the_description(sample: ModuleType) -> None:
    said = ElementTree.fromstring(render(sample.accepted(), language="zh")).find(f"{SVG}desc").text
    assert said == "某县_行政许可_202610.xlsx; 行政许可公示数据标准; 2018版; K8F2-PF2D"
    bare = ElementTree.fromstring(render(sample.bare(), language="en")).find(f"{SVG}desc").text
    assert "No standard was applied" in bare


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [_LABEL_COLOUR, *_COLOURS.values()])
def test_white_letters_stand_out(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_what_a_gate_cannot_pass_keeps_its_colour(sample: ModuleType) -> None:
    for verdict, colour in ((Verdict.INCOMPLETE, "important"), (Verdict.NOT_EVALUATED, "inactive")):
        report = replace(gated(sample.returned(), passed=False), verdict=verdict)
        assert json.loads(render_endpoint(report, language="zh"))["color"] == colour
