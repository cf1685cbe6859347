"""Signs swapped: the same as the slow reader, only faster."""

from __future__ import annotations

import random

import pytest

from dgov_std.dataset.block import Block
from dgov_std.dataset.csv_cells import Reading, _parse_each, parse_block
from dgov_std.dataset.record import Dialect
from dgov_std.dataset.twin import twin_of

DIALECTS = {
    "wide comma": Dialect("，".encode()),
    "wide, apostrophe": Dialect("、".encode(), quote=b"'", closer=b"'"),
    "apostrophe": Dialect(b";", quote=b"'", closer=b"'"),
    "wide quote": Dialect(b",", quote="＂".encode(), closer="＂".encode()),
}
TOKENS = ["a", "，", "、", ";", ",", "'", "''", '"', '""', "＂", "\n", "\r\n", "\r", "甲", "\x1f", " ", "\ufeff", "'x'；"]


def everything(batch) -> object:
    cells = [column.to_pylist() for column in batch.columns]
    damage = [(one.kind, one.index, one.column, one.detail.split(" ")[0], one.text) for one in batch.damage]
    return cells, [("ragged" if "delimiter" in str(one[0]) else one[0], *one[1:]) for one in damage], batch.lines.tolist()


@pytest.mark.parametrize("name", DIALECTS)
def test_the_same_as_one_record_at_a_time(name: str) -> None:
    rnd, dialect = random.Random(name), DIALECTS[name]
    for _ in range(300):
        tokens = rnd.sample(TOKENS, rnd.randint(2, len(TOKENS)))
        data = "".join(rnd.choices([*tokens, dialect.delimiter.decode()], k=rnd.randint(1, 40))).encode()
        block, reading = Block(data, 1, 2, 2), Reading(3, dialect)
        assert everything(parse_block(block, reading)) == everything(_parse_each(block, reading)), data


@pytest.mark.parametrize("name", DIALECTS)
def test_swapping_twice_changes_nothing(name: str) -> None:
    twin = twin_of(DIALECTS[name])
    data = "".join(TOKENS).encode()
    assert twin.swapped(data) != data
    assert twin.swapped(twin.swapped(data)) == data


def test_a_byte_that_utf8_never_has_is_left_to_the_slow_reader() -> None:
    assert twin_of(DIALECTS["apostrophe"]).swapped(b"a\xfeb") is None
    batch = parse_block(Block(b"'a;\xfe';b\n", 1, 1, 1), Reading(2, DIALECTS["apostrophe"]))
    assert [column.to_pylist() for column in batch.columns] == [["a;\ufffd"], ["b"]]


@pytest.mark.parametrize("how", [{"escape": b"\\"}, {"spaced": True}, {"quote": "“".encode(), "closer": "”".encode()}])
def test_what_has_no_twin(how: dict) -> None:
    assert twin_of(Dialect(b",", **how)) is None
