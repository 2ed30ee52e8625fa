"""The shortlist: the rule that was set before the vote, what it chose, and who gains."""

from fractions import Fraction

import pytest

from models import StepKind
from workshop_kit import bundle, moderation, participants, plan, steps, votes
from workshop_kit.analysis.shortlist import pabulib
from workshop_kit.errors import UnknownOption, VoteBegun, VoteNotReady
from workshop_kit.votes import gains


def opened(ann, *labels, **settings):
    for n, label in enumerate(labels):
        ann.theme(label, ann.enters(f"Idea {n}"))
    step = ann.step(StepKind.VOTE)
    step.settings = {"on": "themes", **settings}
    return ann.goes_to(StepKind.VOTE)


def cast(ann, step, language, *wanted, times=1):
    """So many people of a language tick these labels."""
    ids = {option.label["en"]: str(option.id) for option in votes.options(ann.db, step)}
    for _n in range(times):
        votes.cast(ann.db, step, ann.joins(language), {ids[label]: 1 for label in wanted}, now=ann.now)


def names(found):
    return [one.option.label["en"] for one in found.chosen]


@pytest.fixture
def two_camps(ann):
    """Twelve who speak Finnish want three things; six who speak Arabic want another."""
    step = opened(ann, "Clubs", "Bus", "Park", "Interpreter", method="approval", rule="equal-shares", seats=3)
    cast(ann, step, "fi", "Clubs", "Bus", "Park", times=12)
    cast(ann, step, "ar", "Interpreter", times=6)
    votes.close(ann.db, ann.workshop, step)
    return step


def test_the_largest_group_takes_everything_by_most_votes_and_its_part_by_equal_shares(ann, two_camps):
    found = votes.side_by_side(ann.db, ann.workshop, two_camps)
    assert names(found[votes.Rule.MOST_VOTES]) == ["Clubs", "Bus", "Park"]
    assert "Interpreter" in names(found[votes.Rule.EQUAL_SHARES])


def test_it_says_what_each_paid_and_what_each_had(ann, two_camps):
    found = votes.shortlist(ann.db, ann.workshop, two_camps)
    assert found.rule == votes.Rule.EQUAL_SHARES
    interpreter = next(one for one in found.chosen if one.option.label["en"] == "Interpreter")
    assert (interpreter.supporters, interpreter.paid, interpreter.price) == (6, 6, Fraction(1, 6))
    assert found.purse >= interpreter.price


def test_who_gains_is_told_of_all_and_of_languages_with_five_voters(ann, two_camps):
    found = votes.side_by_side(ann.db, ann.workshop, two_camps)
    gains = {rule: {g.language: (g.people, g.covered) for g in one.gains} for rule, one in found.items()}
    assert gains[votes.Rule.MOST_VOTES] == {"": (18, 12), "fi": (12, 12), "ar": (6, 0)}
    assert gains[votes.Rule.EQUAL_SHARES] == {"": (18, 18), "fi": (12, 12), "ar": (6, 6)}


def test_a_gain_that_would_tell_of_fewer_than_five_is_put_in_words(ann):
    step = opened(ann, "Clubs", "Bus", method="approval", seats=1)
    cast(ann, step, "fi", "Clubs", times=10)
    cast(ann, step, "fi", "Bus", times=2)
    votes.close(ann.db, ann.workshop, step)
    found = votes.shortlist(ann.db, ann.workshop, step)
    assert [(g.language, g.covered, g.most) for g in found.gains] == [("", None, True), ("fi", None, True)]


def test_nothing_can_be_told_of_the_rest_by_taking_the_groups_from_everybody():
    everybody = gains.Gain("", 30, 20, True)
    groups = [gains.Gain("fi", 15, 15, True), gains.Gain("ar", 10, 5, False)]
    kept = gains._without_the_rest(everybody, groups)
    assert [gain.covered for gain in kept] == [15, 5]  # the other five: none of them
    groups = [gains.Gain("fi", 15, 10, True), gains.Gain("ar", 10, 8, True)]
    kept = gains._without_the_rest(everybody, groups)
    assert [gain.covered for gain in kept] == [10, None]  # else two of five would be known


