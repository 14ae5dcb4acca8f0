"""The slow judge (`literal.py`) finds what a careful editor expects, so that the fast one can be held against it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import literal
import pytest
import yaml

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.sources import Source, anonymous
from claimcheck.text import fold
from claimcheck.vocabulary import Aspect

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name.removesuffix(".expected.yaml") for path in CASES.glob("*.expected.yaml"))


def words(value: Any) -> Any:
    """YAML's reading of `yes` and `no` taken back; everything else as it is."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def load(text: str) -> tuple[Dossier, dict[str, str]]:
    """A dossier file read in the plainest way, apart from `claimcheck.formats`; and each claim's ref by its id."""
    data = yaml.safe_load(text)

    def speaker(given: Any) -> Any:
        if isinstance(given, dict):
            given = dict(given)
            return anonymous(given.pop("anonymous"), **given)
        return given

    records = {record["ref"]: dict(record) for record in data["claims"]}
    claims: dict[str, Claim] = {}

    def claim(ref: str) -> Claim:
        if ref not in claims:
            record = dict(records[ref])
            for links in ("replaces", "based_on"):
                record[links] = [claim(one) for one in record.get(links, ())]
            event, aspect, answer = (record.pop(key) for key in ("event", "aspect", "answer"))
            record["source"] = speaker(record["source"])
            record["via"] = [speaker(one) for one in record.get("via", ())]
            if isinstance(answer, dict):
                answer = {key: words(value) for key, value in answer.items()}
            claims[ref] = Claim(event, aspect, words(answer), **record)
        return claims[ref]

    dossier = Dossier(
        [claim(ref) for ref in records],
        sources=[Source(name, **(facts or {})) for name, facts in data.get("sources", {}).items()],
        events=[Event(id=name, **facts) for name, facts in data.get("events", {}).items()],
        aspects=[Aspect(name, **facts) for name, facts in data.get("aspects", {}).items()],
        opposed=data.get("opposed", ()),
        timezone=data.get("timezone"),
    )
    return dossier, {one.id: ref for ref, one in claims.items()}


def fits(want: dict[str, Any], verdict: literal.Verdict, refs: dict[str, str]) -> bool:
    """Whether a verdict is the finding wanted, as `judge_cases.py` compares them."""

    def named(ids: frozenset[str]) -> set[str]:
        return {refs[one] for one in ids}

    scope = dict(verdict.scope)
    camps = [named(camp) for camp in verdict.camps]
    return (
        want["kind"] == verdict.kind
        and all(fold(want[key]) == getattr(verdict, key) for key in ("event", "aspect") if key in want)
        and all(scope.get(fold(key)) == fold(value) for key, value in want.get("scope", {}).items())
        and want.get("standing") in (None, verdict.standing)
        and set(want.get("refs", ())) <= named(verdict.claims).union(*camps)
        and all(any(set(wanted) <= camp for camp in camps) for wanted in want.get("camps", ()))
        and want.get("camp_standings") in (None, list(verdict.camp_standings))
        and set(want.get("flags", ())) <= verdict.flags
        and set(want.get("consistent", ())) <= named(verdict.consistent)
        and set(map(fold, want.get("sides", ()))) <= set(map(fold, verdict.sides))
    )


@pytest.mark.parametrize("name", NAMES)
def test_finds_what_an_editor_expects_of_the_case(name: str) -> None:
    dossier, refs = load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    expected = yaml.safe_load((CASES / f"{name}.expected.yaml").read_text(encoding="utf-8"))
    verdicts = literal.judge(dossier)
    missing = [want for want in expected["must"] if not any(fits(want, one, refs) for one in verdicts)]
    wrong = [want for want in expected["must_not"] if any(fits(want, one, refs) for one in verdicts)]
    assert (missing, wrong) == ([], [])


HEAD = """
claimcheck: 1
timezone: Europe/Kyiv
sources:
  A-land: {kind: state}
  A ministry: {kind: office, controlled_by: [A-land]}
  A office: {kind: office, controlled_by: [A-land]}
  A wire: {kind: news agency, controlled_by: [A-land]}
  B-land: {kind: state}
  B ministry: {kind: office, controlled_by: [B-land]}
  C body: {kind: body}
  Paper: {kind: newspaper}
  Radio: {kind: broadcaster}
opposed: [[A-land, B-land]]
events: {e: {kind: strike, when: 2025-07-04}}
aspects:
  killed: {axis: count}
  toll: {axis: count, over_time: accrues}
  missing: {axis: count, over_time: varies}
  caused by: {several: true}
  struck: {axis: yes/no}
claims:
"""

Found = set[tuple[str, str | None, tuple[str, ...]]]


def found(claims: str, *kinds: str) -> Found:
    """(kind, standing, refs) of what is found; each line of `claims` is a claim, on event e."""
    lines = [f"  - {{event: e, {line.strip()}}}\n" for line in claims.strip().splitlines()]
    dossier, refs = load(HEAD + "".join(lines))
    return {
        (one.kind, one.standing, tuple(sorted(refs[each] for each in one.claims)))
        for one in literal.judge(dossier)
        if not kinds or one.kind in kinds
    }


