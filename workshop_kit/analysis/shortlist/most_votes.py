"""Most votes: the projects with most points, best first, while the money lasts; what is too dear is passed over."""

from workshop_kit.analysis.shortlist.election import Election, Round, Shortlist

RULE = "most-votes"


def choose(election: Election) -> Shortlist:
    """Ties go by the ids, and are named."""
    places = range(len(election.projects))
    left = int(election.budget * election.scale)
    order = sorted(election.by_name(places), key=lambda place: -election.score[place])
    chosen, rounds = [], []
    for at, place in enumerate(order):
        if election.score[place] == 0 or election.costs[place] > left:
            continue
        same = [
            o for o in order[at + 1 :] if election.score[o] == election.score[place] and election.costs[o] <= left
        ]
        chosen.append(place)
        rounds.append(Round(place, election.supporters(place), tied=tuple(same)))
        left -= election.costs[place]
    return Shortlist(RULE, tuple(chosen), tuple(rounds))
