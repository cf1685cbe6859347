"""The screen after a check: the decision, what to do first, what was not checked; at most 40 lines.

ASCII rules only, so that a console of code page 936 shows it; columns are aligned for wide
characters; whatever cannot be seen is shown by its code point, so no value can steer the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.style import Style

from dgov_std.render.failing_rows import told_of
from dgov_std.render.gate import gate_heading, gate_lines
from dgov_std.render.likeness import advice, distinct, held, is_bare
from dgov_std.render.quality import score_lines
from dgov_std.render.reading import reading_line
from dgov_std.render.slots import blamed
from dgov_std.render.wording import (
    clause,
    code_of,
    kinds,
    place,
    severity_word,
    summary,
    title,
    titles,
    todo,
    unchecked,
    verdict_word,
    word,
)
from dgov_std.report.codes import CODES
from dgov_std.report.values import Column, Finding, Output, Report, Severity, Verdict
from dgov_std.report.visible import visible
from dgov_std.text import Language

MOST_LINES = 40
NARROWEST = 40
_MOST_FINDINGS = 20
_MOST_NOTES = 3
_MOST_SCORES = 2
_MOST_GATED = 6  # lines behind the decision of the gate
_LEAST_COLUMNS = 8
_LABEL_SHARE = 0.3
_PLACE_SHARE = 0.25
_ROOMY = 80
_LEAST_PLACE, _LEAST_PROBLEM = 19, 40
_MORE = "..."

_STYLES: dict[str, str] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
    Verdict.PASS: "bold green",
    Verdict.FAIL: "bold red",
    Verdict.INCOMPLETE: "bold magenta",
    Verdict.NOT_EVALUATED: "bold magenta",
}


def render(
    report: Report, *, language: Language, width: int, colour: bool, everything: bool = False, kept: bool = True
) -> str:
    """Return the screen for a report, ending in a newline; where to read more only of one that is `kept`.

    No line is wider than `width` cells (at least 40), and there are at most 40 lines, unless
    `everything` asks for all findings.
    """
    width = max(width, NARROWEST)
    head = _head(report, language, width, colour=colour)
    foot = _foot(report, language, width, kept=kept)
    room = 2 * len(report.findings) + 2 if everything else MOST_LINES - len(head) - len(foot)
    columns: list[str] = []
    if is_bare(report):
        most = len(report.columns) + 1 if everything else max(room - 2 * len(report.findings) - 1, _LEAST_COLUMNS)
        columns = _columns(report, language, width, most)
        room -= 0 if everything else len(columns)
    table = _table(report, language, width, room, colour=colour, everything=everything)
    return "\n".join([*head, *table, *columns, *foot]) + "\n"


def render_finding(report: Report, number: int, *, language: Language, width: int) -> str:
    """Return a finding of the report, by its number, as it is told on the telephone: what, where, how many, what to do, source.

    Five lines; a line too long for `width` goes on in the next, indented. Where to read more stands behind the source.
    """
    width = max(width, NARROWEST)
    finding = next(each for each in report.findings if each.number == number)
    lines = [
        word("f_what", language).format(
            number=number,
            severity=severity_word(finding.severity, language),
            title=title(finding, language, report.columns),
            code=code_of(finding.code),
        ),
        _where(finding, report, language),
        _how_many(finding, language),
        word("f_todo", language).format(todo(finding, language, report.columns)),
        word("f_clause", language).format(clause(finding.rule, language)),
    ]
    more = "   " + word("x_details", language).format(code=finding.code)
    if finding.code in CODES and cell_len(lines[-1] + more) <= width:
        lines[-1] += more
    return "\n".join(part for line in lines for part in wrap(line, width)) + "\n"


def clip(text: str, width: int) -> str:
    """Return `text` in at most `width` cells; what is cut off is shown by three dots."""
    if cell_len(text) <= width and len(text) <= 2 * width:
        return text
    # Marks that take no room of their own could otherwise make a line of any length.
    return set_cell_size(text[: 2 * width], max(width - len(_MORE), 0)).rstrip() + _MORE


def clip_middle(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, keeping its end (of a file name, the kind of file)."""
    if cell_len(text) <= width and len(text) <= 2 * width:
        return text
    tail = text[-8:]
    while cell_len(tail) > width // 2:
        tail = tail[1:]
    return clip(text, width - cell_len(tail)) + tail


