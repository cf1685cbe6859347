"""What cannot be checked: one message each, saying what, where and what to do, and exit code 2."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

GOOD = Path(__file__).resolve().parents[2] / "examples" / "licences" / "good-persons.xlsx"


def binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def truncated(path: Path) -> None:
    path.write_bytes(GOOD.read_bytes()[:20_000])


def not_a_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


CASES: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing.csv", lambda path: None, "找不到"),
    ("empty.csv", lambda path: path.write_bytes(b""), "空"),
    ("folder.csv", lambda path: path.mkdir(), ""),
    ("binary.csv", binary, ""),
    ("truncated.xlsx", truncated, ""),
    ("other.xlsx", not_a_workbook, ""),
    ("text.xlsx", lambda path: path.write_text("a,b\n1,2\n", encoding="utf-8"), ""),
    ("page.xls", lambda path: path.write_text("<html><table><tr><td>1</td></tr></table></html>", encoding="utf-8"), ""),
    ("encrypted.xlsx", lambda path: path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600), ""),
]


@pytest.mark.parametrize(("name", "make", "word"), CASES, ids=[case[0] for case in CASES])
def test_one_message_and_exit_code_2(
    run: Callable, tmp_path: Path, name: str, make: Callable[[Path], object], word: str
) -> None:
    path = tmp_path / name
    make(path)
    ran = run("check", path, "--standard", "licence-publicity")
    assert ran.code == 2, ran
    assert ran.out == ""
    (line,) = ran.err.splitlines()
    assert line.startswith("错误: ")
    assert name in line
    assert word in line
    assert len(line) > len(str(path)) + 15  # what, where and what to do
    assert "Traceback" not in line
    assert "Error" not in line


def test_header_only_is_not_checked_and_fails(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "header.csv"
    path.write_text("行政相对人名称,证件号码,行政许可决定文书号\n", encoding="utf-8")
    ran = run("check", path, "--dataset", "administrative-licence-person", "--standard", "licence-publicity")
    assert ran.code == 1
    assert "未检查" in ran.out


def test_no_column_of_the_standard_is_not_checked(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("x,y\n1,2\n", encoding="utf-8")
    ran = run("check", path, "--dataset", "administrative-licence-person", "--standard", "licence-publicity")
    assert ran.code == 1
    assert "未检查" in ran.out


def test_unknown_standard(run: Callable) -> None:
    ran = run("check", GOOD, "--standard", "licence-publicty")
    assert (ran.code, ran.err) == (
        2,
        "错误: --standard: 没有名为“licence-publicty”的标准。是不是 licence-publicity? "
        "现有: base-tables、credit-lists、data-resources、electronic-licences、licence-publicity、penalty-publicity、service-items; 也可以给出标准文件夹的路径\n",
    )


def test_a_standard_without_datasets_is_named(run: Callable) -> None:
    ran = run("check", GOOD, "--standard", "national")
    said = "这个标准没有数据集, 不能按它检查文件。dgov-std explain 列出全部标准和数据集"
    assert (ran.code, ran.out, ran.err) == (2, "", f"错误: --standard: {said}\n")


def test_why_the_system_refuses_is_told_in_the_language_of_the_run(run: Callable, tmp_path: Path) -> None:
    for option in ("--baseline", "--exceptions", "--metadata"):
        ran = run("check", GOOD, "--standard", "licence-publicity", option, tmp_path / "no.json")
        assert ran.code == 2
        assert "读不了(没有这个文件或文件夹)" in ran.err


def test_in_ci_the_standard_must_be_named(run: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    ran = run("check", GOOD)
    said = "在 CI 中必须指明标准。例如 --standard licence-publicity, 或在 dgov-std.toml 里写 [[datasets]]"
    assert (ran.code, ran.err) == (2, f"错误: --standard: {said}\n")


def test_elsewhere_the_header_tells_the_standard(run: Callable) -> None:
    ran = run("check", GOOD)
    assert ran.code == 0
    assert "行政许可信息（自然人）" in ran.out


def test_no_date(run: Callable) -> None:
    ran = run("check", GOOD, "--as-of", "2026-13-01")
    assert (ran.code, ran.err) == (2, "错误: --as-of: “2026-13-01”不是日期。写成 2026-10-31 的形式\n")


def test_a_pattern_re2_refuses(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        "kind: standard\nid: bad\ntitle: {zh: 坏, en: bad}\nsource: {standard: t, confidence: high}\n---\n"
        "kind: element\nid: a\ntitle: {zh: 甲, en: a}\nsource: {standard: t, confidence: high}\npattern: '(a)\\1'\n---\n"
        "kind: dataset\nid: d\ntitle: {zh: 表, en: d}\nsource: {standard: t, confidence: high}\nelements: [{use: a}]\n",
        encoding="utf-8",
    )
    ran = run("check", GOOD, "--standard", path)
    assert ran.code == 2
    assert "bad.yaml:10:10" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_ten_mistakes_in_one_run(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(
        "kind: standard\nid: Bad_Id\ntitle: {zh: 坏, en: bad}\nsource: {standard: t, confidence: hgih}\nauthor: x\n---\n"
        "kind: element\nid: a\ntitle: {zh: 甲}\nsource: {standard: t, confidence: low}\nmax_lenght: 3\nid: b\n---\n"
        "kind: elemnt\nid: c\n---\n"
        "kind: element\nid: e\ntitle: {zh: 乙, en: e}\nsource: {standard: t, confidence: low}\nmax_length: {value: x, severity: error}\npattern: '\\d+'\n---\n"
        "kind: dataset\nid: d\ntitle: {zh: 表, en: d}\nsource: {standard: t, confidence: high}\nelements: [{use: nobody}]\n",
        encoding="utf-8",
    )
    ran = run("compile", path, "-o", tmp_path)
    lines = ran.err.splitlines()
    assert ran.code == 2
    assert len(lines) == 10, ran.err
    assert all("bad.yaml:" in line for line in lines)


def test_the_others_are_checked_all_the_same(run: Callable, tmp_path: Path) -> None:
    ran = run("check", tmp_path / "missing.csv", GOOD, "--standard", "licence-publicity")
    assert ran.code == 2
    assert "合格" in ran.out
    assert "missing.csv" in ran.err


def test_numbers_of_people_in_names_are_masked_in_messages_too(run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "110105194912310021_13812345678.csv"
    assert "99999999999.csv: " in (said := run("check", path, "-s", "licence-publicity").err)
    assert "13812345678" not in said
    path.write_text("a\n1\n", encoding="utf-8")
    assert "1101051949" not in run("check", path, "-s", "licence-publicity", "-f", "html").err
