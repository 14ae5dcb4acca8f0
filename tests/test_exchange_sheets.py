"""Spreadsheets: cells that are named where something is wrong, no formula in or out, and nothing that unpacks without end."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import desk
import pytest
from click.testing import CliRunner
from exchanging import EVERYTHING

from claimcheck.claims import Claim
from claimcheck.cli import command
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.exchange import dumps, xlsx_reading
from claimcheck.exchange.xlsx_cells import MOST_COLUMNS, MOST_ROWS, SHEETS, cell_name, place_of, position_at
from claimcheck.formats import loads, read_dossier, read_dossier_with_problems
from claimcheck.sources import Source

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("defusedxml")


def workbook(**sheets: list[list[Any]]) -> bytes:
    """A workbook as somebody else would make it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """A workbook with some of its parts replaced, or added."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in dict.fromkeys([*before.namelist(), *changes]):
            after.writestr(name, changes[name] if name in changes else before.read(name))
    return made.getvalue()


HEADER = ["ref", "source", "event", "aspect", "answer"]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def by_hand(cells: str, strings: tuple[str, ...]) -> bytes:
    """The least that office programs write: shared strings, and a sheet whose cells point at them."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packaged = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    made = {
        "[Content_Types].xml": f'<Types xmlns="{packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packaged}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Claims" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packaged}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
    }  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name, text in made.items():
            after.writestr(name, head + text)
    return packed.getvalue()


SHARED = by_hand(
    "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{"ABCD"[column]}{row}" t="s"><v>{4 * (row - 1) + column}</v></c>' for column in range(4)
        )
        + "</row>"
        for row in (1, 2)
    ),
    ("source", "event", "aspect", "answer", "TASS", "exchange", "returned", "two"),
)
PLAIN = workbook(Claims=[HEADER, ["a", "TASS", "exchange", "returned", "two"]])


def refused(data: bytes) -> str:
    with pytest.raises(BadInput) as told:
        loads(data, "xlsx", name="a.xlsx")
    assert {problem.file for problem in told.value.problems} == {"a.xlsx"}
    return str(told.value)


class TestWhatADeskWrites:
    def test_numbers_dates_and_flags_of_cells_mean_what_they_show(self) -> None:
        rows = [
            ["source", "event.when", "aspect", "answer", "said", "witnessed", "scope.year"],
            ["A", datetime.date(2025, 7, 4), "a", 7, datetime.datetime(2025, 7, 5), True, 2022],
            ["B", 2025, "a", 7.5, "2025-07-04T10:30+03:00", "no", 2022.0],
        ]
        claims = {str(claim.source): claim for claim in loads(workbook(Claims=rows), "xlsx").claims}
        assert claims["A"] == Claim(
            loads("source,event.when,aspect,answer\nA,2025-07-04,a,7\n", "csv").claims.__iter__().__next__().event,
            "a", 7, source="A", said="2025-07-05", witnessed=True, scope={"year": "2022"},
        )  # fmt: skip
        assert str(claims["B"].answer) == "7.5"
        assert claims["B"].scope == (("year", "2022"),)

    def test_shared_strings_are_read(self) -> None:
        assert [str(claim) for claim in loads(SHARED, "xlsx").claims] == ["TASS on exchange, returned: two"]

    def test_the_only_other_sheet_may_have_any_name(self) -> None:
        assert len(loads(workbook(Tabelle1=[HEADER, ["a", "A", "e", "a", "yes"]]), "xlsx").claims) == 1

    def test_sheets_of_their_own_are_passed_over(self) -> None:
        data = workbook(
            Claims=[HEADER, ["a", "A", "e", "a", "yes"]], Budget=[["=SUM(A1)"]], Findings=[["kind"]]
        )
        assert len(loads(data, "xlsx").claims) == 1

    def test_empty_rows_and_a_late_header_do_no_harm(self) -> None:
        data = workbook(Claims=[[None], HEADER, [None] * 5, ["a", "A", "e", "a", "yes"], [None]])
        dossier = loads(data, "xlsx", name="a.xlsx")
        assert [str(place) for places in dossier.places.values() for place in places] == ["a.xlsx:4"]

    def test_declared_sources_hold(self) -> None:
        data = workbook(
            Claims=[HEADER, ["a", "TAS", "e", "a", "yes"]],
            Sources=[["name", "kind"], ["TASS", "news agency"]],
        )
        assert refused(data) == (
            "a.xlsx:2: Claims!B2: claim a: source: found the undeclared source 'TAS'; expected a declared source; did you mean 'TASS'?"
        )


