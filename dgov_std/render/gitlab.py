"""Reports as a Code Quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.

An array of violations, all their documented properties given: GitLab stops reading at the first one that lacks any.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dgov_std.render.issues import Issue, issues
from dgov_std.report.values import Report, Severity
from dgov_std.text import Language

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_NO_VERDICT = "blocker"


def render(reports: Sequence[Report], *, language: Language) -> str:
    """Return the array as JSON, a line for each violation; `[]` where there is none."""
    told = [json.dumps(_violation(issue), ensure_ascii=False) for issue in issues(reports, language)]
    return "[" + ",".join(f"\n {each}" for each in told) + ("\n]\n" if told else "]\n")


def _violation(issue: Issue) -> dict[str, Any]:
    return {
        "description": " | ".join((issue.head, *issue.more)),
        "check_name": issue.rule,
        "fingerprint": issue.fingerprint,
        "severity": _SEVERITIES[issue.shown] if issue.finding or not issue.fails else _NO_VERDICT,
        "location": {"path": issue.path, "lines": {"begin": issue.line or 1}},
    }
