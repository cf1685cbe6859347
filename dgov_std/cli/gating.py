"""The options of the gate, the rules that hold for each input, and what is said of the rules after a run."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.clock import below_repository, today
from dgov_std.cli.language import say
from dgov_std.cli.project import tell
from dgov_std.cli.shell import report as complain_of
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

if TYPE_CHECKING:
    from dgov_std.api.result import Report
    from dgov_std.cli.asking import Asked
    from dgov_std.cli.settings import Setting
    from dgov_std.gate.baseline import Section
    from dgov_std.gate.rules import Rules, Waiver

_THRESHOLD = "--threshold"
_OPTIONS = (
    click.option(
        _THRESHOLD,
        "thresholds",
        multiple=True,
        metavar="TARGET:LIMIT=NUMBER",
        help=say(
            Text(
                "阈值, 可多次给出: 检查、代号、栏目用 max_count、max_rate, 指标用 min_value、max_value, 得分用 min_score, "
                "如 IDN201:max_rate=0.5%",
                "threshold, repeatable: max_count or max_rate of a check, code or column, min_value or max_value of an "
                "indicator, min_score of a score, such as IDN201:max_rate=0.5%",
            )
        ),
    ),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=say(Text("存量问题清单: 只有新问题算不通过", "list of known issues: only new ones fail")),
    ),
    click.option(
        "--write-baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=say(
            Text(
                "把这次发现的问题写成存量问题清单(不改变这次的结论)",
                "write what is found as the list of known issues (this run is judged as without it)",
            )
        ),
    ),
    click.option(
        "--exceptions",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=say(Text("已批准例外的清单(YAML 或 TOML)", "list of approved exceptions (YAML or TOML)")),
    ),
)


@dataclass(frozen=True, slots=True)
class GateOptions:
    """The options of this module as given; `thresholds` are limits by target, as a configuration has them."""

    thresholds: Mapping[str, Mapping[str, str]]
    baseline: Path | None
    write_baseline: Path | None
    exceptions: Path | None

    @property
    def rules(self) -> tuple[Mapping[str, Mapping[str, str]], Path | None, Path | None]:
        """What a setting takes of them: thresholds, baseline, exceptions."""
        return self.thresholds, self.baseline, self.exceptions

    def outputs(self, settings: Sequence[Setting]) -> list[Path]:
        """Return the files that are written and must replace no other: a baseline may be written anew over itself."""
        path = self.write_baseline
        same = path is not None and any(
            each.baseline is not None and each.baseline.resolve() == path.resolve() for each in settings
        )
        return [] if path is None or same else [path]


def gate_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of the gate; it takes them as `gating`."""

    @functools.wraps(command)
    def gathered(
        *,
        thresholds: tuple[str, ...],
        baseline: Path | None,
        write_baseline: Path | None,
        exceptions: Path | None,
        **given: Any,  # noqa: ANN401 - what click passes
    ) -> int:
        return command(gating=GateOptions(_by_target(thresholds), baseline, write_baseline, exceptions), **given)

    found: Callable[..., int] = gathered
    for option in reversed(_OPTIONS):
        found = option(found)
    return found


