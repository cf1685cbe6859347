"""Large code lists beside a bundle instead of in it: files named by their hash, shared by bundles, read back exactly.

A bundle that was written with its lists aside and one that holds them are the same bundle once loaded: its hash, the
hashes of its lists and so the receipt of a report do not tell which it was.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dgov_std import lfs
from dgov_std.errors import Problem, StandardError
from dgov_std.schema.canonical import canonical_bytes
from dgov_std.text import Text

Bundle = dict[str, Any]
FOLDER = "codelists"
LARGE = 1000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.[0-9a-f]{16}\.json")


def externalise(bundle: Bundle, over: int = LARGE) -> tuple[Bundle, dict[str, bytes]]:
    """Return the bundle without the rows of lists of more than `over` codes, and those rows as files.

    The files are named `codelists/ID.HASH.json`, HASH being the first 16 digits of their SHA-256.
    """
    lists, files = dict(bundle["codelists"]), dict[str, bytes]()
    for name, entry in bundle["codelists"].items():
        if len(entry["rows"]) > over:
            data = canonical_bytes(entry["rows"])
            sha256 = hashlib.sha256(data).hexdigest()
            file = f"{name}.{sha256[:16]}.json"
            files[f"{FOLDER}/{file}"] = data
            lists[name] = {**entry, "rows": {"external": file, "sha256": sha256}}
    return {**bundle, "codelists": lists}, files


def external_lists(bundle: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the code lists whose rows are not in the bundle."""
    lists = bundle.get("codelists")
    for name, entry in lists.items() if isinstance(lists, dict) else ():
        if isinstance(entry, dict) and isinstance(entry.get("rows"), dict):
            yield name


def refuse_external(bundle: Mapping[str, Any]) -> None:
    """Raise StandardError when the rows of a code list are elsewhere: a bundle in memory lies in no folder."""
    for name in external_lists(bundle):
        what = Text(
            f"代码表 {name} 不在这个标准里, 在它旁边的文件里",
            f"code list {name} is not in the bundle but in a file beside it",
        )
        todo = Text("给出 .bundle.json 文件的路径", "give the path of the .bundle.json file")
        raise StandardError(Problem(what, todo=todo))


def internalise(bundle: Bundle, folder: Path) -> Bundle:
    """Return the bundle with the rows of its code lists that lie in `folder`/codelists.

    Raises StandardError for a list that is missing, altered, or named as if it lay elsewhere.
    """
    external = list(external_lists(bundle))
    if not external:
        return bundle
    lists = dict(bundle["codelists"])
    for name in external:
        lists[name] = {**lists[name], "rows": _rows(lists[name]["rows"], folder / FOLDER)}
    return {**bundle, "codelists": lists}


def _rows(told: Mapping[str, Any], folder: Path) -> list[Any]:
    file, sha256 = told.get("external"), told.get("sha256")
    if not isinstance(file, str) or not _NAME.fullmatch(file):
        raise _bad(Text("代码表文件名不合规定", "this is no name of a code list file"), str(file))
    path = folder / file
    data = _read(path)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _bad(Text("代码表文件被改动过", "the code list file was altered"), str(path))
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise _bad(Text("代码表文件的内容不是代码表", "the code list file holds no code list"), str(path))
    return rows


def _read(path: Path) -> bytes:
    """Read a file that really lies where it is said to: no symbolic link leads elsewhere."""
    try:
        if path.resolve() != path.parent.parent.resolve() / FOLDER / path.name:
            raise _bad(Text("代码表文件不在标准旁边", "the code list file is not beside the bundle"), str(path))
        if not path.is_file():  # nor a device, nor a pipe
            raise _bad(Text("缺少代码表文件", "the code list file is missing"), str(path))
        data = path.read_bytes()
    except OSError as error:
        raise _bad(Text(f"代码表文件读不了({error})", f"the code list file cannot be read ({error})"), str(path)) from None
    if lfs.is_pointer(data):
        raise StandardError(Problem(lfs.WHAT, where=str(path), todo=lfs.TODO))
    return data


def _bad(what: Text, where: str) -> StandardError:
    todo = Text(
        "把 compile 写出的 codelists 文件夹原样放在标准旁边",
        "keep the folder codelists that compile wrote beside the bundle",
    )
    return StandardError(Problem(what, where=where, todo=todo))
