"""What is read from what was written is equal to it, in every format, and is written the same again."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.events import Event
from claimcheck.formats import FORMATS, dumps, loads, yaml_file
from claimcheck.formats.building import Builder, Teller
from claimcheck.formats.json_file import decode
from claimcheck.formats.scalars import json_text
from claimcheck.formats.spelling import spelt
from claimcheck.sources import Anonymous, Source
from claimcheck.text import clean, fold
from claimcheck.vocabulary import Aspect

words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8
) | st.sampled_from(
    [
        "TASS",
        "no",
        "null",
        "7",
        "2.0",
        "a|b",
        "|",
        "=x",
        "'=x",
        '"7"',
        "{x",
        "on",
        "true",
        "a, b",
        "a: b",
        "x\ny",
        "1,000",
    ]
)
names = words.filter(fold)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(str) | st.sampled_from(
    ["2022", "2022-03", "2025-07-04T10:30Z", "2025-07-04T10:30:05.25+03:00"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
numbers = (
    st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.sampled_from(
        [
            Decimal("2.50"),
            Decimal("1E+3"),
            Decimal("1E-300"),
            Decimal("0.1234567890123456789012345678901234567890"),
            10**900,
            0.1,
            1e300,
        ]
    )
)
leaves = words.filter(lambda text: clean(text).strip()) | numbers
answers = st.one_of(
    leaves,
    st.booleans(),
    st.builds(
        lambda key, value: {key: value},
        st.sampled_from(["at_least", "more_than", "about", "exactly", "on", "only", "not"]),
        leaves,
    ),
    st.builds(
        lambda key, value: {key: value},
        st.sampled_from(["between", "within", "any_of"]),
        st.lists(leaves, min_size=1, max_size=3),
    ),
    st.just({"sure": [[2, 4]], "possible": [[1, None]]}),
    st.builds(lambda inner: {"not": {"probably": inner}}, leaves),
)
free = st.fixed_dictionaries(
    {},
    optional={
        "note": json_values,
        "translation": words,
        "archive": words,
        "x-own": json_values,
        "x-a b": json_values,
    },
)


@st.composite
def speakers(draw: st.DrawFn) -> Any:
    name = draw(names)
    if draw(st.booleans()):
        return name
    return Anonymous(
        name,
        handle=draw(st.none() | words),
        controlled_by=draw(st.lists(names, max_size=2)),
        confidential=draw(st.booleans()),
    )


@st.composite
def events(draw: st.DrawFn, ids: st.SearchStrategy[str | None] = st.none()) -> Event:  # noqa: B008
    return Event(
        draw(names),
        when=draw(st.none() | days),
        where=draw(st.lists(names, max_size=2)),
        participants=draw(st.lists(names, max_size=2)),
        ordinals=draw(st.dictionaries(names, st.integers(1, 99), max_size=2)),
        timezone=draw(st.sampled_from([None, "Europe/Kyiv"])),
        name=draw(st.none() | names),
        id=draw(ids),
        **draw(free),
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    return Claim(
        draw(names | events()),
        draw(names),
        draw(answers),
        source=draw(speakers()),
        via=draw(st.lists(speakers(), max_size=3)),
        scope=draw(st.dictionaries(names, names, max_size=2)),
        cue=draw(st.none() | words),
        said=draw(st.none() | days),
        published=draw(st.none() | days),
        as_of=draw(st.none() | days),
        url=draw(st.none() | words),
        quote=draw(st.none() | words),
        quote_span=draw(st.sampled_from([None, (0, 12)])),
        replaces=draw(st.lists(st.sampled_from(["0" * 32, "ab" * 16]), max_size=2)),
        witnessed=draw(st.booleans()),
        leaked=draw(st.booleans()),
        silent=draw(st.none() | names),
        confidential=draw(st.booleans()),
        ref=draw(st.lists(names, max_size=2)),
        **draw(free),
    )


sources = st.builds(
    lambda name, kind, over, aliases, reliability, confidential, keys: Source(
        name, kind=kind, controlled_by=over, aliases=aliases, reliability=reliability, confidential=confidential, **keys
    ),
    names, st.none() | names, st.lists(names, max_size=2), st.lists(names, max_size=2), st.sampled_from([None, "A", "F"]), st.booleans(), free,
)  # fmt: skip
aspects = st.builds(
    lambda name, axis, synonyms, aliases, over_time, several, tolerance, keys: Aspect(
        name, axis=axis, grid="0.01" if axis == "number" else None, synonyms=synonyms, aliases=aliases, over_time=over_time,
        several=several, tolerance=tolerance, **keys,
    ),
    names, st.sampled_from([None, "count", "number", "path"]), st.lists(names, max_size=2),
    st.dictionaries(names, st.lists(names, min_size=1, max_size=2), max_size=2),
    st.sampled_from([None, "fixed", "accrues"]), st.sampled_from([None, True, False]), st.sampled_from([None, "0.1"]), free,
)  # fmt: skip
pairs = st.lists(
    st.tuples(names, names).filter(lambda pair: " ".join(pair[0].split()) != " ".join(pair[1].split())),
    max_size=2,
)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    said = draw(st.lists(claims(), max_size=4))
    if said and draw(st.booleans()):
        first = said[0]
        later = Claim("e", "a", "b", source="s", replaces=[first], based_on=said, ref="later")
        said.append(later)
    return Dossier(
        said,
        sources=draw(st.lists(sources, max_size=3)),
        events=draw(st.lists(events(st.none() | names), max_size=2)),
        aspects=draw(st.lists(aspects, max_size=2)),
        opposed=draw(pairs),
        same_event=draw(pairs),
        different_events=draw(pairs),
        timezone=draw(st.sampled_from([(), ("Europe/Kyiv",), ("Europe/Kyiv", "UTC")])),
    )


@pytest.mark.parametrize("form", FORMATS)
class TestRoundTrips:
    @settings(deadline=None, max_examples=100)
    @given(dossier=dossiers())
    def test_what_is_read_is_what_was_written(self, form: str, dossier: Dossier) -> None:
        """Equal, all claims and all declarations (a CSV: all claims); and written again it is the same text."""
        text = dumps(dossier, form)
        read = loads(text, form)
        assert read == (Dossier(dossier.claims) if form == "csv" else dossier)
        assert dumps(read, form) == text

    @settings(deadline=None, max_examples=50)
    @given(one=dossiers(), other=dossiers())
    def test_merged_dossiers_are_written_alike_in_any_order(
        self, form: str, one: Dossier, other: Dossier
    ) -> None:
        """Union loses nothing on the way through a file, though refs may clash and names be undeclared on one side."""
        text = dumps(one | other, form)
        assert text == dumps(other | one, form)
        assert loads(text, form).claims == (one | other).claims


class TestOneWayIsTheOther:
    @settings(deadline=None, max_examples=100)
    @given(dossier=dossiers())
    def test_the_quick_way_builds_what_the_careful_way_builds(self, dossier: Dossier) -> None:
        """Wherever a claim can be built at once, key by key gives an equal one, and the same names."""
        for record in spelt(dossier).claims:
            values = decode(json_text(record))
            problems: list[Any] = []
            builder = Builder("f", problems)
            quick = builder._quick_claim(values)
            if quick is not None:
                other = Builder("f", problems)
                careful, _ = other._careful_claim(values, Teller(problems, "f", "claim", 1))
                assert quick == careful
                assert quick.id == careful.id
                assert (builder.source_names, builder.event_ids) == (other.source_names, other.event_ids)
            assert problems == []

    @settings(deadline=None, max_examples=100)
    @given(dossier=dossiers())
    def test_yaml_is_read_alike_without_the_c_parser(self, dossier: Dossier) -> None:
        """Where PyYAML was built without libyaml, its own parser gives the same dossier."""
        text = dumps(dossier, "yaml")
        loader = yaml_file.LOADER
        yaml_file.LOADER = yaml_file.yaml.SafeLoader
        try:
            assert loads(text, "yaml") == dossier
        finally:
            yaml_file.LOADER = loader


class TestWhatEqualValuesLookLike:
    @pytest.mark.parametrize("form", FORMATS)
    def test_a_zero_is_no_missing_answer(self, form: str) -> None:
        """0 equals False in Python; it was once dropped with the flags that are not set."""
        dossier = Dossier([Claim("e", "a", 0, source="s")])
        assert loads(dumps(dossier, form), form) == dossier

    def test_a_number_and_the_word_for_it_stay_apart(self) -> None:
        """7 and "7" are two answers as given, in all four formats."""
        dossier = Dossier([Claim("e", "a", 7, source="s"), Claim("e", "a", "7", source="s")])
        for form in FORMATS:
            assert {type(claim.answer) for claim in loads(dumps(dossier, form), form).claims} == {int, str}

    def test_a_number_in_a_form_stays_one_where_all_else_is_quoted(self) -> None:
        """A YAML claim of quoted words alone was once built without reading its numbers."""
        dossier = Dossier([Claim("0", "0", {"at_least": 0}, source="0")])
        assert loads(dumps(dossier, "yaml"), "yaml") == dossier

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_date_in_words_stays_words(self, form: str) -> None:
        event = Event("raid", when="last month")
        dossier = Dossier([Claim(event, "killed", 3, source="A", published="2025-07-02")])
        assert loads(dumps(dossier, form), form) == dossier

    def test_a_claim_with_two_refs_is_named_by_the_same_one_in_any_order(self) -> None:
        """Two files may know one claim by two refs; which one a reference is written with hangs on neither's arrival."""
        one, other = (Claim("e", "a", "7", source="s", ref=ref) for ref in ("x", "y"))
        third = Claim("e", "a", "9", source="s", replaces=one, ref="t")
        assert dumps(Dossier([one, other, third]), "csv") == dumps(Dossier([other, third, one]), "csv")
        assert dumps(Dossier([one, third]) | Dossier([other]), "csv") == dumps(
            Dossier([other]) | Dossier([one, third]), "csv"
        )

    def test_two_claims_with_one_ref_stay_two(self) -> None:
        """Merged dossiers may use one ref twice: it is written as shared, and nothing else can mean either by it."""
        one, other = Claim("e", "a", "7", source="s", ref="r"), Claim("e", "a", "8", source="s", ref="r")
        third = Claim("e", "a", "9", source="s", replaces=one, ref="t")
        for form in FORMATS:
            text = dumps(Dossier([one, other, third]), form)
            assert "shared_ref" in text
            assert one.id in text
            assert loads(text, form).claims == {one, other, third}

    def test_several_declarations_of_one_source_survive(self) -> None:
        """Union keeps what disagrees, and so do files."""
        dossier = Dossier(
            sources=[Source("A", kind="state"), Source("A", kind="office")],
            events=[Event("x", id="1"), Event("y", id="1"), Event("z")],
        )
        for form in ("yaml", "json", "jsonl"):
            assert loads(dumps(dossier, form), form) == dossier

    def test_a_name_that_was_never_declared_is_written_as_undeclared(self) -> None:
        """A file that declares sources refuses other names; a merged dossier may hold some all the same."""
        dossier = Dossier(
            [Claim("e", "a", "7", source="B", via="C")],
            sources=[Source("A", controlled_by="D")],
            events=[Event(id="f")],
        )
        for form in ("yaml", "json", "jsonl"):
            text = dumps(dossier, form)
            assert "undeclared" in text
            assert loads(text, form) == dossier

    @pytest.mark.parametrize("form", FORMATS)
    def test_half_a_character_is_refused_with_the_claim_named(self, form: str) -> None:
        """No file in UTF-8 can hold it."""
        with pytest.raises(BadInput, match="claim r: found half of a surrogate pair"):
            dumps(Dossier([Claim("e", "a", "7", source="s", quote="\ud800", ref="r")]), form)

    @pytest.mark.parametrize("form", FORMATS)
    def test_a_reference_by_anything_but_an_id_is_refused(self, form: str) -> None:
        """`Claim(replaces="some ref")` names nothing that a file could resolve."""
        with pytest.raises(BadInput, match="claim r: replaces: found 'other'"):
            dumps(Dossier([Claim("e", "a", "7", source="s", replaces="other", ref="r")]), form)

    def test_what_looks_like_a_formula_is_guarded_in_csv(self) -> None:
        """No cell begins with what a spreadsheet takes for a formula; reading takes the guard away."""
        texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''=1", "'tis", "＝1"]
        claims = [Claim("e", "a", text, source="s", quote=text, url=f"'{text}") for text in texts]
        text = dumps(Dossier(claims), "csv")
        assert loads(text, "csv").claims == set(claims)
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert len(cells) > 40
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝") and cell]
