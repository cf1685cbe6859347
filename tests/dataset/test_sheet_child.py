"""xlsb and ods, read in a child process: right where they are right, one error within bounded time where they are hostile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from biff12 import DATE, STAMP, TIME, write_xlsb
from opendocument import blank_cells, error_cell, row, text_cell, typed_cell, write_ods

from dgov_std.dataset import sheet_process
from dgov_std.dataset.excel_foreign import open_excel_foreign
from dgov_std.dataset.open import open_table
from dgov_std.dataset.sheet_process import SheetProcess
from dgov_std.errors import InputError, MissingPackageError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
_XLSX = "请用 Excel 或 WPS 另存为 xlsx 后再检查"
ENORMOUS = f"工作簿内容异常庞大, 拒绝读取。{_XLSX}"
ENDED = f"工作簿已损坏或内容异常庞大, 读取时出错中止。{_XLSX}"


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        read()
    return caught.value.problems[0].in_("zh").partition(": ")[2]


def read_all(path: Path) -> None:
    table = open_table(path)
    try:
        list(table.blocks())
    finally:
        table.close()


@pytest.fixture
def simple(tmp_path: Path) -> Path:
    return write_ods(tmp_path / "t.ods", {"表": row(text_cell("a")) + row(text_cell("1"))})


def test_xlsb(tmp_path: Path, drain: Callable) -> None:
    rows: list[list[object]] = [
        ["码", "数", "日", "时刻", "钟点", "是"],
        ["001", 0.1 + 0.2, (45293, DATE), (45293.5, STAMP), (0.25, TIME), True],
        [110101198001011234.0, -7, (0.5, DATE), None, "#N/A", False],
    ]
    table = open_table(write_xlsb(tmp_path / "t.xlsb", {"甲": rows, "乙": [["x"]]}, hidden=("乙",)))
    seen = drain(table)
    assert seen.header == ("码", "数", "日", "时刻", "钟点", "是")
    assert seen.cells == [
        ("001", "0.3", "2024-01-02", "2024-01-02 12:00:00", "06:00:00", "TRUE"),
        ("110101198001011000", "-7", "12:00:00", None, "#N/A", "FALSE"),
    ]
    assert [marks[:2] for marks in seen.numeric] == [(False, True), (True, True)]
    assert (table.form.format, table.form.sheet, table.form.sheets) == ("xlsb", "甲", ("甲", "乙"))


def test_error_values_of_xlsb_keep_their_text(tmp_path: Path, drain: Callable) -> None:
    rows: list[list[object]] = [["a", "b"], ["x", "=1/0"], [None, "y"], ["#N/A", "z"]]
    path = write_xlsb(tmp_path / "t.xlsb", {"空": [["a"], ["b"]], "表": rows})
    assert drain(open_table(path, sheet="表")).cells == [("x", "#DIV/0!"), (None, "y"), ("#N/A", "z")]


def test_ods(tmp_path: Path, drain: Callable) -> None:
    head = row(*map(text_cell, ["日", "时刻", "钟点", "比例", "元", "是", "文"]))
    body = row(
        typed_cell("date", "2024-01-02"),
        typed_cell("date", "2024-01-02T03:04:05.6"),
        typed_cell("time", "PT09H30M05S"),
        typed_cell("percentage", "0.125", "12.5%"),
        typed_cell("currency", "12.50"),
        typed_cell("boolean", "true"),
        text_cell(" 甲<text:s text:c='2'/>乙</text:p><text:p>丙"),
    )
    table = open_table(write_ods(tmp_path / "t.ods", {"表": head + body}))
    assert drain(table).cells == [("2024-01-02", "2024-01-02 03:04:06", "09:30:05", "0.125", "12.5", "TRUE", " 甲  乙\n丙")]


def test_rows_are_numbered_as_the_sheet_shows_them(tmp_path: Path, drain: Callable) -> None:
    rows = row(blank_cells(), times=3) + row(blank_cells(), text_cell("a")) + row(blank_cells(), text_cell("1"), times=3)
    rows += row(blank_cells(16384), times=1_000_000)
    seen = drain(open_table(write_ods(tmp_path / "t.ods", {"表": rows})))
    assert (seen.header[-1], [cells[-1] for cells in seen.cells], seen.rows) == ("a", ["1"] * 3, [5, 6, 7])


def test_error_values_of_ods_keep_their_text(tmp_path: Path, drain: Callable) -> None:
    rows = (
        row(text_cell("a"), text_cell("b"))
        + row(error_cell("#N/A"), text_cell("x"))
        + row(text_cell("y"), error_cell("#DIV/0!"), times=2)
    )
    path = write_ods(tmp_path / "t.ods", {"空": "", "表": rows})
    assert drain(open_table(path)).cells == [("#N/A", "x"), ("y", "#DIV/0!"), ("y", "#DIV/0!")]


def test_many_rows_come_in_pieces(tmp_path: Path, drain: Callable) -> None:
    seen = drain(
        open_table(write_ods(tmp_path / "t.ods", {"表": row(text_cell("n")) + row(typed_cell("float", "7"), times=20_000)}))
    )
    assert (len(seen.cells), seen.rows[-1], set(seen.cells)) == (20_000, 20_001, {("7",)})


def test_a_sheet_is_chosen_by_name_or_number(tmp_path: Path, drain: Callable) -> None:
    path = write_ods(
        tmp_path / "t.ods",
        {"甲": row(text_cell("a")) + row(text_cell("1")), "乙": row(text_cell("b")) + row(text_cell("2"))},
    )
    assert drain(open_table(path, sheet="乙")).header == ("b",)
    assert drain(open_table(path, sheet="2")).header == ("b",)


@pytest.mark.parametrize(
    "rows",
    [
        row(text_cell("x", 16384), times=1_048_576),  # 17 billion cells
        row(text_cell("a"))
        + row(blank_cells(16383), text_cell("x"))
        + row(blank_cells(), times=1_048_573)
        + row(text_cell("z")),
    ],
)
def test_more_cells_than_memory(tmp_path: Path, rows: str) -> None:
    path = write_ods(tmp_path / "t.ods", {"表": rows})
    started = time.monotonic()
    assert refusal(lambda: read_all(path)) in (ENORMOUS, ENDED)
    assert time.monotonic() - started < 10  # on a machine under load; 0.3 s when it is quiet


@pytest.mark.parametrize("data", [b"", b"nonsense", b"<?xml version='1.0'?><a>"])
def test_no_workbook_in_it(tmp_path: Path, simple: Path, data: bytes) -> None:
    whole = simple.read_bytes()
    (tmp_path / "c.ods").write_bytes(whole[: len(whole) - 40])
    assert refusal(lambda: read_all(tmp_path / "c.ods")) == "工作簿已损坏或不完整。请向提供方重新索取完整的文件"
    path = write_xlsb(tmp_path / "t.xlsb", {"甲": [["a"]]})
    path.write_bytes(path.read_bytes().replace(b"xl/workbook.bin", b"xl/workbook.bxn")[:-1] + data)
    assert refusal(lambda: open_excel_foreign(path, "xlsb")).endswith("请向提供方重新索取完整的文件")


def test_encrypted(tmp_path: Path) -> None:
    locked = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    path = write_ods(tmp_path / "t.ods", {"表": row(text_cell("a"))}, locked)
    assert refusal(lambda: read_all(path)) == "工作簿设有打开密码, 内容已加密。请去掉打开密码, 另存为 xlsx 后再检查"


@LINUX
def test_memory_is_limited(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "t.ods", {"表": row(text_cell("x" * 100, 50), times=200_000)})
    process = SheetProcess(path, "ods", memory=40 << 20)
    with pytest.raises(InputError) as caught:
        list(process.cells(process.book()[0]))
    assert caught.value.problems[0].what.zh.startswith("工作簿已损坏或内容异常庞大")


def test_time_is_limited(simple: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "_START", "import time; time.sleep(60)")
    process = SheetProcess(simple, "ods", seconds=1)
    started = time.monotonic()
    assert refusal(process.book) == f"1 秒内没能读完这个工作簿, 已中止。{_XLSX}"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("how", ["import os; os.abort()", "raise SystemExit(3)", "import os; os.write(1, b'Z' * 99)"])
def test_a_sudden_end_is_one_error(simple: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(sheet_process, "_START", how)
    process = SheetProcess(simple, "ods")
    assert refusal(process.book) == ENDED
    assert process._process.poll() is not None


def test_without_calamine(simple: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "_START", "import sys; sys.modules['python_calamine'] = None;" + sheet_process._START)
    with pytest.raises(MissingPackageError) as caught:
        open_table(simple)
    said = "没有安装 Python 包 python-calamine, 不能读 xlsb 和 ods。安装: pip install 'dgov-std[sheets]', 或另存为 xlsx"
    assert caught.value.problems[0].in_("zh") == said


def test_nothing_is_imported_from_the_folder_of_the_data(
    simple: Path, monkeypatch: pytest.MonkeyPatch, drain: Callable
) -> None:
    for name in ("json", "numpy", "python_calamine", "sitecustomize"):
        simple.with_name(f"{name}.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(simple.parent)
    monkeypatch.setenv("PYTHONPATH", str(simple.parent))
    assert drain(open_table(Path("t.ods"))).cells == [("1",)]


@LINUX
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_the_child_dies_with_its_parent(simple: Path, sign: signal.Signals) -> None:
    code = (
        "import sys, time; from pathlib import Path; from dgov_std.dataset.sheet_process import SheetProcess\n"
        "process = SheetProcess(Path(sys.argv[1]), 'ods'); process.book(); print(process._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, simple], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(sign)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and _lives(child):
        time.sleep(0.05)
    assert not _lives(child)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"  # where nothing reaps orphans