@pytest.mark.parametrize("seed", range(20))
def test_no_residual_of_any_groups_is_between_one_and_four(seed):
    import random

    rng = random.Random(seed)
    people = [rng.randint(5, 14) for _n in range(rng.randint(1, 5))] + [rng.randint(0, 9)]
    covered = [rng.randint(0, n) for n in people]
    everybody = gains._gain("", sum(people), sum(covered))
    groups = [gains._gain(str(i), n, c) for i, (n, c) in enumerate(zip(people[:-1], covered, strict=False))]
    kept = [gain for gain in gains._without_the_rest(everybody, groups) if gain.covered is not None]
    rest = everybody.people - sum(gain.people for gain in kept)
    if everybody.covered is not None:
        of_rest = everybody.covered - sum(gain.covered for gain in kept)
        assert not kept or all(n == 0 or n >= 5 for n in (of_rest, rest - of_rest))
    for gain in kept:
        assert all(n == 0 or n >= 5 for n in (gain.covered, gain.people - gain.covered))


def test_once_the_ties_to_phones_are_cut_no_language_gains(ann, two_camps):
    participants.cut_loose(ann.db, ann.workshop, now=ann.now)
    ann.joins("fi")  # who comes after that brings nothing back
    assert [gain.language for gain in votes.shortlist(ann.db, ann.workshop, two_camps).gains] == [""]


def test_in_a_copy_from_a_file_no_language_gains(ann, two_camps):
    """A file does not say whose ballot is whose."""
    copy = bundle.load(ann.db, bundle.dump(ann.db, ann.workshop), now=ann.now)
    vote = next(step for step in steps.agenda(ann.db, copy) if step.kind == StepKind.VOTE)
    assert [gain.language for gain in votes.shortlist(ann.db, copy, vote).gains] == [""]


def test_of_fewer_than_five_voters_nobody_s_gain_is_told(ann):
    step = opened(ann, "Clubs", method="approval", seats=1)
    cast(ann, step, "fi", "Clubs", times=4)
    votes.close(ann.db, ann.workshop, step)
    found = votes.shortlist(ann.db, ann.workshop, step)
    assert (names(found), found.gains) == (["Clubs"], ())


def test_a_tie_at_the_edge_is_let_in_whole_by_most_votes(ann):
    step = opened(ann, "Clubs", "Bus", "Park", method="approval", seats=1)
    cast(ann, step, "fi", "Clubs", "Bus", times=5)
    votes.close(ann.db, ann.workshop, step)
    assert names(votes.shortlist(ann.db, ann.workshop, step)) == ["Clubs", "Bus"]


def test_equal_shares_names_what_would_have_been_just_as_good(ann):
    step = opened(ann, "Clubs", "Bus", method="approval", rule="equal-shares", seats=1)
    cast(ann, step, "fi", "Clubs", "Bus", times=5)
    votes.close(ann.db, ann.workshop, step)
    found = votes.shortlist(ann.db, ann.workshop, step)
    assert len(found.chosen) == 1
    assert [option.label["en"] for one in found.chosen for option in one.tied] == ["Bus"]


def test_a_place_that_no_group_can_buy_is_filled_by_votes_and_marked(ann):
    step = opened(ann, "Clubs", "Bus", "Park", method="approval", rule="equal-shares", seats=2)
    cast(ann, step, "fi", "Clubs", times=10)
    cast(ann, step, "ar", "Bus", times=4)
    cast(ann, step, "so", "Park", times=4)  # raise their shares until one can buy, and both can: too much
    votes.close(ann.db, ann.workshop, step)
    found = votes.shortlist(ann.db, ann.workshop, step)
    assert names(found) == ["Clubs", "Bus"]
    assert [one.is_filler for one in found.chosen] == [False, True]
    assert [option.label["en"] for option in found.chosen[1].tied] == ["Park"]


def test_a_budget_is_spent_and_never_more(ann):
    step = opened(ann, "Clubs", "Bus", "Park", method="budget", purse=1000, rule="most-votes")
    ids = {option.label["en"]: option.id for option in votes.rows(ann.db, step)}
    votes.set_costs(ann.db, ann.workshop, step, {ids["Clubs"]: 500, ids["Bus"]: 400, ids["Park"]: 300})
    cast(ann, step, "fi", "Clubs", times=6)
    cast(ann, step, "ar", "Bus", "Park", times=5)
    votes.close(ann.db, ann.workshop, step)
    found = votes.side_by_side(ann.db, ann.workshop, step)
    most = found[votes.Rule.MOST_VOTES]
    assert (names(most), most.cost) == (["Clubs", "Bus"], 900)
    assert [option.label["en"] for option in most.chosen[1].tied] == ["Park"]
    shares = found[votes.Rule.EQUAL_SHARES]
    assert 0 < shares.cost <= 1000
    assert shares.gains[0].covered == 11  # both groups get something


