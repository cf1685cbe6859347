"""Run the benchmarks: `python benchmarks/run.py`.

Data, environments and standards are made as needed in `--data-dir`, or in a temporary folder. Every figure is
printed; results go to benchmarks/results.json, docs/benchmarks.md and docs/benchmarks.svg (with --quick, beside the
data instead). Runs on Linux and macOS, with the Python that has what dgov-std needs, and pip for the others.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import guard
import page
import plot
from contestants import HERE, Bench
from environments import PACKAGES, Environments, versions
from processes import ROOT, RunError, our_environment, run
from questions import QUESTIONS, Answer

OUR_PACKAGES = ["numpy", "pandas", "pyarrow"]


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Run the benchmarks of dgov-std.")
    parser.add_argument("--rows", type=int, default=2_000_000, help="rows of the register (default 2,000,000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each contestant runs (default 3)")
    parser.add_argument("--only", action="append", choices=[*QUESTIONS, "guard"], help="this question only; repeatable")
    parser.add_argument("--quick", action="store_true", help="200,000 rows, one round; nothing in docs/ is written")
    parser.add_argument("--large", action="store_true", help="10^7 rows for `rows`, ten times the rows for `memory`")
    parser.add_argument("--peers", default="all", help=f"all, none, or some of {','.join(PACKAGES)} (default all)")
    parser.add_argument("--data-dir", type=Path, help="folder for data and environments, kept for the next run")
    found = parser.parse_args()
    found.peers = {"all": set(PACKAGES), "none": set()}.get(found.peers, set(found.peers.split(",")))
    if found.peers - set(PACKAGES):
        parser.error(f"--peers: not known: {', '.join(sorted(found.peers - set(PACKAGES)))}")
    if found.quick:
        found.rows, found.rounds = min(found.rows, 200_000), 1
    return found


def main() -> None:
    """Answer the questions asked and write what came out."""
    options = asked()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.data_dir or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        environments = Environments(folder / "environments", frozenset(options.peers))
        bench = Bench(folder, environments, options.rows, options.rounds, options.large)
        target = folder / "results.json" if options.quick else HERE / "results.json"
        results = _before(target)
        began = time.monotonic()
        for name in options.only or [*QUESTIONS, "guard"]:
            print(f"== {name} ({time.monotonic() - began:.0f} s)", flush=True)
            try:
                if name == "guard":
                    results["guard"] = _guard(bench)
                else:
                    _answer(name, bench, results)
            except RunError as error:
                # The other questions still count; an old answer to this one would mislead.
                print(f"   NO ANSWER: {error}")
                results["questions"].pop(name, None)
            _write(results, target, docs=folder if options.quick else ROOT / "docs")
        print(f"== written to {target.name}, benchmarks.md and benchmarks.svg ({time.monotonic() - began:.0f} s)")


def _answer(name: str, bench: Bench, results: dict) -> None:
    bench.environments.versions.clear()
    answer = QUESTIONS[name](bench)
    if not answer.series:
        print("   skipped: " + "; ".join(answer.notes))
        return
    results["questions"][name] = _record(answer, bench, QUESTIONS[name].__doc__ or "")
    print(page.section_text(results["questions"][name]), flush=True)


def _guard(bench: Bench) -> dict[str, float]:
    found = {name: round(value, 3) for name, value in guard.ratios(bench).items()}
    for name, value in found.items():
        print(f"   {name}: {value}")
    return found


def _before(target: Path) -> dict:
    """Return the results that stand, so that one question can be asked again."""
    if target.exists():
        return json.loads(target.read_text(encoding="utf-8"))
    return {"format": "dgov-std-benchmarks/1", "questions": {}, "guard": {}}


def _record(answer: Answer, bench: Bench, title: str) -> dict:
    """Return what is kept of an answer; a measurement belongs to versions and a machine, so they are kept with it."""
    _, printed = run([sys.executable, "-m", "dgov_std", "--version"], our_environment(bench.folder))
    own = versions(sys.executable, bench.folder, OUR_PACKAGES)
    return {
        "title": title,
        "data": answer.data,
        "rounds": bench.rounds,
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": {"dgov-std": printed.split()[-1]} | own | bench.environments.versions,
        "contestants": {
            name: {measure: [round(value, 3) for value in series.values(measure)] for measure in ("wall", "cpu", "peak")}
            for name, series in answer.series.items()
        },
        "figures": [
            {
                "text": figure.text,
                "value": round(figure.value, 3),
                "unit": figure.unit,
                "sense": figure.sense,
                "bar": figure.bar,
                "met": figure.met,
                "steady": None if figure.steady is None else round(figure.steady, 3),
            }
            for figure in answer.figures
        ],
        "notes": answer.notes,
    }


def _write(results: dict, target: Path, docs: Path) -> None:
    order = {name: number for number, name in enumerate(QUESTIONS)}
    results["questions"] = dict(sorted(results["questions"].items(), key=lambda pair: order[pair[0]]))
    target.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (docs / "benchmarks.md").write_text(page.page(results), encoding="utf-8")
    (docs / "benchmarks.svg").write_text(plot.svg(results), encoding="utf-8")


if __name__ == "__main__":
    main()
