"""Renew the lock files: exact versions, with the hashes of every file of each release.

Needs pip-tools in the running environment; ``make lock`` sees to that.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAD = "# Made by `make lock` from pyproject.toml: exact versions with the hashes of every file of each release.\n"
EXTRAS = ("--extra=en", "--extra=ko", "--extra=stix", "--extra=fast")
COMMON = (
    "pyproject.toml", "--generate-hashes", "--allow-unsafe", "--build-deps-for=editable", "--strip-extras",
    "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host", "--no-emit-options",
    "--quiet",
)  # fmt: skip


def compile_lock(out: str, *extra: str) -> None:
    """Write one lock file."""
    subprocess.run([sys.executable, "-m", "piptools", "compile", *COMMON, *extra, "-o", out], check=True)
    lock = Path(out)
    lock.write_text(HEAD + lock.read_text(encoding="utf-8"), encoding="utf-8")


compile_lock("requirements.lock", *EXTRAS, *sys.argv[1:])
compile_lock("requirements-test.lock", *EXTRAS, "--extra=test", "--constraint=requirements.lock", *sys.argv[1:])
