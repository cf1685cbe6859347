"""What may be said of an input, in the configuration or on the command line, and how the one goes before the other."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dgov_std.errors import UsageError
from dgov_std.text import Text

FAIL_ON = ("error", "warning", "info", "none")
READING = ("encoding", "delimiter", "sheet", "header_row", "header_rows", "skip_rows", "range")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for an input; None and empty leave it open.

    `thresholds` are as written; the gate reads them. `reading` has the names of `Options`. `places` are those that a
    configuration says something in, by the option that says the same.
    """

    standard: str | None = None
    dataset: str | None = None
    as_of: str | None = None
    fail_on: str | None = None
    thresholds: Mapping[str, Any] = field(default_factory=dict)
    baseline: Path | None = None
    exceptions: Path | None = None
    metadata: Path | None = None
    references: Mapping[str, Path] = field(default_factory=dict)
    codelists: Mapping[str, Path] = field(default_factory=dict)
    reading: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def files(self) -> Iterator[Path]:
        """Yield the files besides the input that its result depends on; a standard may be a folder."""
        yield from (path for path in (self.baseline, self.exceptions, self.metadata) if path is not None)
        yield from self.references.values()
        yield from self.codelists.values()
        if self.standard is not None and is_path(self.standard):
            yield Path(self.standard)


class Value(Exception):  # noqa: N818 - it says which value is wanted, and is caught where the key is known
    """A value that a key cannot have. `below` is the path within it."""

    def __init__(self, wanted: Text, below: str = "") -> None:
        super().__init__(wanted.en)
        self.wanted = wanted
        self.below = below


Read = Callable[[Any, Path], Any]


def _text(found: object, root: Path) -> str:
    if not isinstance(found, str) or not found.strip() or "\0" in found:
        raise Value(Text("文字", "a text"))
    return found


def _standard(found: object, root: Path) -> str:
    """A standard by its id, or by its path from the folder of the configuration."""
    name = _text(found, root)
    return str(root / name) if is_path(root / name) else name


def _date(found: object, root: Path) -> str:
    from dgov_std.api.options import reference_date  # noqa: PLC0415 - few configurations have one

    try:
        given = reference_date(found if isinstance(found, str | datetime.date) else "")
    except UsageError:
        given = None
    if given is None:
        raise Value(Text("日期, 如 2026-10-31", "a date such as 2026-10-31"))
    return given


def _fail_on(found: object, root: Path) -> str:
    if found not in FAIL_ON:
        raise Value(Text("、".join(FAIL_ON) + " 之一", "one of " + ", ".join(FAIL_ON)))
    return str(found)


def _table(found: object, root: Path) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise Value(Text("一个表", "a table"))
    return found


def _thresholds(found: object, root: Path) -> Mapping[str, Any]:
    from dgov_std.gate.rules import tolerances_in  # noqa: PLC0415 - few configurations have some

    tolerances_in(_table(found, root), "")
    return _table(found, root)


def _path(found: object, root: Path) -> Path:
    return root / _text(found, root)


def _paths(found: object, root: Path) -> dict[str, Path]:
    paths = {}
    for name, path in _table(found, root).items():
        try:
            paths[name] = _path(path, root)
        except Value:
            raise Value(Text("文件的路径", "the path of a file"), f".{name}") from None
    return paths


def _number(least: int) -> Read:
    def read(found: object, root: Path) -> int:
        if not isinstance(found, int) or isinstance(found, bool) or found < least:
            raise Value(Text(f"不小于 {least} 的整数", f"a whole number of {least} or more"))
        return found

    return read


def _sheet(found: object, root: Path) -> str:
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else _text(found, root)


# Key -> how its value is read.
SETTINGS: dict[str, Read] = {
    "standard": _standard,
    "dataset": _text,
    "as_of": _date,
    "fail_on": _fail_on,
    "thresholds": _thresholds,
    "baseline": _path,
    "exceptions": _path,
    "metadata": _path,
    "references": _paths,
    "codelists": _paths,
    "encoding": _text,
    "delimiter": _text,
    "sheet": _sheet,
    "header_row": _number(1),
    "header_rows": _number(0),
    "skip_rows": _number(0),
    "range": _text,
}


def option_of(key: str) -> str:
    """Return the option of the command line that says what a key does."""
    return "--" + key.replace("_", "-").removesuffix("s" if key in ("references", "codelists", "thresholds") else "")


def setting(values: Mapping[str, Any], base: Setting | None = None, place: str = "") -> Setting:
    """Return values by key as a setting; what they leave open is as in `base`, tables are joined by their names.

    `place` is what messages call the table they stand in: a key is named by adding it.
    """
    base = base or Setting()
    plain = ("standard", "dataset", "as_of", "fail_on", "baseline", "exceptions", "metadata")
    reading = {("cells" if name == "range" else name): values[name] for name in READING if name in values}
    return Setting(
        **{name: values.get(name, getattr(base, name)) for name in plain},
        thresholds={**base.thresholds, **values.get("thresholds", {})},
        references={**base.references, **values.get("references", {})},
        codelists={**base.codelists, **values.get("codelists", {})},
        reading={**base.reading, **reading},
        places={**base.places, **{option_of(key): f"{place}{key}" for key in values}},
    )


def is_path(standard: str | os.PathLike[str]) -> bool:
    """Whether a standard is named by its path; what no system takes for a name is none."""
    return os.path.exists(standard)  # noqa: PTH110 - Path.exists raises for a name that is too long


def standard_files(path: Path) -> Iterator[Path]:
    """Yield what a standard given by its path is read from: itself, and its neighbours, which it may extend."""
    yield path
    if path.is_file() and path.suffix == ".json":
        yield path.parent / "codelists"
        return
    yield from (each.parent for each in sorted(path.resolve().parent.glob("*/standard.yaml")))