class TestErrorsNameTheCell:
    @pytest.mark.parametrize(
        ("sheets", "told"),
        [
            ({"Claims": [HEADER, ["a", "A", "e", "a", "{x"]]}, r"Claims!E2: claim 1: answer: found '\{x'; expected JSON"),
            ({"Claims": [HEADER, ["a", "A", "e", "a"]]}, r"Claims!E2: claim 1: answer: found nothing"),
            ({"Claims": [[*HEADER, "said"], ["a", "A", "e", "a", "yes", "soon"]]}, r"Claims!F2: claim 1: said: found 'soon'; expected a date"),
            ({"Claims": [[*HEADER, "scope.to"], ["a", "A", "e", "a", "yes", "=1"]]}, r"Claims!F2: claim in row 2: found a formula; expected a value; copy the cell and paste"),
            ({"Claims": [HEADER, ["a", "A", "e", "a", "yes", "x"]]}, r"Claims!F2: claim 1: found 'x'; expected nothing, as no column has its name here"),
            ({"Claims": [["source", "answr", "event", "aspect"]]}, r"Claims!1:1: the file: found the unknown column 'answr'.*did you mean 'answer'"),
            ({"Claims": [["source", "event", "aspect"]]}, r"Claims!1:1: the file: found no column answer"),
            ({"Claims": [HEADER], "Sources": [["name", "reliability"], ["A", "Z"]]}, r"Sources!B2: source A: reliability: found 'Z'"),
            ({"Claims": [HEADER], "Sources": [["nam"]]}, r"Sources!1:1: the file: found the unknown column 'nam'"),
            ({"Claims": [HEADER], "Aspects": [["name", "tolerance"], ["a", "much"]]}, r"Aspects!B2: aspect a: tolerance: found 'much'"),
            ({"Claims": [HEADER], "Opposed": [["one", "other"], ["A"]]}, r"Opposed!2:2: opposed: found \['A'\]"),
            ({"Claims": [HEADER], "Same_event": [["A", "A"]]}, r"'Same event'!1:1: same_event: found 'A' twice"),
            ({"Claims": [HEADER], "Dossier": [["claimcheck", 9]]}, r"Dossier!1:1: the file: found the format version 9"),
            ({"Claims": [HEADER], "Dossier": [["timezon", "x"]]}, r"Dossier!1:1: the dossier: found the unknown key 'timezon'.*timezone"),
            ({"Claims": [HEADER], "Sourcs": [["x"]]}, r"found the sheet 'Sourcs'.*did you mean 'Sources'"),
            ({"One": [HEADER], "Two": [HEADER]}, r"found the sheets 'One', 'Two'; expected a sheet with the name Claims"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_told_with_its_cell(self, sheets: dict[str, list[list[Any]]], told: str) -> None:
        assert re.search(told, refused(workbook(**sheets)))

    def test_bad_rows_may_be_left_out(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(
            workbook(
                Claims=[
                    HEADER,
                    ["a", "A", "e", "a", "=1+1"],
                    ["b", "A", "e", "a", "yes"],
                    ["c", "", "e", "a", "yes"],
                ]
            )
        )
        dossier, left_out = read_dossier_with_problems(path, skip_bad=True)
        assert [claim.ref for claim in dossier.claims] == ["b"]
        assert left_out.records == 2
        assert [problem.where.partition(":")[0] for problem in left_out] == ["Claims!E2", "Claims!B4"]

    @pytest.mark.parametrize(
        ("row", "column", "name"),
        [(1, 1, "A1"), (7, 26, "Z7"), (7, 27, "AA7"), (MOST_ROWS, MOST_COLUMNS, "XFD1048576")],
    )
    def test_a_position_is_a_cell_and_back(self, row: int, column: int, name: str) -> None:
        assert cell_name(row, column) == name
        for sheet in SHEETS:
            assert place_of(position_at(sheet, row, column))[0].endswith(f"!{name}")
            assert place_of(position_at(sheet, row))[1] == row


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "=cmd|' /C calc'!A0",
    "'=1",
    "#REF!",
    "TRUE",
    '=HYPERLINK("http://x")',
]


class TestNoFormulaEver:
    dossier = Dossier(
        [
            Claim("e", "a", "yes", source=text, quote=text, cue=text, ref=f"r{number}", note=text)
            for number, text in enumerate(FORMULAS)
        ]
    )

    def test_every_cell_we_write_is_text(self) -> None:
        report = self.dossier.check()
        book = openpyxl.load_workbook(io.BytesIO(dumps(report, "xlsx").data))
        kinds = {
            cell.data_type
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        assert kinds == {"s"}
        quoted = [
            cell.value
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and not cell.quotePrefix
        ]
        assert not [text for text in quoted if text[:1] in tuple("=+-@\t\r＝")]
        assert b"<f>" not in b"".join(parts(dumps(report, "xlsx").data).values())

    def test_they_come_back_as_they_were(self) -> None:
        assert loads(dumps(self.dossier, "xlsx").data, "xlsx") == self.dossier

    def test_another_reader_sees_the_same_text(self) -> None:
        calamine = pytest.importorskip("python_calamine")
        found = calamine.CalamineWorkbook.from_filelike(io.BytesIO(dumps(self.dossier, "xlsx").data))
        header, *rows = found.get_sheet_by_name("Claims").to_python()
        quotes = {row[header.index("quote")].replace("\n", "\r") for row in rows}
        assert quotes >= {text for text in FORMULAS if "\r" not in text}

    def test_characters_that_xml_has_no_place_for_come_back(self) -> None:
        text = "a\x00\x01\x1f\ufffe\uffff\r\n\t b \U0001f600 \x85\u2028"
        said = Dossier([Claim("e", "a", "yes", source="A", quote=text)])
        assert loads(dumps(said, "xlsx").data, "xlsx") == said

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("_x0041_", "text without _x0041_"),
            ("x005F_", "text without _x0041_"),
            ("x" * 32_768, "at most 32,767 in a cell"),
        ],
    )
    def test_what_no_cell_can_hold_is_refused_with_the_cell(self, text: str, told: str) -> None:
        with pytest.raises(BadInput, match=f"^Claims!E2: found .*; expected {told}"):
            dumps(Dossier([Claim("e", "a", "yes", source="A", quote=text)]), "xlsx")


def read_or_told(data: bytes) -> int | str:
    """How many claims are read; or the file that every problem names."""
    try:
        return len(loads(data, "xlsx", name="a.xlsx").claims)
    except BadInput as told:
        [file] = {problem.file for problem in told.problems}
        return str(file)


class TestHostileWorkbooks:
    @pytest.mark.parametrize(
        "data",
        [b"", b"PK", b"PK\x03\x04" + b"\0" * 50, PLAIN[:-30], PLAIN[:200], b"<?xml version='1.0'?><a/>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(range(256)) * 20],
        ids=["empty", "two letters", "no directory", "cut short", "cut shorter", "xml", "old or locked", "noise"],
    )  # fmt: skip
    def test_what_is_no_workbook_is_refused(self, data: bytes) -> None:
        assert "a workbook (.xlsx)" in refused(data)

    @pytest.mark.parametrize("part", sorted(parts(SHARED)))
    def test_a_damaged_part_is_refused_or_does_no_harm(self, part: str) -> None:
        for damage in (b"", b"<", b"\xff\xfe\x00", parts(SHARED)[part][:-20], b"<a/>"):
            assert read_or_told(repacked(SHARED, {part: damage})) in (0, 1, "a.xlsx")

    def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(xlsx_reading, "MOST_UNPACKED", 1_000_000)
        bomb = repacked(PLAIN, {"xl/bomb.xml": b"0" * 2_000_000})
        assert len(bomb) < 20_000
        assert "unpacks to too much" in refused(bomb)

    def test_many_small_parts_are_refused(self) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            for number in range(10_001):
                packed.writestr(f"{number}", b"")
        assert "unpacks to too much" in refused(made.getvalue())

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
    )
    def test_no_entity_is_expanded(self, part: str, encoding: str) -> None:
        text = parts(SHARED)[part].decode("utf-8")
        bomb = '<!DOCTYPE a [<!ENTITY x "two"><!ENTITY y SYSTEM "file:///etc/passwd">]>'
        evil = re.sub(
            r"^(<\?xml[^>]*\?>)?", f'<?xml version="1.0" encoding="{encoding}"?>{bomb}', text, count=1
        )
        assert "found a document type in" in refused(repacked(SHARED, {part: evil.encode(encoding)}))

    def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(self) -> None:
        sheet = parts(PLAIN)["xl/worksheets/sheet1.xml"]
        lie = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', sheet)
        assert lie != sheet
        assert len(loads(repacked(PLAIN, {"xl/worksheets/sheet1.xml": lie}), "xlsx").claims) == 1

    def test_a_row_beyond_the_end_is_no_endless_loop(self) -> None:
        sheet = parts(PLAIN)["xl/worksheets/sheet1.xml"].replace(b'<row r="2"', b'<row r="999999999999"')
        assert read_or_told(repacked(PLAIN, {"xl/worksheets/sheet1.xml": sheet})) in (0, "a.xlsx")

    def test_links_and_formulas_with_kept_results_are_not_followed(self) -> None:
        sheet = parts(PLAIN)["xl/worksheets/sheet1.xml"]
        linked = re.sub(
            rb'<c r="E2"[^>]*>.*?</c>',
            b'<c r="E2" t="str"><f>WEBSERVICE("http://evil.example")</f><v>two</v></c>',
            sheet,
        )
        assert linked != sheet
        assert "Claims!E2: claim in row 2: found a formula" in refused(
            repacked(PLAIN, {"xl/worksheets/sheet1.xml": linked})
        )

    def test_an_error_value_is_told(self) -> None:
        sheet = parts(PLAIN)["xl/worksheets/sheet1.xml"]
        wrong = re.sub(rb'<c r="E2"[^>]*>.*?</c>', b'<c r="E2" t="e"><v>#REF!</v></c>', sheet)
        assert "Claims!E2: claim in row 2: found the error '#REF!'" in refused(
            repacked(PLAIN, {"xl/worksheets/sheet1.xml": wrong})
        )


class TestFindingsAndTemplate:
    def test_findings_are_the_second_sheet_and_are_not_read(self) -> None:
        report = desk.report_of(desk.says("a", "A ministry", 7), desk.says("b", "B ministry", 9))
        data = dumps(report, "xlsx").data
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.sheetnames[:2] == ["Claims", "Findings"]
        header, *rows = [[cell.value for cell in row] for row in book["Findings"].iter_rows()]
        assert [row[header.index("reason")] for row in rows] == [one.reason for one in report]
        assert rows[0][header.index("claims")] == "a | b"
        assert loads(data, "xlsx") == report.dossier

    def test_a_dossier_that_cannot_be_judged_is_written_without_findings(self) -> None:
        ring = Dossier(
            [Claim("e", "a", "yes", source="A")],
            sources=[Source("A", controlled_by="B"), Source("B", controlled_by="A")],
        )
        written = dumps(ring, "xlsx")
        assert "finding: all, as the claims can't be judged; claimcheck check tells why" in written.lost
        assert loads(written.data, "xlsx") == ring

    @pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
    def test_a_template_is_an_empty_dossier_and_is_not_overwritten(self, name: str, tmp_path: Path) -> None:
        path = tmp_path / name
        assert CliRunner().invoke(command, ["template", str(path)], standalone_mode=False).return_value == 0
        assert read_dossier(path) == Dossier()
        first = path.read_bytes()
        again = CliRunner().invoke(command, ["template", str(path)])
        assert "is there already" in again.output
        assert (
            CliRunner()
            .invoke(command, ["template", str(path), "--force"], standalone_mode=False)
            .return_value
            == 0
        )
        assert path.read_bytes() == first

    def test_a_template_of_another_kind_is_refused(self, tmp_path: Path) -> None:
        assert (
            "ends in neither .xlsx nor .csv"
            in CliRunner().invoke(command, ["template", str(tmp_path / "a.ods")]).output
        )

    def test_a_template_offers_sources_aspects_and_fixed_words(self, tmp_path: Path) -> None:
        path = tmp_path / "t.xlsx"
        CliRunner().invoke(command, ["template", str(path)])
        book = openpyxl.load_workbook(path)
        offers = {
            (sheet.title, sheet[str(offer.sqref).partition(":")[0].rstrip("2") + "1"].value): offer.formula1
            for sheet in book
            for offer in sheet.data_validations.dataValidation
        }
        assert offers["Claims", "source"] == "Sources!$A$2:$A$1000"
        assert offers["Claims", "aspect"] == "Aspects!$A$2:$A$1000"
        assert offers["Claims", "event"] == "Events!$A$2:$A$1000"
        assert offers["Claims", "witnessed"] == '"true,false"'
        assert offers["Sources", "reliability"] == '"A,B,C,D,E,F"'
        assert offers["Aspects", "over_time"] == '"fixed,accrues,varies"'
        assert "Instructions" in book.sheetnames

    def test_a_filled_in_template_is_checked(self, tmp_path: Path) -> None:
        path = tmp_path / "t.xlsx"
        CliRunner().invoke(command, ["template", str(path)])
        book = openpyxl.load_workbook(path)
        header = [cell.value for cell in book["Claims"][1]]
        for column, value in (
            ("ref", "two"),
            ("source", "TASS"),
            ("event", "exchange"),
            ("aspect", "returned"),
            ("answer", "two"),
        ):
            book["Claims"].cell(2, header.index(column) + 1).value = value
        book["Sources"].cell(2, 1).value = "TASS"
        book["Events"].cell(2, 1).value = "exchange"
        book.save(path)
        assert [finding.refs for finding in read_dossier(path).check()] == [("two",)]

    def test_our_workbook_edited_and_saved_elsewhere_still_reads(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(dumps(EVERYTHING, "xlsx").data))
        made = io.BytesIO()
        book.save(made)
        assert loads(made.getvalue(), "xlsx") == EVERYTHING


class TestParquet:
    pyarrow = pytest.importorskip("pyarrow")

    def test_columns_with_types_are_read_as_what_they_hold(self) -> None:
        import pyarrow
        import pyarrow.parquet

        table = pyarrow.table({
            "source": ["A", "B", None], "event": ["e", "e", None], "aspect": ["a", "a", None], "answer": [7, 8, None],
            "said": [datetime.date(2025, 7, 4), None, None], "witnessed": [True, False, None],
        })  # fmt: skip
        made = io.BytesIO()
        pyarrow.parquet.write_table(table, made)
        assert loads(made.getvalue(), "parquet").claims == {
            Claim("e", "a", 7, source="A", said="2025-07-04", witnessed=True), Claim("e", "a", 8, source="B"),
        }  # fmt: skip

    def test_pandas_and_polars_read_what_we_write(self) -> None:
        data = dumps(EVERYTHING, "parquet").data
        for package in ("pandas", "polars"):
            frame = pytest.importorskip(package).read_parquet(io.BytesIO(data))
            assert set(frame["ref"].to_list()) >= {"two", "three"}

    def test_findings_are_a_table_of_their_own(self) -> None:
        import pyarrow.parquet

        report = desk.report_of(desk.says("a", "A ministry", 7), desk.says("b", "B ministry", 9))
        table = pyarrow.parquet.read_table(io.BytesIO(dumps(report, "parquet-findings").data)).to_pylist()
        assert [row["reason"] for row in table] == [one.reason for one in report]

    def test_what_is_no_table_is_refused_with_its_row_where_it_has_one(self) -> None:
        import pyarrow
        import pyarrow.parquet

        data = dumps(EVERYTHING, "parquet").data
        for damaged in (b"", b"PAR1", data[:-10], data[:100], b"PAR1" + b"\0" * 100 + b"PAR1"):
            with pytest.raises(BadInput, match="a table in Parquet"):
                loads(damaged, "parquet", name="a.parquet")
        for columns, told in (
            ({"source": ["A"]}, "no column event"),
            ({"source": ["A"], "event": ["e"], "aspect": ["a"], "answer": [[1]]}, "a.parquet:1: claim 1: found .1.; expected text, a number or a date"),
            ({"source": ["A"], "event": ["e"], "aspect": ["a"], "answer": [float("nan")]}, "a.parquet:1: claim 1: found nan; expected a finite number"),
        ):  # fmt: skip
            made = io.BytesIO()
            pyarrow.parquet.write_table(pyarrow.table(columns), made)
            with pytest.raises(BadInput, match=told):
                loads(made.getvalue(), "parquet", name="a.parquet")

    def test_a_table_that_unpacks_to_too_much_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from claimcheck.exchange import parquet_file

        monkeypatch.setattr(parquet_file, "MOST_UNPACKED", 10)
        with pytest.raises(BadInput, match="unpacks to too much"):
            loads(dumps(EVERYTHING, "parquet").data, "parquet")
