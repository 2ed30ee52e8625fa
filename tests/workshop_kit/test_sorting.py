"""A card sort: people put ideas into themes on their phones, and the board can follow them."""

import pytest

from models import PhoneMode, StepKind
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
    with pytest.raises(VoteNotReady):
        votes.agreement(ann.db, step)
    closes(ann, step)
    with pytest.raises(SortingClosed):
        sorts(ann, step, ben, {card[bus.number]: travel.id})


def test_more_than_half_is_agreement_and_who_cannot_say_does_not_count(ann, board):
    step, (bus, swim, job), (travel, sport) = board
    card = opens(ann, step)
    b, s, j = card[bus.number], card[swim.number], card[job.number]
    for choices in (
        {b: sport.id, s: travel.id, j: NOWHERE},
        {b: sport.id, s: sport.id, j: UNSURE},
        {b: travel.id, j: UNSURE},
    ):
        sorts(ann, step, ann.joins(), choices)
    closes(ann, step)
    cards = {c.option.idea_id: c for c in votes.agreement(ann.db, step).cards}
    assert (cards[bus.id].people, cards[bus.id].place, round(cards[bus.id].share, 2)) == (3, sport.id, 0.67)
    assert (cards[swim.id].people, cards[swim.id].place) == (2, None)
    assert (cards[job.id].people, cards[job.id].place) == (1, None)


def test_the_board_follows_people_but_not_against_a_hand(ann, board):
    step, (bus, swim, job), (travel, sport) = board
    themes.move(ann.db, ann.workshop, [swim], sport, now=ann.now)
    card = opens(ann, step)
    for _person in range(3):
        sorts(
            ann,
            step,
            ann.joins(),
            {card[bus.number]: sport.id, card[swim.number]: travel.id, card[job.number]: travel.id},
        )
    closes(ann, step)
    sort = sorted_board.last(ann.db, steps.agenda(ann.db, ann.workshop))
    before = themes.board(ann.db, ann.workshop)
    assert set(sorted_board.elsewhere(before, sort)) == {bus.id, swim.id, job.id}
    places = sorted_board.may_move(before, sort)
    assert places == {job.id: travel.id}, "what was placed by hand stays"
    assert themes.sort(ann.db, ann.workshop, {**places, swim.id: travel.id}, now=ann.now) == 1
    assert job.theme_id == travel.id and swim.theme_id == sport.id
    assert themes.undo(ann.db, ann.workshop).verb == "sort"
    assert job.theme_id is None


def test_how_far_people_agree_with_a_theme_is_told_from_three_ideas_on(ann, board):
    step, (bus, swim, job), (travel, sport) = board
    themes.move(ann.db, ann.workshop, [bus, swim, job], travel, now=ann.now)
    card = opens(ann, step)
    b, s, j = card[bus.number], card[swim.number], card[job.number]
    for _person in range(2):
        sorts(ann, step, ann.joins(), {b: travel.id, s: sport.id, j: travel.id})
    closes(ann, step)
    sort = sorted_board.last(ann.db, steps.agenda(ann.db, ann.workshop))
    board_now = themes.board(ann.db, ann.workshop)
    assert sorted_board.by_theme(board_now, sort) == {travel.id: sorted_board.Agreed(2, 3)}
    themes.move(ann.db, ann.workshop, [job], None, now=ann.now)
    assert sorted_board.by_theme(themes.board(ann.db, ann.workshop), sort) == {}


def test_an_idea_that_is_hidden_is_no_card_until_it_is_shown_again(ann, board):
    step, (bus, *_), _themes = board
    opens(ann, step)
    moderation.hide(ann.db, ann.workshop, bus, now=ann.now)
    assert bus.id not in {option.idea_id for option in votes.options(ann.db, step)}
    moderation.show(ann.db, ann.workshop, bus, now=ann.now)
    assert bus.id in {option.idea_id for option in votes.options(ann.db, step)}


def test_who_withdraws_takes_her_sorting_along(ann, ben, board):
    step, (bus, *_), (travel, _sport) = board
    card = opens(ann, step)
    sorts(ann, step, ben, {card[bus.number]: travel.id})
    closes(ann, step)
    assert participants.withdraw(ann.db, ann.workshop, ben).ballots == 1
    assert votes.voters(ann.db, step) == 0


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
