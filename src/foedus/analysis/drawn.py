"""The reference data that values of a case were drawn from: each table, organisation, network and dossier once, with what to cite."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foedus.analysis.rests import FIELDS
from foedus.analysis.wording import listing
from foedus.case.basis import Basis, CompactFact, DossierQuantity, NetworkQuantity, TableCell
from foedus.case.schema import Case, Value


@dataclass(frozen=True, slots=True)
class DataSource:
    """A table, treaty organisation, network or dossier that values were drawn from.

    Attributes
    ----------
    kind, name
        ``table``, ``compact``, ``network`` or ``dossier``, and what it is called there.
    title
        What it is.
    version, sha256
        As noted in the case; None where the case does not say.
    licence, get
        On what terms a table may be used, and from where.
    cite
        CSL-like items of a table.
    stands
        Titles of the sources in which it stands that it is so, as noted in the case.
    uses
        The values drawn from it: ``issue/actor/field``.
    """

    kind: str
    name: str
    title: str
    version: str | None
    sha256: str | None
    licence: str | None = None
    get: str | None = None
    cite: tuple[Mapping[str, Any], ...] = ()
    stands: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A name that is unique among all of them."""
        return f"{self.kind}-{self.name}"

    @property
    def references(self) -> tuple[str, ...]:
        """What to cite, each as a line."""
        return (*(reference(item) for item in self.cite), *self.stands)

    @property
    def details(self) -> str:
        """Version, fingerprint and licence, in words."""
        told = [f"version {self.version}" if self.version else "", f"SHA-256 {self.sha256}" if self.sha256 else "", f"licence: {self.licence}" if self.licence else ""]
        return "; ".join(t for t in told if t)


def drawn(case: Case) -> Iterator[tuple[str, str | None, Basis]]:
    """Yield each reference of a case: the value (``issue/actor/field``), the account that tells it so, or None, and the reference."""

    def each(name: str, value: Value, account: str | None = None) -> Iterator[tuple[str, str | None, Basis]]:
        yield from ((name, account, basis) for basis in value.basis)

    for issue in case.issues:
        if issue.reference is not None:
            yield from each(f"{issue.id}/reference", issue.reference)
    for s in case.stakeholders:
        for field in FIELDS:
            yield from each(f"{s.issue}/{s.actor}/{field}", getattr(s, field))
    for account in case.accounts:
        for o in account.overrides:
            yield from each(f"{o.issue}/{o.actor}/{o.field}", o.to, account.id)


def data_sources(case: Case, issues: Collection[str] | None = None) -> list[DataSource]:
    """Return the reference data a case was drawn from, each once, in the order of the case.

    Parameters
    ----------
    case
        The case.
    issues
        Only values of these issues; None for all.
    """
    found: dict[tuple[str, str, str | None], list[tuple[str, Basis]]] = {}
    for name, account, basis in drawn(case):
        if issues is None or name.split("/")[0] in issues:
            told = f"{account}: {name}" if account else name
            found.setdefault((_kind(basis), basis.name, basis.sha256), []).append((told, basis))
    return [_source(kind, name, sha256, uses) for (kind, name, sha256), uses in found.items()]


def reference(item: Mapping[str, Any]) -> str:
    """Return an item of a table's citation as one line."""
    authors = listing([str(a) for a in item.get("author", ())])
    where = ", ".join(str(item[k]) for k in ("journal", "publisher") if k in item)
    issue = f"({item['issue']})" if "issue" in item else ""
    volume = f" {item['volume']}{issue}" if "volume" in item else ""
    pages = f": {item['page']}" if "page" in item else ""
    parts = [f"{authors} ({item['year']})" if authors else str(item["year"]), str(item["title"]), f"{where}{volume}{pages}".strip(), str(item.get("doi") or item.get("url") or "")]
    return ". ".join(p.rstrip(".") for p in parts if p) + "."


def data_key(basis: Basis) -> str:
    """Return the `DataSource.key` of what a reference is to."""
    return f"{_kind(basis)}-{basis.name}"


def _kind(basis: Basis) -> str:
    return {TableCell: "table", CompactFact: "compact", NetworkQuantity: "network", DossierQuantity: "dossier"}[type(basis)]


def _source(kind: str, name: str, sha256: str | None, used: list[tuple[str, Basis]]) -> DataSource:
    uses = tuple(dict.fromkeys(told for told, _ in used))
    stands = tuple(dict.fromkeys(s for _, basis in used for s in basis.sources))
    if kind == "table":
        from foedus.world.manifest import tables

        version = next((b.version for _, b in used if isinstance(b, TableCell) and b.version), None)
        table = tables().get(name)
        if table is None:
            return DataSource(kind, name, name, version, sha256, stands=stands, uses=uses)
        return DataSource(kind, name, table.title, version, sha256, table.licence, table.get, table.cite, stands, uses)
    return DataSource(kind, name, _title(kind, name), None, sha256, stands=stands, uses=uses)


def _title(kind: str, name: str) -> str:
    """Return what a file that foedus ships is called in full; a file of one's own is called as it is in the case."""
    if kind == "compact":
        from foedus.compacts.read import compacts

        return compacts()[name].name if name in compacts() else name
    if kind == "network":
        from foedus.structure.exposure.parse import network
        from foedus.structure.exposure.parse import shipped as networks

        return network(networks()[name], name).name if name in networks() else name
    import tomllib

    from foedus.structure.leverage.dossier import shipped as dossiers

    return str(tomllib.loads(dossiers()[name]).get("name", name)) if name in dossiers() else name
