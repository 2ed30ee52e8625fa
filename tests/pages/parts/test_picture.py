"""What the big screen is told: pictures by their address and their name, never by their bytes."""

import json

import pytest

from models import Screen, StepKind
from pages.parts import charts, picture
from workshop_kit import ideas, moderation, steps, themes, votes, workshops


def shown(ann, screen=None):
    workshops.show(ann.db, ann.workshop, screen)
    return picture.of(ann.db, ann.workshop, now=ann.now)


@pytest.fixture
def photo(ann):
    return ann.enters("", "ar", picture=ann.keeps_photo())


def test_a_photo_is_on_the_wall_by_its_address(ann, photo):
    data = shown(ann, Screen.IDEAS)
    (card,) = data["ideas"]
    assert card["photo"] == f"/photo/{ann.workshop.id}/{photo.picture.removeprefix('photo:')}"
    assert (card["text"], card["symbol"], card["number"]) == ("", "", photo.number)
    assert len(json.dumps(card)) < 500


def test_a_photo_that_waits_is_not_on_the_wall(ann, ben):
    ann.goes_to(StepKind.IDEAS)
    ann.sends(ben, "", picture=ann.keeps_photo())
    assert shown(ann, Screen.IDEAS)["ideas"] == []


def test_words_under_a_photo_in_the_room_s_language_stand_in_the_place_of_missing_ones(ann, photo):
    ideas.translate(ann.db, photo, "en", "A slide")
    (card,) = shown(ann, Screen.IDEAS)["ideas"]
    assert (card["text"], card["lang"], card["name"], card["translation"]) == ("A slide", "en", "العربية", None)


def test_a_symbol_comes_with_its_drawing_once(ann):
    for _ in range(3):
        ann.enters("", picture="symbol:bus")
    data = shown(ann, Screen.IDEAS)
    assert [card["symbol"] for card in data["ideas"]] == ["bus"] * 3
    assert list(data["symbols"]) == ["bus"] and "<" in data["symbols"]["bus"]


def test_a_theme_shows_its_symbol_and_is_spoken_for_by_words_before_photos(ann, photo):
    theme = ann.theme("Outdoors", photo, ann.enters("A long wish " * 20))
    themes.illustrate(ann.db, ann.workshop, theme, "nature", now=ann.now)
    (card,) = shown(ann, Screen.THEMES)["themes"]
    assert (card["symbol"], card["quote"]["text"][:6]) == ("nature", "A long")


def test_a_theme_of_photos_alone_shows_one(ann, photo):
    ann.theme("Outdoors", photo)
    (card,) = shown(ann, Screen.THEMES)["themes"]
    assert (card["quote"]["text"], card["quote"]["photo"][:7]) == ("", "/photo/")


def test_a_hidden_photo_is_nowhere(ann, photo):
    ann.theme("Outdoors", photo)
    moderation.hide(ann.db, ann.workshop, photo, now=ann.now)
    assert "/photo/" not in json.dumps([shown(ann, Screen.IDEAS), shown(ann, Screen.THEMES)])


