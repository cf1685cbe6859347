"""What a name means: `explain` for codes of findings, with the rules of the shipped standards behind them."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from dgov_std.api.codelists import Bundle
from dgov_std.api.documents import documents_named, names_like, sheet_of, shipped_sheet
from dgov_std.api.library import bundles_of, known_names, plan_of
from dgov_std.engine.findings import rule_of
from dgov_std.errors import Problem, UsageError
from dgov_std.render.explanation import EXPLANATIONS, Origin, index, index_markdown, page
from dgov_std.render.sheet import Sheet, markdown, terminal
from dgov_std.report.codes import CODES
from dgov_std.report.values import Severity
from dgov_std.text import Language, Text

_NEAREST = 3
SHEETS: Mapping[str, Callable[[Sheet, int], str]] = {"terminal": terminal, "markdown": markdown}
# Any day will do: it only makes the rules that need one part of the plan.
_SOME_DAY = "2026-01-01"


def explain(
    name: str,
    *,
    standard: str | os.PathLike[str] | None = None,
    language: Language = "zh",
    form: str = "terminal",
    width: int = 80,
) -> str:
    """Return the page about a name, as text for a screen of `width` cells or as Markdown (`form`).

    Args:
        name: a code of findings; or the id, alias, title or field name of a standard, an identifier, a code list,
            an element or a dataset.
        standard: where to look for documents; None: in all shipped standards.
        language: of the page.
        form: `terminal` or `markdown`.
        width: of the screen.

    Raises:
        StandardError: mistakes in the standard.
        UsageError: nothing has that name.
    """
    found = _code_page(name, language, form, width)
    if found is not None:
        return found
    write = SHEETS[form]
    pages = [write(sheet_of(*document, language), width) for document in documents_named(name, standard)]
    if pages:
        return "\n".join(pages)
    near = [*difflib.get_close_matches(name.upper(), CODES, n=_NEAREST, cutoff=0.5), *names_like(name)][:_NEAREST]
    todo = Text(f"是不是 {'、'.join(near)}?", f"perhaps {', '.join(near)}?")
    if not near:
        todo = Text(
            "dgov-std explain 列出随附的标准和全部问题代码, dgov-std codes 列出全部代码表",
            "dgov-std explain lists the standards and the codes of findings, dgov-std codes the code lists",
        )
    what = Text(f"没有叫“{name}”的问题代码、标准、标识、代码表、数据项或数据集", f'nothing is called "{name}"')
    raise UsageError(Problem(what, todo=todo))


def explain_all(*, language: Language = "zh", form: str = "terminal", width: int = 80) -> str:
    """Return the shipped standards with their datasets, then all codes by family, each with what it looks at."""
    codes = index_markdown(language) if form == "markdown" else index(language, width)
    return SHEETS[form](shipped_sheet(language), width) + "\n" + codes


def origins() -> dict[str, tuple[Origin, ...]]:
    """Return by code the rules of the shipped standards whose breach has it, in the standards' order, each once."""
    found: dict[str, dict[Origin, None]] = {}
    for standard in known_names():
        for bundle in bundles_of(standard).values():
            for code, origin in _origins(bundle):
                found.setdefault(code, {})[origin] = None
    return {code: tuple(each) for code, each in found.items()}


def _code_page(name: str, language: Language, form: str, width: int) -> str | None:
    code = name.strip().upper()
    if code not in CODES:
        return None
    module, _, function = EXPLANATIONS[form].partition(":")
    write: Callable[..., str] = getattr(import_module(module), function)
    return write(page(code, origins().get(code, ()), language), width)


def _origins(bundle: Bundle) -> Iterator[tuple[str, Origin]]:
    columns = bundle["binding"]["columns"]
    titles = {column["id"]: column["title"] for column in columns}
    plan = plan_of(bundle, {column["id"]: i for i, column in enumerate(columns)}, _SOME_DAY)
    # A check reached inside another identifier has a code of its own there, so the plan is asked and not the table alone.
    atoms = [*plan.atoms, *(each.atom for each in plan.unrun)]
    for atom in atoms:
        yield atom.code, _origin(plan.checks[atom.check], Severity(atom.severity), titles.get(atom.column or ""))
    reached = {plan.checks[atom.check]["id"] for atom in atoms}
    for check in bundle["checks"]:
        if check["id"] not in reached:
            yield check["code"], _origin(check, Severity(check["severity"]), None)


def _origin(check: Mapping[str, Any], severity: Severity, column: Mapping[str, str] | None) -> Origin:
    """Name a rule by its own title, else by the identifier it is about, else by the column it stands in."""
    title = check["title"] or check["facts"].get("scheme") or column
    return Origin(rule_of({**check, "title": title}), severity)
