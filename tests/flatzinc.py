"""What a FlatZinc text says of an assignment, read word by word: written apart from what writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIABLE = re.compile(r"var (?:(-?\d+)\.\.(-?\d+)|bool): (\w+)(?: :: output_var)?;")
CONSTRAINT = re.compile(r"constraint (\w+)\((.*)\);")
LIST = re.compile(r"\[(.*?)\]")


def holds(text: str, values: Mapping[str, int]) -> bool:
    """Whether an assignment of the whole numbers can be completed to one that keeps every line.

    Truth values are worked out from the lines that define them.
    """
    known = dict(values)
    clauses = []
    for line in text.splitlines():
        statement = line.partition("%")[0].strip()
        if variable := VARIABLE.fullmatch(statement):
            low, high, name = variable.groups()
            if low is not None and not int(low) <= known[name] <= int(high):
                return False
        elif constraint := CONSTRAINT.fullmatch(statement):
            word, rest = constraint.groups()
            if word == "bool2int":
                truth, number = rest.split(", ")
                known[truth] = known[number]
            elif word == "bool_clause":
                clauses.append([names(each) for each in LIST.findall(rest)])
            else:
                coefficients, variables = (names(each) for each in LIST.findall(rest))
                side, *truths = rest.rpartition("], ")[2].split(", ")
                total = sum(int(c) * known[v] for c, v in zip(coefficients, variables, strict=True))
                if word == "int_lin_le_reif":
                    known[truths[0]] = int(total <= int(side))
                elif not {"int_lin_le": total <= int(side), "int_lin_eq": total == int(side)}[word]:
                    return False
        else:
            assert not statement or statement.startswith("solve minimize "), statement
    return all(any(known[v] for v in pos) or not all(known[v] for v in neg) for pos, neg in clauses)


def names(text: str) -> list[str]:
    """The parts of a list."""
    return [each for each in text.split(", ") if each]
