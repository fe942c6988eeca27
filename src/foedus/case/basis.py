"""What a value of a case may rest on besides documents: a cell of a table, a treaty organisation, a network, a dossier.

A reference says where the number stands, what stood there when it was drawn, and what was done with it. So it can be looked up again.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from foedus.case.strict import Strict

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
State = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Name = Annotated[str, Field(min_length=1)]


class Reference(Strict):
    """What every reference has beside its place."""

    value: float | str = Field(description="What stood there when it was drawn")
    times: float | None = Field(default=None, gt=0, description="What it was multiplied by to give the value of the case")
    how: str | None = Field(default=None, min_length=8, description="What was done with it, in words")
    note: str | None = Field(default=None, min_length=4, description="What must be known of it, such as how many of its numbers are illustrative")
    sources: tuple[str, ...] = Field(default=(), description="Where it stands that it is so, if the table says")
    sha256: Sha256 | None = Field(default=None, description="Fingerprint of the file it was read from")


class TableCell(Reference):
    """A cell of a table on states."""

    table: Name = Field(description="A table of foedus world tables")
    version: str | None = Field(default=None, description="Its release; left out for a file the manifest does not know")
    key: dict[str, int | str] = Field(min_length=1, description="Which row: state (ISO 3166-1 alpha-3) and year, and the table's own code")
    column: Name = Field(description="Which column")
    value: float

    @model_validator(mode="after")
    def _dated(self) -> TableCell:
        if not isinstance(self.key.get("year"), int):
            raise ValueError("expected a year in key, as in key: {state: CAN, year: 2019}")
        return self

    @property
    def name(self) -> str:
        """The table."""
        return self.table

    @property
    def place(self) -> str:
        """Where in the table, in words."""
        row = ", ".join(f"{k} {v}" for k, v in self.key.items())
        return f"table {self.table}{f' {self.version}' if self.version else ''}, row {row}, column {self.column}"

    @property
    def year(self) -> int:
        """The year it is of."""
        return int(self.key["year"])


class CompactFact(Reference):
    """What a treaty organisation makes of a state on a day."""

    compact: Name = Field(description="A treaty organisation of foedus compact, or a .toml file beside the case file")
    state: State
    on: Day
    quantity: Literal["status", "vote", "shapley_shubik", "banzhaf"] = "status"
    organ: str | None = Field(default=None, description="Which organ votes; the first that decides if left out")
    rule: str | None = Field(default=None, description="By which of its rules; the usual one if left out")
    article: str | None = Field(default=None, description="An article that binds it on that day, by its number")

    @property
    def name(self) -> str:
        """The treaty organisation."""
        return self.compact

    @property
    def place(self) -> str:
        """What of it, in words."""
        ruled = "".join(f", {k} {v}" for k, v in (("organ", self.organ), ("rule", self.rule), ("article", self.article)) if v)
        return f"treaty organisation {self.compact}, {self.quantity} of {self.state} on {self.on}{ruled}"

    @property
    def year(self) -> None:
        """It has a day, and no year."""
        return


class NetworkQuantity(Reference):
    """What a transit network says of a territory or a route, as a share of the exports."""

    network: Name = Field(description="A network of foedus exposure, or a .toml file beside the case file")
    quantity: Literal["share_crossing", "lost_if_closed"]
    territory: State | None = None
    route: str | None = None
    year: int
    value: float

    @model_validator(mode="after")
    def _one_way(self) -> NetworkQuantity:
        if (self.territory is None) == (self.route is None):
            raise ValueError("expected either territory or route")
        if self.quantity == "share_crossing" and self.territory is None:
            raise ValueError("expected territory: it is a territory that is crossed")
        return self

    @property
    def name(self) -> str:
        """The network."""
        return self.network

    @property
    def place(self) -> str:
        """What of it, in words."""
        return f"network {self.network}, {self.quantity} of {self.territory or self.route}, {self.year}"


class DossierQuantity(Reference):
    """What a dossier of leverage says of one of its sides, as a mean over its draws."""

    dossier: Name = Field(description="A dossier of foedus leverage, or a .toml file beside the case file")
    quantity: Literal["loss", "net_leverage", "index"] = Field(description="What the cut costs the state as a share of its GDP; that of the target less that of the sender; the index from -1 to 1")
    state: State
    horizon: Literal["short", "medium", "long"] = "medium"
    year: int
    value: float

    @property
    def name(self) -> str:
        """The dossier."""
        return self.dossier

    @property
    def place(self) -> str:
        """What of it, in words."""
        return f"dossier {self.dossier}, {self.quantity} of {self.state}, {self.horizon} run, {self.year}"


#: The key that says what a reference is to, and the model.
KINDS = {"table": TableCell, "compact": CompactFact, "network": NetworkQuantity, "dossier": DossierQuantity}


def _kind(data: Any) -> str | None:
    held = data if isinstance(data, dict) else getattr(data, "__dict__", {})
    found = [k for k in KINDS if k in held]
    return f"of a {found[0]}" if len(found) == 1 else None


Basis = Annotated[
    Annotated[TableCell, Tag("of a table")]
    | Annotated[CompactFact, Tag("of a compact")]
    | Annotated[NetworkQuantity, Tag("of a network")]
    | Annotated[DossierQuantity, Tag("of a dossier")],
    Discriminator(
        _kind, custom_error_type="basis_kind",
        custom_error_message="expected one of table, compact, network or dossier, which says what the value rests on",
    ),
]
