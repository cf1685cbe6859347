"""The English wording of every code."""

from __future__ import annotations

from dgov_std.render.phrases import Phrases
from dgov_std.render.phrases_causes_en import CAUSES
from dgov_std.render.phrases_form_en import FORM
from dgov_std.render.relations_en import RELATION, RELATIONS, REQUIRED

P = Phrases
_HEADER = "columns are recognised by their labels"
_DAMAGE = "a missing or extra cell shifts all that follow"
_IDENTIFIER = "one wrong character names somebody else, or nobody"
_CODES = "data of several offices add up only with the same codes"
_FORM = "what is written in many ways can be neither read nor compared"
_META = "the catalogue is searched and judged by its descriptions"
_DOCUMENT = "Fill it in again from the original document"

PHRASES: dict[str, Phrases] = {
    **FORM,
    "STR101": P(
        "required columns",
        ('column "{missing}" is missing', "a required column is missing"),
        (
            'Add the column "{missing}"; if it is "{nearest}", rename that',
            'Add the column "{missing}"',
            "Add it",
        ),
        REQUIRED,
    ),
    "STR102": P(
        "optional columns",
        (
            "none of these {total} optional columns: {labels}",
            "{total} optional columns are missing",
            'no column "{missing}"',
            "an optional column is missing",
        ),
        (
            "Add those of the {total} columns for which there are data",
            'Add the column "{missing}" if there is such data',
            "Add it if there is such data",
        ),
        "not required, but the data would be more complete",
    ),
    "STR103": P(
        "extra columns",
        (
            "{total} columns that the standard does not know: {labels}",
            "{total} columns not in the standard",
            'unknown; perhaps "{nearest}"?',
            "not in the standard",
        ),
        (
            "Check the labels of these {total} columns; remove what is not asked for",
            'If it is the same, rename it "{nearest}"; if not, remove it',
            "Check the label; remove what is not asked for",
        ),
        _HEADER,
    ),
    "STR104": P(
        "repeated labels",
        ("the same label as column {other}", "the same label twice"),
        ("Rename or remove one of them",),
        _HEADER,
    ),
    "STR105": P(
        "empty labels",
        ("columns without a label ({total}): {labels}", "the column has no label"),
        ("Give it a label, or remove it if it is empty",),
        _HEADER,
    ),
    "STR106": P(
        "spelling of labels",
        (
            'blanks around the label "{trimmed}"',
            'spelt otherwise, taken as "{expected}"',
            "label spelt otherwise",
        ),
        (
            'Remove the blanks, leave "{trimmed}"',
            'Rename the column "{expected}"',
            "Spell the label as the standard does",
        ),
        _HEADER,
    ),
    "STR107": P(
        "columns not allowed",
        ("the column is filled, but not allowed here", "not allowed"),
        ("Remove the column, or correct its label",),
        "the schema names every column a row may have",
    ),
    "STR108": P(
        "whether the file is of the standard asked for",
        (
            'looks like "{dataset}" of {standard}, not like the standard asked for',
            'looks like "{dataset}", not like the standard asked for',
            'looks like "{dataset}"',
            "looks like another standard",
        ),
        (
            "Check it again with --standard {standard}; if the wrong file was sent, send the right one",
            "Check it again with another standard, or send the right file",
        ),
        "checked against a standard it does not follow, every cell would be wrong",
    ),
    "STR201": P(
        "cells in a row",
        (
            "cells divided by {divided} here, by {usual} in the other rows",
            "more or fewer cells than labels",
            "wrong number of cells",
        ),
        (
            "Use {usual} instead of {divided}, as in the other rows",
            "Look for a missing or extra separator, or export the file again",
        ),
        _DAMAGE,
    ),
    "STR202": P(
        "unreadable bytes",
        (
            "text in {reads} in rows {rows}, unlike the rest of the file",
            "text in {reads} in rows {rows}",
            "bytes that are no characters ({bytes})",
            "bytes that are no characters",
            "unreadable bytes",
        ),
        (
            "Save rows {rows} alone as a file in {reads}, turn that into UTF-8 and put them back",
            "Export the file again, in UTF-8",
        ),
        "garbled text cannot be turned back",
    ),
    "STR203": P(
        "quotes",
        (
            "a quote is never closed: it begins with {opener} and ends with {closer}",
            "a quote is never closed",
            "unclosed quote",
        ),
        ("Put {opener} in place of the closing {closer}", "Close the quote, or export the file again"),
        _DAMAGE,
    ),
    "STR204": P(
        "blank rows",
        ("blank rows among the data", "blank rows"),
        ("Delete the blank rows",),
        "some programs stop there",
    ),
    "STR205": P(
        "formulas",
        ("formula without a saved result", "formula, no result"),
        ("Open, recalculate and save it; or paste it as values",),
        "a formula without a result reads as empty",
    ),
    "STR206": P(
        "spreadsheet errors",
        ("spreadsheet error {value}", "a spreadsheet error value"),
        ("Correct the formula, or fill in the right value",),
        "an error value is no data",
    ),
    "STR301": P(
        "text encoding",
        (
            "the text is not UTF-8; guessed from its characters: {guess}",
            "the text is {found}, not UTF-8",
            "the text is not UTF-8",
        ),
        (
            'If the text looks wrong, name the encoding when checking (--encoding, not {guess}); best save it as "CSV UTF-8"',
            'Save it as "CSV UTF-8"; it was checked all the same',
        ),
        "on another computer the text turns to rubbish",
    ),
    "STR302": P(
        "form of the text file",
        ("written in an unusual way: {written}", "written in an unusual way"),
        ('Save it as "CSV UTF-8" with commas; it was read and checked as it is',),
        "some programs cannot tell the columns apart",
    ),
    "NAM101": P(
        "naming of columns",
        ("against the naming rules",),
        (
            'Rename the column "{expected}"',
            "End the name with one of these words: {terms}",
            "Rename it by the naming rules (no spaces or special signs)",
        ),
        "one name for one thing",
    ),
    "NAM102": P(
        "length of labels",
        ("label too long, at most {limit} {unit}", "label too long"),
        ("Shorten the label to {limit} {unit}", "Shorten the label"),
        "some systems cut long labels",
    ),
    "NAM201": P(
        "naming of files",
        (
            "the name of the file is against the naming rules",
            "name against the rules",
        ),
        ('Rename the file "{expected}"', "Rename the file by the naming rules"),
        "files are filed and recognised by their names",
    ),
    "DES101": P(
        "metadata",
        ('metadata "{rule}" is missing', "metadata is missing"),
        ('Fill in "{rule}"', "Fill in the missing metadata"),
        _META,
    ),
    "DES102": P(
        "metadata",
        ('metadata "{rule}" is wrong: {value}', 'metadata "{rule}" is wrong', "metadata with a wrong value"),
        ("Change it to one of: {values}", 'Change it to "{expected}"', "Correct it by the standard"),
        _META,
    ),
    "DES103": P(
        "update cycles",
        ('not updated within "{other}"', "not updated within its cycle"),
        ("Update the data; if that was done, correct the date",),
        "data that are out of date mislead whoever uses them",
    ),
    "IDN101": P(
        "length and characters of identifiers",
        (
            "{scheme}: wrong length or characters",
            "wrong length or characters",
        ),
        (
            "{fix}",
            "Fill in from the original document, without spaces: {scheme}",
            _DOCUMENT,
        ),
        _IDENTIFIER,
    ),
    "IDN102": P(
        "parts of identifiers",
        ("{span} ({segment}): impossible", "impossible {segment}", "a part is impossible"),
        ("{fix}", "Compare {span} with the original document", _DOCUMENT),
        _IDENTIFIER,
    ),
    "IDN103": P(
        "parts of identifiers",
        ("{span} ({segment}): unknown", "unknown {segment}", "a part is unknown"),
        ("{fix}", "Compare {span} with the original document", _DOCUMENT),
        _IDENTIFIER,
    ),
    "IDN104": P(
        "dates in identifiers",
        ("{span} ({segment}): no such date", "{segment}: no such date", "holds no true date"),
        ("{fix}", "Compare {span} with the original document", _DOCUMENT),
        _IDENTIFIER,
    ),
    "IDN105": P(
        "parts of identifiers",
        ("{span} ({segment}): abolished before", "{segment} abolished before", "a part was abolished before"),
        ("{fix}", "Compare {span} with the original document", _DOCUMENT),
        _IDENTIFIER,
    ),
    "IDN201": P(
        "check characters",
        (
            "check character wrong ({slip_wrong} for {slip_right}?)",
            "{scheme}: check character wrong",
            "check character wrong",
        ),
        ("{fix}", "Compare with the original: one wrong, or two swapped"),
        _IDENTIFIER,
    ),
    "IDN202": P(
        "check characters of nested identifiers",
        (
            "check character of {segment} wrong",
            "{scheme} in it: check character wrong",
            "nested check character wrong",
        ),
        (
            "{fix}",
            "Compare the part with the original document: {scheme}",
            _DOCUMENT,
        ),
        _IDENTIFIER,
    ),
    "IDN203": P(
        "kinds of identifiers",
        (
            "none of these: {forms}",
            "not of this scheme: {scheme}",
            "no accepted identifier",
        ),
        (
            "{fix}",
            "Fill in one of these from the original document: {forms}",
            _DOCUMENT,
        ),
        _IDENTIFIER,
    ),
    "COD101": P(
        "code lists",
        (
            'label "{label}"{etc} where a code belongs',
            '"{value}"{etc} is not one of {size}',
            '"{value}"{etc} is not in the list',
            "not one of the {size} values",
            "not in the list",
        ),
        (
            "{fix}",
            "Change it to one of: {values}",
            'Change it to one of "{list}"',
            "Change it to one of the list",
        ),
        _CODES,
    ),
    "COD102": P(
        "validity of codes",
        ('code "{value}"{etc} was not valid then', "the code was not valid then"),
        ("{fix}", 'Use the code valid at that time (see "{list}")', "Use the code valid at that time"),
        "codes come and go; the list of that day counts",
    ),
    "COD103": P(
        "level of codes",
        ('"{value}"{etc} is a group, use a leaf', "a group code, use a leaf"),
        ("{fix}", 'Use the finest code below it (see "{list}")', "Use the finest code below it"),
        "a group alone cannot be counted by kind",
    ),
    "COD104": P(
        "code lists (perhaps incomplete)",
        (
            '"{value}"{etc} not in the list ({known_until})',
            '"{value}"{etc} not in the list ({lacking})',
            "not in the list (of {known_until})",
            "not in the list ({lacking})",
            "not in our list",
        ),
        ("{fix}", "Leave it if the code is new, correct it if it is wrong"),
        "our list may not be the latest, so this only asks",
    ),
    "COD105": P(
        "codes beside the standard",
        (
            '"{value}"{etc} is of "{list}", not of the standard',
            'a code of "{list}", not of the standard',
            "not of the standard",
        ),
        ("{fix}", "Use a code of the standard, or say why this one is needed"),
        "other systems do not know it",
    ),
    "TYP101": P(
        "required values",
        ("required, but empty",),
        ("Fill it in; if there is none, do as the standard says",),
        REQUIRED,
    ),
    "TYP201": P(
        "dates",
        (
            '"{value}"{etc}: no such date, or written otherwise',
            "no such date, or written otherwise",
        ),
        (
            "{fix}",
            "Write the date like {sample}",
            "Write a true date, like 2026-01-31",
        ),
        _FORM,
    ),
    "TYP202": P(
        "numbers",
        ('"{value}"{etc} is no number', "no number"),
        ("{fix}", "Write digits only, without unit, comma or words"),
        _FORM,
    ),
    "TYP203": P(
        "number of digits",
        (
            "too many digits, at most {digits}",
            "too many digits",
        ),
        (
            "{fix}",
            "Write at most {digits}; check the unit of measure",
            "Write fewer digits; check the unit",
        ),
        "digits beyond that are cut off",
    ),
    "TYP204": P(
        "ranges",
        (
            '"{value}"{etc} is out of range, should be {bound}',
            "out of range, should be {bound}",
            "out of range",
        ),
        (
            "{fix}",
            "Check value and unit: it should be {bound}",
            "Check value and unit",
        ),
        "mostly a wrong unit or a digit too many",
    ),
    "TYP205": P(
        "written forms",
        (
            '"{value}"{etc} is wrongly written, should be {forms}',
            '"{value}"{etc} is wrongly written',
            "wrongly written",
        ),
        (
            "{fix}",
            "Write it as: {forms}",
            "Write it as the standard says",
        ),
        _FORM,
    ),
    "TYP206": P(
        "lengths",
        ("too long, at most {limit} {unit}", "too long"),
        ("{fix}", "Shorten it to {limit} {unit}", "Shorten it to the length allowed"),
        "what is too long gets cut off",
    ),
    "TYP207": P(
        "lengths",
        ("too short, at least {limit} {unit}", "too short"),
        ("{fix}", "Write it in full, at least {limit} {unit}", "Write it in full"),
        "mostly something is left out",
    ),
    "TYP208": P(
        "types",
        ('"{value}"{etc} is of the wrong type', "of the wrong type"),
        ("{fix}", "Write it as: {forms}", "Write it as the standard says"),
        _FORM,
    ),
    "TYP209": P(
        "multiples",
        ('"{value}"{etc} is no multiple of {limit}', "no multiple of {limit}", "no multiple"),
        ("{fix}", "Write a multiple of {limit}", "Check value and unit"),
        "the unit is fixed",
    ),
    "TYP211": P(
        "combined conditions",
        ('"{value}"{etc} is against the conditions of the column', "against the conditions of the column"),
        ("{fix}", "Compare it with what the schema asks of the column"),
        _FORM,
    ),
    "TYP210": P(
        "formats",
        ('"{value}"{etc}: no {forms}', "no {forms}", "not of the format asked for"),
        ("{fix}", "Fill in a complete {forms}, without spaces", "Write it in the format asked for"),
        _FORM,
    ),
    "TYP212": P(
        "field types",
        ('"{value}"{etc} is not {forms}', "not {forms}", "not of the field's type"),
        ("{fix}", "Write {forms}", "Write it as the schema says"),
        _FORM,
    ),
    "TYP901": P(
        "spreadsheet damage",
        ("spreadsheet damage, {damage}", "spreadsheet damage"),
        ("Beyond repair: set the column to text and export it again",),
        "spreadsheets keep 15 digits of a long number; the rest is lost for good",
    ),
    "TYP902": P(
        "full-width characters",
        ('"{value}"{etc} is full-width', "full-width characters"),
        ("{fix}", "Type it again in half-width characters"),
        "to a program a full-width 1 is another sign",
    ),
    **CAUSES,
    "KEY101": P(
        "duplicates",
        (
            '"{columns}" repeated, groups: {groups}',
            '"{columns}" repeated',
            "must be unique, but repeats",
        ),
        ("Keep one row of each group, or correct the wrong one",),
        "what is reported twice counts twice",
    ),
    "KEY102": P(
        "equal rows",
        ("wholly equal to another row", "equal rows"),
        ("Delete the copies, keep one row",),
        "what is reported twice counts twice",
    ),
    "KEY201": P(
        "references",
        (
            '"{columns}" not in {table}, keys: {groups}',
            '"{columns}" refers to what is not there, keys: {groups}',
            "refers to what is not there",
        ),
        (
            'Correct the value, or have it added to "{table}"',
            "Correct the value, or add the row it refers to",
        ),
        "what it refers to cannot be found, so the two cannot be joined",
    ),
    "KEY202": P(
        "conditions on groups of rows",
        (
            '"{columns}" with several "{one}", groups: {groups}',
            '"{columns}" with over {values} "{distinct}", groups: {groups}',
            '"{columns}" in over {at_most} rows, groups: {groups}',
            "too many rows or values of one key",
        ),
        (
            'Look at the rows of one group together and give them one "{one}"',
            "Look at the rows of one group together; correct or delete the wrong ones",
        ),
        RELATION,
    ),
    "KEY203": P(
        "number of rows",
        (
            "rows: {rows}, at least {minimum} wanted",
            "rows: {rows}, at most {maximum} allowed",
            "wrong number of rows",
        ),
        ("Look for missing or surplus rows; if need be export the whole table again",),
        "a file cut short, or one too long, is not the whole of what was asked for",
    ),
    **RELATIONS,
    "CLS101": P(
        "data levels",
        ('level "{found}" above "{expected}"', "graded too high"),
        ("Do not release it so: remove the column or change the release",),
        "data of a high level must not be public",
    ),
    "CLS102": P(
        "sensitive personal information",
        ("to be opened, yet sensitive: {labels}", "to be opened, yet sensitive"),
        ("Do not release it so: remove or mask these columns, or change the release",),
        "what is public stays public; what is sensitive is told by the list in force at the reference date",
    ),
    "SEC101": P(
        "personal information",
        ("personal information ({scheme})", "personal information"),
        ("Remove or mask it before sending",),
        "this column should hold none, and what is public stays public",
    ),
}

# Said of a code that only a later version knows.
UNKNOWN = P(
    "unknown code",
    ("unknown code (program too old): {rule}", "unknown code (program too old)"),
    ("Look at the report with a newer dgov-std",),
    "only a newer version can say what it is about",
)
