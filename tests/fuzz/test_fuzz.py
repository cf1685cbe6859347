"""Every reader takes whatever it is given: seeds, what fuzzing found before, and random changes of them.

`.ci/fuzz SECONDS` goes on from here with coverage as its guide (atheris); what it finds becomes a seed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz_targets import TARGETS, tried
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SEEDS = Path(__file__).parent / "seeds"
FILES = sorted(path for path in SEEDS.rglob("*") if path.is_file())
BY_TARGET = {name: [path.read_bytes() for path in FILES if path.parent.name == name] for name in TARGETS}
TOKENS = [b'"', b",", b"\r\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9\x95", b"\x81\x30", b"<", b"</", b"&#0;", b"<![CDATA[", b"]]>",
          b"-1", b"4294967296", b"1e999", b"{", b"[", b"&a ", b"*a", b"!!", b"---\n", b": ", b"\xff" * 8, b"\0" * 8, b"PK\x01\x02", b"<<: ", b"$ref",
          b'"#"', b"(a+)+", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"<!--", b"_x0000_", b'r="0"', b'r="XFE1"', b"\x09\x08", b"9" * 400]  # fmt: skip


def test_every_target_has_seeds() -> None:
    assert {path.parent.name for path in FILES} == set(TARGETS)
    assert sum(path.stat().st_size for path in FILES) < 300_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_seeds_and_what_was_found_before(path: Path) -> None:
    tried(path.parent.name, path.read_bytes())


@st.composite
def changed(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """Bytes of a seed with pieces taken out, doubled, overwritten, or put in."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from([0, 1, 2, 4, 16, 200])))
        piece = draw(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=12), st.just(data[at:end] * 2), st.just(b"")))
        data = data[:at] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(data=st.data())
def test_changes_of_seeds(name: str, data: st.DataObject) -> None:
    tried(name, data.draw(changed(BY_TARGET[name])))