def _by_target(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    if not texts:
        return {}
    from dgov_std.gate.rules import tolerances_of  # noqa: PLC0415 - help stays light

    found: dict[str, dict[str, str]] = {}
    for each in tolerances_of(texts, _THRESHOLD):
        found.setdefault(each.target, {})[each.limit] = each.wanted
    return found


@dataclass(slots=True)
class Gates:
    """The gates of a run: rules by what they are made of, and what a baseline of the run would hold.

    `partial`: the run leaves out inputs that did not change.
    """

    given: GateOptions
    partial: bool = False
    rules: dict[object, Rules | None] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)

    def of(self, asked: Sequence[Asked]) -> list[Asked]:
        """Return the inputs with their gates.

        Raises:
            InputError, UsageError: the rules cannot be read.
            UsageError: the baseline of a run that leaves inputs out is asked for; it would forget what these have.
        """
        if self.partial and self.given.write_baseline is not None:
            what = Text("--write-baseline 要检查全部文件", "--write-baseline takes all files")
            raise UsageError(Problem(what, todo=Text("去掉 --changed-since", "leave out --changed-since")))
        by_name = self.partial or len(asked) > 1
        keep = self.sections.append if self.given.write_baseline is not None else None
        found = []
        for one in asked:
            place = below_repository(one.path)
            options = replace(one.options, gate=self._rules(one, by_name=by_name), place=place, sections=keep)
            found.append(replace(one, options=options))
        return found

    def _rules(self, one: Asked, *, by_name: bool) -> Rules | None:
        from dgov_std.api.gating import rules_of  # noqa: PLC0415 - help stays light
        from dgov_std.gate.rules import tolerances_in  # noqa: PLC0415

        setting, day = one.setting, one.options.as_of or today()
        made_of = (one.fail_on, repr(setting.thresholds), setting.baseline, setting.exceptions, day)
        if made_of not in self.rules:
            self.rules[made_of] = rules_of(
                fail_on=one.fail_on,
                tolerances=tolerances_in(setting.thresholds, _THRESHOLD),
                baseline=setting.baseline,
                exceptions=setting.exceptions,
                day=day,
                by_name=by_name,
            )
        return self.rules[made_of]

    def close(self, reports: Sequence[Report]) -> list[int]:
        """Write the baseline asked for and tell which rules no input had a use for; return exit codes.

        A threshold of the command line that names nothing anywhere would be a check that does not run: exit code 2.
        """
        gates = [report.values.gate for report in reports if report.values.gate is not None]
        used = {each.target for gate in gates for each in gate.thresholds}
        codes = [_unknown(target) for target in self.given.thresholds if gates and target not in used]
        for waiver in self._waivers():
            if gates and not any(_told(waiver, reports, report) for report in reports):
                tell(_unneeded(waiver))
        if self.given.write_baseline is not None:
            from dgov_std.api.gating import write_baseline  # noqa: PLC0415 - help stays light

            write_baseline(self.given.write_baseline, self.sections)
            count = sum(issue.count for section in self.sections for issue in section.issues)
            path = self.given.write_baseline
            tell(Text(f"存量问题清单 {path}: {count} 处", f"list of known issues {path}: {count}"))
            lacking = len(reports) - len(self.sections)
            if lacking:
                tell(Text(f"有 {lacking} 个文件没有写进清单: 没有查, 或没有标准", f"not on it, as not checked: {lacking}"))
        return codes

    def _waivers(self) -> list[Waiver]:
        return list(dict.fromkeys(waiver for rules in self.rules.values() if rules for waiver in rules.waivers))


def _told(waiver: Waiver, reports: Sequence[Report], report: Report) -> bool:
    """Whether a report needs an exception; where it is the only one, whether it tells itself that it does not."""
    asked = (waiver.check, waiver.code, waiver.column, waiver.file, waiver.reason, waiver.expires)
    enough = ("used", "expired", "unused") if len(reports) == 1 else ("used", "expired")
    gate = report.values.gate
    return gate is not None and any(
        (each.check, each.code, each.column, each.file, each.reason, each.expires) == asked and each.state in enough
        for each in gate.exceptions
    )


def _unneeded(waiver: Waiver) -> Text:
    named = waiver.check or waiver.code
    return Text(
        f"{waiver.where}: 没有一个文件用到例外 {named}, 可以删去",
        f"{waiver.where}: no file needs the exception for {named}; it can be removed",
    )


def _unknown(target: str) -> int:
    from dgov_std.gate.rules import names_nothing  # noqa: PLC0415 - help stays light

    complain_of(names_nothing(target, _THRESHOLD))
    return exit_codes.CANNOT_RUN
