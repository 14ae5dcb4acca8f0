"""CSV, for claims alone: one a row, the keys of a claim as columns; strict, and lossless.

Parts of a key have columns of their own (`scope.to`, `event.kind`, `source.anonymous`); lists are separated by `|`, a `|`
in a name doubled. An answer that plainly is a number is one, words that look like one stand in double quotes, and forms
are JSON. A cell that a spreadsheet would take for a formula is guarded by an apostrophe, which reading takes away.

>>> record, = csv_records("source,event,aspect,answer,scope.to\\nTASS,exchange,returned,at least 7,Ukraine\\n")
>>> record.values["answer"], record.values["scope"]
('at least 7', {'to': 'Ukraine'})
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from json import JSONDecodeError
from typing import Any, Final

from claimcheck.errors import BadInput, Problem, UnreadableWords, closest, shown
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.formats.json_file import NotPlainError, decode
from claimcheck.formats.records import ANONYMOUS, CLAIM, EVENT, FREE_TABLE, Key
from claimcheck.formats.scalars import as_flag, as_number, json_text, plain_number
from claimcheck.formats.spelling import Spelling, Spelt

__all__ = ["LONGEST_CELL", "cell_of_list", "columns_of", "csv_records", "csv_text", "record_of_row"]

LONGEST_CELL = 1_000_000
"""Characters in one cell; a longer one is refused."""

_GUARDED: Final = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_UNQUOTED: Final = re.compile('[^",\r\n]*')
_LINE_END: Final = re.compile("\r\n|\r|\n")
_LISTS: Final = ("names", "refs", "path", "dates", "span", "speakers")

Setter = Callable[[dict[str, Any], str], None]


def csv_records(text: str) -> Iterator[Record | Unusable]:
    """The claims of a CSV; a row that can't be read as `Unusable`. Rows without anything are passed over.

    Raises `RefusedError` for quotes that do not match, an unknown or repeated column, and a cell beyond `LONGEST_CELL`.
    """
    rows = _rows(text)
    line, header = next(rows, (1, []))
    columns = columns_of([_unguarded(cell) for cell in header], line)
    number = 0
    for line, cells in rows:
        if not any(cells):
            continue
        number += 1
        if len(cells) != len(columns):
            found = f"{len(cells)} cells"
            mend = "put a cell with a comma in double quotes" if len(cells) > len(columns) else ""
            yield Unusable(
                Problem(f"claim {number}", found, f"{len(columns)}, as in the first row", mend, line=line)
            )
        else:
            yield record_of_row(columns, cells, number, line)


def record_of_row(
    columns: list[tuple[str, Setter]], cells: list[str], number: int, line: int
) -> Record | Unusable:
    """The claim of one row, an empty cell being none; `Unusable` where a cell can't be read."""
    values: dict[str, Any] = {}
    for (name, put), cell in zip(columns, cells, strict=True):
        if cell:
            try:
                put(values, _unguarded(cell))
            except NotPlainError as error:
                return Unusable(
                    Problem(f"claim {number}: {name}", error.found, error.expected, error.mend, line=line)
                )
            except UnreadableWords as error:
                return Unusable(
                    Problem(
                        f"claim {number}: {name}", shown(error.words), error.expected, error.mend, line=line
                    )
                )
    source = values.pop("source.", None)
    if source is not None:
        if "source" in values:
            return Unusable(
                Problem(f"claim {number}: source", "a name and a description", "one of them", line=line)
            )
        values["source"] = source
    event = values.pop("event.", None)
    if event is not None:
        if "event" in values:
            return Unusable(
                Problem(f"claim {number}: event", "an id and a description", "one of them", line=line)
            )
        values["event"] = event
    return Record("claim", values, line)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their lines, each cell as it stands between its quotes."""
    at, line = 0, 1
    while at < len(text):
        first, cells = line, []
        while True:
            if text.startswith('"', at):
                cell, at, crossed = _quoted_cell(text, at, line)
                line += crossed
            else:
                end = _UNQUOTED.match(text, at).end()  # type: ignore[union-attr]
                cell, at = text[at:end], end
            if len(cell) > LONGEST_CELL:
                raise RefusedError(
                    "a longer cell", f"cells of at most {LONGEST_CELL:,} characters", line=first
                )
            cells.append(cell)
            if text.startswith(",", at):
                at += 1
                continue
            break
        ended = _LINE_END.match(text, at)
        if ended is not None:
            at = ended.end()
        elif at < len(text):
            found = "a double quote inside a cell" if text[at] == '"' else "text after a closing double quote"
            mend = "put the whole cell in double quotes, and double those inside it"
            raise RefusedError(found, "CSV", mend, line=line)
        yield first, cells
        line += 1


def _quoted_cell(text: str, at: int, line: int) -> tuple[str, int, int]:
    """A cell in double quotes, the position after it, and how many lines it crosses."""
    parts, start = [], at + 1
    while True:
        end = text.find('"', start)
        if end < 0:
            raise RefusedError(
                "a double quote that is never closed", "CSV", "is the file cut short?", line=line
            )
        parts.append(text[start:end])
        if not text.startswith('"', end + 1):
            cell = '"'.join(parts)
            return cell, end + 1, len(_LINE_END.findall(cell)) if "\n" in cell or "\r" in cell else 0
        start = end + 2


def columns_of(header: list[str], line: int | None) -> list[tuple[str, Setter]]:
    """How the cells of each column become part of a record.

    Raises `RefusedError` for an unknown or repeated column, and where one that every claim needs is missing.
    """
    columns: list[tuple[str, Setter]] = []
    for cell in header:
        name = cell if _setter(cell) is not None else cell.strip()
        setter = _setter(name)
        if setter is None:
            mend = closest(
                name,
                [
                    *CLAIM,
                    *FREE_TABLE,
                    *(f"source.{key}" for key in ANONYMOUS),
                    *(f"event.{key}" for key in EVENT),
                ],
            )
            if len(header) == 1 and (";" in name or "\t" in name):
                mend = "write commas between the columns"
            expected = f"one of {', '.join(CLAIM)}, scope.…, event.…, x-…"
            raise RefusedError(f"the unknown column {shown(name)}", expected, mend, line=line)
        if any(name == other for other, _ in columns):
            raise RefusedError(f"the column {shown(name)} twice", "each column once", line=line)
        columns.append((name, setter))
    for key in CLAIM.values():
        if key.required and not any(
            name == key.name or name.startswith(f"{key.name}.") for name, _ in columns
        ):
            raise RefusedError(
                f"no column {key.name}",
                f"the columns {', '.join(one.name for one in CLAIM.values() if one.required)}",
                line=line,
            )
    return columns


def _setter(name: str) -> Setter | None:
    group, dot, part = name.partition(".")
    if group == "scope" and part:
        return _at("scope", part, str)
    if group == "source" and part in ANONYMOUS:
        return _at("source.", part, reader_of(ANONYMOUS[part]))
    if group == "event" and dot:
        if part in EVENT and part != "ordinals":
            return _at("event.", part, reader_of(EVENT[part]))
        if part in FREE_TABLE or _is_own(part):
            return _at("event.", part, free_cell)
        if part.startswith("ordinals.") and part != "ordinals.":
            return _ordinal(part.removeprefix("ordinals."))
    elif name in CLAIM and name != "scope":
        read = reader_of(CLAIM[name])
        return lambda values, cell: values.__setitem__(name, read(cell))
    elif name in FREE_TABLE or _is_own(name):
        return lambda values, cell: values.__setitem__(name, free_cell(cell))
    return None


def _is_own(name: str) -> bool:
    return name.startswith("x-") and len(name) > 2


def _at(group: str, part: str, read: Callable[[str], Any]) -> Setter:
    return lambda values, cell: values.setdefault(group, {}).__setitem__(part, read(cell))


def _ordinal(series: str) -> Setter:
    def put(values: dict[str, Any], cell: str) -> None:
        values.setdefault("event.", {}).setdefault("ordinals", {})[series] = as_number(cell)

    return put


def reader_of(key: Key) -> Callable[[str], Any]:
    shape = key.shape.name
    if shape == "answer":
        return _answer
    if shape == "flag":
        return as_flag
    if shape == "span":
        return lambda cell: [as_number(part) for part in _split(cell)]
    if shape == "dates":
        return _dates
    if shape == "speakers":
        return lambda cell: [_relay(part) for part in _split(cell)]
    return _split if shape in _LISTS else str


def _dates(cell: str) -> str | list[str]:
    """The first and last date; one alone may be words, such as "last month", which no pair is of."""
    parts = _split(cell)
    return parts if len(parts) > 1 else parts[0]


def _split(cell: str) -> list[str]:
    """The items of a list: separated by `|`, a doubled one is part of a name."""
    return [part.replace("\0", "|").strip() for part in cell.replace("||", "\0").split("|")]


def cells_of_list(items: Iterable[str]) -> str:
    listed = [item.replace("|", "||") for item in items]
    # A name that begins or ends with "|" needs blanks to keep it apart from the separator.
    return (" | " if any("|" in item for item in listed) else "|").join(listed)


def _relay(part: str) -> Any:
    if part.startswith("{{"):
        return part[1:]
    return _json(part) if part.startswith("{") else part


def _answer(cell: str) -> Any:
    """A number where it plainly is one, a form where it is JSON, words in double quotes as they stand in them."""
    number = plain_number(cell)
    if number is not None:
        return number
    if cell.startswith("{"):
        return _json(cell)
    words = _json_or_none(cell) if cell.startswith('"') else None
    return words if isinstance(words, str) else cell


def free_cell(cell: str) -> Any:
    """What JSON makes of a cell; one that is no JSON is text."""
    value = _json_or_none(cell)
    return cell if value is None else value


def _json(cell: str) -> Any:
    try:
        return decode(cell)
    except JSONDecodeError as error:
        mend = 'write a form as in JSON: {"at_least": 7}; words that begin with { stand in double quotes'
        raise NotPlainError(shown(cell), f"JSON ({error.msg})", mend) from None


def _json_or_none(cell: str) -> Any:
    try:
        return decode(cell)
    except (JSONDecodeError, NotPlainError):
        return None


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def csv_text(records: Spelt) -> str:
    """The claims of a dossier as CSV; every other record is left out.

    Raises `BadInput` for a cell that no reader would take back: longer than `LONGEST_CELL`, or with NUL in it.
    """
    problems: list[Problem] = []
    rows = [cells_of_claim(record) for record in records.claims]
    columns = columns_for(rows)
    lines = [",".join(map(_written, columns))]
    for number, row in enumerate(rows, 1):
        for name, cell in row.items():
            if max(len(cell), len(name)) >= LONGEST_CELL or "\0" in cell or "\0" in name:
                found = "the character NUL" if "\0" in cell + name else "a longer cell"
                problems.append(
                    Problem(
                        f"claim {row.get('ref', number)}: {name}",
                        found,
                        f"text of at most {LONGEST_CELL:,} characters",
                        "write it as JSON Lines",
                    )
                )
        lines.append(",".join(_written(row.get(name, "")) for name in columns))
    if problems:
        raise BadInput(problems)
    return "\n".join(lines) + "\n"


def columns_for(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """The columns that some rows of claims need, in order."""
    order = {
        name: position
        for position, name in enumerate(("ref", "source", "source.", "via", *CLAIM, *FREE_TABLE))
    }
    names = {name for row in rows for name in row} | {key.name for key in CLAIM.values() if key.required}
    if any("source.anonymous" in row for row in rows) and not any("source" in row for row in rows):
        names.discard("source")
    return sorted(names, key=lambda name: (_position(name, order), name))


def _position(name: str, order: dict[str, int]) -> int:
    return order.get(name, order.get(name.partition(".")[0], len(order)))


def guarded(cell: str) -> str:
    """A cell as it is written: one that a spreadsheet would take for a formula, behind an apostrophe."""
    return f"'{cell}" if _GUARDED.match(cell) else cell


def _written(cell: str) -> str:
    cell = guarded(cell)
    if set(cell) & set('",\r\n') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


def cells_of_claim(record: Spelling) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in record.items():
        if name == "scope":
            cells.update((f"scope.{key}", item) for key, item in value.items())
        elif name == "via":
            cells[name] = cells_of_list(_relay_text(one) for one in value)
        elif name == "source" and isinstance(value, dict):
            cells.update((f"source.{key}", cell_of(ANONYMOUS.get(key), item)) for key, item in value.items())
        elif name == "event" and isinstance(value, dict):
            for key, item in value.items():
                if key == "ordinals":
                    cells.update((f"event.ordinals.{series}", str(number)) for series, number in item.items())
                else:
                    cells[f"event.{key}"] = cell_of(EVENT.get(key), item)
        else:
            cells[name] = _answer_text(value) if name == "answer" else cell_of(CLAIM.get(name), value)
    return cells


def cell_of(key: Key | None, value: Any) -> str:
    if key is None:
        return cell_of_free(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if key.shape.name in _LISTS:
        return cells_of_list([value] if isinstance(value, str) else map(str, value))
    return str(value)


def cell_of_list(column: str, items: Iterable[Any]) -> str:
    """The cell of a column that holds a list."""
    return cells_of_list(_relay_text(one) if column == "via" else str(one) for one in items)


def _relay_text(relay: Any) -> str:
    if isinstance(relay, str):
        return "{" + relay if relay.startswith("{") else relay
    return json_text(relay)


def _answer_text(answer: Any) -> str:
    if not isinstance(answer, str):
        return json_text(answer)
    return answer if not answer.startswith("{") and _answer(answer) == answer else json_text(answer)


def cell_of_free(value: Any) -> str:
    if isinstance(value, str) and type(value) is str and _json_or_none(value) is None and value:
        return value
    return json_text(value)
