"""A card sort on phones: with our script, and without it."""

import re

import pytest
import sqlmodel

from models import Ballot, PhoneMode, Theme
from workshop_kit import ideas, steps, votes
from workshop_kit.store import reading, writing


def ballots(ann):
    with reading(ann.engine) as db:
        return [ballot.choices for ballot in db.exec(sqlmodel.select(Ballot))]


def cards(ann, step):
    return [str(o.id) for o in ann.sees(lambda db, room: votes.options(db, steps.by_id(db, room, step.id)))]


def asked(page):
    """The id of the card that the page asks about."""
    found = re.search(r'<input type="hidden" name="card" value="([0-9]+)"', page.text)
    return found and found[1]


def test_a_ballot_is_kept_and_says_how_many_cards_are_left(ann, ben, sort):
    step, (travel, sport) = sort
    first, second, third = cards(ann, step)
    answer = ben.votes(step, {first: travel, second: sport})
    assert answer.json() == {"choices": {first: travel, second: sport}, "left": 1}
    assert ben.votes(step, {first: travel, second: sport, third: -1}).json()["left"] == 0
    assert len(ballots(ann)) == 1


@pytest.mark.parametrize("place", [-2, 10**30, 999_999])
def test_a_place_that_is_none_is_refused(ann, ben, sort, place):
    step, _themes = sort
    assert ben.votes(step, {cards(ann, step)[0]: place}).status_code == 422
    assert ballots(ann) == []


def test_without_our_script_each_tap_brings_the_next_card(ann, ben, sort):
    step, (travel, _sport) = sort
    seen = []
    while card := asked(ben.now()):
        seen.append(card)
        answer = ben.post(f"/4821/ballots/{step.id}", data={"card": card, "place": str(travel)})
        assert answer.headers["location"] == "/4821/now"
    assert sorted(seen) == sorted(cards(ann, step)) and ballots(ann) == [dict.fromkeys(seen, travel)]
    page = ben.now().text
    assert "You have sorted all the cards." in page
    before = re.search(r'href="(/4821/now\?card=[0-9]+)"', page)[1]
    assert asked(ben.get(before)) == seen[-1]


def test_a_tap_without_a_place_changes_nothing(ann, ben, sort):
    step, _themes = sort
    assert ben.post(f"/4821/ballots/{step.id}", data={"card": asked(ben.now())}).status_code == 303
    assert ballots(ann) == [{}]


def test_phones_begin_with_different_cards_and_with_what_they_can_read(ann, ben, phones, sort):
    step, _themes = sort
    with writing(ann.engine) as db:
        for option in votes.options(db, db.get(type(step), step.id)):
            idea = ideas.by_id(db, ann._room(db), option.idea_id)
            if idea.text == "Help to find a job":
                idea.language, option.language, option.label = "fi", "fi", {"fi": "Apua työnhakuun"}
                finnish = str(option.id)
            db.add_all([idea, option])
    first = {asked(phones().joins("en").now()) for _phone in range(12)}
    assert len(first) == 2 and finnish not in first
    assert asked(phones().joins("fi").now()) == finnish


def test_themes_are_read_in_the_phone_s_language(ben, dalia, sort):
    page = dalia.now().text
    assert "المواصلات" in page and "إلى أين تنتمي هذه الفكرة؟" in page


def test_a_sort_that_has_closed_says_so_and_the_phone_looks_up(ann, ben, sort):
    step, (travel, _sport) = sort
    card = asked(ben.now())
    ann.sees(lambda db, room: steps.set_phones(db, room, steps.by_id(db, room, step.id), PhoneMode.CLOSED))
    refused = ben.votes(step, {card: travel})
    assert refused.status_code == 409
    assert refused.json()["error"] == "Sorting has closed. Thank you: what you sorted counts."
    assert "We sort the ideas together." in ben.now().text


def test_where_the_themes_are_gone_phones_listen(ann, ben, sort):
    with writing(ann.engine) as db:
        for theme in db.exec(sqlmodel.select(Theme)):
            theme.removed = True
            db.add(theme)
    assert "We sort the ideas together." in ben.now().text


def test_the_part_is_one_for_all_until_a_phone_has_sorted(ann, ben, chen, sort):
    step, (travel, _sport) = sort
    part = {"X-Part": "1"}
    assert 'data-given="{}"' in ben.get("/4821/now", headers=part).text
    card = cards(ann, step)[0]
    ben.votes(step, {card: travel})
    assert f"&#34;{card}&#34;: {travel}" in ben.get("/4821/now", headers=part).text
    assert 'data-given="{}"' in chen.get("/4821/now", headers=part).text


def test_after_her_own_language_a_phone_asks_before_it_goes_on_with_others(ann, ben, phones, sort):
    step, (travel, _sport) = sort
    dalia = phones(**{"Accept-Language": "en"})
    dalia.joins("en")
    with writing(ann.engine) as db:
        option = next(o for o in votes.options(db, db.get(type(step), step.id)) if o.label == {"en": "Night bus"})
        idea = ideas.by_id(db, ann._room(db), option.idea_id)
        idea.language, idea.text, option.language, option.label = "fi", "Yöbussi", "fi", {"fi": "Yöbussi"}
        db.add_all([idea, option])
        finnish = str(option.id)
    for _card in range(2):
        card = asked(dalia.now())
        assert card != finnish
        dalia.post(f"/4821/ballots/{step.id}", data={"card": card, "place": str(travel)})
    page = dalia.now()
    assert "You have sorted all the ideas in your language." in page.text and asked(page) is None
    assert f'id="foreign" href="/4821/now?card={finnish}"' in page.text
    assert asked(dalia.get(f"/4821/now?card={finnish}")) == finnish


def test_a_tap_on_a_theme_that_has_gone_says_so_and_keeps_what_was(ann, ben, sort):
    step, (travel, sport) = sort
    card = asked(ben.now())
    ben.post(f"/4821/ballots/{step.id}", data={"card": card, "place": str(travel)})
    with writing(ann.engine) as db:
        theme = db.get(Theme, sport)
        theme.removed = True
        db.add(theme)
    page = ben.post(f"/4821/ballots/{step.id}", data={"card": card, "place": str(sport)})
    assert page.status_code == 404 and "This theme does not exist any more." in page.text
    assert ballots(ann) == [{card: travel}]


def test_a_late_tap_without_our_script_is_told_and_the_page_finds_its_way_on(ann, ben, sort):
    step, (travel, _sport) = sort
    card = asked(ben.now())
    ann.sees(lambda db, room: steps.set_phones(db, room, steps.by_id(db, room, step.id), PhoneMode.CLOSED))
    page = ben.post(f"/4821/ballots/{step.id}", data={"card": card, "place": str(travel)})
    assert page.status_code == 409 and "Sorting has closed." in page.text
    assert '<meta http-equiv="refresh" content="20; url=/4821/now">' in page.text