def wrap(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` cells, the second and later ones indented by four."""
    lines, line = [], ""
    for piece in _pieces(text):
        if cell_len(line + piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = "    " + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def width_of(text: str) -> int:
    """Return how many cells of a screen a text takes."""
    return cell_len(text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled with blanks to `width` cells."""
    gap = " " * max(width - cell_len(text), 0)
    return gap + text if right else text + gap


def _pieces(text: str) -> list[str]:
    """Cut after blanks and wide characters, never before closing punctuation."""
    pieces: list[str] = []
    for character in text:
        wide = cell_len(character) > 1
        breakable = not pieces or pieces[-1].endswith(" ") or wide or cell_len(pieces[-1][-1:]) > 1
        long = bool(pieces) and len(pieces[-1]) >= NARROWEST // 2
        if not pieces or (breakable and character not in " ,.;:)”’、。，；：）》】〕") or long:
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _head(report: Report, language: Language, width: int, *, colour: bool) -> list[str]:
    # A partial result must not look complete: that comes before all else.
    lines = [clip(word("limit", language).format(visible(limit.in_(language))), width) for limit in report.limits]
    if len(lines) > _MOST_NOTES:
        lines = lines[:_MOST_NOTES]
    verdict = word("verdict", language).format(_paint(verdict_word(report.verdict, language), report.verdict, colour=colour))
    plain = word("verdict", language).format(verdict_word(report.verdict, language))
    counts = clip(kinds(report, language), width - cell_len(plain) - 3)
    decision = f"{verdict}   {counts}".rstrip()
    basis = [] if report.unread else [_basis_line(report, language, width)]
    lines += [_file_line(report, language, width), *basis, decision]
    indent = " " * 6
    scored = islice(score_lines(report, language), 2 * _MOST_SCORES)
    reading = reading_line(report.input, language)
    lines += [clip(indent + reading, width)] if reading else []
    scores = [indent + part for line in scored for part in wrap(line, width - len(indent))[:_MOST_NOTES]]
    said = (summary(report, language), *(advice(report, language, most=1) if is_bare(report) else ()))
    told = [part for line in said if line for part in wrap(line, width - len(indent))]
    gate = wrap(gate_heading(report, language), width)[:_MOST_NOTES] if report.gate is not None else []
    if gate and colour:
        gate[0] = _paint(gate[0], Verdict.PASS if report.gate and report.gate.passed else Verdict.FAIL, colour=True)
    gated = [part for line in gate_lines(report, language, _MOST_GATED) for part in wrap(line, width - len(indent))[:2]]
    gate += [clip(indent + part, width) for part in gated]
    return [*lines, *(clip(indent + part, width) for part in told), *scores, *gate]


def _file_line(report: Report, language: Language, width: int) -> str:
    receipt = word("receipt", language).format(visible(report.receipt)) if report.receipt else ""
    size = "" if report.unread else word("size", language).format(rows=report.rows.total, columns=len(report.columns))
    room = width - cell_len(receipt) - 2
    sheet = word("sheet", language).format(visible(report.input.sheet)) if report.input.sheet else ""
    facts = "  ".join(part for part in (clip(sheet, max(room // 4, 12)) if sheet else "", size) if part)
    name = clip_middle(visible(report.input.name), max(room - cell_len(facts) - 2, 10))
    left = clip(f"{name}  {facts}", room)
    return pad(left, width - cell_len(receipt)) + receipt


def _basis_line(report: Report, language: Language, width: int) -> str:
    basis = report.basis
    if basis is None:
        return clip(word("no_basis", language), width)
    name = basis.title.in_(language)
    if basis.edition and basis.edition not in name:
        name += f"({basis.edition})" if language == "zh" else f" ({basis.edition})"
    said = word("basis", language).format(visible(name))
    as_of = "  " + word("as_of", language).format(visible(basis.as_of)) if basis.as_of else ""
    as_of = clip(as_of, width // 2)
    dataset = visible(basis.dataset_title.in_(language))
    if dataset not in said and cell_len(said) + cell_len(dataset) + cell_len(as_of) + 3 <= width:
        said += " / " + dataset
    return clip(said, width - cell_len(as_of)) + as_of


def _table(report: Report, language: Language, width: int, room: int, *, colour: bool, everything: bool) -> list[str]:
    if not report.findings:
        return []
    findings = sorted(report.findings, key=lambda finding: finding.number)
    room -= 1  # the headings
    most = len(findings) if everything else min(_MOST_FINDINGS, room)
    shown = findings if len(findings) <= most else findings[: most - 1]
    hidden = len(findings) - len(shown)
    room -= len(shown) + bool(hidden)
    grid = _Grid(shown, report, language, width)
    lines = [grid.heading()]
    for finding in shown:
        lines.append(grid.line(finding, colour=colour))
        # Remarks need no doing; errors and warnings get theirs as far as there is room, first ones first.
        if room > 0 and finding.severity is not Severity.INFO:
            lines.append(grid.todo(finding))
            room -= 1
    if hidden:
        lines.append(clip(word("more", language).format(hidden), width))
    return lines


def _columns(report: Report, language: Language, width: int, most: int) -> list[str]:
    """Return what the columns of a file without a standard hold, in at most so many lines.

    Where there is no room for all, those that look like something come first.
    """
    shown: Sequence[Column] = report.columns
    if len(shown) >= most:
        shown = sorted(shown, key=lambda column: not column.follows)[: max(most - 2, 0)]
    keys = ("l_heading", "l_present", "l_missing", "l_distinct", "l_held")
    rows = [tuple(word(key, language) for key in keys)]
    for column in shown:
        label = f"{visible(column.letter)} {visible(column.label)}".rstrip()
        rows.append((label, str(column.present), str(column.missing), distinct(column), held(column, language)))
    counts = [max(cell_len(row[i]) for row in rows) for i in (1, 2, 3)]
    place = min(max(cell_len(row[0]) for row in rows), int(width * _LABEL_SHARE))
    lines = []
    for label, *numbers, said in rows:
        told = [pad(number, size, right=True) for number, size in zip(numbers, counts, strict=True)]
        lines.append(clip(" ".join([pad(clip_middle(label, place), place), *told, "", said]).rstrip(), width))
    hidden = len(report.columns) - len(shown)
    return [*lines, clip(word("l_more", language).format(hidden), width)] if hidden else lines


class _Grid:
    """The widths of the table's columns, from what stands in them and the width of the screen."""

    def __init__(self, findings: Sequence[Finding], report: Report, language: Language, width: int) -> None:
        self.report, self.language, self.width = report, language, width
        names = [severity_word(severity, language) for severity in Severity]
        self.number = max(2, *(len(str(finding.number)) for finding in findings))
        self.severity = max(cell_len(text) for text in [*names, word("h_severity", language)])
        firsts = [_first(finding, language) for finding in findings] + [word("h_first", language)]
        self.first = min(max(*map(cell_len, firsts), 11 if width >= _ROOMY else 0), 16)
        counts = [str(finding.rows) for finding in findings] + [word("h_rows", language)]
        self.rows = max(map(cell_len, counts))
        # On a wide screen the columns are as wide as what they hold, so that a line can be followed by eye.
        places = max(cell_len(place(finding, language, report.columns)) for finding in findings)
        self.place = min(max(int(width * _PLACE_SHARE), 10) - 1, max(places, _LEAST_PLACE))
        used = self.number + self.severity + self.place + self.rows + self.first + 5
        problems = max(cell_len(title(finding, language, report.columns)) for finding in findings)
        self.problem = max(min(width - used, max(problems, _LEAST_PROBLEM)), 8)

    def heading(self) -> str:
        keys = ("h_number", "h_severity", "h_place", "h_problem", "h_rows", "h_first")
        number, severity, where, problem, rows, first = (word(key, self.language) for key in keys)
        return self._join((number, severity, where, problem, rows, first))

    def line(self, finding: Finding, *, colour: bool) -> str:
        said = titles(finding, self.language, self.report.columns)
        # The beginning of a rule's title says more than "contradicts another column".
        last = said[0] if finding.rule.title and finding.code.startswith("REL") else said[-1]
        fitting = next((text for text in said[:-1] if cell_len(text) <= self.problem), last)
        severity = severity_word(finding.severity, self.language)
        where = place(finding, self.language, self.report.columns)
        rows = "-" if finding.unit == "file" and not finding.rows else str(finding.rows)
        first = _first(finding, self.language)
        plain = self._join((str(finding.number), severity, where, fitting, rows, first))
        if not colour:
            return plain
        # Painted last: what is measured and cut holds no escape sequences.
        start = self.number + 1
        stop = start + len(severity)
        return plain[:start] + _paint(plain[start:stop], finding.severity, colour=True) + plain[stop:]

    def todo(self, finding: Finding) -> str:
        indent = " " * (self.number + 8)
        return clip(
            indent + word("todo", self.language).format(todo(finding, self.language, self.report.columns)),
            self.width,
        )

    def _join(self, texts: tuple[str, str, str, str, str, str]) -> str:
        number, severity, where, problem, rows, first = texts
        cells = [
            pad(number, self.number, right=True),
            pad(severity, self.severity),
            pad(clip_middle(where, self.place), self.place),
            pad(clip(problem, self.problem), self.problem),
            pad(rows, self.rows, right=True),
            clip(first, self.first),
        ]
        # Only on a very narrow screen do the least widths not fit.
        return clip(" ".join(cells).rstrip(), self.width)


def _foot(report: Report, language: Language, width: int, *, kept: bool) -> list[str]:
    lines = []
    notes = unchecked(report, language)
    shown = notes if len(notes) <= _MOST_NOTES else notes[: _MOST_NOTES - 1]
    for what, why in shown:
        # The reason holds what can be done about it, so it is kept and the topics are cut.
        said = word("not_checked", language)
        room = width - cell_len(said.format(what="", why=why))
        lines.append(clip(said.format(what=clip(what, max(room, width // 4)), why=why), width))
    if len(shown) < len(notes):
        lines.append(clip(word("not_checked_more", language).format(len(notes) - len(shown)), width))
    files = [line for output in report.outputs[:_MOST_NOTES] for line in _output(output, language, width)]
    if report.findings and report.receipt and kept:
        number = min(finding.number for finding in report.findings)
        details = word("details", language).format(receipt=visible(report.receipt), number=number)
        if files and cell_len(files[-1]) + 3 + cell_len(details) <= width:
            files[-1] += "   " + details
        else:
            files.append(clip(details, width))
    return lines + files


def _output(output: Output, language: Language, width: int) -> list[str]:
    endings = {".xlsx": "workbook", ".xlsm": "workbook", ".json": "instance", ".html": "page"}
    kind = next((kind for end, kind in endings.items() if output.name.lower().endswith(end)), "output")
    kind = "failing" if output.failing is not None else kind
    mark = word("personal", language) if output.personal else ""
    if output.failing is not None:
        mark = word("failing_count", language).format(output.failing.rows) + mark
    label = word(kind, language)
    room = width - cell_len(label.format("")) - cell_len(mark)
    told = [clip(f"  {each}", width) for each in told_of(output, language)]
    return [label.format(clip_middle(visible(output.name), room)) + mark, *told]


def _first(finding: Finding, language: Language) -> str:
    if not finding.first:
        return "-"
    spot = finding.first[0]
    return visible(spot.cell) if spot.cell else word("row", language).format(spot.row)


def _where(finding: Finding, report: Report, language: Language) -> str:
    column = blamed(finding, report.columns)
    stands = place(finding, language, report.columns)
    if column is not None:
        stands = word("column", language).format(letter=visible(column.letter), label=visible(column.label))
    said = word("f_where", language).format(place=stands, first=_first(finding, language))
    others = [visible(spot.cell) if spot.cell else str(spot.row) for spot in finding.first[1:5]]
    return said + (word("f_also", language).format(", ".join(others)) if others else "")


def _how_many(finding: Finding, language: Language) -> str:
    if finding.unit == "file":
        return word("f_many_file", language)
    key = "f_many" if finding.unit == "cell" else "f_many_rows"
    return word(key, language).format(rows=finding.rows, cells=finding.cells, evaluated=finding.evaluated)


def _paint(text: str, what: str, *, colour: bool) -> str:
    return Style.parse(_STYLES[what]).render(text, color_system=ColorSystem.STANDARD) if colour else text
