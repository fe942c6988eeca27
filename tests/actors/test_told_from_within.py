"""Who names the parties of a country tells of it from within: its government is "the government", wars elsewhere or not."""

from __future__ import annotations

import pytest

from foedus.documents.load import load_bytes
from foedus.documents.model import Document
from foedus.evidence.readers import actors, events

TEXT = {
    "ko": "국민의힘과 더불어민주당은 차드와 니제르의 전쟁을 두고 맞섰다. 차드와 니제르는 계속 싸우고 있다. 더불어민주당은 파병 방침을 철회하라고 정부에 요구했다.",
    "en": "The BJP and the Congress party differ over the war between Chad and Niger. Chad and Niger fight on. The BJP asked the government to withdraw its offer.",
}


@pytest.mark.parametrize(("code", "state"), [("ko", "KOR"), ("en", "IND")])
def test_the_government_is_that_of_the_parties(code: str, state: str) -> None:
    document = load_bytes("notes.txt", f"{TEXT[code]}\n".encode())
    assert isinstance(document, Document)
    last = list(events.read(document, list(actors.read(document))))[-1]
    assert f"{state}_GOV" in last["recipients"]
