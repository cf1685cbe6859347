"""An Outcome becomes findings: one cause in one column, one finding.

What explains what is decided here, after the merge; it changes what is shown, never a count, a
score or the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from dgov_std.bind.header import Flaw, Header, letter
from dgov_std.causes import CAUSES, excel_number, invisible
from dgov_std.dataset.block import AsideKind, DamageKind
from dgov_std.engine.defects import Key, defects
from dgov_std.engine.keys import Breach
from dgov_std.engine.merge import Outcome
from dgov_std.engine.noted import noted
from dgov_std.engine.result import COLUMN_ABSENT, Rows
from dgov_std.engine.stained import mended, stained_labels, told
from dgov_std.engine.stains import STAINS, Kind
from dgov_std.engine.tally import FIRST, Tally
from dgov_std.plan import crossrow
from dgov_std.plan.atoms import Atom
from dgov_std.report import facts as kinds
from dgov_std.report.codes import CODES
from dgov_std.report.facts import Facts
from dgov_std.report.json_form import FACT_KINDS
from dgov_std.report.values import Example, Finding, Place, Rule, Severity
from dgov_std.text import Text

EXAMPLES = 5
PLACES = 5
LABELS = 20
RUNS = 20  # of rows shifted alike
DAMAGE_CODES = {
    DamageKind.RAGGED: "STR201",
    DamageKind.OTHER_DELIMITER: "STR201",
    DamageKind.BAD_BYTES: "STR202",
    DamageKind.OTHER_ENCODING: "STR202",
    DamageKind.OPEN_QUOTE: "STR203",
    DamageKind.NO_RESULT: "STR205",
    DamageKind.MERGED: "STR207",
    DamageKind.SHIFTED: "STR208",
}
ASIDE_CODES = {
    AsideKind.NOTE: "STR402",
    AsideKind.TOTAL: "STR403",
    AsideKind.SECTION: "STR404",
    AsideKind.HEADER: "STR405",
}
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)

Group = tuple[str, str | None, str | None, int | None]
Suggest = Callable[[str, str, tuple[int, ...], str | None], str | None]


@dataclass(slots=True)
class Collected:
    """A finding in the making, and the tallies it is made of."""

    finding: Finding
    members: list[tuple[int, str | None]] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    damage: tuple[Key, ...] = ()
    records: list[Rows] = field(default_factory=list)


def facts_of(stored: Mapping[str, Any]) -> Facts:
    """Return the facts of a check as a typed record."""
    kind = FACT_KINDS[stored.get("kind", "none")]
    known: dict[str, Any] = {}
    for each in fields(kind):
        if each.name in stored:
            known[each.name] = _value(stored[each.name])
    found: Facts = kind(**known)
    return found


def _value(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping) and set(value) == {"zh", "en"}:
        return Text(value["zh"], value["en"])
    return tuple(_value(item) for item in value) if isinstance(value, list) else value


def rule_of(check: Mapping[str, Any]) -> Rule:
    """Return where a check comes from."""
    title = check.get("title")
    return Rule(
        title=Text(title["zh"], title["en"]) if title else None,
        standard=check.get("standard"),
        clause=check.get("clause"),
        confidence=check.get("confidence"),
    )


def _told(cause: str | None, tally: Tally, asked: Facts) -> Facts:
    """Return what a finding says of itself: what its check asked for, unless a cause says more."""
    if cause is None:
        return asked
    told = CAUSES[cause].told if cause in CAUSES else None
    return told(list(tally.values), asked) if told is not None and tally.values else kinds.NoFacts()


@dataclass(slots=True)
class Collector:
    """Builds findings from an outcome.

    `suggest(column, value, failing atoms, cause)` gives what to type instead; `names` are the official column names by id,
    `delimiter` what divides the rows of a text file.
    """

    outcome: Outcome
    header: Header
    suggest: Suggest
    names: Mapping[str, str]
    delimiter: str | None = None
    found: list[Collected] = field(default_factory=list)

    def collect(self, found: list[Breach]) -> list[Collected]:
        """Return every finding about cells, rows, form and header, not yet numbered."""
        groups: dict[Group, list[tuple[int, str | None]]] = {}
        for atom, cause in sorted(self.outcome.tallies, key=lambda key: (key[0], key[1] or "")):
            if self.outcome.tallies[atom, cause].count:
                groups.setdefault(self._group(atom, cause), []).append((atom, cause))
        for cut in self.outcome.passed_cut:
            groups.setdefault((excel_number.CAUSE.code, cut, excel_number.ID, None), [])
        stained = {cause: groups.pop((CAUSES[cause].code, None, cause, None), []) for cause in STAINS}
        for (code, column, cause, _), members in groups.items():
            self._cells(code, column, cause, members)
        for cause, members in stained.items():
            self._stains(cause, members)
        for breach in found:
            self._across(breach)
        self._damage()
        self._asides()
        self._flaws()
        return self.found

    def _group(self, index: int, cause: str | None) -> Group:
        """Cells of one column under one cause are one finding, whichever checks they fail."""
        atom = self.outcome.plan.atoms[index]
        if cause == COLUMN_ABSENT:
            return ("STR101", atom.column, cause, None)
        if cause is not None:
            # A stain is told once for the whole file.
            return (CAUSES[cause].code, None if cause in STAINS else atom.column, cause, None)
        return (atom.code, atom.column, None, atom.check)

    def _cells(self, code: str, column: str | None, cause: str | None, members: list[tuple[int, str | None]]) -> None:
        plan = self.outcome.plan
        tally = Tally()
        for key in members:
            tally.join(self.outcome.tallies[key])
        if cause == excel_number.ID and column in self.outcome.passed_cut:
            tally.join(self.outcome.passed_cut[column])
        if cause == COLUMN_ABSENT:
            tally.count = max(self.outcome.tallies[key].count for key in members)
        atoms = [plan.atoms[i] for i, _ in members]
        lead = min(atoms, key=lambda atom: atom.order) if atoms else self._first(column)
        check = plan.checks[lead.check]
        severity = min((Severity(atom.severity) for atom in atoms), key=_SEVERITIES.index, default=Severity.WARNING)
        blamed = self._places(column, check, atoms)
        finding = self._finding(
            code=code,
            severity=severity,
            columns=blamed,
            element=column,
            tally=tally,
            cause=cause,
            checks=tuple(dict.fromkeys(plan.check_id(atom) for atom in atoms)),
            facts=_told(cause, tally, facts_of(check["facts"])),
            rule=rule_of(check),
            members=members,
        )
        evaluated = max((int(self.outcome.evaluated[i]) for i, _ in members), default=self.outcome.long.get(column or "", 0))
        finding = replace(finding, evaluated=evaluated)
        if cause == COLUMN_ABSENT:
            name = self.names.get(column or "", column)
            near = next((flaw.found for flaw in self.header.flaws if flaw.code == "STR103" and flaw.expected == name), "")
            finding = replace(finding, unit="file", cells=0, facts=kinds.Named(near, name), first=(), examples=())
        self.found.append(Collected(finding, members))

    def _stains(self, cause: str, members: list[tuple[int, str | None]]) -> None:
        """Tell once of all characters of one kind that do not belong, wherever they stand and whether cells fail or not."""
        kind = self.outcome.stains.kinds.get(cause, Kind())
        labels = stained_labels(cause, self.header)
        if not kind.cells and not labels:
            return
        plan = self.outcome.plan
        atoms = [plan.atoms[i] for i, _ in members]
        usual = Severity.INFO if cause == invisible.ID else Severity.WARNING
        code = CAUSES[cause].code
        finding = self._finding(
            code=code,
            severity=min((usual, *(Severity(atom.severity) for atom in atoms)), key=_SEVERITIES.index),
            columns=tuple(sorted({*kind.columns, *labels})),
            element=None,
            tally=Tally(kind.cells),
            cause=cause,
            checks=tuple(dict.fromkeys((f"structure.{code}", *(plan.check_id(atom) for atom in atoms)))),
            facts=told(kind, [self.header.columns[i].label for i in labels], self._failing(members)),
            rule=Rule(),
        )
        places = tuple(self._place(record, letter(column)) for record, column in kind.first[:PLACES])
        examples = tuple(self._stained(cause, kind, members))
        evaluated = self.outcome.total * len(self.header.columns)
        finding = replace(finding, rows=kind.rows, evaluated=evaluated, first=places, examples=examples)
        self.found.append(Collected(finding, members))

    def _failing(self, members: Sequence[tuple[int, str | None]]) -> int:
        """Return how many cells fail for a stain: of those of one column each is blamed once."""
        return sum(self.outcome.tallies[member].count for member in members)

    def _stained(self, cause: str, kind: Kind, members: Sequence[tuple[int, str | None]]) -> Iterator[Example]:
        failing = {value for member in members for value in self.outcome.tallies[member].values}
        told = sorted(kind.values.values.items(), key=lambda item: (item[0] not in failing, -item[1]))
        for value, count in told[:EXAMPLES]:
            atoms = tuple(i for i, _ in members if value in self.outcome.tallies[i, cause].values)
            column = self.outcome.plan.atoms[atoms[0]].column if atoms else None
            right = self.suggest(column, value, atoms, cause) if column else mended(cause, value)
            yield Example(value, count, suggestion=right)

    def _first(self, column: str | None) -> Atom:
        return next(atom for atom in self.outcome.plan.atoms if atom.column == column and atom.scope == "cell")

    def _places(self, column: str | None, check: Mapping[str, Any], atoms: list[Atom]) -> tuple[int, ...]:
        places = self.header.places
        names = [column, *(check.get("columns") or ())]
        if atoms and atoms[0].scope != "cell":
            names += list(atoms[0].columns)
        return tuple(dict.fromkeys(places[name] for name in names if name is not None and name in places))

    def _finding(
        self,
        *,
        code: str,
        severity: Severity,
        columns: tuple[int, ...],
        element: str | None,
        tally: Tally,
        cause: str | None,
        checks: tuple[str, ...],
        facts: Facts,
        rule: Rule,
        members: Sequence[tuple[int, str | None]] = (),
    ) -> Finding:
        entry = CODES[code]
        shown = letter(columns[0]) if columns and entry.unit == "cell" else None
        return Finding(
            number=0,
            code=code,
            severity=severity,
            dimension=str(entry.dimension),
            unit=entry.unit,
            columns=columns,
            element=element,
            cause=cause,
            checks=checks,
            rows=tally.count,
            cells=tally.count if entry.unit == "cell" else 0,
            evaluated=0,
            first=tuple(self._place(record, shown) for record in tally.first[:PLACES]),
            examples=tuple(self._examples(element, tally, members, cause)),
            facts=facts,
            rule=rule,
        )

    def _place(self, record: int, column: str | None) -> Place:
        row, line = self.outcome.place(record)
        return Place(row, record, line or None, f"{column}{row}" if column else None)

    def _examples(
        self, element: str | None, tally: Tally, members: Sequence[tuple[int, str | None]], cause: str | None
    ) -> Iterator[Example]:
        atoms = tuple(i for i, _ in members)
        # Only a cell that is faulty by itself can be corrected by itself.
        alone = bool(atoms) and all(self.outcome.plan.atoms[i].scope == "cell" for i in atoms)
        for value, count in sorted(tally.values.items(), key=lambda item: -item[1])[:EXAMPLES]:
            right = self.suggest(element, value, atoms, cause) if element and alone else None
            yield Example(value, count, suggestion=right)

    def _across(self, breach: Breach) -> None:
        if not breach.count:
            return
        key = breach.check
        check = self.outcome.plan.checks[key.check]
        tally = Tally()
        tally.add(breach.records, None)
        places = self.header.places
        whole = isinstance(key, crossrow.Key) and key.missing_equal
        named = () if whole else key.columns + ((key.distinct,) if isinstance(key, crossrow.Group) and key.distinct else ())
        facts = facts_of(check["facts"])
        if isinstance(facts, kinds.Keyed | kinds.Referred | kinds.Grouped):
            facts = replace(facts, groups=breach.groups)
        finding = self._finding(
            code=key.code,
            severity=Severity(key.severity),
            columns=tuple(dict.fromkeys(places[c] for c in named if c in places)),
            element=None,
            tally=tally,
            cause=None,
            checks=(check["id"],),
            facts=facts,
            rule=rule_of(check),
        )
        self.found.append(Collected(replace(finding, evaluated=breach.evaluated), breaches=[breach]))

    def _damage(self) -> None:
        total = self.outcome.total
        for defect in defects(self.outcome, delimiter=self.delimiter):
            finding = self._form(DAMAGE_CODES[defect.kind], Severity.ERROR, defect.columns, defect.tally)
            finding = replace(finding, first=self._damaged(defect.keys) if len(defect.columns) > 1 else finding.first)
            finding = replace(finding, evaluated=total, rows=defect.rows, facts=defect.facts)
            self.found.append(Collected(finding, damage=defect.keys))
        self._merged(total)
        self._shifted(total)
        inner = self.outcome.inner_blank()
        if len(inner):
            tally = Tally(count=len(inner), first=inner[:FIRST].tolist())
            finding = self._form("STR204", Severity.INFO, (), tally)
            self.found.append(Collected(replace(finding, evaluated=self.outcome.size)))

    def _damaged(self, keys: Iterable[tuple[DamageKind, int | None]]) -> tuple[Place, ...]:
        """Return the first damaged cell of each of the first rows, in its own column."""
        cells = [(record, key[1]) for key in keys for record in self.outcome.damage[key].first if key[1] is not None]
        leftmost = dict(sorted(cells, reverse=True))
        return tuple(self._place(record, letter(leftmost[record])) for record in sorted(leftmost)[:PLACES])

    def _shifted(self, total: int) -> None:
        """Tell once of all rows that are shifted alike."""
        for columns, found in sorted(self.outcome.shifted.items()):
            records = [np.arange(first, last + 1) for first, last in found]
            count = sum(len(each) for each in records)
            rows = [(self.outcome.place(first)[0], self.outcome.place(last)[0]) for first, last in found[:RUNS]]
            said = tuple(str(first) if first == last else f"{first}-{last}" for first, last in rows)
            known = kinds.Shifted("right" if columns > 0 else "left", abs(columns), said, len(found))
            first_ones = [record for each in records[:FIRST] for record in each[:FIRST].tolist()][:FIRST]
            finding = self._form("STR208", Severity.ERROR, (), Tally(count, first_ones))
            self.found.append(Collected(replace(finding, evaluated=total, facts=known), records=records))

    def _merged(self, total: int) -> None:
        """Tell once of all cells that a merged cell covers: they are not empty by themselves."""
        covered = {column: tally for (kind, column), tally in self.outcome.damage.items() if kind is DamageKind.MERGED}
        if not covered:
            return
        together = Tally()
        for tally in covered.values():
            together.join(tally)
        columns = tuple(sorted(column for column in covered if column is not None))
        finding = self._form("STR207", Severity.ERROR, columns, together)
        merged = self.outcome.merged
        known = noted(merged.texts, merged.count)
        keys = tuple((DamageKind.MERGED, column) for column in covered)
        finding = replace(finding, rows=merged.rows, facts=known, evaluated=total, first=self._damaged(keys))
        self.found.append(Collected(finding, damage=keys))

    def _asides(self) -> None:
        """Tell of the rows that are no records, each kind once."""
        for kind, apart in sorted(self.outcome.asides.items()):
            code = ASIDE_CODES[kind]
            tally = Tally(count=apart.count, first=apart.first)
            finding = self._form(code, Severity.INFO if kind is AsideKind.NOTE else Severity.WARNING, (), tally)
            known = noted(apart.texts, apart.count)
            self.found.append(Collected(replace(finding, facts=known, evaluated=self.outcome.size)))

    def _flaws(self) -> None:
        alike: dict[tuple[str, str], list[Flaw]] = {}
        for flaw in self.header.flaws:
            # One cause, one finding: what is told of each column alike is told once of all of them.
            if flaw.code in ("STR102", "STR105") or (flaw.code == "STR103" and flaw.expected is None):
                alike.setdefault((flaw.code, flaw.severity), []).append(flaw)
            else:
                self._flaw(flaw)
        for (code, severity), flaws in alike.items():
            if len(flaws) == 1:
                self._flaw(flaws[0])
                continue
            columns = tuple(flaw.index for flaw in flaws if flaw.index is not None)
            finding = self._form(code, Severity(severity), columns, Tally())
            labels = tuple(_called(flaw) for flaw in flaws[:LABELS])
            self.found.append(Collected(replace(finding, facts=kinds.Labels(labels, len(flaws)))))

    def _flaw(self, flaw: Flaw) -> None:
        columns = () if flaw.index is None else (flaw.index,)
        finding = self._form(flaw.code, Severity(flaw.severity), columns, Tally())
        finding = replace(finding, element=flaw.element, facts=kinds.Named(flaw.found, flaw.expected))
        self.found.append(Collected(finding))

    def _form(self, code: str, severity: Severity, columns: tuple[int, ...], tally: Tally) -> Finding:
        return self._finding(
            code=code,
            severity=severity,
            columns=columns,
            element=None,
            tally=tally,
            cause=None,
            checks=(f"structure.{code}",),
            facts=kinds.NoFacts(),
            rule=Rule(),
        )


def _called(flaw: Flaw) -> str:
    """Return the label that is wanted or found; where there is none, the letter of its column."""
    label = (flaw.expected or flaw.found).strip()
    return letter(flaw.index) if not label and flaw.index is not None else label
