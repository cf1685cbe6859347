"""Run the examples of standards: what `dgov-std test` does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from dgov_std.api.named import standards_named
from dgov_std.render import trial as rendered
from dgov_std.report.trials import Trial
from dgov_std.text import Language


def try_standards(names: Sequence[str | os.PathLike[str]] = ()) -> Trial:
    """Run every example of the standards' own documents through the checks they compile to.

    Args:
        names: ids of shipped standards, folders, files; none means every shipped standard.

    Raises:
        StandardError: mistakes in a standard. UsageError: there is no such standard.
    """
    from dgov_std.trial import try_standard  # noqa: PLC0415 - needs YAML and the compiler

    trials = [try_standard(standard, path) for path, standard in standards_named(names)]
    return joined(trials)


def joined(trials: Sequence[Trial]) -> Trial:
    """Return several trials as one."""
    empty = Trial((), 0, 0, 0, ())
    for trial in trials:
        empty = replace(
            empty,
            standards=empty.standards + trial.standards,
            documents=empty.documents + trial.documents,
            examples=empty.examples + trial.examples,
            lists=empty.lists + trial.lists,
            misses=empty.misses + trial.misses,
            bare=empty.bare + trial.bare,
        )
    return empty


def trial_text(trial: Trial, *, language: Language = "zh") -> str:
    """Return a trial as lines for a terminal: one per failure, then the count."""
    return rendered.terminal(trial, language)


def trial_json(trial: Trial) -> str:
    """Return a trial as JSON, worded in both languages."""
    return rendered.as_json(trial)
