"""Write the generated pages, and the generated parts of the others: `python docs/generate.py`.

tests/test_docs.py fails when a page differs from what this would write.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dgov_std.report.codes import CODES  # noqa: E402
from dgov_std.report.schema import build_report_schema  # noqa: E402
from dgov_std.text import Language  # noqa: E402
from docs.pages import codes, language, library, one_run, parts, schemas  # noqa: E402
from docs.pages.following import with_results  # noqa: E402
from docs.pages.running import with_outputs  # noqa: E402
from docs.rule_pages import rule_pages  # noqa: E402


@cache
def pages_of_codes() -> dict[str, str]:
    """Return the page of every code by its name; made all at once, for the standards are read once."""
    return rule_pages()


def page_of_code(name: str) -> str:
    """Return the page of one code."""
    return pages_of_codes()[name]


PAGES: dict[str, Callable[[], str]] = {
    "docs/language.md": lambda: language.language_page("en"),
    "docs/language.zh.md": lambda: language.language_page("zh"),
    "docs/yaml-to-schema.md": schemas.yaml_to_schema_page,
    "docs/codes.md": codes.codes_page,
    **{name: partial(page_of_code, name) for name in (f"docs/codes/{code}.md" for code in CODES)},
    **library.pages(),
    "dgov_std/report/report.schema.json": lambda: json.dumps(build_report_schema(), indent=2, ensure_ascii=False),
}
# Pages whose files and commands are run, and the language they speak.
RUN: dict[str, Language] = {
    "docs/one-run.md": "en",
    "docs/one-run.zh.md": "zh",
    "docs/authoring.md": "en",
    "docs/authoring.zh.md": "zh",
    "docs/metadata.md": "en",
    "docs/compare.md": "en",
    **{
        f"docs/quickstart-{who}{end}": lang
        for who in ("clerk", "steward", "ci", "author")
        for end, lang in ((".md", "en"), (".zh.md", "zh"))
    },
}
PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "docs/one-run.md": one_run.parts("en"),
    "docs/one-run.zh.md": one_run.parts("zh"),
    "docs/bundle.md": {"keywords": schemas.keywords_part},
    "docs/excel.md": {"table": parts.excel_part},
    "docs/metadata.md": {"fields": parts.metadata_part},
    "docs/authoring.md": {"mistakes": lambda: parts.mistakes_part("en")},
    "docs/authoring.zh.md": {"mistakes": lambda: parts.mistakes_part("zh")},
    **{
        f"README{end}": {
            "summary": partial(parts.summary_part, lang),
            "library": partial(parts.library_part, lang),
            "sample": schemas.sample_part,
        }
        for end, lang in ((".md", "en"), (".zh.md", "zh"))
    },
}


# Pages that are followed in a copy of the project. tests/docs/test_how_to.py follows them, not the test of generated pages.
FOLLOWED = sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("how-to-*.md"))


def names() -> list[str]:
    """Return every page of which something is generated."""
    return list(dict.fromkeys([*PAGES, *PARTS, *RUN]))


def page(name: str) -> str:
    """Return a page as it should be."""
    if name in PAGES:
        return PAGES[name]().rstrip("\n") + "\n"
    text = (ROOT / name).read_text(encoding="utf-8")
    for part, build in PARTS.get(name, {}).items():
        start, end = f"<!-- generated: {part} -->\n", "<!-- end -->\n"
        before, _, rest = text.partition(start)
        if not rest:
            msg = f"{name}: no place for {part}"
            raise ValueError(msg)
        text = f"{before}{start}\n{build()}\n{end}{rest.partition(end)[2]}"
    return with_outputs(text, RUN[name]) if name in RUN else text


def followed(name: str) -> str:
    """Return a how-to page with what its commands print today."""
    with tempfile.TemporaryDirectory() as folder:
        return with_results((ROOT / name).read_text(encoding="utf-8"), Path(folder))


def main() -> None:
    """Write every page, or those named: `python docs/generate.py docs/codes.md`; delete those of codes that are no more."""
    for name in sys.argv[1:] or [*names(), *FOLLOWED]:
        text = followed(name) if name in FOLLOWED else page(name)
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
    for path in (ROOT / "docs" / "codes").glob("*.md"):
        if path.stem not in CODES:
            path.unlink()


if __name__ == "__main__":
    main()
