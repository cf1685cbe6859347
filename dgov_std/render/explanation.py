"""The page of a code: what it means, why it matters, an example of it and its correction, where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dgov_std.render.catalogue import catalogue
from dgov_std.render.markdown_text import escaped, fenced
from dgov_std.render.shown import SHOWN, Shown
from dgov_std.render.terminal import NARROWEST, pad, width_of, wrap
from dgov_std.render.wording import clause, dimension_word, severity_word, topic, unit_word, word
from dgov_std.report.codes import CODES
from dgov_std.report.values import Rule, Severity
from dgov_std.report.visible import visible
from dgov_std.text import Language

# Format -> "module:function" of (page, width) -> text.
EXPLANATIONS: dict[str, str] = {
    "terminal": "dgov_std.render.explanation:terminal",
    "markdown": "dgov_std.render.explanation:markdown",
}
MOST_ORIGINS = 8
# What the program looks at of its own accord, whatever the standard says.
_OF_THE_TOOL = ("STR", "TYP9")


@dataclass(frozen=True, slots=True)
class Origin:
    """A rule of a shipped standard whose breach has the code."""

    rule: Rule
    severity: Severity


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a code in one language, as (label, paragraphs) pairs; `lines` are shown as they stand."""

    code: str
    topic: str
    meaning: str
    why: str
    correct: str
    failing: tuple[str, str]
    passing: tuple[str, str]
    counted: str
    origins: tuple[str, ...]
    language: Language


def page(code: str, origins: Sequence[Origin], language: Language) -> Page:
    """Return the page of a code; `origins` are the rules of the shipped standards with that code."""
    words = catalogue(language)
    shown: Shown = SHOWN[code]
    kind = word(f"x_kind_{shown.kind}", language)
    known = CODES[code]
    counted = word("x_counted", language).format(
        dimension=dimension_word(known.dimension, language), unit=unit_word(known.unit, language)
    )
    return Page(
        code=code,
        topic=topic(code, language),
        meaning=words.MEANINGS[code],
        why=words.PHRASES[code].why,
        correct=words.PHRASES[code].todos[-1],
        failing=(word("x_failing", language).format(kind), shown.failing),
        passing=(word("x_passing", language).format(kind), shown.passing),
        counted=counted,
        origins=_origins(code, origins, language),
        language=language,
    )


def terminal(found: Page, width: int) -> str:
    """Return the page for a screen of `width` cells: labels on the left, text beside them."""
    width = max(width, NARROWEST)
    rows = list(_rows(found))
    margin = max(width_of(label) for label, _ in rows) + 2
    lines = [f"{found.code}  {found.topic}", ""]
    for label, texts in rows:
        indented = [part.strip() if i else part for text in texts for i, part in enumerate(wrap(text, width - margin))]
        lines += [pad(label if i == 0 else "", margin) + text for i, text in enumerate(indented)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def markdown(found: Page, width: int = 0) -> str:
    """Return the page as Markdown, its heading included; `width` is of no use here."""
    said = [f"# {found.code} {escaped(found.topic)}\n", f"{escaped(found.meaning)}\n"]
    said += [f"**{label}** {escaped(text)}\n" for label, text in _sentences(found)]
    for label, text in (found.failing, found.passing):
        said.append(f"**{label}**\n\n{fenced(text)}")
    said.append(f"**{_say(found, 'x_origin')}**\n\n" + "".join(f"- {escaped(line)}\n" for line in found.origins))
    return "\n".join(said)


def index(language: Language, width: int = 80) -> str:
    """Return all codes by family, each with what it looks at."""
    lines = wrap(word("x_index", language), max(width, NARROWEST))
    for family, codes in groupby(CODES, key=lambda code: code[:3]):
        lines += ["", f"{family}  {word(f'x_family_{family}', language)}"]
        lines += [f"  {code}  {topic(code, language)}" for code in codes]
    return "\n".join(lines) + "\n"


def index_markdown(language: Language) -> str:
    """Return the same list as Markdown."""
    lines = [f"# {escaped(word('x_index', language))}"]
    for family, codes in groupby(CODES, key=lambda code: code[:3]):
        lines += ["", f"## {family} {escaped(word(f'x_family_{family}', language))}", ""]
        lines += [f"- {code} {escaped(topic(code, language))}" for code in codes]
    return "\n".join(lines) + "\n"


def _rows(found: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield _say(found, "x_meaning"), (found.meaning,)
    yield _say(found, "x_why"), (found.why,)
    for label, text in (found.failing, found.passing):
        yield label, tuple(visible(line) for line in text.split("\n"))
    yield from ((label, (text,)) for label, text in _sentences(found) if label != _say(found, "x_why"))
    yield _say(found, "x_origin"), found.origins


def _sentences(found: Page) -> tuple[tuple[str, str], ...]:
    return (
        (_say(found, "x_why"), found.why),
        (_say(found, "x_correct"), found.correct),
        (_say(found, "x_quality"), found.counted),
    )


def _origins(code: str, origins: Sequence[Origin], language: Language) -> tuple[str, ...]:
    if not origins:
        ours = code.startswith(_OF_THE_TOOL)
        return (word("x_tool" if ours else "x_no_origin", language),)
    said = list(dict.fromkeys(_origin(origin, language) for origin in origins))
    if len(said) > MOST_ORIGINS:
        said = [*said[:MOST_ORIGINS], word("x_more", language).format(len(said) - MOST_ORIGINS)]
    return tuple(said)


def _origin(origin: Origin, language: Language) -> str:
    source = clause(origin.rule, language)
    return word("x_rule", language).format(source=source, severity=severity_word(origin.severity, language))


def _say(found: Page, key: str) -> str:
    return word(key, found.language)
