"""Exchange formats: what they carry comes back, what they don't is told, and others can add theirs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from exchanging import EVERYTHING, NEEDED, NEEDS, READ_BACK, WRITTEN, needed
from hypothesis import given, settings
from test_formats_round_trip import dossiers

import claimcheck.testing
from claimcheck.arguments import ArgumentError
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, MissingExtra
from claimcheck.exchange import (
    ALL,
    PARTS,
    BrokenFormat,
    Format,
    Part,
    Written,
    dumps,
    find_format,
    format_names,
    format_of_file,
    formats,
    write,
)
from claimcheck.formats import loads, read_dossier
from claimcheck.formats.spelling import spelt
from claimcheck.sources import Source

ROOT = Path(__file__).parents[1]


SLOW = ("prov-json", "xlsx")
"""Formats of which one file takes long to make."""


class TestWhatComesBack:
    @pytest.mark.parametrize("name", READ_BACK)
    def test_all_comes_back_that_the_format_carries(self, name: str) -> None:
        """Equal where it carries everything, else all claims; and written again it is the same bytes."""
        carries_all = not any(needed(name).lost(kind) for kind in PARTS if kind != "finding")

        @settings(max_examples=12 if name in SLOW else 40)
        @given(dossier=dossiers())
        def comes_back(dossier: Dossier) -> None:
            try:
                written = dumps(dossier, name)
            except BadInput as refused:
                if name != "xlsx" or not {one.expected for one in refused.problems} <= REFUSED_IN_CELLS:
                    raise
                return
            read = loads(written.data, name)
            assert read == (dossier if carries_all else Dossier(dossier.claims))
            assert dumps(read, name).data == written.data
            lost = [one for one in written.lost if not one.startswith("finding: ")]
            assert bool(lost) == (read != dossier)

        comes_back()

    @pytest.mark.parametrize("name", READ_BACK)
    def test_a_report_on_what_comes_back_is_the_same(self, name: str) -> None:
        """Stories that the judge knows are judged alike after the journey, where the declarations travel too."""
        if needed(name).lost("source"):
            pytest.skip("it carries claims alone")

        @settings(max_examples=8 if name in SLOW else 20)
        @given(dossier=claimcheck.testing.dossiers())
        def is_judged_alike(dossier: Dossier) -> None:
            read = loads(dumps(dossier, name).data, name)
            assert read == dossier
            assert [one.reason for one in read.check()] == [one.reason for one in dossier.check()]

        is_judged_alike()

    @pytest.mark.parametrize("name", READ_BACK)
    def test_every_key_that_a_file_can_have_comes_back(self, name: str) -> None:
        read = loads(dumps(EVERYTHING, needed(name)).data, name)
        assert read == (Dossier(EVERYTHING.claims) if find_format(name).lost("source") else EVERYTHING)


REFUSED_IN_CELLS = {
    "text without _x0041_, which spreadsheet programs take for a character",
    "at most 32,767 in a cell",
}


class TestWhatIsLost:
    @pytest.mark.parametrize("name", WRITTEN)
    def test_every_key_is_carried_or_told(self, name: str) -> None:
        """Of a dossier that has every key, each kind of record names each key that the format does not carry."""
        told: dict[str, str] = {}
        for line in dumps(EVERYTHING, needed(name)).lost:
            told.setdefault(line.partition(": ")[0], line)
        for kind in set(PARTS) - {"finding"}:
            for key in set(find_format(name).lost(kind)) - {"shared_ref"}:
                assert f"{key} (" in told[kind], (kind, key)
            for key in find_format(name).kept(kind):
                assert f" {key} (" not in told.get(kind, ""), (kind, key)

    def test_the_dossier_of_these_tests_has_every_key(self) -> None:
        records = spelt(EVERYTHING)
        for kind in ("source", "event", "aspect", "claim"):
            keys = {key for record in getattr(records, f"{kind}s") for key in record}
            assert set(PARTS[kind]) - keys <= {"shared_ref", "x-…"}

    def test_of_a_report_a_format_of_claims_loses_the_findings(self) -> None:
        report = Dossier([Source("A").says("e", "a", "yes")]).check()
        assert dumps(report, "yaml").lost == ("finding: all (1); they follow from the claims",)

    @pytest.mark.parametrize("name", WRITTEN)
    def test_the_same_claims_are_the_same_bytes_in_any_order(self, name: str) -> None:
        needed(name)
        reordered = Dossier(sorted(EVERYTHING.claims, key=repr)) | EVERYTHING
        assert dumps(EVERYTHING, name) == dumps(reordered, name)

    @pytest.mark.parametrize("name", WRITTEN)
    def test_an_empty_dossier_is_written(self, name: str) -> None:
        needed(name)
        assert dumps(Dossier(), name) == Written(dumps(Dossier(), name).data, ())

    @pytest.mark.parametrize("name", sorted(set(WRITTEN) & set(READ_BACK)))
    def test_an_empty_dossier_comes_back(self, name: str) -> None:
        needed(name)
        assert loads(dumps(Dossier(), name).data, name) == Dossier()


class TestFinding:
    def test_our_formats_are_registered_by_their_names(self) -> None:
        assert {one.name for one in formats()} <= set(format_names())
        assert set(READ_BACK) <= set(format_names())

    def test_the_longest_extension_decides(self) -> None:
        for one in formats():
            for extension in one.extensions:
                found = format_of_file(f"/a/b{extension.upper()}", writes=one.write is not None)
                assert found is not None
                assert extension in found.extensions
        assert format_of_file("a.json") is find_format("json")
        assert format_of_file("a.prov.json") is find_format("prov-json")
        assert format_of_file("a.docx") is None
        assert format_of_file(".csv") is None

    def test_an_unknown_format_is_told_with_the_nearest(self) -> None:
        with pytest.raises(BadInput, match=r"found the format 'graphm'; .*did you mean 'graphml'"):
            find_format("graphm")
        with pytest.raises(BadInput, match=r"found the format 'graphm'; .*did you mean 'graphml'"):
            loads("", "graphm")

    def test_a_format_that_does_not_read_or_write_says_so(self) -> None:
        with pytest.raises(
            BadInput, match="the format graphml, which is only written; expected one that is read"
        ):
            loads("", "graphml")
        with pytest.raises(BadInput, match="the format memo, which is only read"):
            dumps(Dossier(), Format(name="memo", title="", media_type=""))

    def test_a_file_whose_name_tells_no_format_is_not_written(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="found a name that tells no format"):
            write(Dossier(), tmp_path / "a.docx")

    def test_a_part_that_no_dossier_has_is_refused(self) -> None:
        with pytest.raises(ArgumentError, match=r"one of claim, .*not 'claims'"):
            Part("claims", ALL, "")
        with pytest.raises(ArgumentError, match=r"a key of claim is one of .*not 'sauce'"):
            Part("claim", "sauce", "")


class TestWriting:
    def test_a_report_writes_itself_and_tells_what_is_lost(self, tmp_path: Path) -> None:
        report = Dossier([Source("A").says("e", "a", "yes", note="n")]).check()
        assert report.write(tmp_path / "a.graphml") == ("claim: note (1)",)
        assert (tmp_path / "a.graphml").read_bytes() == dumps(report, "graphml").data

    def test_an_input_is_never_overwritten(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("claimcheck: 1", encoding="utf-8")
        with pytest.raises(BadInput, match="the input file"):
            write(Dossier(), path, inputs=[path])


PLUG_IN = """
from claimcheck.exchange import ALL, Format, Part, Written
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier

