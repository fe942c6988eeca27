"""Every export is complete and can be read back: rows in equal rows out, table by table."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.core.errors import FoedusError
from foedus.evidence.rows import TABLES, Row
from foedus.export.cells import column_type, decode, encode
from foedus.export.evidence import Evidence, InMemory, counts
from foedus.export.formats import annotations
from foedus.export.formats import csv as csv_tables
from foedus.export.masking import masked
from foedus.export.registry import Options, exporter, exporters


def made(name: str, evidence: Evidence, **options: Any) -> dict[str, bytes]:
    return {p.name: b"".join(p.chunks) for p in exporter(name).export(evidence, Options(**options))}


def exact(rows: list[Row]) -> list[str]:
    return [json.dumps(r, sort_keys=True) for r in rows]  # tells 1 from 1.0 and from true


def test_the_evidence_of_these_tests_has_a_row_in_every_table(evidence: InMemory) -> None:
    assert all(counts(evidence).values())


def test_formats_are_found_and_an_unknown_one_is_told() -> None:
    assert {"annotations", "csv", "geojson", "jsonl", "stix"} <= set(exporters())
    with pytest.raises(FoedusError, match="no format 'cvs'") as told:
        exporter("cvs")
    assert told.value.hint == "--to csv"


@pytest.mark.parametrize("name", sorted(set(exporters())))
def test_equal_evidence_gives_equal_bytes(name: str, evidence: InMemory) -> None:
    assert made(name, evidence) == made(name, evidence)


def test_json_lines_hold_every_row(evidence: InMemory) -> None:
    files = made("jsonl", evidence)
    for name in TABLES:
        assert exact([json.loads(line) for line in files[f"{name}.jsonl"].splitlines()]) == exact(list(evidence.rows(name)))


def test_every_anchored_row_group_and_finding_is_an_annotation_and_comes_back(evidence: InMemory) -> None:
    files = made("annotations", evidence)
    items = json.loads(files["page-00001.json"])["items"]
    back: dict[str, list[Row]] = {}
    for name, row in annotations.rows(items):
        back.setdefault(name, []).append(row)
    for name in TABLES:
        if name != "documents":
            assert exact(back[name]) == exact(list(evidence.rows(name))), name
    collection = json.loads(files["annotations.json"])
    assert collection["total"] == len(items) == sum(counts(evidence).values()) - 3
    assert len({i["id"] for i in items}) == len(items)


def test_annotations_are_those_of_the_w3c(evidence: InMemory) -> None:
    files = made("annotations", evidence)
    page = json.loads(files["page-00001.json"])
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    texts = {"documents/a%20canal.md": evidence.text("a canal.md"), "texts/b/canal.pdf.txt": files["texts/b/canal.pdf.txt"].decode()}
    motivations = {"classifying", "identifying", "describing", "assessing", "linking", "commenting"}
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["motivation"] in motivations
        assert "created" not in item
        for target in item["target"]:
            text = texts[target["source"]]
            assert text is not None
            position, quote = target["selector"]
            assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            assert text[position["start"] : position["end"]] == quote["exact"]
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert whole in text
            assert len(quote["prefix"]) == min(32, position["start"])
            assert len(target["state"]["sha256"]) == 64
    assert len(page["items"][-1]["target"]) == 2  # a finding has the spans of both versions


def test_pages_follow_each_other(evidence: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotations, "PAGE", 7)
    files = made("annotations", evidence)
    name: str | None = json.loads(files["annotations.json"])["first"]
    seen = []
    while name:
        page = json.loads(files[name])
        assert page["startIndex"] == len(seen)
        seen += page["items"]
        name = page.get("next")
    assert len(seen) == json.loads(files["annotations.json"])["total"]


@pytest.mark.parametrize("excel", [False, True])
def test_csv_gives_back_every_row(evidence: InMemory, excel: bool) -> None:
    files = made("csv", evidence, excel=excel)
    package = json.loads(files["datapackage.json"])
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        name = resource["name"]
        data = files[resource["path"]]
        assert exact(list(csv_tables.rows(package, name, data))) == exact(list(evidence.rows(name))), name
        assert resource["rows"] == counts(evidence)[name]
        assert data.startswith(b"\xef\xbb\xbf") == excel
        assert [f["name"] for f in resource["schema"]["fields"]] == list(TABLES[name].columns)


def test_only_for_spreadsheets_are_formulas_guarded(evidence: InMemory) -> None:
    def quotes(excel: bool) -> list[str]:
        text = made("csv", evidence, excel=excel)["segments.csv"].decode("utf-8-sig")
        return [r["quote"] for r in csv.DictReader(io.StringIO(text, newline=""))]

    assert '=Suma de cupos: "diez"' in quotes(excel=False)
    assert "'=Suma de cupos: \"diez\"" in quotes(excel=True)


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", '"', '""', '"""', "null", "2031", "[1]", "=1", "'", "-x", "\ttab"]),
    st.lists(st.integers() | st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
)  # fmt: skip


@given(column=st.lists(values, max_size=6), excel=st.booleans())
def test_cells_come_back_as_they_were(column: list[Any], excel: bool) -> None:
    kind = column_type(column)
    written = io.StringIO(newline="")
    csv.writer(written).writerows([encode(v, kind, excel=excel), "end"] for v in column)
    cells = [r[0] for r in csv.reader(io.StringIO(written.getvalue(), newline=""))]
    back = [decode(c, kind, excel=excel) for c in cells]
    assert json.dumps(back) == json.dumps(column)
    if excel:
        assert not any(isinstance(v, str) and c.startswith(("=", "+", "-", "@")) for v, c in zip(column, cells, strict=True))


def test_every_located_row_is_a_feature_and_the_file_counts_those_without_a_point(evidence: InMemory) -> None:
    told = json.loads(made("geojson", evidence)["evidence.geojson"])
    features = told["features"]
    tables = Counter(f["properties"]["table"] for f in features)
    assert tables == told["foedus"]["features"] == {"events": 2, "relations": 2, "actors": 3}
    assert sum(f["geometry"] is None for f in features) == told["foedus"]["null_geometries"] == 1
    assert "CC BY 4.0" in told["foedus"]["attribution"]
    by_id = {f["id"]: f for f in features}
    assert by_id["ev-000000000001"]["geometry"] == {"type": "Point", "coordinates": [-78.52, -0.23]}
    assert by_id["ev-000000000002"]["geometry"] is None
    joined = by_id["re-000000000002"]
    assert joined["geometry"]["type"] == "MultiPoint"
    assert [p["at"] for p in joined["foedus"]["points"]] == ["seat of government"] * 2
    for f in features:
        row = {k: v for k, v in f["properties"].items() if k != "table"}
        assert row in list(evidence.rows(f["properties"]["table"]))
        assert f["properties"]["quote"]


def test_masking_changes_no_count(evidence: InMemory) -> None:
    assert counts(masked(evidence)) == counts(evidence)
    for name in ("annotations", "csv", "geojson", "jsonl"):
        assert set(made(name, masked(evidence))) == set(made(name, evidence))
