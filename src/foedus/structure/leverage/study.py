"""Leverage in one object: what each side would lose, by when, what the threat is worth, and what would have to be true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from foedus.structure.leverage.dossier import Dossier, horizons
from foedus.structure.leverage.net import Leverage, concession, leverage
from foedus.structure.leverage.threat import Threat, credible, play
from foedus.structure.leverage.ties import parts, synergy, vulnerability

#: Share of the draws below which carrying out is said hardly ever to pay.
SELDOM = 0.05


@dataclass(frozen=True, slots=True)
class Study:
    """What `study` found.

    Attributes
    ----------
    dossier
        The two sides.
    horizon
        The one for which the game and the bargain are told.
    by_horizon
        Leverage by how long there is to adjust.
    goods
        Mean loss by good at `horizon`, as shares of own GDP: of the target, and of the sender.
    joint
        Mean of what the joint threat adds to its parts, for the target.
    threat
        The game; None where nothing is demanded.
    credible
        How often carrying the threat out beats backing down; None without a game.
    noise
        Of the choices in the game, as a share of the target's GDP.
    """

    dossier: Dossier
    horizon: str
    by_horizon: dict[str, Leverage]
    goods: tuple[dict[str, float], dict[str, float]]
    joint: float
    threat: Threat | None
    credible: float | None
    noise: float = 0.01

    @property
    def concession(self) -> float | None:
        """Mean of what an even Nash bargain under the threat yields the sender, in money; None without both GDPs."""
        d, found = self.dossier, self.by_horizon[self.horizon]
        if not (d.target_gdp and d.sender_gdp):
            return None
        return float(np.mean(concession(found.target * d.target_gdp, found.sender * d.sender_gdp)))

    def to_dict(self) -> dict[str, Any]:
        """Return it as the object that ``--json`` prints; losses as shares of own GDP."""
        d = self.dossier
        told: dict[str, Any] = {
            "dossier": d.id, "name": d.name, "about": d.about, "sender": d.sender, "target": d.target, "horizon": self.horizon,
            "horizons": {
                h: {"target": float(np.mean(x.target)), "sender": float(np.mean(x.sender)), "net": float(np.mean(x.net)), "index": dict(zip(("low", "median", "high"), x.interval(), strict=True))}
                for h, x in self.by_horizon.items()
            },
            "target_losses": self.goods[0], "sender_losses": self.goods[1], "joint_beyond_parts": self.joint, "concession": self.concession, "money": d.unit, "notes": list(d.notes),
            "sources": [{"id": s.id, "title": s.title, "url": s.url, "illustrative": s.illustrative, "confirmed": s.confirmed} for s in d.sources.values()],
            "would_have_to_be_true": self.conditions(),
        }  # fmt: skip
        if self.threat is not None:
            told["game"] = {
                "outcomes": {k: float(np.mean(v)) for k, v in self.threat.outcomes.items()}, "success_threatened": self.threat.success_threatened,
                "success_imposed": self.threat.success_imposed, "success_stood_by": self.threat.success_stood_by, "backed_down": self.threat.backed_down,
                "credible": self.credible, "noise": self.noise, "remarks": self.remarks(),
            }  # fmt: skip
        return told

    def remarks(self) -> list[str]:
        """Return what must be known to read the game: where selection does not show in it, and where its choices are noise."""
        if self.threat is None or self.credible is None:
            return []
        made, done, stood, taken_back = self.threat.success_threatened, self.threat.success_imposed, self.threat.success_stood_by, self.threat.backed_down
        out = []
        if None in (made, done):
            out.append("here no threat is made" if made is None else "here no threat is carried out, so that nothing is told of what sanctions achieve")
        elif made is not None and done is not None and done > made:
            why = f"{100 * (taken_back or 0.0):.0f} % of the threats are backed down, and those count as failures of the threat"
            rest = f"of the threats stood by {100 * (stood or 0.0):.0f} % succeed, " + ("more than of those carried out, as selection has it" if (stood or 0.0) > done else "no more than of those carried out")
            out.append(f"here more of what is carried out succeeds than of what is threatened, against the usual selection effect: {why}; {rest}")
        if self.credible < SELDOM:
            out.append(
                f"carrying out hardly ever pays {self.dossier.sender} by these stakes: what is carried out here is the noise of the choices ({100 * self.noise:g} % of {self.dossier.target}'s GDP), and what "
                "works is fear of a threat that would not pay"
            )
        d = self.dossier
        if not (d.target_gdp and d.sender_gdp):
            out.append("without both GDPs the sender's loss, a share of its own GDP, stands in the game as a share of the target's")
        return out

    def conditions(self) -> list[str]:
        """Return what would have to be true for the threat to work, in words with numbers."""
        d, found = self.dossier, self.by_horizon[self.horizon]
        hurt, pay = float(np.mean(found.target)), float(np.mean(found.sender))
        out = [f"{d.target} yields rather than bear the cut where yielding costs it less than {100 * hurt:.2f} % of its GDP"]
        if pay == 0:
            out.append(f"carrying it out costs {d.sender} nothing that is told here; a threat without cost is told too cheaply")
        else:
            out.append(f"{d.sender} carries it out only where success and the loss of face in backing down are worth {100 * pay:.2f} % of its own GDP")
        biggest = max(self.goods[0], key=lambda g: self.goods[0][g])
        if hurt > pay:
            rest = hurt - self.goods[0][biggest]
            words = "would not turn the index round by itself" if rest > pay else "would turn the index round"
            out.append(f"without the cut of {biggest}, {d.target} would lose {100 * rest:.2f} %: an outside option there {words}")
        return out


def study(dossier: Dossier, horizon: str = "medium", noise: float = 0.01) -> Study:
    """Return what one side has over the other.

    Parameters
    ----------
    dossier
        The two sides.
    horizon
        For the game and the bargain: ``short``, ``medium`` or ``long``.
    noise
        Of the game, as a share of the target's GDP.

    Raises
    ------
    FoedusError
        If a tie makes no sense (``leverage-share``, ``leverage-weight``), or there is no such horizon (``leverage-horizon``).
    """
    target, sender = dossier.target_ties, dossier.sender_ties
    goods = tuple({k: float(np.mean(v)) for k, v in parts(side, horizon).items()} for side in (target, sender))
    found = {h: leverage(vulnerability(target, h), vulnerability(sender, h)) for h in horizons()}
    threat, willing = None, None
    if dossier.stakes is not None:
        # The game has one unit: shares of the target's GDP.
        scale = dossier.sender_gdp / dossier.target_gdp if dossier.sender_gdp and dossier.target_gdp else 1.0
        stakes = replace(dossier.stakes, cut_target=found[horizon].target, cut_sender=found[horizon].sender * scale)
        threat = play(stakes, noise)
        willing = float(np.mean(credible(stakes, threat)))
    return Study(dossier, horizon, found, (goods[0], goods[1]), float(np.mean(synergy(target, horizon))), threat, willing, noise)