def test_a_photo_that_was_voted_on_has_a_name_in_the_result(ann, ben, photo):
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 1, "cap": 1, "on": "ideas"}
    ann.goes_to(StepKind.VOTE)
    votes.cast(ann.db, step, ben, {str(votes.options(ann.db, step)[0].id): 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    data = shown(ann)
    assert [place["label"]["text"] for place in data["places"]] == [f"Photo of idea {photo.number}"]
    assert data["options"] == []


@pytest.fixture
def on_ideas(ann):
    """An open vote on three ideas; one more is hidden."""
    moderation.hide(ann.db, ann.workshop, ann.enters("Hidden"), now=ann.now)
    for text in ("A bench", "A lamp", "A club"):
        ann.enters(text)
    step = ann.step(StepKind.VOTE)
    step.settings = {"dots": 3, "cap": 3, "on": "ideas"}
    return ann.goes_to(StepKind.VOTE)


def cast(ann, step, *ballots):
    keys = [str(option.id) for option in votes.options(ann.db, step)]
    for dots in ballots:
        votes.cast(ann.db, step, ann.joins(), dict(zip(keys, dots, strict=False)), now=ann.now)
    votes.close(ann.db, ann.workshop, step)


def test_a_vote_on_ideas_shows_the_ideas_by_number_and_not_the_themes(ann, on_ideas):
    ann.theme("Outdoors")
    data = shown(ann)
    told = [(card["number"], card["text"]) for card in data["ideas"]]
    assert told == [
        (2, "A bench"),
        (3, "A lamp"),
        (4, "A club"),
    ]
    assert (data["kind"], data["heading"]["text"]) == ("ballot", "On your phone: Put your 3 dots")
    assert "Outdoors" not in json.dumps(data)


def test_where_few_voted_there_are_places_and_no_lengths(ann, on_ideas):
    cast(ann, on_ideas, (2, 1), (1, 2))
    data = shown(ann)
    told = [(place["rank"], place["label"]["text"]) for place in data["places"]]
    assert told == [
        ("1.", "A bench"),
        ("1.", "A lamp"),
    ]
    assert (data["options"], "share a place" in data["band"], "only the order" in data["band"]) == ([], True, True)


def test_from_five_voters_on_there_are_bars(ann, on_ideas):
    cast(ann, on_ideas, *[(2, 1)] * 5)
    data = shown(ann)
    assert [(bar["words"], bar["length"]) for bar in data["options"]] == [
        ("10 · 100%", 1.0),
        ("5 · 100%", 0.5),
        ("0 · 0%", 0.0),
    ]
    assert (data["places"], data["band"]) == (
        [],
        "Dots, and the share of people who gave one. ✓: goes on to the plan.",
    )


def test_what_is_too_close_to_call_is_said(ann, on_ideas):
    cast(ann, on_ideas, *[(1, 0)] * 4, *[(0, 1)] * 3)
    assert "Places 1 to 2 are too close to call" in shown(ann)["band"]


@pytest.fixture
def by(ann):
    """Opens a vote on two themes by a method."""

    def opened(method, **settings):
        ann.theme("Clubs", ann.enters("A club"))
        ann.theme("Bus", ann.enters("A bus"))
        step = ann.step(StepKind.VOTE)
        step.settings = {"method": method, "on": "themes", **settings}
        return ann.goes_to(StepKind.VOTE)

    return opened


def test_the_room_is_told_what_to_do_and_which_rule_decides_before_it_votes(ann, by):
    by("approval", rule="equal-shares", seats=2)
    data = shown(ann)
    assert data["heading"]["text"] == "On your phone: Tick what you want"
    assert "Tick everything" in data["band"] and "equal share" in data["band"]


def test_only_what_is_voted_on_is_shown(ann, by):
    step = by("approval")
    first = votes.options(ann.db, step)[0]
    votes.narrow(ann.db, ann.workshop, step, [votes.key_of(first)])
    assert [theme["label"]["text"] for theme in shown(ann)["themes"]] == ["Clubs"]


def test_prices_stand_on_the_cards(ann, by):
    step = by("budget", purse=500)
    first = votes.rows(ann.db, step)[0]
    votes.set_costs(ann.db, ann.workshop, step, {first.id: 1200})
    (clubs,) = shown(ann)["themes"]  # what has no price is not voted on
    assert clubs["counts"] == "1,200\N{NO-BREAK SPACE}€"


@pytest.mark.parametrize(
    ("method", "choices", "ends"),
    [
        ("approval", ({0: 1}, {0: 1, 1: 1}), ["6 · 100%", "3 · 50%"]),
        ("rating", ({0: 5, 1: 2}, {0: 4, 1: 3}), ["4.5", "2.5"]),
        ("ranking", ({0: 1, 1: 2}, {0: 1}), ["6", "0"]),
        ("statements", ({0: 1, 1: -1}, {0: 1, 1: 0}), ["100%", "0%"]),
    ],
)
def test_each_method_has_its_chart_and_its_numbers_at_the_ends(ann, by, method, choices, ends):
    step = by(method)
    ids = [str(option.id) for option in votes.options(ann.db, step)]
    for n in range(6):
        given = {ids[place]: number for place, number in choices[n % 2].items()}
        votes.cast(ann.db, step, ann.joins(), given, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    figure = charts.of(ann.db, ann.workshop, step)
    told = [note.text.replace("✓", "").strip() for note in figure.layout.annotations]
    assert told == ends
    assert [option["words"] for option in shown(ann)["options"]] == ends
    if method == "statements":
        assert [list(bar.text) for bar in figure.data] == [["✓ 6", ""], ["", "– 3"], ["", "✗ 3"]]


def test_hands_are_said_to_be_counted_in(ann, by):
    step = by("approval")
    option = votes.options(ann.db, step)[0]
    votes.hands.enter(ann.db, ann.workshop, step, 8, {str(option.id): {1: 8}})
    votes.close(ann.db, ann.workshop, step)
    assert "Hands and paper are counted in." in shown(ann)["band"]


def test_of_two_closed_votes_the_one_that_the_room_is_in_is_shown(ann, by):
    step = by("approval")
    later = steps.add(ann.db, ann.workshop, StepKind.VOTE, title={"en": "Later"}, minutes=5)
    later.started_at = later.ended_at = ann.now
    votes.close(ann.db, ann.workshop, step)
    assert picture.last_closed_vote(ann.db, ann.workshop) is step
    steps.start(ann.db, ann.workshop, ann.step(StepKind.PLAN), now=ann.now)
    assert picture.last_closed_vote(ann.db, ann.workshop) is later


def test_an_evening_without_a_plan_ends_with_its_result(ann, by):
    step = by("approval")
    votes.close(ann.db, ann.workshop, step)
    steps.end(ann.db, ann.workshop, now=ann.now)
    assert shown(ann)["kind"] == "result"


def test_an_evening_without_plan_and_vote_ends_calmly(ann):
    ann.goes_to(StepKind.WELCOME)
    steps.end(ann.db, ann.workshop, now=ann.now)
    assert shown(ann)["kind"] == "calm"


def test_in_a_dialogue_the_screen_says_what_the_phones_say(ann):
    step = ann.goes_to(StepKind.WELCOME)
    step.kind, step.prompt = StepKind.DIALOGUE, {"en": "Phone down. One speaks, the other listens."}
    assert shown(ann)["say"]["text"] == "Phone down. One speaks, the other listens."


def test_while_people_vote_no_choice_looks_chosen(ann, by):
    step = by("approval")
    first, second = (column.theme for column in themes.board(ann.db, ann.workshop).columns)
    first.confirmed, second.confirmed = True, False
    ann.db.flush()
    assert {(card["confirmed"], card["ticked"]) for card in shown(ann)["themes"]} == {(True, False)}
    votes.close(ann.db, ann.workshop, step)
    ticks = [card["ticked"] for card in shown(ann, Screen.THEMES)["themes"]]
    assert sorted(ticks) == [False, True]


def test_few_themes_show_several_of_their_ideas(ann):
    ann.theme("Clubs", *[ann.enters(f"A club, number {number}") for number in range(5)])
    data = shown(ann, Screen.THEMES)
    assert data["more"] and [len(card["more"]) for card in data["themes"]] == [2]
