"""The output of `opinions`, as in docs/reference/command-line.md."""

from typing import Any

from workshop_kit.analysis.opinions import Opinions
from workshop_kit.analysis.opinions.statements import Standing
from workshop_kit.analysis.opinions.votes import VoteMatrix

DIGITS = 6


def as_json(given: VoteMatrix, found: Opinions, moderated: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Ids are those of the file. Statements that were moderated out are left out of everything."""
    shown = [i for i, name in enumerate(given.statements) if name not in moderated]
    return {
        "groups": [
            {
                "id": k,
                "size": len(group.members),
                "representative": [_standing(given, one) for one in group.representative],
            }
            for k, group in enumerate(found.groups)
        ],
        "participants": [
            {
                "id": name,
                "group": found.group_of[i],
                "x": _short(found.points[i, 0]),
                "y": _short(found.points[i, 1]),
            }
            for i, name in enumerate(given.participants)
        ],
        "consensus": [_standing(given, one) for one in found.consensus],
        "bridging": [_statement(given, found, i) for i in found.bridging],
        "dividing": [_statement(given, found, i) for i in found.dividing],
        "statements": [_statement(given, found, i) for i in shown],
        "silhouette": _short(found.silhouette),
    }


def _statement(given: VoteMatrix, found: Opinions, i: int) -> dict[str, Any]:
    """How everybody voted, and how each group did; `group_aware_consensus` is on agreeing."""
    return {
        "id": given.statements[i],
        "agree": int(found.everybody.agree[i]),
        "disagree": int(found.everybody.disagree[i]),
        "pass": int(found.everybody.seen[i] - found.everybody.agree[i] - found.everybody.disagree[i]),
        "group_aware_consensus": float(found.group_aware[i]),
        "group_aware_consensus_against": float(found.group_aware_against[i]),
        "groups": [
            {
                "agree": int(group.counts.agree[i]),
                "disagree": int(group.counts.disagree[i]),
                "seen": int(group.counts.seen[i]),
            }
            for group in found.groups
        ],
    }


def _standing(given: VoteMatrix, one: Standing) -> dict[str, Any]:
    more = {} if one.ratio is None else {"ratio": _short(one.ratio), "z_ratio": _short(one.z_ratio or 0.0)}
    return {
        "id": given.statements[one.statement],
        "for": "agree" if one.agree else "disagree",
        "count": one.count,
        "seen": one.seen,
        "share": _short(one.share),
        "z": _short(one.z),
        **more,
    }


def _short(number: float) -> float:
    return round(float(number), DIGITS)
