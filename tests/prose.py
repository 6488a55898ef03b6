"""The prose of the project: docstrings, comments, messages and Markdown, and the rules that it is held to."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RULES = {
    r"\b(?:is|are) none (?:that|of)\b|\bwhich (?:is|are) none\b|\bif it is none\b": "say 'unknown', 'not' or 'no'",
    r"\bwhom it means\b|\bwhom it is\b": "name the person or thing",
    r"\bso many\b(?! that)": "say 'N', or name the number",
    r"\bdrawn by lot\b": "random",
    r"\bfault of ours\b": "internal error",
    r"^(?:Tells whether|Returns what|Returns whether|Whether) ": "the result itself: 'True if …'",
    r"\b[Ii]t is (?:the|a|this|that|these|those) [^.,;:]{1,40} (?:that|which|who)\b": "begin with the subject",
    r"(?<![.\w])(?:very|simply|basically|obviously|of course|just)\b(?! (?:this|that|the|as|short|before|behind|now))"
    r"(?![^\s\"'”’]*[\"'”’])": "leave it out",
    r"\butili[sz]e|\bin order to\b|\bplease note\b|\bnote that\b": "the short word, or nothing",
}
"""A pattern, and what to write instead."""

LONGEST_SENTENCE = 50
"""Words in a sentence of the docs."""

_FENCE = re.compile(r"```.*?```|^ {4}[^\n]*$|<!--.*?-->|<picture>.*?</picture>", re.DOTALL | re.MULTILINE)
_QUOTED = re.compile(r'"[^"\n]{1,120}"|“[^”\n]{1,200}”|`[^`\n]*`')


_SPOKEN = re.compile(r"(?:Error|Input|Output|Unavailable|Exceeded|Miss|Failed|Fault|say)$")
"""Names of what takes a message."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string of a source, with its line."""

    value: str
    lineno: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of prose: where it stands and what it says, quotations and code left out."""

    place: str
    text: str


def of_source(path: Path) -> Iterator[Piece]:
    """The docstrings, comments and messages of a Python file."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        for text in _said(node):
            for paragraph in re.split(r"\n\s*\n|\n(?= +\w+: )", text.value):
                yield Piece(f"{path}:{text.lineno}", _bare(paragraph))
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Piece(f"{path}:{token.start[0]}", _bare(token.string.lstrip("# ")))


def _said(node: ast.AST) -> Iterator[Text]:
    """The strings of a node that people read: a docstring, a message of an error, a help text."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        heard: list[ast.AST] = [node.value]
    elif isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        heard = [
            *(node.args if _SPOKEN.search(name) else ()),
            *(word.value for word in node.keywords if word.arg == "help"),
        ]
    else:
        heard = []
    for part in (inner for one in heard for inner in ast.walk(one)):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield Text(part.value, part.lineno)


def of_markdown(path: Path) -> Iterator[Piece]:
    """The paragraphs, list items and table cells of a Markdown file; code and pictures are left out."""
    text = _FENCE.sub(lambda fenced: "\n" * fenced[0].count("\n"), path.read_text(encoding="utf-8"))
    line = 1
    for part in re.split(r"(\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.) )|\|)", text):
        if part.strip() and part != "|":
            yield Piece(f"{path}:{line}", _bare(part))
        line += part.count("\n")


def _bare(text: str) -> str:
    return " ".join(_QUOTED.sub("…", text).split())


def findings(piece: Piece) -> Iterator[str]:
    """What a piece says that the rules are against."""
    for pattern, instead in RULES.items():
        if found := re.search(pattern, piece.text):
            yield f"{piece.place}: {found[0]!r}: {instead}"


def long_sentences(piece: Piece) -> Iterator[str]:
    """Sentences that are too long to be read once."""
    for sentence in re.split(r"(?<=[.!?;:])\s+", piece.text):
        if (words := len(sentence.split())) > LONGEST_SENTENCE:
            yield f"{piece.place}: {words} words: {sentence[:60]}…"