def flags_of(claims: str, kind: str) -> list[set[str]]:
    """The flags of the findings of a kind."""
    lines = [f"  - {{event: e, {line.strip()}}}\n" for line in claims.strip().splitlines()]
    return [set(one.flags) for one in literal.judge(load(HEAD + "".join(lines))[0]) if one.kind == kind]


def test_words_relayed_only_by_an_opponent_are_nobodys_voice() -> None:
    assert found("""
        ref: a, source: A ministry, via: [B ministry], said: 2025-07-05, aspect: killed, answer: 7
        ref: c, source: C body, said: 2025-07-05, aspect: killed, answer: 7
        """) == {("unverified", "single-source", ("c",))}
    assert found("""
        ref: a, source: A ministry, via: [B ministry], said: 2025-07-05, aspect: killed, answer: 7
        ref: direct, source: A ministry, said: 2025-07-05, aspect: killed, answer: 7
        ref: c, source: C body, said: 2025-07-05, aspect: killed, answer: 7
        """) == {("agreement", "corroborated", ("a", "c", "direct"))}


def test_a_voice_heard_only_through_the_other_side_is_not_independent_of_it() -> None:
    assert found("""
        ref: c, source: C body, via: [A wire], said: 2025-07-05, aspect: killed, answer: 7
        ref: a, source: A ministry, said: 2025-07-05, aspect: killed, answer: 7
        """) == {("unverified", "one-sided", ("a", "c"))}


def test_an_outlet_that_has_not_seen_it_is_no_second_voice() -> None:
    outlet = "ref: paper, source: Paper, said: 2025-07-05, aspect: killed, answer: 7"
    ministry = "ref: a, source: A ministry, said: 2025-07-05, aspect: killed, answer: 7"
    relayed = "ref: a, source: A ministry, via: [Paper], said: 2025-07-05, aspect: killed, answer: 7"
    assert found(f"{outlet}\n{ministry}") == {("unverified", "one-sided", ("a", "paper"))}
    assert found(f"{outlet}\n{relayed}") == {("unverified", "single-source", ("a",))}
    assert found(f"{outlet}, witnessed: true\n{relayed}") == {("agreement", "corroborated", ("a", "paper"))}


def test_a_headline_does_not_launder_its_unnamed_source() -> None:
    assert found("""
        ref: nurse, source: {anonymous: a nurse}, via: [A wire], said: 2025-07-05, aspect: killed, answer: 7
        ref: headline, source: A wire, said: 2025-07-05, aspect: killed, answer: 7
        """) == {("unverified", "unverified", ("nurse",))}


def test_what_rests_on_the_voiceless_is_voiceless() -> None:
    assert found(
        """
        ref: nurse, source: {anonymous: a nurse}, via: [Paper], said: 2025-07-05, aspect: killed, answer: 7
        ref: sum, source: C body, said: 2025-07-05, aspect: toll, answer: 9, based_on: [nurse]
        """,
        "agreement",
        "unverified",
    ) == {
        ("unverified", "unverified", ("nurse",)),
        ("unverified", "unverified", ("sum",)),
    }


def test_a_calculation_has_the_sides_of_its_basis() -> None:
    assert found(
        """
        ref: a, source: A ministry, said: 2025-07-05, aspect: killed, answer: 7
        ref: b, source: B ministry, said: 2025-07-05, aspect: toll, answer: 7, based_on: [a]
        ref: a2, source: A office, said: 2025-07-05, aspect: toll, answer: 7
        """,
        "agreement",
        "unverified",
    ) == {
        ("unverified", "single-source", ("a",)),
        ("unverified", "one-sided", ("a2", "b")),
    }


def test_a_retraction_of_a_retraction_reinstates() -> None:
    claims = """
        ref: first, source: A ministry, said: 2025-07-05, aspect: struck, answer: yes
        ref: echo, source: A ministry, via: [Paper], aspect: struck, answer: yes
        ref: drop, source: A ministry, said: 2025-07-06, aspect: struck, answer: unknown, replaces: [first]
        """
    assert found(claims) == {("retraction", None, ("drop", "echo", "first"))}
    again = (
        claims.rstrip()
        + "\nref: back, source: A ministry, said: 2025-07-07, aspect: struck, answer: unknown, replaces: [drop]"
    )
    assert found(again) == {
        ("retraction", None, ("back", "drop")),
        ("unverified", "single-source", ("echo", "first")),
    }


def test_words_said_again_after_the_withdrawal_stand() -> None:
    assert found("""
        ref: first, source: A ministry, said: 2025-07-05, aspect: struck, answer: yes
        ref: drop, source: A ministry, said: 2025-07-06, aspect: struck, answer: unknown, replaces: [first]
        ref: again, source: A ministry, said: 2025-07-07, aspect: struck, answer: yes
        """) == {("retraction", None, ("drop", "first")), ("unverified", "single-source", ("again",))}


