"""Whether an article carries a request: its wording on a day, what the state concerned says, and of whom it asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from foedus.compacts.model import Article, Compact, holding
from foedus.compacts.scenario import Motion, Request, Scenario
from foedus.compacts.words import with_implied, words


@dataclass(frozen=True, slots=True)
class Ground:
    """An article and whether it carries the motion; `why` says so in words."""

    article: Article
    covered: bool
    asked: bool
    why: str

    @property
    def carries(self) -> bool:
        """Whether it does."""
        return self.covered and self.asked


def features(scenario: Scenario) -> frozenset[str]:
    """Return what the state concerned says of the situation, with what is said with it; the accounts of others do not count."""
    return with_implied(f for a in scenario.accounts if a.by == scenario.party for f in a.features)


def request(compact: Compact, scenario: Scenario, kind: str) -> Request | None:
    """Return the first request of the state concerned to the organisation for such a motion, None if there is none."""
    found = [r for r in scenario.requests if r.by == scenario.party and r.kind == kind and compact.id in r.to]
    return min(found, key=lambda r: r.at) if found else None


def grounds(compact: Compact, scenario: Scenario, motion: Motion, wording_on: date | None = None) -> list[Ground]:
    """Return each article that allows such a motion, as worded on a day, and whether it carries this one.

    Parameters
    ----------
    compact, scenario, motion
        What is asked of whom.
    wording_on
        The day whose wording counts; None for the day of the scenario.
    """
    told, asked = features(scenario), request(compact, scenario, motion.kind)
    elsewhere = [r for r in scenario.requests if r.by == scenario.party and r.kind == motion.kind and compact.id not in r.to]
    out = []
    for article in holding(compact.articles, wording_on or scenario.day):
        if motion.kind not in article.allows or (motion.articles and article.number not in motion.articles):
            continue
        covered = article.covered(told)
        heard = not article.on_request or asked is not None
        out.append(Ground(article, covered, heard, _why(article, covered, heard, scenario, motion.kind, elsewhere)))
    return out


def _why(article: Article, covered: bool, heard: bool, scenario: Scenario, kind: str, elsewhere: list[Request]) -> str:
    named = words("features")
    faults = []
    if not covered:
        said = ", ".join(named[f]["about"] for a in scenario.accounts if a.by == scenario.party for f in a.features) or "nothing"
        faults.append(f"asks for {_covers(article)}, and {scenario.party} tells of {said}")
    if not heard:
        to = ", ".join(t for r in elsewhere for t in r.to)
        others = ", ".join(dict.fromkeys(r.by for r in scenario.requests if r.by != scenario.party and r.kind == kind))
        lacking = f"{scenario.party} asked {to}" if to else f"{others} asked for it, not {scenario.party or 'a state concerned'}" if others else "there is none"
        faults.append(f"asks for a request to the organisation, and {lacking}")
    if faults:
        return f"{article.name} {'; '.join(faults)}"
    covers = f" covers {_covers(article)}" if article.covers else " fits"
    return f"{article.name}{covers}{', and it was asked for' if article.on_request else ''}"


def _covers(article: Article) -> str:
    return " or ".join(", ".join(words("features")[f]["about"] for f in entry) for entry in article.covers)
