"""Every kind of mistake in a standard: one change of the sample, the exact problems it causes."""

import shutil
from pathlib import Path

import pytest
import yaml

from dgov_std.errors import StandardError
from dgov_std.standard import load_standard

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "mistakes.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "sample", tmp_path / "sample")
    monkeypatch.chdir(tmp_path / "sample")
    return Path()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_mistake_is_located_and_worded(case: dict, sample: Path) -> None:
    path = sample / case["file"]
    text = path.read_text(encoding="utf-8")
    assert case["old"] in text
    path.write_text(text.replace(case["old"], case["new"], 1), encoding="utf-8")

    with pytest.raises(StandardError) as raised:
        load_standard(Path(case["file"].split("/")[0]))

    assert [p.in_("en") for p in raised.value.problems] == case["en"]
    assert [p.in_("zh") for p in raised.value.problems] == case["zh"]


@pytest.mark.parametrize("name", ["national", "province"])
def test_unchanged_sample_loads(name: str) -> None:
    assert load_standard(HERE / "sample" / name).head.id == name
