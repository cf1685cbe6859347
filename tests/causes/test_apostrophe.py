"""Apostrophes in front of values."""

import pytest
from caused import of_schema, told


@pytest.mark.parametrize("mark", ["'", "\u2019", "\u2018", "`"])
def test_an_apostrophe_in_front(mark: str) -> None:
    assert told(of_schema([mark + "100080"], pattern="^[0-9]{6}$")) == {"TYP914": {mark + "100080": "100080"}}


def test_it_is_told_once_and_what_else_is_wrong_beside_it() -> None:
    found = of_schema(["'100080", "'100081", "'x"], pattern="^[0-9]{6}$")
    assert [(each.code, each.cells) for each in found] == [("TYP914", 2), ("TYP205", 1)]


def test_names_keep_theirs() -> None:
    assert of_schema(["'s-Gravenhage"], type="string") == []
    assert [found.code for found in of_schema(["1'00080"], pattern="^[0-9]{6}$")] == ["TYP205"]
