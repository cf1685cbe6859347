"""The English wording of the codes of causes."""

from __future__ import annotations

from dgov_std.render.phrases import Phrases

P = Phrases
_IDENTIFIER = "one wrong character names somebody else, or nobody"
_CODES = "data of several offices add up only with the same codes"
_FORM = "what is written in many ways can be neither read nor compared"

CAUSES: dict[str, Phrases] = {
    "TYP903": P(
        "leading zeros",
        ('"{value}"{etc} lost its leading zeros', "leading zeros are lost"),
        ("{fix}", "Set the column to text and put the zeros back"),
        "a code stored as a number loses its zeros and is another code",
    ),
    "TYP904": P(
        "numbers of days",
        ('"{value}"{etc} is how a spreadsheet stores a date', "dates became numbers"),
        ("{fix}", "Format the column as dates and export it again"),
        "spreadsheets count days; nobody else can tell which day it is",
    ),
    "TYP905": P(
        "invisible characters",
        (
            "unseen characters: {marks}; {failing} {failing:cell breaks|cells break} a rule for it",
            "unseen characters: {marks}",
            "unseen characters in labels: {labels}",
            "unseen characters; {failing} {failing:cell breaks|cells break} a rule",
            "unseen: {points}",
            "unseen characters",
        ),
        ("{fix}", "Remove these characters, and blanks at the edges"),
        "nobody sees them, but to a program it is another text: nothing is found, matched or added up",
    ),
    "TYP906": P(
        "garbled text",
        (
            "garbled text: {marks}; {failing} {failing:cell breaks|cells break} a rule for it",
            "garbled text: {marks}",
            "garbled labels: {labels}",
            "garbled text",
        ),
        ("{fix}", "What cannot be restored: export it again, as UTF-8"),
        "what is garbled neither people nor programs can read",
    ),
    "TYP907": P(
        "letters for digits",
        ('"{value}"{etc} has letters that look like digits', "letters in place of digits (O and 0, I and 1)"),
        ("{fix}", "Type 0 for the letter O, 1 for the letters I and l"),
        _IDENTIFIER,
    ),
    "TYP908": P(
        "labels and codes",
        ('"{value}"{etc} is a label; its code belongs here', "labels in place of codes"),
        ("{fix}", "Type the code of the label"),
        _CODES,
    ),
    "TYP909": P(
        "words for nothing",
        ('"{value}"{etc} stands for nothing and is no value', "words that stand for nothing"),
        ("Empty these cells; where a value is required, type it",),
        "only an empty cell is missing; any other word counts as a value",
    ),
    "TYP910": P(
        "units and separators",
        ("numbers with {met}", "numbers with a unit or separators"),
        ("{fix}", "Only the number: no separators, and no unit once it is in that of the standard"),
        _FORM,
    ),
    "TYP911": P(
        "how dates are written",
        ("dates written like {met}", "dates in another form than asked for"),
        ("{fix}", "Write all of them like {sample}", "Write all of them as asked for, like 2026-01-31"),
        _FORM,
    ),
    "TYP912": P(
        "filled-down series",
        ('"{value}"{etc} filled down, one more in each row', "filled down, one more in each row"),
        ("Beyond repair: export this column again",),
        "dragging counts the last digits up; such numbers belong to nobody",
    ),
    "TYP913": P(
        "codes stored as numbers",
        ('the code "{value}"{etc} is stored as a number', "codes stored as numbers"),
        ("{fix}", "Set the column to text and export it again"),
        "a number keeps neither leading zeros nor how it was written",
    ),
    "TYP914": P(
        "leading apostrophes",
        ('"{value}"{etc} begins with an apostrophe', "an apostrophe in front"),
        ("{fix}", "Remove the apostrophe in front"),
        "it tells a spreadsheet to store text; it is no part of the value",
    ),
    "TYP915": P(
        "upper and lower case",
        ('"{value}"{etc} is in the wrong case', "upper or lower case is wrong"),
        ("{fix}", "Write the letters in the case asked for"),
        "to a program x and X are two letters",
    ),
}
