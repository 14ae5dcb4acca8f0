"""Runs what the documentation shows: Python with and without prompts, commands at a console, and what they print.

In a Markdown file, these fenced blocks are run, in order, in one namespace and one scratch directory with the examples:

- `python` (or `pycon`) with prompts, as a doctest;
- `python` without prompts; what it prints stands in the next block, a `text` block;
- `console`: what follows each `$ command` is what it prints. A line `[...]` stands for any lines.

A block after `<!-- not run: the reason -->` is left alone, and one after `<!-- needs: PACKAGE -->` where that is not
installed; one after `<!-- file: NAME -->` is written to that file first, for the commands that follow, and one after
`<!-- more of: NAME -->` is added to its end. `python tests/documents.py --write` puts the real output into
every document, save where it is shortened; read the difference before you keep it.
"""

from __future__ import annotations

import contextlib
import doctest
import importlib.util
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])

_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,})(?P<language>[^`]*)")
_CUT = "[...]"
_TRACEBACK = "Traceback (most recent call last):"


@attrs.define
class Block:
    """A fenced block: the number of its opening line (from 1), its language, its lines; the file that it is, if any.

    `mode` is "w" for a file of its own, "a" for what is added to one.
    """

    line: int
    language: str
    lines: list[str]
    run: bool
    file: str | None
    mode: str

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@attrs.define
class Outcome:
    """What came of running a document: how many examples ran, what was wrong, and its text with the real output."""

    examples: int = 0
    wrong: list[str] = attrs.field(factory=list)
    text: str = ""


def blocks_of(text: str) -> list[Block]:
    """The fenced blocks of a Markdown text."""
    blocks: list[Block] = []
    inside: re.Match[str] | None = None
    before = ""
    for number, line in enumerate(text.splitlines(), 1):
        if inside is not None:
            if line.strip() == inside["fence"]:
                inside = None
            else:
                blocks[-1].lines.append(line.removeprefix(inside["indent"]))
        elif found := _FENCE.fullmatch(line):
            inside = found
            needs = re.fullmatch(r"<!-- needs: (\w+) -->", before)
            run = not before.startswith("<!-- not run: ") and (needs is None or _is_installed(needs[1]))
            name = re.fullmatch(r"<!-- (file|more of): (\S+) -->", before)
            mode = "a" if name and name[1] == "more of" else "w"
            blocks.append(Block(number, found["language"].strip(), [], run, name and name[2], mode))
            before = ""
        elif line.strip():
            before = line.strip()
    return blocks


def _is_installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def prompts_in(text: str) -> int:
    """How many lines begin with a prompt."""
    return sum(line.lstrip().startswith(">>>") for line in text.splitlines())


def mistyped_prompts(text: str) -> list[str]:
    """Lines that were meant as examples, and that no doctest runs."""
    return [line for line in text.splitlines() if re.match(r"\s*(>>|> >+|>>>>+|>>>\S)(?!>)", line)]


def shows(expected: str, found: str) -> bool:
    """Whether an output is what a document shows of it."""
    parts = [re.escape("".join(part)) for part in _parts(expected)]
    return re.fullmatch(r"(?:.*\n)*?".join(parts), found) is not None


def _parts(expected: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in expected.splitlines(keepends=True):
        if line.strip() == _CUT:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def run(path: Path) -> Outcome:
    """Run all that a document shows."""
    outcome = Outcome()
    blocks = blocks_of(path.read_text(encoding="utf-8"))
    shown = [list(block.lines) for block in blocks]
    names: dict[str, Any] = {"__name__": "__main__"}
    with scratch() as environment:
        for index, block in enumerate(blocks):
            if not block.run:
                continue
            if block.file is not None:
                with Path(block.file).open(block.mode, encoding="utf-8") as file:
                    file.write(block.text)
            elif block.language in ("python", "pycon") and prompts_in(block.text):
                shown[index] = _run_doctest(block, path, names, outcome)
            elif block.language == "python":
                printed = _run_python(block, path, names, outcome)
                below = blocks[index + 1] if index + 1 < len(blocks) else None
                if printed and (below is None or below.language != "text"):
                    outcome.wrong.append(
                        f"{path.name}:{block.line}: it prints, and no text block shows it:\n{printed}"
                    )
                elif printed and below is not None and not shows(below.text, printed):
                    outcome.wrong.append(_differs(path, below.line, "the block above", below.text, printed))
                    shown[index + 1] = printed.splitlines()
            elif block.language == "console":
                shown[index] = _run_console(block, path, environment, outcome)
    outcome.text = _with_blocks(path, blocks, shown)
    return outcome


def _run_doctest(block: Block, path: Path, names: dict[str, Any], outcome: Outcome) -> list[str]:
    examples = doctest.DocTestParser().get_examples(block.text)
    test = doctest.DocTest(examples, names, path.name, str(path), block.line, block.text)
    test.globs = names  # a DocTest copies its names; here a document has one set of them
    lines = list(block.lines)
    moved = 0

    class Runner(doctest.DocTestRunner):
        def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
            nonlocal moved
            if got.startswith(_TRACEBACK):  # keep its first line, and the message, which may have several
                told = itertools.dropwhile(lambda line: line.startswith(" "), got.splitlines()[1:])
                got = "\n".join([_TRACEBACK, *told, ""])
            begin = example.lineno + example.source.count("\n") + moved
            before = example.want.splitlines()
            now = [line if line.strip() else "<BLANKLINE>" for line in got.splitlines()]
            lines[begin : begin + len(before)] = now
            moved += len(now) - len(before)
            where = block.line + 1 + example.lineno
            outcome.wrong.append(_differs(path, where, example.source.strip(), example.want, got))

        def report_unexpected_exception(
            self, out: Any, test: Any, example: doctest.Example, exc_info: Any
        ) -> None:
            told = traceback.format_exception_only(*exc_info[:2])[-1]
            self.report_failure(out, test, example, f"{_TRACEBACK}\n{told}")

    result = Runner(optionflags=doctest.ELLIPSIS).run(test, out=lambda _text: None, clear_globs=False)
    outcome.examples += result.attempted
    return lines


def _run_python(block: Block, path: Path, names: dict[str, Any], outcome: Outcome) -> str:
    outcome.examples += 1
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile("\n" * block.line + block.text, str(path), "exec"), names)
        except Exception as error:
            outcome.wrong.append(f"{path.name}:{block.line}: {type(error).__name__}: {error}")
    return printed.getvalue()


def _run_console(block: Block, path: Path, environment: dict[str, str], outcome: Outcome) -> list[str]:
    shown: list[str] = []
    commands = [index for index, line in enumerate(block.lines) if line.startswith("$ ")]
    for index, beyond in zip(commands, [*commands[1:], len(block.lines)], strict=True):
        command = block.lines[index].removeprefix("$ ")
        expected = block.lines[index + 1 : beyond]
        outcome.examples += 1
        done = subprocess.run(
            ["sh", "-c", command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
        )
        printed = done.stdout.decode("utf-8")
        if not shows("".join(f"{line}\n" for line in expected), printed):
            where = block.line + 1 + index
            outcome.wrong.append(_differs(path, where, command, "\n".join(expected), printed))
            if _CUT not in expected:
                expected = printed.splitlines()
        shown += [block.lines[index], *expected]
    return shown


def _differs(path: Path, line: int, what: str, expected: str, found: str) -> str:
    return f"{path.name}:{line}: {what}\n--- the document shows\n{expected.rstrip()}\n--- it is\n{found.rstrip()}\n"


@contextlib.contextmanager
def scratch() -> Iterator[dict[str, str]]:
    """A directory with the examples and a `claimcheck` command; the environment in which to call it."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        shutil.copytree(
            ROOT / "examples", directory / "examples", ignore=shutil.ignore_patterns("__pycache__")
        )
        programs = directory / ".programs"
        programs.mkdir()
        for program, module in (("claimcheck", " -m claimcheck"), ("python", "")):
            (programs / program).write_text(
                f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n', encoding="utf-8"
            )
            (programs / program).chmod(0o755)
        environment = {
            "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONIOENCODING": "utf-8",
            "LC_ALL": "C.UTF-8",
        }
        with contextlib.chdir(directory):
            yield environment


def _with_blocks(path: Path, blocks: list[Block], shown: list[list[str]]) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    for block, now in reversed(list(zip(blocks, shown, strict=True))):
        indent = " " * (len(lines[block.line - 1]) - len(lines[block.line - 1].lstrip()))
        lines[block.line : block.line + len(block.lines)] = [indent + line if line else line for line in now]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the documents; with `--write`, put the real output into them."""
    named = [Path(name).resolve() for name in sys.argv[1:] if name != "--write"]
    wrong = 0
    for path in named or DOCUMENTS:
        outcome = run(path)
        wrong += len(outcome.wrong)
        print(f"{path.relative_to(ROOT)}: {outcome.examples} examples, {len(outcome.wrong)} wrong")
        if "--write" in sys.argv:
            path.write_text(outcome.text, encoding="utf-8")
        print(*outcome.wrong, sep="\n", end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
