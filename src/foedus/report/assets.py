"""The scripts, styles and mount code that go inside every report, and the policy that admits only them."""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r"^import \{([^}]*)\} from 'vega-util';$", re.MULTILINE)
_EXPORT = re.compile(r"^export \{ (\w+) as (\w+) \};$", re.MULTILINE)
_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Script:
    """One vendored script as listed in ``static/vendor/manifest.toml``."""

    name: str
    version: str
    file: str
    licence: str
    licence_file: str
    package_path: str
    module: bool
    sha256: str

    def bytes(self) -> bytes:
        """Return the file exactly as the package ships it."""
        return (files("foedus.report") / "static" / "vendor" / self.file).read_bytes()


@cache
def vendored() -> tuple[Script, ...]:
    """Return the vendored scripts, in the order in which they must run."""
    text = (files("foedus.report") / "static" / "vendor" / "manifest.toml").read_text(encoding="utf-8")
    return tuple(Script(**entry) for entry in tomllib.loads(text)["script"])


def inline_source(script: Script) -> str:
    """Return a vendored script as text that runs in a plain ``<script>`` element.

    An ES module cannot resolve ``vega-util`` inside one file, so its import is bound to the global
    ``vega`` (which exports the same names) and its export becomes a property of that global.

    Raises
    ------
    ValueError
        If the text could close its script element early, or a module is not of the expected form.
    """
    text = _MAP.sub("", script.bytes().decode("utf-8"))
    if script.module:
        text, imports = _IMPORT.subn(r"const {\1} = vega;", text)
        text, exports = _EXPORT.subn(r"vega.\2 = \1;", text)
        if (imports, exports) != (1, 1):
            raise ValueError(f"{script.file}: expected one import and one export, got {imports} and {exports}")
        text = "(function () {\n" + text + "\n})();\n"
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError(f"{script.file}: holds a sequence that would end its script element")
    return text


@cache
def own(name: str) -> str:
    """Return one of our own static files (``report.css``, ``mount.js``) as text."""
    return (files("foedus.report") / "static" / name).read_text(encoding="utf-8")


@cache
def scripts() -> tuple[str, ...]:
    """Return the text of every script of a report, in order."""
    return (*(inline_source(s) for s in vendored()), own("mount.js"))


@cache
def policy(*, scripted: bool = True) -> str:
    """Return the Content-Security-Policy: nothing is fetched, only the scripts inside may run.

    Scripts are admitted by hash, so that no text of a document can ever run. Vega writes style
    attributes while it draws, which is why attributes (and only they) may carry styles freely.

    Parameters
    ----------
    scripted
        False for a page that has no script.
    """
    hashes = " ".join(_source_hash(s) for s in scripts()) if scripted else "'none'"
    style = _source_hash(own("report.css"))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashes}",
            f"style-src-elem {style}",
            "style-src-attr 'unsafe-inline'",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _source_hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"
