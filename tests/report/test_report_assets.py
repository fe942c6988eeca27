"""What is carried inside a report is what the manifest says, and the policy admits nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

import pytest

from foedus.report import assets

VENDOR = files("foedus.report") / "static" / "vendor"
BUDGET = 1_500_000  #: bytes of scripts that a report may carry


@pytest.mark.parametrize("script", assets.vendored(), ids=lambda s: s.name)
def test_vendored_file_has_the_hash_of_the_manifest(script: assets.Script) -> None:
    assert hashlib.sha256(script.bytes()).hexdigest() == script.sha256
    assert script.version.encode() in script.bytes() or script.name == "vega-interpreter"
    assert "Redistribution" in (VENDOR / script.licence_file).read_text(encoding="utf-8")


def test_no_file_stands_beside_the_manifest_unlisted() -> None:
    listed = {n for s in assets.vendored() for n in (s.file, s.licence_file)} | {"manifest.toml"}
    assert {p.name for p in VENDOR.iterdir()} == listed


def test_scripts_stay_within_the_budget() -> None:
    assert sum(len(s.encode()) for s in assets.scripts()) < BUDGET


def test_scripts_cannot_end_their_element_early() -> None:
    for text in assets.scripts():
        assert not re.search(r"</script|<!--|\r", text, re.IGNORECASE)


def test_policy_admits_scripts_by_hash_alone() -> None:
    rules = dict(r.split(" ", 1) for r in assets.policy().split("; "))
    assert rules["default-src"] == "'none'"
    expected = {
        "'sha256-" + base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() + "'" for s in assets.scripts()
    }
    assert set(rules["script-src"].split()) == expected
    assert "connect-src" not in rules
    assert "unsafe" not in rules["script-src"] + rules["style-src-elem"]


def test_a_module_of_another_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    script = next(s for s in assets.vendored() if s.module)
    monkeypatch.setattr(assets.Script, "bytes", lambda self: b"export default 1;\n")
    with pytest.raises(ValueError, match="expected one import and one export"):
        assets.inline_source(script)


def test_notice_names_every_vendored_script() -> None:
    notice = (files("foedus") / ".." / ".." / "NOTICE").read_text(encoding="utf-8")
    for script in assets.vendored():
        assert script.version in notice


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(a: str, b: str) -> float:
    """Contrast ratio, WCAG 2.1, definition under success criterion 1.4.3."""
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["ink", "muted", "accent", "warn"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f5f7f8"])
def test_text_colours_meet_wcag_aa(name: str, ground: str) -> None:
    colour = re.search(rf"--{name}: (#[0-9a-f]{{6}})", assets.own("report.css"))
    assert colour
    assert _contrast(colour.group(1), ground) >= 4.5


def test_text_on_a_highlight_meets_wcag_aa() -> None:
    css = assets.own("report.css")
    mark, ink, tag = (re.search(p, css).group(1) for p in (  # type: ignore[union-attr]
        r"--mark: (#[0-9a-f]{6})", r"--ink: (#[0-9a-f]{6})", r"\.tag \{[^}]*color: (#[0-9a-f]{6})",
    ))
    assert _contrast(ink, mark) >= 4.5
    assert _contrast(tag, "#f8e3b4") >= 4.5