def test_a_looser_statement_revises_nothing_and_a_contrary_one_does() -> None:
    eight = "ref: eight, source: A ministry, said: 2025-07-05, aspect: killed, answer: 8"
    assert found(
        f"{eight}\nref: some, source: A ministry, said: 2025-07-06, aspect: killed, answer: at least 5"
    ) == {("unverified", "single-source", ("eight",))}
    assert found(f"{eight}\nref: nine, source: A ministry, said: 2025-07-06, aspect: killed, answer: 9") == {
        ("revision", None, ("eight", "nine")),
        ("unverified", "single-source", ("nine",)),
    }


def test_one_voice_against_itself_on_one_day_contradicts_itself() -> None:
    eight = "ref: eight, source: A ministry, said: 2025-07-05, aspect: killed, answer: 8"
    nine = "ref: nine, source: A ministry, said: 2025-07-05, aspect: killed, answer: 9"
    assert found(f"{eight}\n{nine}") == {("self-contradiction", None, ("eight", "nine"))}
    ten = "ref: ten, source: B ministry, said: 2025-07-05, aspect: killed, answer: 10"
    assert found(f"{eight}\n{nine}\n{ten}") == {
        ("self-contradiction", None, ("eight", "nine")),
        ("contradiction", None, ("eight", "nine", "ten")),
    }
    by_relays = f"{eight}, via: [Paper]\n{nine}, via: [Radio]"
    assert found(by_relays) == {("contradiction", None, ("eight", "nine"))}
    assert flags_of(by_relays, "contradiction") == [{"relays-differ", "within-one-side"}]


def test_a_leak_against_its_author_is_a_contradiction_within_one_voice() -> None:
    claims = """
        ref: public, source: A ministry, said: 2025-07-05, aspect: killed, answer: 8
        ref: leak, source: A ministry, via: [Paper], said: 2025-07-07, aspect: killed, answer: 40, leaked: true
        """
    assert found(claims) == {("contradiction", None, ("leak", "public"))}
    assert flags_of(claims, "contradiction") == [{"leaked", "within-one-side"}]


def test_silence_lapses_when_that_side_gives_a_bounded_answer() -> None:
    silence = "ref: silent, source: Paper, silent: A-land, said: 2025-07-05, aspect: killed, answer: withheld"
    assert found(silence) == {("withheld", None, ("silent",))}
    for answer, kept in (("at least 5", True), ("up to 9", False)):
        given = f"ref: a, source: A ministry, said: 2025-07-06, aspect: killed, answer: {answer}"
        assert bool(found(f"{silence}\n{given}", "withheld")) is kept


def test_a_report_before_the_event_is_an_anachronism() -> None:
    early = "source: A ministry, aspect: struck, answer: yes"
    assert found(f"ref: early, said: 2025-07-01, {early}", "anachronism") == {
        ("anachronism", None, ("early",))
    }
    assert (
        found(f"ref: early, said: 2025-07-03, {early}", "anachronism") == set()
    )  # already the 4th somewhere


def test_the_unnamed_contest_nothing_and_revise_nothing() -> None:
    claims = """
        ref: first, source: {anonymous: a nurse}, via: [Paper], said: 2025-07-05, aspect: killed, answer: 8
        ref: then, source: {anonymous: a nurse}, via: [Paper], said: 2025-07-06, aspect: killed, answer: 9
        ref: c, source: C body, said: 2025-07-06, aspect: killed, answer: 9
        """
    assert found(claims) == {
        ("unverified", "unverified", ("first",)),
        ("unverified", "single-source", ("c",)),
        ("contradiction", None, ("c", "first", "then")),
    }
    assert [flags >= {"anonymous"} for flags in flags_of(claims, "contradiction")] == [True]


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("a ring in control", "sources: {A: {controlled_by: [B]}, B: {controlled_by: [A]}}\nclaims: []"),
        ("two owners", "sources: {A: {aliases: [X]}, B: {aliases: [X]}}\nclaims: []"),
        (
            "two axes",
            "claims: [{ref: a, source: A, event: e, aspect: seen, answer: 7},"
            " {ref: b, source: B, event: e, aspect: seen, answer: yes}]",
        ),
        ("a ring of relays", "claims: [{ref: a, source: A, via: [B, A], event: e, aspect: seen, answer: 7}]"),
    ],
)
def test_refuses(why: str, text: str) -> None:
    dossier, _ = load(f"claimcheck: 1\n{text}")
    with pytest.raises(ValueError, match=r"ring|owner|axes"):
        literal.judge(dossier)


def test_refuses_a_ring_of_replacements() -> None:
    first = Claim("e", "seen", 7, source="A")
    second = Claim("e", "seen", 8, source="A", replaces=[first])
    dossier = Dossier([Claim("e", "seen", 7, source="A", replaces=[second]), second])
    with pytest.raises(ValueError, match="ring"):
        literal.judge(dossier)
