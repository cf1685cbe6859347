"""What a name means: `explain` for codes of findings, with the rules of the shipped standards behind them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from dgov_std.api.codelists import Bundle
from dgov_std.api.library import bundles_of, known_names, plan_of
from dgov_std.engine.findings import rule_of
from dgov_std.errors import Problem, UsageError
from dgov_std.render.explanation import EXPLANATIONS, Origin, index, index_markdown, page
from dgov_std.report.codes import CODES
from dgov_std.report.values import Severity
from dgov_std.text import Language, Text

_NEAREST = 3
# Any day will do: it only makes the rules that need one part of the plan.
_SOME_DAY = "2026-01-01"


def explain(name: str, *, language: Language = "zh", form: str = "terminal", width: int = 80) -> str:
    """Return the page about a name, as text for a screen of `width` cells or as Markdown (`form`).

    A name is a code of findings, in capitals or not.

    Raises:
        UsageError: nothing has that name.
    """
    for known in _KINDS:
        found = known(name, language, form, width)
        if found is not None:
            return found
    near = difflib.get_close_matches(name.upper(), CODES, n=_NEAREST, cutoff=0.5)
    todo = Text(f"是不是 {'、'.join(near)}?", f"perhaps {', '.join(near)}?")
    if not near:
        todo = Text("dgov-std explain 列出全部代码", "dgov-std explain lists all codes")
    raise UsageError(Problem(Text(f"没有“{name}”这个代码", f'there is no code "{name}"'), todo=todo))


def explain_all(*, language: Language = "zh", form: str = "terminal", width: int = 80) -> str:
    """Return all codes by family, each with what it looks at."""
    return index_markdown(language) if form == "markdown" else index(language, width)


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


# What a name may be, asked in turn; None = not that.
_KINDS: tuple[Callable[[str, Language, str, int], str | None], ...] = (_code_page,)


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