def read(data, name):
    said = [line.split("\\t") for line in data.decode("utf-8").splitlines()]
    return Dossier([Claim(event, aspect, answer, source=who) for who, event, aspect, answer in said])

def write(subject):
    dossier = subject if isinstance(subject, Dossier) else subject.dossier
    lines = sorted(f"{one.source}\\t{one.event}\\t{one.aspect}\\t{one.answer}\\n" for one in dossier.claims)
    return Written("".join(lines).encode("utf-8"), ("all but who, event, aspect and answer",))

MEMO = Format(
    name="memo", title="Memo", media_type="text/plain", extensions=".memo", read=read, write=write,
    carries=[Part("claim", ["source", "event", "aspect", "answer"], "a line")],
)
"""


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of somebody else's, installed where Python finds it: a module, and the metadata of a distribution."""
    place = tmp_path / "site"
    metadata = place / "memo_format-1.0.dist-info"
    metadata.mkdir(parents=True)
    (place / "memo_format.py").write_text(PLUG_IN, encoding="utf-8")
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: memo-format\nVersion: 1.0\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text(
        "[claimcheck.formats]\nmemo = memo_format:MEMO\nbroken = nowhere_at_all:X\nodd = memo_format:read\n"
        "other = memo_format:MEMO\nyaml = memo_format:MEMO\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(place))
    monkeypatch.delitem(sys.modules, "memo_format", raising=False)
    return place


class TestOthersFormats:
    def test_a_package_of_somebody_else_adds_a_format(self, distribution: Path, tmp_path: Path) -> None:
        assert "memo" in format_names()
        path = tmp_path / "a.memo"
        path.write_text("TASS\texchange\treturned\ttwo\n", encoding="utf-8")
        dossier = read_dossier(path)
        assert [str(claim) for claim in dossier.claims] == ["TASS on exchange, returned: two"]
        assert dumps(dossier, "memo").data == path.read_bytes()
        assert write(dossier, tmp_path / "b.memo") == ("all but who, event, aspect and answer",)

    def test_its_claims_and_those_of_our_files_make_one_dossier(
        self, distribution: Path, tmp_path: Path
    ) -> None:
        """What a file declares holds for claims of all formats: a name that is not declared is refused there too."""
        memo, mine = tmp_path / "a.memo", tmp_path / "a.yaml"
        memo.write_text("TAS\texchange\treturned\ttwo\n", encoding="utf-8")
        mine.write_text("claimcheck: 1\nsources: {TASS: {}}", encoding="utf-8")
        with pytest.raises(BadInput, match=r"a\.memo:1: .*undeclared source 'TAS'.*did you mean 'TASS'"):
            read_dossier(memo, mine)

    def test_it_works_on_the_command_line(self, distribution: Path, tmp_path: Path) -> None:
        path = tmp_path / "a.memo"
        path.write_text("TASS\texchange\treturned\ttwo\n", encoding="utf-8")
        call = (
            f"import sys; sys.path.insert(0, {str(distribution)!r}); from claimcheck.cli import main; main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", call, "convert", str(path), "--to", "csv"],
            capture_output=True,
            check=False,
        )
        assert done.stdout.decode().splitlines()[1] == "TASS,exchange,returned,two"

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("broken", "No module named 'nowhere_at_all'"),
            ("odd", "memo_format:read is no Format"),
            ("other", "calls itself 'memo'"),
            ("yaml", "claimcheck-sources and memo-format register it; uninstall one of them"),
        ],
    )
    def test_a_format_that_cannot_be_used_is_told_with_its_package(
        self, distribution: Path, name: str, why: str
    ) -> None:
        with pytest.raises(
            BrokenFormat, match=r"of the package (memo-format|claimcheck-sources) can't be used"
        ) as told:
            find_format(name)
        assert why in str(told.value)

    def test_one_that_cannot_be_used_hides_no_other(self, distribution: Path) -> None:
        names = [one.name for one in formats()]
        assert "memo" in names
        assert "broken" not in names

    def test_a_mistake_of_a_plug_in_names_it(self, distribution: Path) -> None:
        with pytest.raises(ValueError, match="not enough values") as told:
            loads("one word", "memo", name="a.memo")
        assert told.value.__notes__ == ["in the format 'memo', reading 'a.memo'"]


class TestExtras:
    @pytest.mark.parametrize("name", sorted(name for name, packages in NEEDS.items() if packages))
    def test_a_missing_extra_names_itself(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for package in NEEDS[name]:
            for module in [one for one in sys.modules if one.partition(".")[0] == package]:
                monkeypatch.delitem(sys.modules, module)
            monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(MissingExtra, match=rf"claimcheck-sources\[{find_format(name).extra}\]"):
            dumps(EVERYTHING, name)
        if find_format(name).read is not None:
            with pytest.raises(MissingExtra, match=rf"claimcheck-sources\[{find_format(name).extra}\]"):
                loads(b"{}", name)

    def test_every_extra_is_declared(self) -> None:
        import tomllib

        declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
            "optional-dependencies"
        ]
        everything = {
            name for line in declared["all"] for name in line.partition("[")[2].rstrip("]").split(",")
        }
        for one in formats():
            if one.extra is not None:
                assert {line.partition(">")[0] for line in declared[one.extra]} == set(NEEDED[one.extra])
                assert one.extra in everything


def test_what_is_written_is_bytes_and_notes() -> None:
    assert Written(b"x") == Written(b"x", ())
