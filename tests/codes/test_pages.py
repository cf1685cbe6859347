"""Every code has its page, and the pages are what would be written now."""

from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from dgov_std.report.codes import CODES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    spec = util.spec_from_file_location("rule_pages", ROOT / "docs" / "rule_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.rule_pages()
    return found


def test_every_code_has_a_page_and_no_page_is_left_over() -> None:
    assert sorted(path.stem for path in (ROOT / "docs" / "codes").glob("*.md")) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_page_is_what_would_be_written(pages: dict[str, str], code: str) -> None:
    name = f"docs/codes/{code}.md"
    assert (ROOT / name).read_text(encoding="utf-8") == pages[name], "run: python docs/generate.py"


@pytest.mark.parametrize("code", CODES)
def test_the_page_speaks_both_languages(code: str) -> None:
    text = (ROOT / "docs" / "codes" / f"{code}.md").read_text(encoding="utf-8")
    for part in (
        "## 中文",
        "**为什么**",
        "**怎么改**",
        "**出处**",
        "## English",
        "**Why**",
        "**What to do**",
        "**Comes from**",
    ):
        assert part in text
