"""Compound files: the streams of the root, and nothing a broken one says is believed."""

from __future__ import annotations

import struct
import time

import pytest
from biff8 import END, Sheet, container, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from dgov_std.dataset import excel_old_container
from dgov_std.dataset.excel_old import open_excel_old
from dgov_std.dataset.excel_old_container import Container
from dgov_std.errors import InputError


@pytest.fixture
def opened(tmp_path):
    def open_bytes(data):
        (tmp_path / "t.xls").write_bytes(data)
        return Container(tmp_path / "t.xls")

    return open_bytes


@pytest.mark.parametrize("small", [False, True])
def test_streams_by_name(opened, small):
    streams = {"Workbook": b"a" * 5000, "Other": b"b" * 70, "第三": b"c" * 4095}
    found = opened(container(streams, small=small))
    assert found.names == {"workbook", "other", "第三"}
    assert [found.stream(name).rstrip(b"\0") for name in ("WORKBOOK", "other", "第三")] == list(streams.values())


def test_a_large_file_has_many_tables(opened):
    data = bytes(range(256)) * 70_000
    assert opened(container({"Workbook": data})).stream("Workbook") == data


def test_missing_stream(opened):
    with pytest.raises(InputError, match="damaged"):
        opened(container({"A": b"x"})).stream("Workbook")


def changed(data: bytes, at: int, value: int) -> bytes:
    return data[:at] + struct.pack("<I", value) + data[at + 4 :]


GOOD = container({"Workbook": b"x" * 9000})
TABLE = len(GOOD) - 512


@pytest.mark.parametrize(
    "data",
    [
        GOOD[:8],
        GOOD[:513],
        changed(GOOD, 28, 0x00070003),  # sectors of 128 bytes
        changed(GOOD, 48, 10**6),  # the directory lies outside
        changed(GOOD, 76, 10**6),  # so does the table of sectors
        changed(GOOD, 68, 1),  # a list of tables that leads into data
        changed(GOOD, TABLE, 0),  # a chain that turns in a circle
        changed(GOOD, TABLE + 8, 10**5),  # one that leads outside
        changed(GOOD, TABLE + 4, END),  # one that ends too early
    ],
)
def test_broken_ones(opened, data):
    with pytest.raises(InputError, match="damaged"):
        opened(data).stream("Workbook")


def test_the_directory_may_turn_in_a_circle(opened):
    at = 512 * (struct.unpack_from("<I", GOOD, 48)[0] + 1) + 128
    assert opened(changed(GOOD, at + 72, 1)).names == {"workbook"}


def test_too_large(opened, monkeypatch):
    monkeypatch.setattr(excel_old_container, "MAX_BYTES", 1000)
    with pytest.raises(InputError, match="unsafe and was not read: it is too large"):
        opened(GOOD)


WHOLE = workbook(Sheet([["甲", 1, True], ["长" * 5000, 1.5, "#N/A"]]))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=12), st.integers(1, len(WHOLE)))
def test_whatever_is_broken_is_refused_or_read_and_soon(tmp_path_factory, changes, size):
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    path = tmp_path_factory.mktemp("f") / "t.xls"
    path.write_bytes(data[: size if size % 2 else len(data)])
    started = time.process_time()
    try:
        list(open_excel_old(path).blocks())
    except InputError as error:
        assert len(error.problems) == 1
    assert time.process_time() - started < 5
