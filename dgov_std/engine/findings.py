"""An Outcome becomes findings: one cause in one column, one finding.

What explains what is decided here, after the merge; it changes what is shown, never a count, a
score or the verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from dgov_std.bind.header import Flaw, Header, letter
from dgov_std.causes import CAUSES, excel_number
from dgov_std.dataset.block import DamageKind
from dgov_std.engine.keys import Breach
from dgov_std.engine.merge import Outcome, Tally
from dgov_std.engine.result import COLUMN_ABSENT
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
DAMAGE_CODES = {
    DamageKind.RAGGED: "STR201",
    DamageKind.BAD_BYTES: "STR202",
    DamageKind.OPEN_QUOTE: "STR203",
    DamageKind.NO_RESULT: "STR205",
}
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)

Group = tuple[str, str | None, str | None, int | None]
Suggest = Callable[[str, str, tuple[int, ...]], str | None]


@dataclass(slots=True)
class Collected:
    """A finding in the making, and the tallies it is made of."""

    finding: Finding
    members: list[tuple[int, str | None]] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)


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


@dataclass(slots=True)
class Collector:
    """Builds findings from an outcome.

    `suggest(column, value, failing atoms)` gives what to type instead; `names` are the official column names by id.
    """

    outcome: Outcome
    header: Header
    suggest: Suggest
    names: Mapping[str, str]
    found: list[Collected] = field(default_factory=list)

    def collect(self, found: list[Breach]) -> list[Collected]:
        """Return every finding about cells, rows, form and header, not yet numbered."""
        groups: dict[Group, list[tuple[int, str | None]]] = {}
        for atom, cause in sorted(self.outcome.tallies, key=lambda key: (key[0], key[1] or "")):
            if self.outcome.tallies[atom, cause].count:
                groups.setdefault(self._group(atom, cause), []).append((atom, cause))
        for cut in self.outcome.passed_cut:
            groups.setdefault((excel_number.CODE, cut, excel_number.ID, None), [])
        for (code, column, cause, _), members in groups.items():
            self._cells(code, column, cause, members)
        for breach in found:
            self._across(breach)
        self._damage()
        self._flaws()
        return self.found

    def _group(self, index: int, cause: str | None) -> Group:
        """Cells of one column under one cause are one finding, whichever checks they fail."""
        atom = self.outcome.plan.atoms[index]
        if cause == COLUMN_ABSENT:
            return ("STR101", atom.column, cause, None)
        if cause is not None:
            return (CAUSES[cause].CODE, atom.column, cause, None)
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
        caused = cause is not None
        finding = self._finding(
            code=code,
            severity=severity,
            columns=blamed,
            element=column,
            tally=tally,
            cause=cause,
            checks=tuple(dict.fromkeys(plan.check_id(atom) for atom in atoms)),
            facts=kinds.NoFacts() if caused else facts_of(check["facts"]),
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
            examples=tuple(self._examples(element, tally, members)),
            facts=facts,
            rule=rule,
        )

    def _place(self, record: int, column: str | None) -> Place:
        row, line = self.outcome.place(record)
        return Place(row, record, line or None, f"{column}{row}" if column else None)

    def _examples(self, element: str | None, tally: Tally, members: Sequence[tuple[int, str | None]]) -> Iterator[Example]:
        atoms = tuple(i for i, _ in members)
        # Only a cell that is faulty by itself can be corrected by itself.
        alone = bool(atoms) and all(self.outcome.plan.atoms[i].scope == "cell" for i in atoms)
        for value, count in sorted(tally.values.items(), key=lambda item: -item[1])[:EXAMPLES]:
            yield Example(value, count, suggestion=self.suggest(element, value, atoms) if element and alone else None)

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
        total = self.outcome.size - len(self.outcome.blank)
        for (kind, column), tally in sorted(self.outcome.damage.items(), key=lambda item: (item[0][0], item[0][1] or -1)):
            columns = () if column is None else (column,)
            finding = self._form(DAMAGE_CODES[kind], Severity.ERROR, columns, tally)
            self.found.append(Collected(replace(finding, evaluated=total)))
        inner = self.outcome.inner_blank()
        if inner:
            tally = Tally(count=len(inner), first=inner)
            finding = self._form("STR204", Severity.INFO, (), tally)
            self.found.append(Collected(replace(finding, evaluated=self.outcome.size)))

    def _flaws(self) -> None:
        alike: dict[tuple[str, str], list[Flaw]] = {}
        for flaw in self.header.flaws:
            # One cause, one finding: what is told of each column alike is told once of all of them.
            if flaw.code == "STR102" or (flaw.code == "STR103" and flaw.expected is None):
                alike.setdefault((flaw.code, flaw.severity), []).append(flaw)
            else:
                self._flaw(flaw)
        for (code, severity), flaws in alike.items():
            if len(flaws) == 1:
                self._flaw(flaws[0])
                continue
            columns = tuple(flaw.index for flaw in flaws if flaw.index is not None)
            finding = self._form(code, Severity(severity), columns, Tally())
            labels = tuple((flaw.expected or flaw.found).strip() for flaw in flaws[:LABELS])
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
