"""Text from files: decoding, characters that are refused, and what is wrong where text is not YAML."""

from __future__ import annotations

import re

import yaml

from solver.errors import Mark, refuse

#: Controls, and marks that turn the direction of text round; line ends and tabs are fine.
STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

#: With these a spreadsheet takes a text for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: What libyaml says, and what a coach is told; the first that is found counts.
_SAID = {
    "found unexpected end of stream": "the quote that opens here is never closed",
    "found unknown escape character": "a '\\' that means nothing here; put such a text in single quotes",
    "did not find expected <document start>": "a second document; expected one per file",
    "mapping values are not allowed": "a second ': ' where text goes on; put such a text in quotes,"
    " or mend the indentation",
    "did not find expected ',' or '}'": "expected ',' or '}': is the '{' of line {line} closed?",
    "did not find expected ',' or ']'": "expected ',' or ']': is the '[' of line {line} closed?",
    "could not find expected ':'": "expected 'word: value'; is the ':' (with a blank after it) missing?",
    "did not find expected key": "expected a word in the same column as those above; mend the indentation",
    "did not find expected '-' indicator": "expected '- ' as above; mend the indentation",
    "block sequence entries are not allowed": "a list ('- ') may not begin here; put it on a line of its own",
}


def decoded(raw: bytes, file: str, strict: bool = True) -> str:
    """The text of a file.

    Parameters
    ----------
    strict
        Whether all is refused for one character; else whoever takes it apart looks for `STEERING` in it.

    Raises
    ------
    InputError
        With the place where it is not UTF-8, or where a character would steer a terminal.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("saved as UTF-16; save it as UTF-8", Mark(file, 1, 1))
    if not strict:
        return raw.decode("utf-8-sig", "surrogateescape")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mark = _mark(raw[: error.start].decode("utf-8-sig", "replace"), file)
        raise refuse("not text in UTF-8; save the file as UTF-8", mark) from None
    if found := STEERING.search(text):
        raise refuse(unshown(found), _mark(text[: found.start()], file))
    return text


def _mark(before: str, file: str) -> Mark:
    return Mark(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def unshown(found: re.Match[str]) -> str:
    """What is said of a character that steers."""
    code = ord(found[0])
    # a byte that is no text, as `decoded` leaves it
    if 0xDC80 <= code <= 0xDCFF:
        return f"the byte 0x{code - 0xDC00:02X} is no text in UTF-8; is the file saved as UTF-8?"
    return f"the character U+{code:04X} cannot be shown; take it out"


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[yaml.Mark | None, str]:
    """Where text stops being YAML, and why, in a coach's words."""
    said = " ".join(f"{error.context or ''} {error.problem or ''}".split())
    at, opened = error.problem_mark or error.context_mark, error.context_mark
    if at and "cannot start any token" in said:
        character = text.split("\n")[at.line][at.column : at.column + 1]
        if character == "\t":
            return at, "a tab; indent with blanks"
        return at, f"text that begins with {character!r} needs quotes"
    for part, words in _SAID.items():
        if part in said:
            if "opens here" in words:
                at = opened or at
            return at, words.replace("{line}", str(opened.line + 1 if opened else 1))
    return at, f"not YAML: {said}"
