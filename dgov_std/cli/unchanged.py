"""`--skip-unchanged`: the result of before stands where nothing that it depends on is other than it was.

A small file of the project's own says by which report (kept for the telephone, see `store`) an input was judged. Its key
is a hash of the data, the standard, the options, the gate's rules and the program. What came to no verdict is tried again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgov_std.atomic import write_bytes_aside
from dgov_std.cli import store
from dgov_std.cli.settings import is_path, standard_files
from dgov_std.errors import DgovError, UsageError
from dgov_std.report.receipt import read_receipt
from dgov_std.report.values import Report as Values
from dgov_std.report.values import Verdict

if TYPE_CHECKING:
    from dgov_std.cli.asking import Asked
    from dgov_std.cli.lock import Lock

FOLDER, NAME = ".dgov-std", "unchanged.json"
FORMAT = 1
_MOST = 1000
_REMEMBERED = frozenset({Verdict.PASS, Verdict.FAIL, Verdict.NOT_EVALUATED})


@dataclass
class Memory:
    """The results of before of one project; `root` is its folder, `lock` its lock."""

    root: Path
    lock: Lock
    _new: dict[str, dict[str, str]] = field(default_factory=dict)
    _met: dict[Path, str | None] = field(default_factory=dict)

    def find(self, asked: Asked) -> Values | None:
        """Return the report of an input that is just as it was, None where it must be checked."""
        self._met[asked.path] = key = self._key(asked)
        entry = self._known.get(key or "")
        if not isinstance(entry, dict):
            return None
        from dgov_std.api.result import read_report  # noqa: PLC0415 - help stays light

        try:
            path = store.find(read_receipt(str(entry.get("receipt"))))
            report = _bare(read_report(path.read_bytes()).values) if path is not None else None
        except (OSError, DgovError):
            return None
        return report if report is not None and _digest(report) == entry.get("sha256") else None

    def keep(self, asked: Asked, report: Values) -> None:
        """Note the report of an input; it must be in the store. One that changed while it was checked is not noted."""
        key = self._met.get(asked.path)
        if key is not None and key == self._key(asked) and report.verdict in _REMEMBERED:
            self._new[key] = {"receipt": report.receipt, "sha256": _digest(_bare(report))}

    def close(self) -> None:
        """Write what is new; a folder that cannot be written is no reason to fail a check."""
        if not self._new:
            return
        known = {key: value for key, value in self._known.items() if key not in self._new}
        results = dict(list({**known, **self._new}.items())[-_MOST:])
        folder = self.root / FOLDER
        if any(path.is_symlink() for path in (folder, folder / ".gitignore", folder / NAME)):
            return  # of a repository that would have something written elsewhere
        try:
            folder.mkdir(exist_ok=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            data = json.dumps({"format": FORMAT, "results": results}, indent=0)
            write_bytes_aside(folder / NAME, data.encode())
        except (OSError, UsageError):
            return

    @cached_property
    def _known(self) -> dict[str, Any]:
        try:
            found = json.loads((self.root / FOLDER / NAME).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        results = found.get("results") if isinstance(found, dict) and found.get("format") == FORMAT else None
        return results if isinstance(results, dict) else {}

    def _key(self, asked: Asked) -> str | None:
        """Return the hash of all that the result depends on; None where the run does more than judge."""
        options, setting = asked.options, asked.setting
        if options.show_values or options.workbook or options.instance or options.failing_rows or options.sections:
            return None
        from dgov_std.api.examine import versions  # noqa: PLC0415 - as above

        files = [*setting.files(), *([Path(str(options.schema))] if isinstance(options.schema, Path) else [])]
        day = options.gate.day if options.gate is not None and setting.exceptions is not None else None
        try:
            made_of = [
                str(asked.path),
                _tree([asked.path]),
                setting.standard if setting.standard is None or not is_path(setting.standard) else None,
                setting.dataset,
                self._shipped,
                {str(path): _tree(_around(path)) for path in files},
                sorted([name, str(path)] for name, path in {**setting.references, **setting.codelists}.items()),
                options.recorded(),
                versions(),
                self._program,
                [asked.fail_on, repr(setting.thresholds), day],
                [options.several, options.place, options.gate is not None and options.gate.by_name],
                _tree([self.lock.path]),
                self.lock.strict and self.lock.pins is not None,
            ]
        except OSError:
            return None
        return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _program(self) -> str:
        """Of the files of this program: a version under way changes from one commit to the next and keeps its name."""
        root = Path(__file__).resolve().parents[1]
        digest = hashlib.sha256()
        for path in sorted(root.rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    @cached_property
    def _shipped(self) -> str:
        from dgov_std.api.library import bundles_root, standards_root  # noqa: PLC0415 - as above

        return _tree([bundles_root() if bundles_root().is_dir() else standards_root()])


def _around(path: Path) -> list[Path]:
    """Return what must be as it was besides a file or folder: of a standard, the neighbours it may extend."""
    return [path, *standard_files(path)] if path.is_dir() or path.suffix in {".yaml", ".yml", ".json"} else [path]


def _tree(paths: Iterable[Path]) -> str:
    """Return the hash of files and of what lies in folders. Raises OSError."""
    digest = hashlib.sha256()
    for place in dict.fromkeys(paths):
        inside = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
        for path in inside:
            if path.is_file():
                digest.update(path.relative_to(place).as_posix().encode("utf-8", "surrogatepass") + b"\0")
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _bare(report: Values) -> Values:
    """Return a report without what belongs to the run it was made in."""
    return replace(report, run=report.run, outputs=())


def _digest(report: Values) -> str:
    from dgov_std.report.json_form import canonical_bytes  # noqa: PLC0415 - help stays light

    return hashlib.sha256(canonical_bytes(replace(report, run=None))).hexdigest()
