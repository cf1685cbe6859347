"""`dgov-std.lock`: which standards a project checks by, to the byte. What differs from it is refused, not used.

TOML, one entry per dataset of a standard: id, edition, SHA-256 of the bundle and of each code list in it. Written by
`check --update-lock` and committed; it lies beside the configuration.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dgov_std import lfs
from dgov_std.atomic import write_bytes_aside
from dgov_std.errors import InputError, Problem, UsageError, reason
from dgov_std.report.values import Basis
from dgov_std.text import Text

NAME = "dgov-std.lock"
FORMAT = 1
_HEAD = """# 由 dgov-std check --update-lock 写出, 请提交到版本库, 不要手改。
# Written by dgov-std check --update-lock. Commit it; do not edit it.
"""


@dataclass(frozen=True, slots=True)
class Pin:
    """One dataset of a standard as it was when locked; `codelists` are SHA-256 by the id of the list."""

    standard: str
    dataset: str
    edition: str
    bundle: str
    codelists: Mapping[str, str]


@dataclass(slots=True)
class Lock:
    """The pins of a project, by (standard, dataset). `used` gathers those of a run."""

    path: Path
    pins: Mapping[tuple[str, str], Pin] | None
    strict: bool = False
    updating: bool = False
    used: dict[tuple[str, str], Pin] = field(default_factory=dict)
    _refused: set[tuple[str, str]] = field(default_factory=set)

    def approve(self, basis: Basis) -> None:
        """Note against what an input is about to be checked.

        Raises UsageError: it is not what was locked, or, in a strict run, was not locked at all.
        """
        pin = pin_of(basis)
        key = pin.standard, pin.dataset
        self.used[key] = pin
        if self.pins is None or self.updating:
            return
        locked = self.pins.get(key)
        if locked == pin or (locked is None and not self.strict):
            return
        again = key in self._refused
        self._refused.add(key)
        raise UsageError(self._problem(pin, locked, again=again))

    def _problem(self, pin: Pin, locked: Pin | None, *, again: bool) -> Problem:
        name = f"{pin.standard}/{pin.dataset}"
        if locked is None:
            what = Text(f"锁定文件里没有标准 {name}", f"the lock does not have the standard {name}")
        else:
            zh, en = ("同上", "as told above") if again else _difference(locked, pin)
            what = Text(
                f"标准 {name} 与锁定的不同({zh}), 没有检查", f"{name} is not the locked standard ({en}); not checked"
            )
        todo = Text(
            "看清变化后运行 dgov-std check --update-lock, 提交锁定文件; 或装回原来的版本",
            "look at the change, run dgov-std check --update-lock and commit the lock; or go back to the former version",
        )
        return Problem(what, where=str(self.path), todo=None if again else todo)

    def only_standard(self) -> str | None:
        """Return the standard that was locked, where it is one."""
        names = {standard for standard, _ in self.pins or ()}
        return names.pop() if len(names) == 1 else None

    def update(self, *, whole: bool) -> list[Text]:
        """Write the pins of the run; return what changed. Nothing is written where nothing did.

        The pins of before of other standards stay, unless the run was about the `whole` project.
        """
        before = self.pins or {}
        met = {standard for standard, _ in self.used}
        kept = {} if whole else {key: pin for key, pin in before.items() if key[0] not in met}
        after = {**kept, **self.used}
        told = [each for key in sorted({**before, **after}) for each in _changes(before.get(key), after.get(key))]
        if told:
            write_bytes_aside(self.path, lock_text(after.values()).encode())
        return told


def _changes(before: Pin | None, after: Pin | None) -> Iterator[Text]:
    if after is None:
        gone = f"{before.standard}/{before.dataset}" if before is not None else ""
        yield Text(f"不再锁定 {gone}", f"no longer locked: {gone}")
        return
    name = f"{after.standard}/{after.dataset}"
    if before is None:
        yield Text(f"锁定 {name} {after.edition}", f"locked {name} {after.edition}")
    elif before != after:
        zh, en = _difference(before, after)
        yield Text(f"{name}: {zh}", f"{name}: {en}")


def _difference(before: Pin, after: Pin) -> tuple[str, str]:
    """Return in both languages what changed between two states of one dataset."""
    zh, en = [], []
    if before.edition != after.edition:
        zh.append(f"版本 {before.edition or '-'} → {after.edition or '-'}")
        en.append(f"edition {before.edition or '-'} -> {after.edition or '-'}")
    names = sorted(before.codelists.keys() | after.codelists.keys())
    changed = [name for name in names if before.codelists.get(name) != after.codelists.get(name)]
    if changed:
        zh.append(f"代码表 {'、'.join(changed)} 变了")
        en.append(f"changed code lists: {', '.join(changed)}")
    if not zh:
        zh.append("规则变了")
        en.append("changed rules")
    return "; ".join(zh), "; ".join(en)


def pin_of(basis: Basis) -> Pin:
    """Return what is locked of a standard."""
    lists = {each.id: each.sha256 for each in basis.codelists}
    return Pin(basis.standard, basis.dataset, basis.edition, basis.bundle_sha256, lists)


def find_lock(root: Path) -> Path | None:
    """Return the lock in a folder, or in those above it as far as the repository goes."""
    for place in (root, *root.parents):
        if (place / NAME).is_file():
            return place / NAME
        if (place / ".git").exists():
            break
    return None


def read_lock(path: Path) -> dict[tuple[str, str], Pin]:
    """Return the pins of a lock.

    Raises:
        InputError: it cannot be read.
        UsageError: it is no lock, or one of another version of this program.
    """
    try:
        data = path.read_bytes()
        if lfs.is_pointer(data):  # to write it anew would forget what it pins
            raise InputError(Problem(lfs.WHAT, where=str(path), todo=lfs.TODO))
        pins = _pins(tomllib.loads(data.decode("utf-8-sig")))
    except OSError as error:
        what = Text(f"锁定文件读不了({reason(error).zh})", f"the lock cannot be read ({reason(error).en})")
        raise InputError(Problem(what, where=str(path))) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = Text(f"不是锁定文件({error})", f"this is no lock ({error})")
        todo = Text("用 dgov-std check --update-lock 重新写", "write it again with dgov-std check --update-lock")
        raise UsageError(Problem(what, where=str(path), todo=todo)) from None
    return {(pin.standard, pin.dataset): pin for pin in pins}


def _pins(found: Mapping[str, Any]) -> list[Pin]:
    if found.get("format") != FORMAT:
        raise ValueError(f"format {found.get('format')}")
    return [_pin(each) for each in found.get("standards", [])]


def _pin(found: Mapping[str, Any]) -> Pin:
    lists = {name: _hash(value) for name, value in found.get("codelists", {}).items()}
    return Pin(str(found["id"]), str(found["dataset"]), str(found["edition"]), _hash(found["bundle"]), lists)


def _hash(written: str) -> str:
    kind, _, digest = written.partition(":")
    if kind != "sha256" or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError(written[:80])
    return digest


def lock_text(pins: Iterable[Pin]) -> str:
    """Return the text of a lock: the same pins, the same bytes."""
    parts = [f"{_HEAD}format = {FORMAT}\n"]
    for pin in sorted(pins, key=lambda each: (each.standard, each.dataset)):
        lines = ["", "[[standards]]", f"id = {_quoted(pin.standard)}", f"dataset = {_quoted(pin.dataset)}"]
        lines += [f"edition = {_quoted(pin.edition)}", f"bundle = {_quoted('sha256:' + pin.bundle)}"]
        if pin.codelists:
            lines += ["", "[standards.codelists]"]
            lines += [f"{_quoted(name)} = {_quoted('sha256:' + pin.codelists[name])}" for name in sorted(pin.codelists)]
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


def _quoted(text: str) -> str:
    # A basic string of TOML is a string of JSON, but for DEL, which must be escaped, too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
