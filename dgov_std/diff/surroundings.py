"""What else differs between two reports: the file, the standard's edition, the code lists, the versions, the options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dgov_std.report.differences import About, AboutKind
from dgov_std.report.values import Basis, Report

_HEX = 12


def surroundings(old: Report, new: Report) -> Iterator[About]:
    """Yield what differs besides the findings, what explains most first."""
    yield from _standard(old.basis, new.basis)
    yield from _file(old, new)
    yield from _by_name("version", old.versions, new.versions)
    yield from _by_name("option", old.options, new.options)


def _standard(old: Basis | None, new: Basis | None) -> Iterator[About]:
    facts: tuple[tuple[AboutKind, str], ...] = (
        ("standard", "standard"),
        ("edition", "edition"),
        ("dataset", "dataset"),
        ("as_of", "as_of"),
    )
    told = False
    for kind, name in facts:
        before, after = (getattr(basis, name) if basis is not None else None for basis in (old, new))
        if before != after:
            told = True
            yield About(kind, "", before, after)
    if old is None or new is None or old.standard != new.standard:
        return  # of another standard everything is another
    lists = [{each.id: f"{each.edition or ''} {each.sha256[:_HEX]}".strip() for each in b.codelists} for b in (old, new)]
    different = list(_by_name("codelist", lists[0], lists[1]))
    yield from different
    if old.bundle_sha256 != new.bundle_sha256 and not (told or different):
        # The same edition, but not the same rules: somebody changed it.
        yield About("bundle", "", old.bundle_sha256[:_HEX], new.bundle_sha256[:_HEX])


def _file(old: Report, new: Report) -> Iterator[About]:
    before, after = old.input, new.input
    if before.name != after.name:
        yield About("file", "name", before.name, after.name)
    if before.sha256 != after.sha256:
        short = [each[:_HEX] if each else None for each in (before.sha256, after.sha256)]
        yield About("file", "sha256", short[0], short[1])
    for name in ("format", "encoding", "sheet"):
        if getattr(before, name) != getattr(after, name):
            yield About("format", name, getattr(before, name), getattr(after, name))
    labels = [[column.label for column in report.columns if column.label.strip()] for report in (old, new)]
    lost = [label for label in labels[0] if label not in labels[1]]
    gained = [label for label in labels[1] if label not in labels[0]]
    if lost or gained:
        yield About("columns", "", "、".join(lost) or None, "、".join(gained) or None)


def _by_name(kind: AboutKind, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[About]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield About(kind, name, old.get(name), new.get(name))