def test_what_nobody_would_be_glad_of_goes_nowhere(ann):
    step = opened(ann, "Clubs", "Bus", method="rating", seats=2)
    ids = [str(option.id) for option in votes.options(ann.db, step)]
    for _n in range(6):
        votes.cast(ann.db, step, ann.joins(), {ids[0]: 5, ids[1]: 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    assert names(votes.shortlist(ann.db, ann.workshop, step)) == ["Clubs"]


def test_orders_and_pairs_have_no_rule_and_the_first_three_go_on(ann):
    step = opened(ann, "A", "B", "C", "D", method="ranking")
    ids = [str(option.id) for option in votes.options(ann.db, step)]
    for _n in range(5):
        votes.cast(ann.db, step, ann.joins(), {id: n for n, id in enumerate(ids, 1)}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    assert votes.shortlist(ann.db, ann.workshop, step) is None
    assert [option.label["en"] for option in votes.chosen(ann.db, ann.workshop, step)] == ["A", "B", "C"]


def test_opinions_are_heard_and_nothing_goes_on_from_them(ann):
    ann.enters("The bus is late")
    step = steps.add(ann.db, ann.workshop, StepKind.OPINIONS, title={"en": "Opinions"}, minutes=5)
    steps.start(ann.db, ann.workshop, step, now=ann.now)
    [option] = votes.options(ann.db, step)
    for _n in range(5):
        votes.cast(ann.db, step, ann.joins(), {str(option.id): 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    assert votes.chosen(ann.db, ann.workshop, step) == []
    assert votes.side_by_side(ann.db, ann.workshop, step) == {}
    assert votes.too_close(ann.db, step) == 0


def test_the_plan_begins_with_what_equal_shares_chose(ann, two_camps):
    found = plan.chosen_themes(ann.db, ann.workshop, steps.agenda(ann.db, ann.workshop), 2)
    assert "Interpreter" in [theme.label["en"] for theme in found]


def test_nothing_is_told_before_the_vote_closes(ann):
    step = opened(ann, "Clubs", method="approval")
    with pytest.raises(VoteNotReady):
        votes.shortlist(ann.db, ann.workshop, step)


@pytest.mark.parametrize("settings", [{"rule": "most-votes"}, {"seats": 1}, {"method": "rating"}, {"on": "ideas"}])
def test_the_rule_is_set_before_the_vote_and_not_after_the_first_ballot(ann, settings):
    step = opened(ann, "Clubs", method="approval", rule="equal-shares", seats=3)
    keep = {"title": step.title, "minutes": 5, "say": {}, "prompt": {}}
    steps.edit(ann.db, ann.workshop, step, **keep, settings={"seats": 2})
    cast(ann, step, "fi", "Clubs")
    with pytest.raises(VoteBegun):
        steps.edit(ann.db, ann.workshop, step, **keep, settings=settings)
    steps.edit(ann.db, ann.workshop, step, **keep, settings={"seats": 2, "rule": "equal-shares"})  # nothing changes


def test_choices_are_narrowed_and_priced_before_the_vote_and_not_after_the_first_ballot(ann):
    step = opened(ann, "Clubs", "Bus", "Park", method="approval")
    keys = [votes.key_of(option) for option in votes.possible(ann.db, ann.workshop, step)]
    votes.narrow(ann.db, ann.workshop, step, keys[:2])
    assert [option.label["en"] for option in votes.options(ann.db, step)] == ["Clubs", "Bus"]
    votes.narrow(ann.db, ann.workshop, step, [])
    assert len(votes.options(ann.db, step)) == 3
    cast(ann, step, "fi", "Clubs")
    with pytest.raises(VoteBegun):
        votes.narrow(ann.db, ann.workshop, step, keys[:1])
    with pytest.raises(VoteBegun):
        votes.set_costs(ann.db, ann.workshop, step, {})


def test_at_most_six_are_compared_two_at_a_time_and_they_stay_the_same(ann):
    step = opened(ann, *"ABCDEFGH", method="pairs")
    assert [option.label["en"] for option in votes.options(ann.db, step)] == list("ABCDEF")
    ids = [str(option.id) for option in votes.options(ann.db, step)]
    votes.cast(ann.db, step, ann.joins(), {f"{ids[0]}-{ids[1]}": int(ids[0])}, now=ann.now)
    ann.theme("New", ann.enters("Another"))
    votes.prepare(ann.db, ann.workshop, step)
    assert [option.label["en"] for option in votes.options(ann.db, step)] == list("ABCDEF")


# --- for other tools --------------------------------------------------------------------------------------


def test_ballots_as_a_pabulib_file_give_the_same_shortlist_and_name_nobody(ann, two_camps, tmp_path):
    file = tmp_path / "ballots.pb"
    file.write_text(votes.pabulib.written(ann.db, ann.workshop, two_camps), encoding="utf-8")
    of, kind = pabulib.read(file)
    assert (kind, of.voters, [project.name for project in of.projects]) == (
        "approval",
        18,
        ["Clubs", "Bus", "Park", "Interpreter"],
    )
    assert (of.budget, {project.cost for project in of.projects}) == (3, {1})
    assert of.points.sum(axis=0).tolist() == [12, 12, 12, 6]
    assert of.points.tolist() == sorted(of.points.tolist())


def test_no_file_of_an_open_vote_of_few_voters_or_of_orders(ann):
    step = opened(ann, "Clubs", "Bus", method="approval")
    cast(ann, step, "fi", "Clubs", times=4)
    with pytest.raises(VoteNotReady):
        votes.pabulib.written(ann.db, ann.workshop, step)
    votes.close(ann.db, ann.workshop, step)
    with pytest.raises(VoteNotReady):
        votes.pabulib.written(ann.db, ann.workshop, step)
    votes.reopen(ann.db, ann.workshop, step)
    step.settings = {**step.settings, "method": "ranking"}
    for _n in range(5):
        votes.cast(ann.db, step, ann.joins(), {}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    with pytest.raises(VoteNotReady):
        votes.pabulib.written(ann.db, ann.workshop, step)


def test_a_vote_that_is_open_is_on_what_its_step_says_now(ann):
    step = opened(ann, "Clubs", "Bus", method="approval")
    keep = {"title": step.title, "minutes": 5, "say": {}, "prompt": {}}
    steps.edit(ann.db, ann.workshop, step, **keep, settings={"on": "ideas"})
    assert [option.number for option in votes.options(ann.db, step)] == [1, 2]
    steps.edit(ann.db, ann.workshop, step, **keep, settings={"on": "themes", "method": "pairs"})
    assert [option.label["en"] for option in votes.options(ann.db, step)] == ["Clubs", "Bus"]


# --- what a strict reader found ---------------------------------------------------------------------------


def rate(ann, step, *ballots):
    ids = [str(option.id) for option in votes.options(ann.db, step)]
    for ballot in ballots:
        votes.cast(ann.db, step, ann.joins(), {ids[place]: n for place, n in ballot.items()}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)


def test_what_nobody_would_be_glad_of_takes_no_place_on_the_list(ann):
    step = opened(ann, "Clubs", "Bus", method="rating", seats=1)
    rate(ann, step, *[{0: 3, 1: 5}] * 3, *[{0: 3, 1: 1}] * 4)  # nobody is glad of the clubs
    assert names(votes.shortlist(ann.db, ann.workshop, step)) == ["Bus"]


def test_in_a_small_room_one_who_passes_over_a_choice_does_not_throw_it_out(ann):
    step = opened(ann, "Light", "Bus", method="rating", seats=2)
    rate(ann, step, *[{0: 4, 1: 5}] * 4, {0: 2})
    first, second = votes.bars(ann.db, step)
    assert [bar.option.label["en"] for bar in (first, second)] == ["Bus", "Light"]
    assert (first.score, first.rank, second.score) == (None, 1, 3.6)  # four judged the bus: only its place is told
    assert names(votes.shortlist(ann.db, ann.workshop, step)) == ["Bus", "Light"]


def test_nothing_but_names_is_told_of_a_list_of_few_voters(ann):
    step = opened(ann, "Clubs", "Bus", method="approval", rule="equal-shares", seats=1)
    rate(ann, step, *[{0: 1}] * 3)
    found = votes.shortlist(ann.db, ann.workshop, step)
    assert [(one.supporters, one.price, one.paid, one.spent_all) for one in found.chosen] == [(None, None, 0, 0)]


def test_a_language_is_told_by_one_rule_where_the_other_would_tell_of_one_to_four(ann):
    step = opened(ann, "Clubs", "Bus", "Park", method="approval", rule="most-votes", seats=2)
    cast(ann, step, "fi", "Clubs", "Bus", times=13)
    cast(ann, step, "ar", "Clubs", times=5)
    cast(ann, step, "ar", "Park", times=7)
    cast(ann, step, "ar", times=5)
    votes.close(ann.db, ann.workshop, step)
    found = votes.side_by_side(ann.db, ann.workshop, step)
    told = {rule: {g.language: g.covered for g in one.gains} for rule, one in found.items()}
    for language, covered in told[votes.Rule.EQUAL_SHARES].items():
        own = told[votes.Rule.MOST_VOTES][language]
        assert covered is None or own is None or abs(covered - own) not in range(1, 5)


def test_what_is_on_the_list_is_not_said_to_have_missed_it(ann):
    step = opened(ann, "Clubs", "Bus", "Park", method="approval", rule="equal-shares", seats=2)
    cast(ann, step, "fi", "Clubs", "Bus", "Park", times=6)
    votes.close(ann.db, ann.workshop, step)
    found = votes.shortlist(ann.db, ann.workshop, step)
    assert names(found) == ["Clubs", "Bus"]  # of equals the first in the order of the vote
    assert {option.label["en"] for one in found.chosen for option in one.tied} == {"Park"}
    assert [option.label["en"] for option in votes.tied(ann.db, ann.workshop, step)] == ["Park"]


def test_what_lost_every_comparison_does_not_go_on(ann):
    step = opened(ann, "Clubs", "Bus", method="pairs")
    a, b = (str(option.id) for option in votes.options(ann.db, step))
    for _n in range(5):
        votes.cast(ann.db, step, ann.joins(), {f"{a}-{b}": int(a)}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    assert [option.label["en"] for option in votes.chosen(ann.db, ann.workshop, step)] == ["Clubs"]


def test_a_large_budget_is_decided_in_a_moment(ann):
    step = opened(ann, "Clubs", "Bus", method="budget", purse=100_000_000, rule="equal-shares")
    first, second = votes.rows(ann.db, step)
    votes.set_costs(ann.db, ann.workshop, step, {first.id: 60_000_000, second.id: 30_000_001})
    rate(ann, step, *[{0: 1}] * 12, *[{1: 1}] * 8)
    assert votes.shortlist(ann.db, ann.workshop, step).cost == 90_000_001


def test_an_order_closes_up_where_an_idea_has_left_the_wall(ann):
    found = [ann.enters(f"Wish {n}") for n in range(4)]
    step = ann.step(StepKind.VOTE)
    step.settings = {"on": "ideas", "method": "ranking"}
    ann.goes_to(StepKind.VOTE)
    ids = [str(option.id) for option in votes.options(ann.db, step)]
    for n in range(8):
        order = [0, 1, 2, 3] if n else [0, 1, 3, 2]
        votes.cast(ann.db, step, ann.joins(), {ids[at]: n for n, at in enumerate(order, 1)}, now=ann.now)
    for idea in found[:2]:
        moderation.hide(ann.db, ann.workshop, idea, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    assert votes.too_close(ann.db, step) == 0
    assert votes.duels(ann.db, step).same_order


def test_two_by_two_gives_the_same_order_where_nobody_ranked_the_last(ann):
    step = opened(ann, "A", "B", "C", "D", method="ranking")
    rate(ann, step, *[{0: 1, 1: 2}] * 6)
    assert votes.duels(ann.db, step).same_order


def test_going_back_to_a_closed_vote_does_not_change_it(ann):
    ann.enters("A wish")
    step = ann.step(StepKind.VOTE)
    step.settings = {"on": "ideas", "method": "ranking"}
    ann.goes_to(StepKind.VOTE)
    rate(ann, step, *[{0: 1}] * 5)
    ann.enters("Another wish")
    steps.start(ann.db, ann.workshop, ann.step(StepKind.PLAN), now=ann.now)
    steps.start(ann.db, ann.workshop, step, now=ann.now)
    assert len(votes.options(ann.db, step)) == 1


def test_a_price_can_be_taken_back_and_what_has_none_is_not_voted_on(ann):
    step = opened(ann, "Clubs", "Bus", method="budget", purse=1000)
    first, second = votes.rows(ann.db, step)
    assert votes.options(ann.db, step) == [] and votes.unpriced(ann.db, step) == [first, second]
    votes.set_costs(ann.db, ann.workshop, step, {first.id: 400, second.id: 0})
    assert votes.options(ann.db, step) == [first, second]
    votes.set_costs(ann.db, ann.workshop, step, {first.id: None})
    assert votes.options(ann.db, step) == [second]


def test_a_choice_that_there_is_not_cannot_be_voted_on(ann):
    step = opened(ann, "Clubs", method="approval")
    with pytest.raises(UnknownOption):
        votes.narrow(ann.db, ann.workshop, step, ["Clubs"])
