"""What is run: dgov-std on a file, the parsers, the other tools; and the data they read, made when first asked for."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from environments import Environments
from processes import Contestant, our_environment, plain_environment, run

HERE = Path(__file__).resolve().parent
AS_OF = "2026-10-31"
STANDARD = HERE / "standard"


@dataclass(slots=True)
class Bench:
    """The scratch folder with its data, and how many rows and rounds are asked for."""

    folder: Path
    environments: Environments
    rows: int
    rounds: int
    large: bool
    warmed: set[Path] = field(default_factory=set)

    # ---- data -------------------------------------------------------------------------------

    def register(self, rows: int, variant: str = "base", copy: int = 0) -> Path:
        """Return the register as CSV (see register.py); copies are files of their own with the same rows."""
        name = f"rows-{rows}" + (f"-{variant}" if variant != "base" else "") + (f"-copy{copy}" if copy else "")
        path = self.folder / f"{name}.csv"
        return self._made(path, HERE / "register.py", "--rows", str(rows), "--variant", variant)

    def workbook(self, rows: int) -> Path:
        """Return the register as a workbook."""
        return self._made(self.folder / f"rows-{rows}.xlsx", HERE / "workbook.py", "--rows", str(rows))

    def wide(self, rows: int, columns: int) -> tuple[Path, Path]:
        """Return a wide table and its bundle."""
        path = self.folder / f"wide-{rows}x{columns}.csv"
        made = self._made(path, HERE / "wide.py", "--rows", str(rows), "--columns", str(columns))
        return made, self._compiled(path.with_suffix(""), "wide", path.with_suffix(""))

    def bundle(self, dataset: str = "register") -> Path:
        """Return the compiled bundle of a dataset of benchmarks/standard."""
        return self._compiled(STANDARD, dataset, self.folder / "bundles")

    def _compiled(self, standard: Path, dataset: str, folder: Path) -> Path:
        """Compile anew in every run: the bundle is the tool's own, and belongs to its version."""
        path = folder / f"{dataset}.bundle.json"
        if path not in self.warmed:
            command = [sys.executable, "-m", "dgov_std", "compile", str(standard), "--dataset", dataset, "-o", str(folder)]
            run(command, our_environment(self.folder), accepted=(0,))
            self.warmed.add(path)
        return path

    def _made(self, path: Path, script: Path, *arguments: str) -> Path:
        """Return the file, written by the script now unless it is there; read once, so that no run reads it cold."""
        if path in self.warmed:
            return path
        if not path.exists():
            print(f"   writing {path.name}", flush=True)
            aside = path.with_name("writing-" + path.name)
            run([sys.executable, str(script), str(aside), *arguments], plain_environment(self.folder), accepted=(0,))
            aside.replace(path)
            if aside.with_suffix("").is_dir():
                aside.with_suffix("").replace(path.with_suffix(""))
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass
        self.warmed.add(path)
        return path

    # ---- who runs ---------------------------------------------------------------------------

    def ours(self, name: str, *files: Path, bundle: Path | None = None, one_by_one: bool = False) -> Contestant:
        """Return a check of the files with a JSON report: in one run, or a run for each."""
        options = ["--standard", str(bundle or self.bundle()), "--as-of", AS_OF, "--format", "json"]
        groups = [[file] for file in files] if one_by_one else [list(files)]
        # One input can have its report written to a file; several print theirs, which goes to a file, too.
        commands = tuple(
            (
                *(sys.executable, "-m", "dgov_std", "check", *map(str, group), *options),
                *(("--output", str(self.report)) if len(group) == 1 else ()),
            )
            for group in groups
        )
        return Contestant(name, commands, our_environment(self.folder))

    @property
    def report(self) -> Path:
        """Where the report of a check of one file is written."""
        return self.folder / "report.json"

    def parsers(self, path: Path) -> list[Contestant]:
        """Return those that only parse."""
        script = str(HERE / "peers" / "parse_pyarrow.py")
        environment = plain_environment(self.folder)
        found = [
            Contestant(f"pyarrow, {way}", ((sys.executable, script, str(path), way),), environment)
            for way in ("streaming", "whole")
        ]
        return found + self.peer("DuckDB, count", "duckdb", "parse_duckdb.py", path)

    def peer(self, name: str, environment: str, script: str, path: Path, *arguments: str) -> list[Contestant]:
        """Return a script of benchmarks/peers as a list of one, or none where its environment is missing."""
        python = self.environments.python(environment)
        if python is None:
            return []
        command = (python, str(HERE / "peers" / script), str(path), *arguments)
        return [Contestant(name, (command,), plain_environment(self.folder))]
