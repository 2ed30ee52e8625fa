"""A card sort: people put ideas into themes on their phones, and the board can follow them."""

import pytest

from models import PhoneMode, Source, StepKind
from workshop_kit import ideas, moderation, participants, sorted_board, steps, themes, votes
from workshop_kit.errors import NothingToSort, SortingClosed, UnknownOption, VoteNotReady
from workshop_kit.votes.sorting import MOST_CARDS, NOWHERE, UNSURE


@pytest.fixture
def board(ann):
    """Two themes with an idea each by the machine's hand, and one idea that is not placed."""
    step = ann.goes_to(StepKind.THEMES)
    bus, swim, job = (ann.enters(text) for text in ("Night bus", "Swimming for girls", "Help to find a job"))
    travel, sport = ann.theme("Travel", bus), ann.theme("Sport", swim)
    return step, (bus, swim, job), (travel, sport)


def opens(ann, step):
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.WRITE)
    return {option.number: str(option.id) for option in votes.options(ann.db, step)}


def closes(ann, step):
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.CLOSED)


def sorts(ann, step, who, choices):
    return votes.cast(ann.db, step, who, choices, now=ann.now).choices


def test_without_two_themes_there_is_nothing_to_sort_into(ann):
    step = ann.goes_to(StepKind.THEMES)
    bus = ann.enters("Night bus")
    ann.theme("Travel", bus)
    with pytest.raises(NothingToSort):
        opens(ann, step)
    assert step.phones == PhoneMode.LISTEN


def test_what_is_not_placed_comes_first_and_what_people_placed_last(ann, board):
    step, (bus, swim, job), (travel, _sport) = board
    themes.remove(ann.db, ann.workshop, travel, now=ann.now)
    ann.theme("Moving")
    opens(ann, step)
    assert [option.idea_id for option in votes.options(ann.db, step)] == [bus.id, job.id, swim.id]


def test_at_most_forty_ideas_become_cards(ann, board):
    step, *_ = board
    for number in range(MOST_CARDS + 5):
        ann.enters(f"Wish {number}")
    assert len(opens(ann, step)) == MOST_CARDS


def test_a_ballot_holds_themes_nowhere_and_unsure_and_replaces_the_one_before(ann, ben, board):
    step, (bus, swim, job), (travel, sport) = board
    card = opens(ann, step)
    given = {card[bus.number]: travel.id, card[swim.number]: NOWHERE, card[job.number]: UNSURE}
    assert sorts(ann, step, ben, given) == given
    assert votes.rules(ann.db, step).left(given) == 0
    assert sorts(ann, step, ben, {card[bus.number]: sport.id}) == {card[bus.number]: sport.id}


def test_a_theme_of_another_room_is_refused_and_one_that_is_gone_does_not_count(ann, ben, board, open_room):
    step, (bus, swim, _job), (travel, sport) = board
    card = opens(ann, step)
    other = open_room(ann.db)
    foreign = other.theme("Foreign", other.enters("A bench"))
    with pytest.raises(UnknownOption):
        sorts(ann, step, ben, {card[bus.number]: foreign.id})
    themes.remove(ann.db, ann.workshop, sport, now=ann.now)
    kept = sorts(ann, step, ben, {card[bus.number]: travel.id, card[swim.number]: sport.id})
    assert kept == {card[bus.number]: travel.id}


def test_after_the_end_nothing_comes_in_and_before_it_nothing_is_told(ann, ben, board):
    step, (bus, *_), (travel, _sport) = board
    card = opens(ann, step)
    for phones in (PhoneMode.WRITE, PhoneMode.LISTEN):  # who listens for a moment may sort on
        steps.set_phones(ann.db, ann.workshop, step, phones)
        with pytest.raises(VoteNotReady):
            votes.agreement(ann.db, ann.workshop, step)
    closes(ann, step)
    with pytest.raises(SortingClosed):
        sorts(ann, step, ben, {card[bus.number]: travel.id})


def outcome(ann, step):
    found = votes.agreement(ann.db, ann.workshop, step)
    return found.people, {card.option.idea_id: card for card in found.cards}


def test_more_than_half_is_agreement_and_who_cannot_say_does_not_count(ann, board):
    step, (bus, swim, job), (travel, sport) = board
    card = opens(ann, step)
    b, s, j = card[bus.number], card[swim.number], card[job.number]
    for number in range(6):
        one = {b: sport.id if number < 4 else travel.id, s: sport.id if number < 3 else travel.id}
        sorts(ann, step, ann.joins(), {**one, j: NOWHERE if number < 5 else UNSURE})
    sorts(ann, step, ann.joins(), {j: UNSURE})
    closes(ann, step)
    people, cards = outcome(ann, step)
    assert people == 6
    assert (cards[bus.id].people, cards[bus.id].place, cards[bus.id].most) == (6, sport.id, 4)
    assert (cards[swim.id].people, cards[swim.id].place) == (6, None)
    assert (cards[job.id].people, cards[job.id].place, cards[job.id].figures) == (5, NOWHERE, (5, 5))
    assert cards[bus.id].figures is None, "two who think otherwise are fewer than five"


def test_of_fewer_than_five_people_nothing_is_told(ann, board):
    step, (bus, *_), (_travel, sport) = board
    card = opens(ann, step)
    for _person in range(4):
        sorts(ann, step, ann.joins(), {card[bus.number]: sport.id})
    closes(ann, step)
    assert outcome(ann, step) == (4, {})


def sorted_by_all(ann, step, choices, people=5):
    for _person in range(people):
        sorts(ann, step, ann.joins(), choices)
    closes(ann, step)
    return sorted_board.last(ann.db, ann.workshop)


