"""Texts with gaps."""

import pytest

from dgov_std.text import Template


@pytest.mark.parametrize(
    ("template", "given", "said"),
    [
        ("{0} {0:row|rows}", (1,), "1 row"),
        ("{0} {0:row|rows}", (0,), "0 rows"),
        ("{0} {0:row|rows}", ("1",), "1 row"),  # a number as it is written
        ("{0} {0:row|rows}", ("1,001",), "1,001 rows"),
        ("{0:The one check|All {0} checks} ran", (1,), "The one check ran"),
        ("{0:The one check|All {0} checks} ran", (12,), "All 12 checks ran"),
        ("{} of {}", (1, 2), "1 of 2"),
        ("{:,}", (3000,), "3,000"),
        ("{{}} {}", ("{0:a|b}",), "{} {0:a|b}"),  # what fills a gap is no template
    ],
)
def test_gaps_are_filled(template: str, given: tuple[object, ...], said: str) -> None:
    assert Template(template).format(*given) == said


def test_gaps_have_names() -> None:
    assert Template("{n} {n:row|rows}, {m:cell|cells}").format(n=1, m=2) == "1 row, cells"
