"""The options of the gate, the rules that hold for each input, and what is said of the rules after a run."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.clock import place_of
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
    from dgov_std.report.gate import Gate

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

    Files are known by their paths from the repository, or else `root`. `partial`: the run leaves out inputs that did not
    change; `whole`: it is about all that the configuration is about. `day` (ISO): the one on which exceptions are judged.
    """

    given: GateOptions
    root: Path
    day: str
    partial: bool = False
    whole: bool = False
    targets: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    rules: dict[object, Rules | None] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)

    def of(self, asked: Sequence[Asked]) -> list[Asked]:
        """Return the inputs with their gates.

        Raises:
            InputError, UsageError: the rules cannot be read.
            UsageError: the baseline of a run that leaves inputs out is asked for; it would forget what these have. Or two
                inputs have one name in it.
        """
        if self.partial and self.given.write_baseline is not None:
            what = Text("--write-baseline 要检查全部文件", "--write-baseline takes all files")
            raise UsageError(Problem(what, todo=Text("去掉 --changed-since", "leave out --changed-since")))
        from dgov_std.api.result import masked  # noqa: PLC0415 - help stays light

        by_name = self.partial or len(asked) > 1
        keep = self.sections.append if self.given.write_baseline is not None else None
        self.places = [masked(place_of(one.path, self.root)) for one in asked]
        if keep is not None or any(one.setting.baseline is not None for one in asked):
            _refuse_namesakes(self.places)
        found = []
        for one, place in zip(asked, self.places, strict=True):
            if self.whole:
                self.targets.update(dict.fromkeys(one.setting.thresholds, "[thresholds]"))
            options = replace(one.options, gate=self._rules(one, by_name=by_name), place=place, sections=keep)
            found.append(replace(one, options=options))
        self.targets.update(dict.fromkeys(self.given.thresholds, _THRESHOLD))
        return found

    def _rules(self, one: Asked, *, by_name: bool) -> Rules | None:
        from dgov_std.api.gating import rules_of  # noqa: PLC0415 - help stays light
        from dgov_std.gate.rules import tolerances_in  # noqa: PLC0415

        setting = one.setting
        made_of = (one.fail_on, repr(setting.thresholds), setting.baseline, setting.exceptions)
        if made_of not in self.rules:
            self.rules[made_of] = rules_of(
                fail_on=one.fail_on,
                tolerances=tolerances_in(setting.thresholds, _THRESHOLD),
                baseline=setting.baseline,
                exceptions=setting.exceptions,
                day=self.day,
                by_name=by_name,
            )
        return self.rules[made_of]

    def close(self, reports: Sequence[Report]) -> list[int]:
        """Write the baseline asked for and tell which rules no input had a use for; return exit codes.

        A threshold that names nothing anywhere would be a check that does not run: exit code 2. One of a configuration may
        be about files that this run leaves out.
        """
        gates = [report.values.gate for report in reports if report.values.gate is not None]
        used = {each.target for gate in gates for each in gate.thresholds}
        all_read = len(gates) == len(reports)
        codes = [_unknown(*each) for each in self.targets.items() if gates and all_read and each[0] not in used]
        for file in self._vanished():
            tell(Text(f"存量问题清单里的 {file} 已没有了", f"the list of known issues has {file}, which is there no longer"))
        for waiver in self._waivers():
            if gates and all_read and not any(_needs(gate, waiver) for gate in gates):
                tell(_unneeded(waiver))
        if self.given.write_baseline is not None:
            self._write(self.given.write_baseline, len(reports))
        return codes

    def _write(self, path: Path, inputs: int) -> None:
        from dgov_std.api.gating import write_baseline  # noqa: PLC0415 - help stays light

        write_baseline(path, self.sections)
        count = sum(issue.count for section in self.sections for issue in section.issues)
        tell(Text(f"存量问题清单 {path}: {count} 处", f"list of known issues {path}: {count}"))
        lacking = inputs - len(self.sections)
        if lacking:
            zh = f"有 {lacking} 个文件没有写进清单: 没有查, 或没有标准"
            en = "1 file is" if lacking == 1 else f"{lacking} files are"
            tell(Text(zh, f"{en} not on it: not checked, or no standard"))

    def _vanished(self) -> list[str]:
        """Return the files that the lists have and all that is checked does not; none where names do not matter."""
        lists = [rules.baseline for rules in self.rules.values() if rules and rules.baseline and rules.by_name]
        there = set(self.places)
        return sorted({each.file for known in lists for each in known.sections if self.whole and each.file not in there})

    def _waivers(self) -> list[Waiver]:
        """Return the exceptions that are about this run: those of a configuration only if it leaves no file out."""
        if self.partial or not (self.whole or self.given.exceptions is not None):
            return []
        return list(dict.fromkeys(waiver for rules in self.rules.values() if rules for waiver in rules.waivers))


def _needs(gate: Gate, waiver: Waiver) -> bool:
    """Whether a file needs an exception, or has told that it is expired."""
    asked = (waiver.check, waiver.code, waiver.column, waiver.file, waiver.reason, waiver.expires)
    return any(
        (each.check, each.code, each.column, each.file, each.reason, each.expires) == asked
        and each.state in ("used", "expired")
        for each in gate.exceptions
    )


def _unneeded(waiver: Waiver) -> Text:
    named = waiver.check or waiver.code
    return Text(
        f"{waiver.where}: 没有一个文件用到例外 {named}, 可以删去",
        f"{waiver.where}: no file needs the exception for {named}; it can be removed",
    )


def _unknown(target: str, where: str) -> int:
    from dgov_std.gate.rules import names_nothing  # noqa: PLC0415 - help stays light

    complain_of(names_nothing(target, where))
    return exit_codes.CANNOT_RUN


def _refuse_namesakes(places: Sequence[str]) -> None:
    """Raise UsageError where two inputs differ in a number of a person only, which no list says."""
    for name, times in Counter(places).items():
        if times > 1:
            what = Text(
                f"{times} 个文件在存量问题清单里同叫“{name}”",
                f"{times} files are all called {name!r} in a list of known issues",
            )
            todo = Text("文件名里不要写个人号码", "leave the numbers of persons out of their names")
            raise UsageError(Problem(what, todo=todo))
