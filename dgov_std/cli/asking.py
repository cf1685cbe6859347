"""Each input with what is wanted of it: options from the command line and the configuration, its gate, its outputs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dgov_std import lfs
from dgov_std.cli.settings import Setting
from dgov_std.errors import DgovError, InputError, Problem, reason
from dgov_std.text import Text

if TYPE_CHECKING:
    from dgov_std.api.options import Options


@dataclass(frozen=True, slots=True)
class Asked:
    """One input and what is wanted of it. `setting` is what holds for it, the command line's word first.

    `name` is what it is called on the screen: its path, where another input has its name.
    """

    path: Path
    name: str
    setting: Setting
    options: Options
    fail_on: str
    everything: bool

    @property
    def standard(self) -> str | None:
        """The standard to check by; None leaves it to the header."""
        return self.setting.standard

    def placed(self, error: DgovError) -> DgovError:
        """Return an error that names the key of the configuration, where no option of the command line is at fault."""
        places = self.setting.places
        return type(error)(*(replace(each, where=places.get(each.where, each.where)) for each in error.problems))


def asked_of(
    inputs: Sequence[Path],
    settings: Sequence[Setting],
    options: Options,
    rows: Mapping[Path, tuple[Path, ...]],
    *,
    everything: bool,
) -> list[Asked]:
    """Return what is asked of each input; `options` are common to all, failing rows go where `rows` says.

    Raises InputError: metadata cannot be read.
    """
    found = []
    known: dict[Path, dict[str, str]] = {}
    times = Counter(path.name for path in inputs)
    for path, each in zip(inputs, settings, strict=True):
        if each.metadata is not None and each.metadata not in known:
            known[each.metadata] = metadata_of(each.metadata)
        its = replace(
            options,
            dataset=each.dataset,
            as_of=each.as_of,
            metadata=known[each.metadata] if each.metadata is not None else None,
            references=each.references,
            codelists=each.codelists,
            failing_rows=rows.get(path, ()),
            **each.reading,
        )
        name = path.name if times[path.name] == 1 else str(path)
        found.append(Asked(path, name, each, its, each.fail_on or "error", everything))
    return found


def metadata_of(path: Path) -> dict[str, str]:
    """Return the texts of a metadata file by name. Raises InputError."""
    try:
        data = path.read_bytes()
        if lfs.is_pointer(data):
            raise InputError(Problem(lfs.WHAT, where=str(path), todo=lfs.TODO))
        found = json.loads(data.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        why = reason(error) if isinstance(error, OSError) else Text(str(error), str(error))
        raise InputError(
            Problem(
                Text(f"元数据文件读不了({why.zh})", f"the metadata file cannot be read ({why.en})"),
                where=str(path),
                todo=Text(
                    '应为 JSON 对象, 如 {"resource-title": "…"}',
                    'it should be a JSON object such as {"resource-title": "…"}',
                ),
            )
        ) from None
    if not isinstance(found, dict):
        raise InputError(Problem(Text("元数据应为 JSON 对象", "the metadata should be a JSON object"), where=str(path)))
    nested = [key for key, value in found.items() if isinstance(value, list | dict)]
    if nested:
        what = Text(f"元数据“{nested[0]}”应为文字", f"metadata {nested[0]!r} should be a text")
        raise InputError(Problem(what, where=str(path)))
    return {
        str(key): value if isinstance(value, str) else json.dumps(value) for key, value in found.items() if value is not None
    }