def test_the_board_follows_people_but_not_against_a_hand(ann, board):
    step, (bus, swim, job), (travel, sport) = board
    card = opens(ann, step)
    b, s, j = card[bus.number], card[swim.number], card[job.number]
    sort = sorted_by_all(ann, step, {b: sport.id, s: travel.id, j: travel.id})
    before = themes.board(ann.db, ann.workshop)
    assert set(sorted_board.elsewhere(before, sort)) == {bus.id, swim.id, job.id}
    places = sorted_board.may_move(before, sort)
    assert places == {job.id: travel.id}, "what was placed by hand stays"
    assert themes.sort(ann.db, ann.workshop, {**places, swim.id: travel.id}, now=ann.now) == 1
    assert job.theme_id == travel.id and swim.theme_id == sport.id
    assert themes.undo(ann.db, ann.workshop).verb == "sort"
    assert job.theme_id is None


def test_what_people_sorted_follows_them_again_but_not_the_machine(ann, board):
    _step, (_bus, _swim, job), (travel, sport) = board
    themes.sort(ann.db, ann.workshop, {job.id: travel.id}, now=ann.now)
    assert job.placed_by == Source.ROOM
    suggestion = themes.Suggestion(sport.id, (job.id,), (), (), 0.5)
    themes.accept(ann.db, ann.workshop, [suggestion], now=ann.now)
    assert job.theme_id == travel.id
    assert themes.sort(ann.db, ann.workshop, {job.id: sport.id}, now=ann.now) == 1
    assert job.theme_id == sport.id


def test_how_far_people_agree_with_a_theme_is_told_from_three_ideas_on(ann, board):
    step, (bus, swim, job), (travel, sport) = board
    themes.move(ann.db, ann.workshop, [bus, swim, job], travel, now=ann.now)
    card = opens(ann, step)
    b, s, j = card[bus.number], card[swim.number], card[job.number]
    sort = sorted_by_all(ann, step, {b: travel.id, s: sport.id, j: travel.id})
    board_now = themes.board(ann.db, ann.workshop)
    assert sorted_board.by_theme(board_now, sort) == {travel.id: sorted_board.Agreed(2, 3)}
    themes.move(ann.db, ann.workshop, [job], None, now=ann.now)
    assert sorted_board.by_theme(themes.board(ann.db, ann.workshop), sort) == {}


def test_a_theme_that_went_into_another_is_that_one_and_a_dissolved_one_is_nothing(ann, board):
    step, (bus, swim, _job), (travel, sport) = board
    card = opens(ann, step)
    sorted_by_all(ann, step, {card[bus.number]: sport.id, card[swim.number]: sport.id})
    themes.merge(ann.db, ann.workshop, travel, sport, now=ann.now)
    assert {card.place for card in outcome(ann, step)[1].values()} == {travel.id}
    themes.undo(ann.db, ann.workshop)
    assert {card.place for card in outcome(ann, step)[1].values()} == {sport.id}
    themes.remove(ann.db, ann.workshop, sport, now=ann.now)
    assert outcome(ann, step) == (0, {})


def test_ballots_that_say_nothing_are_no_sort(ann, ben, board):
    step, (bus, *_), _themes = board
    card = opens(ann, step)
    sorts(ann, step, ben, {card[bus.number]: UNSURE})
    closes(ann, step)
    assert sorted_board.last(ann.db, ann.workshop) is None


def test_a_theme_without_a_name_is_no_place(ann, board):
    step, (bus, *_), (travel, sport) = board
    sport.label = {}
    ann.db.add(sport)
    with pytest.raises(NothingToSort):
        opens(ann, step)


def test_an_idea_that_is_hidden_is_no_card_until_it_is_shown_again(ann, board):
    step, (bus, *_), _themes = board
    opens(ann, step)
    moderation.hide(ann.db, ann.workshop, bus, now=ann.now)
    assert bus.id not in {option.idea_id for option in votes.options(ann.db, step)}
    moderation.show(ann.db, ann.workshop, bus, now=ann.now)
    assert bus.id in {option.idea_id for option in votes.options(ann.db, step)}


def test_who_withdraws_takes_her_open_sorting_along_and_leaves_a_closed_one_without_her(ann, ben, chen, board):
    step, (bus, *_), (travel, _sport) = board
    card = opens(ann, step)
    sorts(ann, step, ben, {card[bus.number]: travel.id})
    sorts(ann, step, chen, {card[bus.number]: travel.id})
    assert participants.withdraw(ann.db, ann.workshop, ben).ballots == 1
    closes(ann, step)
    gone = participants.withdraw(ann.db, ann.workshop, chen)
    assert (gone.ballots, gone.kept_ballots) == (0, 1), "else the figures before and after would tell what she did"
    assert votes.voters(ann.db, step) == 1


def test_opening_again_keeps_what_was_sorted_and_adds_what_is_new(ann, ben, board):
    step, (bus, *_), (travel, _sport) = board
    card = opens(ann, step)
    sorts(ann, step, ben, {card[bus.number]: travel.id})
    closes(ann, step)
    fresh = ann.enters("A bench")
    again = opens(ann, step)
    assert again.items() >= card.items() and fresh.number in again
    assert votes.ballot_of(ann.db, step, ben).choices == {card[bus.number]: travel.id}
    assert ideas.shown(ann.db, ann.workshop)[0].id == bus.id


def test_opening_again_never_makes_more_than_forty_cards(ann, ben, board):
    step, (bus, *_), (travel, _sport) = board
    for number in range(MOST_CARDS + 20):
        ann.enters(f"Wish {number}")
    for _again in range(3):
        card = opens(ann, step)
        assert len(card) == MOST_CARDS
        first = next(iter(card.values()))
        sorts(ann, step, ben, {first: travel.id})
        closes(ann, step)
