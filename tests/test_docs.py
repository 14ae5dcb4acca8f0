"""The documentation is run, its examples are counted, and nothing that users can call is left out of it."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import documents
import pytest
from documents import DOCUMENTS, ROOT, Block, blocks_of, mistyped_prompts, prompts_in

import claimcheck
import claimcheck.bulk
import claimcheck.findings
import claimcheck.formats
import claimcheck.merging
import claimcheck.testing
from claimcheck.cli import command as cli
from claimcheck.findings import CREDIBILITY, FINDING_KINDS, FLAGS, STANDINGS
from claimcheck.report.outline import CLASSES

DOCS = ROOT / "docs"
MODULES = sorted(path for path in (ROOT / "claimcheck").rglob("*.py") if path.name != "__main__.py")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class TestDocuments:
    @pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
    def test_all_that_a_document_shows_is_so(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for package in re.findall(r"<!-- needs: (\S+) -->", text_of(path)):
            pytest.importorskip(package)
        monkeypatch.setenv("TZ", "UTC")
        outcome = documents.run(path)
        assert not outcome.wrong, (
            "\n".join(outcome.wrong) + "\npython tests/documents.py --write mends outputs"
        )
        assert outcome.examples == expected_examples(path)

    @pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
    def test_no_prompt_is_mistyped_or_stands_where_nothing_runs_it(self, path: Path) -> None:
        blocks = blocks_of(text_of(path))
        run = sum(prompts_in(block.text) for block in blocks if block.language in ("python", "pycon"))
        assert prompts_in(text_of(path)) == run
        assert not mistyped_prompts(text_of(path))

    @pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
    def test_files_that_a_document_links_to_are_there(self, path: Path) -> None:
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(path))
        assert [link for link in links if not (path.parent / link).exists()] == []

    def test_every_page_is_in_the_table_of_contents(self) -> None:
        listed = {line for block in blocks_of(text_of(DOCS / "index.md")) for line in block.lines}
        pages = {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")}
        notebooks = {f"worked/{path.stem}" for path in (ROOT / "examples").glob("*.ipynb")}
        assert (pages | notebooks) - {"index"} <= listed

    def test_the_vocabulary_is_printed_from_the_code(self) -> None:
        printed = runpy.run_path(str(DOCS / "print_vocabulary.py"))["vocabulary_page"]()
        assert text_of(DOCS / "vocabulary.md") == printed

    def test_pictures_are_drawn_by_the_tool_and_told_in_its_words(self) -> None:
        pictures = runpy.run_path(str(DOCS / "draw_pictures.py"))["drawn"]()
        kept = {path.name: text_of(path) for path in (DOCS / "_static" / "pictures").iterdir()}
        assert kept == {name: picture.svg for name, picture in pictures.items()}
        for name, picture in pictures.items():
            assert f"![{picture.alt}](_static/pictures/{name})" in text_of(DOCS / "concepts.md")


def expected_examples(path: Path) -> int:
    """How many examples a document has, counted without running it."""
    return sum(
        map(examples_in, (block for block in blocks_of(text_of(path)) if block.run and block.file is None))
    )


def examples_in(block: Block) -> int:
    if block.language in ("python", "pycon"):
        return prompts_in(block.text) or int(block.language == "python")
    return sum(line.startswith("$ ") for line in block.lines) if block.language == "console" else 0


class TestReadme:
    readme = text_of(ROOT / "README.md")

    def test_main_command_and_its_output_stand_on_the_first_screen(self) -> None:
        first_screen = self.readme.splitlines()[:30]
        assert "$ claimcheck check examples/prisoner_exchange.yaml" in first_screen
        assert any(line.startswith("No contradiction. ") for line in first_screen)

    def test_two_commands_do_all_the_set_up(self) -> None:
        commands = [
            line for block in blocks_of(self.readme) if block.language == "sh" for line in block.lines
        ]
        main, test = commands
        assert main.startswith("python3 -m venv .venv && ")
        assert main.endswith("claimcheck check examples/prisoner_exchange.yaml")
        assert test.startswith("python3 -m venv .venv && ")
        assert test.endswith("pytest -n auto")

    def test_pictures_are_of_what_the_tool_says_now(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        camera = runpy.run_path(str(DOCS / "photograph_report.py"))
        stamps = {camera["stamp_of"](path.read_bytes()) for path in camera["PICTURES"].values()}
        assert stamps == {camera["digest"](camera["report"]())}, "take them anew: docs/photograph_report.py"

    def test_picture_is_shown_light_and_dark_and_told_in_words(self) -> None:
        for scheme in ("light", "dark"):
            assert f'"docs/_static/report-{scheme}.png"' in self.readme
        (told,) = re.findall(r'alt="([^"]+)"', self.readme)
        counts = re.findall(r"^No contradiction\. (.*)\.$", self.readme, re.MULTILINE)[0].split(", ")
        assert all(count in told for count in counts)


class TestPackageDoctests:
    @pytest.mark.parametrize("path", MODULES, ids=relative)
    def test_every_example_in_a_module_is_run_and_right(self, path: Path) -> None:
        module = importlib.import_module(module_name(path))
        tests = [test for test in doctest.DocTestFinder().find(module) if test.examples]
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        told: list[str] = []
        for test in tests:
            runner.run(test, out=told.append)
        missing = re.search(r"claimcheck\.errors\.MissingExtra: (.*)", "".join(told))
        if missing:
            pytest.skip(missing[1])
        assert not told, "".join(told)
        written = [text for text in docstrings(path) if ">>" in text]
        assert runner.tries == sum(map(prompts_in, written)), "some examples are never run"
        assert [line for text in written for line in mistyped_prompts(text)] == []


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def docstrings(path: Path) -> Iterator[str]:
    """Every text that stands by itself in a module, where Python looks for docstrings or not."""
    for node in ast.walk(ast.parse(text_of(path))):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.value.value


CONTEXT = click.Context(cli)
COMMANDS = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}
OPTIONS = [
    (name, option)
    for name, one in [("", cli), *COMMANDS.items()]
    for parameter in one.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]


class TestNothingIsLeftOut:
    reference = text_of(DOCS / "reference.md")
    command_line = text_of(DOCS / "command-line.md")
    pages = "".join(text_of(path) for path in sorted(DOCS.rglob("*.md")))

    @pytest.mark.parametrize("name", claimcheck.__all__)
    def test_public_name_is_in_the_reference(self, name: str) -> None:
        assert re.search(rf":: (claimcheck\.)?{name}\b", self.reference), (
            f"{name} is not in docs/reference.md"
        )

    @pytest.mark.parametrize(
        "room", [claimcheck.bulk, claimcheck.findings, claimcheck.formats, claimcheck.merging]
    )
    def test_name_of_a_room_for_users_is_in_the_reference(self, room: ModuleType) -> None:
        left_out = [
            name for name in room.__all__ if not re.search(rf":: ([\w.]+\.)?{name}\b", self.reference)
        ]
        assert left_out == []

    @pytest.mark.parametrize("name", claimcheck.testing.__all__)
    def test_name_for_testing_is_in_the_documentation(self, name: str) -> None:
        assert re.search(rf"(:: |`){name}\b", self.pages), f"{name} is nowhere in the documentation"

    @pytest.mark.parametrize(("name", "option"), OPTIONS)
    def test_option_stands_in_the_section_of_its_command(self, name: str, option: str) -> None:
        section = self.command_line.partition(f"## claimcheck {name}\n")[2].partition("\n## ")[0]
        assert re.search(rf"(?<![-\w]){option}(?![-\w])", section or self.command_line)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_command_has_a_section_and_help(self, name: str) -> None:
        assert f"## claimcheck {name}\n" in self.command_line
        assert COMMANDS[name].help

    @pytest.mark.parametrize(("mark", "word"), [(mark, word) for mark, word, _ in CLASSES])
    def test_class_of_a_report_is_told_with_its_mark(self, mark: str, word: str) -> None:
        assert f"| `{mark}` | {word} |" in text_of(DOCS / "reports.md")

    @pytest.mark.parametrize("standing", STANDINGS)
    def test_standing_is_told_with_its_credibility(self, standing: str) -> None:
        assert re.search(
            rf"\| `{standing}` \|[^|]+\| {CREDIBILITY[standing]}, ", text_of(DOCS / "concepts.md")
        )

    @pytest.mark.parametrize("word", [*FINDING_KINDS, *STANDINGS, *FLAGS])
    def test_word_of_a_report_is_explained(self, word: str) -> None:
        assert f"`{word}`" in self.pages, f"no page has `{word}`"
