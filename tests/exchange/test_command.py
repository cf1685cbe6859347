"""`dgov-std export dictionary`."""

from __future__ import annotations

from pathlib import Path

import pytest
from children import spawn

from dgov_std.api.dictionary import export_dictionary
from dgov_std.errors import UsageError

ONE = "kind: standard\nid: one\ntitle: {zh: 一, en: One}\nsource: {standard: 一, confidence: high}\n"
SAMPLE = Path(__file__).resolve().parents[1] / "standard" / "sample" / "province"


def said(*arguments: object, language: str = "zh") -> tuple[int, str]:
    done = spawn("export", "dictionary", *arguments, DGOV_STD_LANG=language)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_it_says_what_it_wrote(tmp_path: Path):
    target = tmp_path / "字典.html"
    assert said(SAMPLE, "-o", target) == (0, f"{target}\n")
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")
    assert said(SAMPLE, "-o", tmp_path / "d.html", "--lang", "en")[0] == 0
    assert '<html lang="en">' in (tmp_path / "d.html").read_text(encoding="utf-8")


def test_an_unknown_standard_is_named():
    code, text = said("nonsense")
    assert code == 2
    assert text.startswith("错误: --standard: 没有名为“nonsense”的标准。现有: ")


def test_without_an_output_it_is_named_after_the_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert export_dictionary(SAMPLE) == Path("数据字典_province.xlsx")
    assert export_dictionary(SAMPLE, form="html", dataset="amendment", language="en") == Path(
        "data-dictionary_amendment.html"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data-dictionary_amendment.html", "数据字典_province.xlsx"]


def test_into_a_folder_and_by_the_end_of_the_name(tmp_path: Path):
    assert export_dictionary(SAMPLE, tmp_path, form="html") == tmp_path / "数据字典_province.html"
    assert export_dictionary(SAMPLE, tmp_path / "x.docx").read_bytes()[:2] == b"PK"
    assert export_dictionary(SAMPLE, tmp_path / "x.htm").read_bytes()[:2] == b"<!"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"output": "x.pdf"}, "x.pdf: 文件名的后缀 .pdf 与格式不符。后缀用 .xlsx, .docx, .html"),
        ({"output": "x.html", "form": "docx"}, "x.html: 文件名的后缀 .html 与格式不符。后缀用 .docx"),
        ({"form": "pdf"}, "--format: 没有格式“pdf”。可用: xlsx, docx, html"),
        ({"dataset": "none"}, "--dataset: 标准 province 没有数据集 none。现有: administrative-licence、amendment"),
        ({"output": "nowhere/x.html"}, "nowhere: 没有这个文件夹。先建好文件夹"),
    ],
    ids=["end", "contradiction", "format", "dataset", "folder"],
)
def test_what_cannot_be_written_is_refused(given: dict, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as told:
        export_dictionary(SAMPLE, **given)
    assert told.value.problems[0].in_("zh") == message
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_standard_is_never_replaced(tmp_path: Path):
    for place, target in ((tmp_path / "one.html", tmp_path / "one.html"), (tmp_path / "one.yaml", tmp_path / "codes")):
        place.write_text(ONE, encoding="utf-8")
        standard = place if target == place else tmp_path
        with pytest.raises(UsageError, match="must not replace a file of the standard"):
            export_dictionary(standard, target, form="html")
        assert place.read_text(encoding="utf-8") == ONE


def test_the_folder_of_the_standard_may_hold_its_dictionary(tmp_path: Path):
    (tmp_path / "one.yaml").write_text(ONE, encoding="utf-8")
    for _ in range(2):
        assert export_dictionary(tmp_path, tmp_path / "one.xlsx") == tmp_path / "one.xlsx"
