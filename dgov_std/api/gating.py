"""A gate's rules out of files and options, and its judgement on a table examined."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from dgov_std import lfs
from dgov_std.api.codelists import Bundle
from dgov_std.api.examine import Examined
from dgov_std.api.faults import faults_of
from dgov_std.api.options import Options
from dgov_std.atomic import write_bytes_aside
from dgov_std.dataset.table import Table
from dgov_std.errors import InputError, Problem, UsageError, reason
from dgov_std.gate.baseline import Baseline, Section, baseline_bytes, read_baseline, section_of
from dgov_std.gate.exceptions import Record, waivers_of
from dgov_std.gate.judge import judge
from dgov_std.gate.rules import FAIL_ON, Rules, Tolerance, Waiver
from dgov_std.privacy.shape import mask_runs
from dgov_std.report.values import Report
from dgov_std.text import Text

LIST = "exceptions"
_CORRECT = Text("改正这一处", "correct that place")


def rules_of(
    *,
    fail_on: str = "error",
    tolerances: Iterable[Tolerance] = (),
    baseline: Path | None = None,
    exceptions: Path | None = None,
    day: str | None = None,
    by_name: bool = False,
) -> Rules | None:
    """Return the rules of a gate; None where nothing is asked for but that errors fail.

    Args:
        fail_on: the lowest severity that fails: error, warning, info, or none.
        tolerances: see `dgov_std.gate.rules`.
        baseline: a file that `--write-baseline` wrote.
        exceptions: a YAML or TOML file: a list `exceptions` of check or code, column, file, max_count, reason, owner, expires.
        day: the one on which exceptions are judged, ISO.
        by_name: files are known to the baseline by their names only: the run has several inputs.

    Raises:
        InputError: a file cannot be read, or is no baseline.
        UsageError: an exception or an option makes no sense; exceptions without a day.
    """
    asked = tuple(tolerances)
    severity = next((each for each in FAIL_ON if each == fail_on), None)
    if severity is None:
        raise UsageError(Problem(Text(f"没有“{fail_on}”这一级", f'there is no severity "{fail_on}"'), where="--fail-on"))
    if exceptions is not None and day is None:
        what = Text("判断例外是否过期要有日期", "whether an exception is expired takes a date")
        raise UsageError(Problem(what, where="exceptions", todo=Text("给出 as_of", "give as_of")))
    if severity == "error" and not asked and baseline is None and exceptions is None:
        return None
    waivers = read_exceptions(exceptions) if exceptions is not None else ()
    return Rules(severity, asked, _baseline(baseline), waivers, day, by_name)


def _baseline(path: Path | None) -> Baseline | None:
    return None if path is None else read_baseline(_bytes(path, Text("存量问题清单", "the baseline")), str(path))


def _bytes(path: Path, what: Text) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        said = Text(f"{what.zh}读不了({reason(error).zh})", f"{what.en} cannot be read ({reason(error).en})")
        raise InputError(Problem(said, where=str(path), todo=Text("看看路径是否写对", "look at the path"))) from None
    if lfs.is_pointer(data):
        raise InputError(Problem(lfs.WHAT, where=str(path), todo=lfs.TODO))
    return data


def read_exceptions(path: Path) -> tuple[Waiver, ...]:
    """Return the approved exceptions of a YAML or TOML file, what looks like the number of a person masked.

    Raises:
        InputError: the file cannot be read.
        UsageError: every mistake in it, with its place.
    """
    data = _bytes(path, Text("例外清单", "the list of exceptions"))
    return waivers_of(_toml(data, path) if path.suffix.lower() == ".toml" else _yaml(data, path))


def _toml(data: bytes, path: Path) -> Iterator[Record]:
    try:
        top: Any = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(
            Problem(Text(f"不是 TOML({error})", f"this is no TOML ({error})"), where=str(path), todo=_CORRECT)
        ) from None
    items = top.get(LIST)
    if set(top) - {LIST} or not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        raise _no_list(str(path))
    for i, item in enumerate(items, start=1):
        place = f"{path}: {LIST}[{i}]"
        values = {str(key): _written(value, f"{place}.{key}") for key, value in item.items()}
        yield _record(place, values, {key: f"{place}.{key}" for key in values})


def _written(value: object, place: str) -> str:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UsageError(Problem(Text("应为文字、整数或日期", "a text, a whole number or a date is wanted"), where=place))
    return str(value)


def _yaml(data: bytes, path: Path) -> Iterator[Record]:
    from dgov_std.standard.problems import Problems  # noqa: PLC0415 - few runs have exceptions
    from dgov_std.standard.yaml_tree import Scalar, Sequence, Tree, parse_yaml  # noqa: PLC0415

    problems = Problems()
    documents, _ = parse_yaml(data, str(path), problems)
    first = next((line for line in data.splitlines() if line.strip() and not line.lstrip().startswith(b"#")), b"")
    if first.startswith(b"- "):  # a list without its name, of which the reader of standards would say other things
        raise _no_list(str(path))
    if problems.found:
        raise UsageError(*problems.in_order())
    items = documents[0].entries.get(LIST) if len(documents) == 1 and set(documents[0].entries) == {LIST} else None
    if not isinstance(items, Sequence):
        raise _no_list(str(path))
    for item in items.items:
        if not isinstance(item, Tree) or not all(isinstance(each, Scalar) for each in item.entries.values()):
            what = Text("例外应写成“键: 值”", "an exception is a mapping of keys to texts")
            raise UsageError(Problem(what, where=str(item.mark)))
        values = {key: cast("Scalar", each).text for key, each in item.entries.items()}
        yield _record(str(item.mark), values, {key: str(mark) for key, mark in item.keys.items()})


def _record(where: str, values: Mapping[str, str], places: Mapping[str, str]) -> Record:
    return Record(where, {key: mask_runs(value) for key, value in values.items()}, places)


def _no_list(where: str) -> UsageError:
    what = Text(f"应当只有一个清单 {LIST}", f"it should hold one list, {LIST}")
    todo = Text(
        "如 exceptions: [{code: IDN201, reason: …, owner: …, expires: 2026-12-31}]",
        "such as exceptions: [{code: IDN201, reason: ..., owner: ..., expires: 2026-12-31}]",
    )
    return UsageError(Problem(what, where=where, todo=todo))


def judged(
    report: Report, examined: Examined, table: Table, bundle: Bundle, options: Options, source: Path | None
) -> Report:
    """Return the report as the gate of the options judges it; `options.sections` is told what a baseline would hold.

    Raises InputError where the file changed since it was checked.
    """
    rules = options.gate
    if rules is None and options.sections is None:
        return report
    found = faults_of(report, examined.outcome, examined.collected, table, bundle, options, source)
    section = section_of(report, found, rules.fail_on if rules else "error")
    if options.sections is not None and section is not None:
        options.sections(section)
    return report if rules is None else judge(report, rules, found)


def write_baseline(path: Path, sections: Iterable[Section]) -> None:
    """Write the baseline of a run. Raises UsageError where no file can be written."""
    write_bytes_aside(path, baseline_bytes(sections))
