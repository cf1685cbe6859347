"""Look at how standards are written: what `dgov-std lint` does."""

from __future__ import annotations

import os
from collections.abc import Sequence

from dgov_std.api.named import standards_named
from dgov_std.render import lint as rendered
from dgov_std.report.lints import RANKS, Lint
from dgov_std.text import Language


def lint_standards(names: Sequence[str | os.PathLike[str]] = ()) -> Lint:
    """Return what there is to say of the standards' own documents.

    Args:
        names: ids of shipped standards, folders, files; none means every shipped standard.

    Raises:
        StandardError: mistakes in a standard. UsageError: there is no such standard.
    """
    from dgov_std.lint import lint_standards as look  # noqa: PLC0415 - needs YAML and the compiler

    return look(standards_named(names))


def lint_text(lint: Lint, *, language: Language = "zh", form: str = "terminal", everything: bool = False) -> str:
    """Return the remarks in a form: terminal, json, or github (workflow commands).

    In the terminal, remarks that are only information are counted, and shown with `everything`.
    """
    if form == "json":
        return rendered.as_json(lint)
    if form == "github":
        return rendered.github(lint, language)
    return rendered.terminal(lint, language, everything=everything)


def failed(lint: Lint, fail_on: str) -> bool:
    """Whether there is a remark as serious as `fail_on`: error, warning, info; none never fails."""
    return fail_on != "none" and any(RANKS[remark.rule.severity] <= RANKS[fail_on] for remark in lint.remarks)
