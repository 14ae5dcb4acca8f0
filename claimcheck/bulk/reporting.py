"""What a bulk check says: findings, standings and claims as lazy frames, and the core's own report on any question."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

import attrs

from claimcheck.bulk.continuing import MARK, digest_of
from claimcheck.bulk.core import BadRow, Rows
from claimcheck.bulk.extras import narwhals
from claimcheck.bulk.ground import key_of, unit_of
from claimcheck.bulk.running import QUESTION, Run, Tally
from claimcheck.claims import Question
from claimcheck.errors import BadInput, ClaimcheckError, Problem, shown
from claimcheck.formats.skipping import without_unreadable
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.pictures.asking import UnknownQuestion
from claimcheck.rules import Rule

__all__ = ["TABLES", "BulkReport"]

TABLES: Final = ("findings", "standings", "claims", "questions", "bad_rows")
_ORDER: Final = {
    "findings": ("event", "aspect", "scope", "question", "kind", "standing", "sure_lower", "sure_upper",
                 "possible_lower", "possible_upper", "answer"),
    "standings": ("event", "aspect", "scope", "question", "standing", "sure_lower", "sure_upper",
                  "possible_lower", "possible_upper", "answer"),
    "claims": ("row",),
    "questions": ("event", "aspect", "scope", "question"),
    "bad_rows": ("row", "column", "found"),
}  # fmt: skip


class BulkReport:
    """What a bulk check says. Frames are lazy, of the engine that judged; nothing is read before it is asked for."""

    def __init__(self, outcome: Run) -> None:
        self._run = outcome

    @property
    def tally(self) -> Tally:
        """How many rows and questions there were, how many rows were bad, and who judged."""
        return self._run.tally

    @property
    def findings(self) -> Any:
        """One row a finding: question, kind, standing, answer, number of camps; with the sentence where the core judged."""
        return self._native("findings")

    @property
    def standings(self) -> Any:
        """One row a judged answer: its question, standing, and whether a tighter answer hides it."""
        return self._native("standings")

    @property
    def claims(self) -> Any:
        """The rows that were read, as text, with the question that each answers; null where a row names none."""
        return self._native("claims")

    @property
    def questions(self) -> Any:
        """One row for each question that rows name, and who judged it; those of one `group` are judged together."""
        return self._native("questions")

    @property
    def bad_rows(self) -> Any:
        """Rows that could not be used: row (from 1), column, found, expected, mend."""
        return self._native("bad_rows")

    def merged(self, rule: Rule[Any] | str = "intersection") -> Any:
        """What a merge rule reads from the live claims of each question, as a lazy frame: the answer, or a conflict.

        `rule` is a name of `claimcheck.merging.RULES` or a rule of your own, which on Spark is sent to the executors.
        """
        from claimcheck.bulk.merging import merged

        return narwhals().to_native(merged(self._run, rule))

    def first_bad_rows(self, most: int) -> list[BadRow]:
        """The first rows that could not be used."""
        first = self._frame("bad_rows").sort(*_ORDER["bad_rows"]).head(most)
        return [BadRow(**row) for row in self._run.engine.table(first).to_pylist()]

    def _frame(self, name: str) -> Any:
        run = self._run
        if name == "questions":
            places = run.frame("places")
            return places.select(*QUESTION)
        if name == "claims":
            return run.claims()
        return run.frame(name)

    def _native(self, name: str) -> Any:
        return narwhals().to_native(self._frame(name))

    def summary(self) -> str:
        """Counts in a few lines: rows, questions, findings of each kind."""
        nw = narwhals()
        tally = self.tally
        counted = self._frame("findings").group_by("kind").agg(n=nw.len())
        table = self._run.engine.table(counted.select("kind", "n"))
        kinds = dict(zip(table.column("kind").to_pylist(), table.column("n").to_pylist(), strict=True))
        lines = [
            f"{_counted(tally.rows, 'row')}, {tally.bad_rows:,} of them bad; {_counted(tally.questions, 'question')}, "
            f"{tally.by_columns:,} judged in columns and {tally.by_core:,} one by one"
        ]
        lines += [f"{kind}: {kinds[kind]:,}" for kind in sorted(kinds)] or ["no findings"]
        return "\n".join(lines)

    def report(self, question: Question | str | None = None, *, most: int = 2_000) -> Report:
        """The core's own report on one question, given as a `Question` or by its key; with all that is linked to it.

        Without a question: on the first questions in order, until some `most` rows are reached.

        Raises `UnknownQuestion` where no row answers the question.
        """
        nw = narwhals()
        places = self._run.frame("places")
        if question is None:
            groups = self._first_groups(most)
        else:
            if isinstance(question, Question):
                about = self._run.ground.about(question.event)
                if about is None:
                    raise _unanswered(question)
                asked = self._run.ground.resolver()._asked_for(about, question.aspect, question.scope)
                places = places.filter(nw.col("unit") == key_of(unit_of(asked)))
            else:
                # A value of an aspect that has several is a question of its own, which no row names.
                units = {
                    unit
                    for name in ("findings", "standings")
                    for unit in self._run.engine.table(
                        self._frame(name).filter(nw.col("question") == question).select("unit")
                    )
                    .column("unit")
                    .to_pylist()
                }
                is_meant = nw.col("question") == question
                places = places.filter(is_meant | nw.col("unit").is_in(sorted(units)) if units else is_meant)
            groups = self._run.engine.table(places.select("group")).column("group").to_pylist()
            if not groups:
                raise _unanswered(question)
        reader = Rows(self._run.ground)
        rows = self._run.claims_of(groups)
        claims = [claim for _, claim in reader.claims(self._run.names, rows)]
        report, _ = without_unreadable(self._run.ground.around(claims), crosscheck)
        if self._run.ground.whole:
            return report
        # Whether an event that is ordered to be one with another is spoken of, only all claims tell.
        kept = (notice for notice in report.notices if notice.kind != "order without an event")
        return attrs.evolve(report, notices=tuple(kept))

    def _first_groups(self, most: int) -> list[str]:
        nw = narwhals()
        order = ("event", "aspect", "scope", "question")
        first = self._run.frame("places").select(*order, "group").sort(*order).head(most)
        groups = list(dict.fromkeys(self._run.engine.table(first).column("group").to_pylist()))
        claims = self._run.claims().select("group", "row").filter(nw.col("group").is_in(groups))
        table = self._run.engine.table(claims.group_by("group").agg(n=nw.len()))
        counted = dict(zip(table.column("group").to_pylist(), table.column("n").to_pylist(), strict=True))
        chosen: list[str] = []
        rows = 0
        for group in groups:
            rows += counted[group]
            if chosen and rows > most:
                break
            chosen.append(group)
        return chosen

    def write(self, folder: str | os.PathLike[str]) -> None:
        """Write all tables as Parquet files into a folder, in one step: at any moment the old one or the new one is there.

        Raises `BadInput` where the folder can't be written; what was there stays as it was.
        """
        target = Path(folder)
        if target.exists() and not (target.is_dir() and _is_ours(target)):
            raise _refused(target, "something else", "a new folder, or the result of an earlier check")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        except OSError as error:
            raise _refused(target, error.strerror or str(error), "a folder that can be written") from None
        try:
            for name in TABLES:
                frame = self._frame(name)
                (fresh / name).mkdir()
                self._run.engine.write(frame.sort(*_ORDER[name]), fresh / name / f"{name}.parquet")
            ground = self._run.ground
            mark = {"claimcheck-bulk": 1, "declarations": digest_of(ground), "whole": ground.whole}
            (fresh / MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
            _put(fresh, target)
        except BaseException as error:
            shutil.rmtree(fresh, ignore_errors=True)
            if isinstance(error, ClaimcheckError) or not isinstance(error, Exception):
                raise
            told = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise _refused(target, shown(told, limit=200), "a folder that can be written") from error

    def __repr__(self) -> str:
        tally = self.tally
        return f"<BulkReport: {tally.rows} rows, {tally.questions} questions, {tally.bad_rows} bad rows>"


def _unanswered(question: Question | str) -> UnknownQuestion:
    return UnknownQuestion(str(question), f"no row answers the question {shown(str(question))}")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _is_ours(folder: Path) -> bool:
    return (folder / MARK).is_file() or not any(folder.iterdir())


def _put(fresh: Path, target: Path) -> None:
    """Put a folder where another may be."""
    os.chmod(fresh, 0o755)
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / "old")
    try:
        fresh.rename(target)
    except BaseException:
        (old / "old").rename(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _refused(folder: Path, found: str, expected: str) -> BadInput:
    return BadInput([Problem("the output", found, expected, file=str(folder))])
