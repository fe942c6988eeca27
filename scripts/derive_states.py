"""Derive ``src/foedus/langs/shared/states.csv`` from the territory codes that Babel ships (Unicode CLDR).

Run it again when Babel is raised: ``python scripts/derive_states.py``. Territories that are neither a member
or observer of the United Nations nor listed under `POLITIES` are written with kind ``place``.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale
from babel.core import get_global

OUT = Path(__file__).parents[1] / "src/foedus/langs/shared/states.csv"
SOURCE = "Unicode CLDR territory aliases and English names, through Babel"

#: ISO 3166-1 codes of inhabited or claimed territories that act through another state.
DEPENDENT = frozenset(
    (
        "ASC", "AIA", "ATA", "ASM", "ABW", "ALA", "BLM", "BMU", "BES", "BVT", "COK", "CCK", "CPT",
        "CXR", "CYM", "CUW", "DGA", "ESH", "FLK", "FRO", "GUF", "GLP", "GGY", "GIB", "GRL", "GUM",
        "HKG", "HMD", "IMN", "IOT", "JEY", "MAC", "MAF", "MNP", "MSR", "MTQ", "MYT", "NCL", "NFK",
        "NIU", "PCN", "PRI", "PYF", "REU", "SGS", "SHN", "SJM", "SPM", "SXM", "TAA", "TCA", "TKL",
        "UMI", "VGB", "VIR", "WLF", "ATF",
    )
)  # fmt: skip
#: Three-letter codes of former states that CLDR maps to a successor.
SUPERSEDED = {"ZAR", "YMD", "TMP", "DDR", "BUR", "SUN", "YUG", "SCG", "CSK", "ROM"}
#: English short names where CLDR's display name is long or unusual in running text.
SHORT = {
    "BIH": "Bosnia and Herzegovina", "CIV": "Côte d'Ivoire", "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo", "HKG": "Hong Kong", "MAC": "Macao", "MMR": "Myanmar", "PSE": "Palestine",
    "ATG": "Antigua and Barbuda", "KNA": "Saint Kitts and Nevis", "LCA": "Saint Lucia", "STP": "São Tomé and Príncipe",
    "TTO": "Trinidad and Tobago", "VCT": "Saint Vincent and the Grenadines", "CZE": "Czech Republic",
    "MKD": "North Macedonia", "SWZ": "Eswatini", "TUR": "Türkiye",
}  # fmt: skip


def main() -> None:
    """Write the table."""
    alpha3 = {}
    for old, new in get_global("territory_aliases").items():
        if len(old) == 3 and old.isascii() and old.isalpha() and len(new) == 1 and old not in SUPERSEDED:
            alpha3.setdefault(new[0], old)
    alpha3["XK"] = "XKX"  # user-assigned code in common use; CLDR has no three-letter alias
    names = dict(Locale("en").territories)
    rows = []
    for two, three in alpha3.items():
        if two not in names or two in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "IC", "EA"}:
            continue
        kind = "place" if three in DEPENDENT else "state"
        rows.append((three, two, SHORT.get(three, names[two]), kind, SOURCE))
    with OUT.open("w", newline="", encoding="utf-8") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(("alpha3", "alpha2", "name", "kind", "source"))
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
