"""The plan: what the room chose becomes actions, each tied to a service that a person picked."""

from datetime import date, timedelta

import pytest

from models import ActionStatus, PhoneMode, Service, StepKind
from workshop_kit import examples, plan, services, steps, themes, votes
from workshop_kit.errors import EmptyText, LongText, NotFound, UnknownLanguage
from workshop_kit.plan.editing import WrongScale


@pytest.fixture
def two_services(db, now):
    services.ensure_starter(db, now)
    return services.listed(db)[:2]


@pytest.fixture
def action(ann):
    return plan.add(ann.db, ann.workshop, title="A free club")


# --- actions --------------------------------------------------------------------------------------------


def test_an_action_comes_at_the_end(ann, action):
    second = plan.add(ann.db, ann.workshop, title=" A course ")
    assert plan.actions(ann.db, ann.workshop) == [action, second]
    assert (second.title, second.status) == ("A course", ActionStatus.PROPOSED)


@pytest.mark.parametrize(("title", "error"), [("", EmptyText), ("  ", EmptyText), ("x" * 121, LongText)])
def test_an_action_needs_a_proper_title(ann, title, error):
    with pytest.raises(error):
        plan.add(ann.db, ann.workshop, title=title)
    assert plan.actions(ann.db, ann.workshop) == []


def test_an_action_is_edited_field_by_field(ann, action):
    plan.edit(
        ann.db,
        action,
        what="Twice a week",
        role="Youth coordinator",
        deadline=date(2027, 1, 15),
        status=ActionStatus.ACCEPTED,
    )
    assert (action.title, action.what, action.deadline) == ("A free club", "Twice a week", date(2027, 1, 15))
    assert action.status is ActionStatus.ACCEPTED
    plan.edit(ann.db, action, what="  ", deadline=None)
    assert (action.what, action.deadline, action.role) == ("", None, "Youth coordinator")


@pytest.mark.parametrize(
    ("facts", "error"),
    [({"title": ""}, EmptyText), ({"title": "x" * 121}, LongText), ({"what": "x" * 2001}, LongText)],
)
def test_an_edit_that_cannot_be_kept_is_refused(ann, action, facts, error):
    with pytest.raises(error):
        plan.edit(ann.db, action, **facts)
    assert (action.title, action.what) == ("A free club", "")


def test_an_action_is_found_in_its_own_workshop_only(ann, action, open_room):
    assert plan.by_id(ann.db, ann.workshop, action.id) is action
    for workshop, id in ((ann.workshop, 4711), (open_room(ann.db).workshop, action.id)):
        with pytest.raises(NotFound):
            plan.by_id(ann.db, workshop, id)


def test_an_action_is_removed_and_the_others_keep_their_order(ann, action):
    second, third = (plan.add(ann.db, ann.workshop, title=title) for title in ("Two", "Three"))
    plan.remove(ann.db, second)
    fourth = plan.add(ann.db, ann.workshop, title="Four")
    assert plan.actions(ann.db, ann.workshop) == [action, third, fourth]


# --- what has happened since ----------------------------------------------------------------------------


def told(ann, action):
    return plan.updates(ann.db, ann.workshop).get(action.id, [])


def test_what_has_happened_is_told_in_several_languages_with_the_status_of_that_day(ann, action, now):
    plan.edit(ann.db, action, status=ActionStatus.IN_PROGRESS)
    version = ann.workshop.version
    update = plan.report(ann.db, ann.workshop, action, {"en": " The gym is open. ", "fi": "Sali on auki."}, now=now)
    plan.edit(ann.db, action, status=ActionStatus.DONE)
    assert told(ann, action) == [update]
    assert update.text == {"en": "The gym is open.", "fi": "Sali on auki."}
    assert (update.status, update.at) == (ActionStatus.IN_PROGRESS, now)
    assert ann.workshop.version > version


def test_the_newest_update_comes_first_and_each_action_has_its_own(ann, action, now):
    other = plan.add(ann.db, ann.workshop, title="A course")
    for day, text in enumerate(("One", "Two")):
        plan.report(ann.db, ann.workshop, action, {"en": text}, now=now + timedelta(days=day))
    plan.report(ann.db, ann.workshop, other, {"en": "Three"}, now=now)
    assert [update.text["en"] for update in told(ann, action)] == ["Two", "One"]
    assert [update.text["en"] for update in told(ann, other)] == ["Three"]


def test_an_empty_translation_is_left_out(ann, action, now):
    assert plan.report(ann.db, ann.workshop, action, {"en": "Open", "fi": " "}, now=now).text == {"en": "Open"}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ({}, EmptyText),
        ({"en": "  "}, EmptyText),
        ({"fi": "Sali on auki."}, EmptyText),
        ({"en": "x" * 2001}, LongText),
        ({"en": "Open", "tlh": "x"}, UnknownLanguage),
    ],
)
def test_an_update_needs_words_in_the_workshop_s_own_language(ann, action, now, text, error):
    with pytest.raises(error):
        plan.report(ann.db, ann.workshop, action, text, now=now)
    assert told(ann, action) == []


def test_an_update_can_be_taken_back(ann, action, now):
    update = plan.report(ann.db, ann.workshop, action, {"en": "Open"}, now=now)
    found = plan.update_by_id(ann.db, ann.workshop, update.id)
    plan.take_report_back(ann.db, ann.workshop, found)
    assert told(ann, action) == []
    with pytest.raises(NotFound):
        plan.update_by_id(ann.db, ann.workshop, update.id)


def test_an_update_is_found_in_its_own_workshop_only(ann, action, now, open_room):
    update = plan.report(ann.db, ann.workshop, action, {"en": "Open"}, now=now)
    with pytest.raises(NotFound):
        plan.update_by_id(ann.db, open_room(ann.db).workshop, update.id)


def test_an_action_that_is_taken_out_takes_its_updates_along(ann, action, now):
    plan.report(ann.db, ann.workshop, action, {"en": "Open"}, now=now)
    plan.remove(ann.db, action)
    ann.db.flush()
    ann.db.expire_all()
    assert plan.updates(ann.db, ann.workshop) == {}


def test_of_two_updates_at_the_same_moment_the_later_one_comes_first(ann, action, now):
    for text in ("One", "Two", "Three"):
        plan.report(ann.db, ann.workshop, action, {"en": text}, now=now)
    assert [update.text["en"] for update in told(ann, action)] == ["Three", "Two", "One"]


def test_what_happened_next_door_is_told_next_door(ann, action, now, open_room):
    next_door = open_room(ann.db)
    other = plan.add(ann.db, next_door.workshop, title="A course")
    plan.report(ann.db, next_door.workshop, other, {"en": "Open"}, now=now)
    assert plan.updates(ann.db, ann.workshop) == {}
    assert list(plan.updates(ann.db, next_door.workshop)) == [other.id]


def test_a_refused_update_wakes_no_phone(ann, action, now):
    version = ann.workshop.version
    with pytest.raises(EmptyText):
        plan.report(ann.db, ann.workshop, action, {"fi": "Sali on auki."}, now=now)
    assert ann.workshop.version == version


def test_a_report_that_is_taken_back_is_seen_by_the_phones(ann, action, now):
    update = plan.report(ann.db, ann.workshop, action, {"en": "Open"}, now=now)
    version = ann.workshop.version
    plan.take_report_back(ann.db, ann.workshop, update)
    assert ann.workshop.version == version + 1


# --- services -------------------------------------------------------------------------------------------


def test_the_machine_s_service_comes_with_its_words(ann, action, two_services):
    plan.suggest_service(ann.db, action, two_services[0], ["club", "children"])
    assert (action.service_id, action.service_confirmed) == (two_services[0].id, False)
    assert action.service_reason == "club, children"


def test_a_later_suggestion_replaces_an_earlier_one(ann, action, two_services):
    for service in two_services:
        plan.suggest_service(ann.db, action, service, ["club"])
    assert action.service_id == two_services[1].id


def test_a_suggestion_never_replaces_a_person_s_choice(ann, action, two_services):
    plan.choose_service(ann.db, action, two_services[0], now=ann.now)
    plan.suggest_service(ann.db, action, two_services[1], ["club"])
    assert (action.service_id, action.service_confirmed, action.service_reason) == (two_services[0].id, True, "")


def test_who_confirms_the_suggestion_keeps_its_words(ann, action, two_services):
    plan.suggest_service(ann.db, action, two_services[0], ["club"])
    plan.choose_service(ann.db, action, two_services[0], now=ann.now)
    assert (action.service_confirmed, action.service_reason) == (True, "club")


def test_another_choice_drops_the_words_of_the_suggestion(ann, action, two_services):
    plan.suggest_service(ann.db, action, two_services[0], ["club"])
    plan.choose_service(ann.db, action, two_services[1], now=ann.now)
    assert action.service_reason == ""
    plan.choose_service(ann.db, action, None, now=ann.now)
    assert (action.service_id, action.service_confirmed) == (None, True)


def test_a_person_s_choice_of_no_service_stands_too(ann, action, two_services):
    plan.suggest_service(ann.db, action, two_services[0], ["club"])
    plan.choose_service(ann.db, action, None, now=ann.now)
    plan.suggest_service(ann.db, action, two_services[1], ["club"])
    assert action.service_id is None


def test_an_action_outlives_its_theme_and_its_service(ann, action, two_services):
    plan.choose_service(ann.db, action, two_services[0], now=ann.now)
    ann.db.flush()
    ann.db.delete(ann.db.get(Service, two_services[0].id))
    ann.db.flush()
    ann.db.expire(action)
    assert (action.title, action.service_id) == ("A free club", None)


# --- what the room chose --------------------------------------------------------------------------------


def chosen(ann, top):
    agenda = steps.agenda(ann.db, ann.workshop)
    return [theme.label["en"] for theme in plan.chosen_themes(ann.db, ann.workshop, agenda, top)]


@pytest.fixture
def closed(ann, ben, chen):
    """A: 4 dots, B and C: 2 each, D: none."""
    for label in "ABCD":
        ann.theme(label, ann.enters(f"Idea {label}"))
    step = ann.goes_to(StepKind.VOTE)
    step.settings = {"dots": 5, "cap": 3, "on": "themes"}
    a, b, c, _d = (str(option.id) for option in votes.options(ann.db, step))
    votes.cast(ann.db, step, ben, {a: 2, b: 1, c: 2}, now=ann.now)
    votes.cast(ann.db, step, chen, {a: 2, b: 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    return step


def test_the_themes_with_the_most_dots_are_chosen(ann, closed):
    assert chosen(ann, 1) == ["A"]


def test_a_tie_at_the_edge_is_let_in_whole(ann, closed):
    assert chosen(ann, 2) == ["A", "B", "C"]


def test_a_theme_without_a_dot_is_not_chosen(ann, closed):
    assert chosen(ann, 10) == ["A", "B", "C"]


def test_a_theme_that_was_merged_away_is_left_out(ann, closed):
    a, b, *_rest = [column.theme for column in themes.board(ann.db, ann.workshop).columns]
    themes.merge(ann.db, ann.workshop, b, a, now=ann.now)
    assert chosen(ann, 2) == ["B", "C"]


@pytest.fixture
def closed_on_ideas(ann, closed, ben):
    """After the vote on themes one on ideas: idea D has three dots, B one, and an idea without a theme one."""
    ann.enters("Loose")
    closed.skipped = True
    step = steps.add(ann.db, ann.workshop, StepKind.VOTE, title={"en": "Favourite ideas"}, minutes=5)
    step.settings = {"dots": 5, "cap": 3, "on": "ideas"}
    steps.start(ann.db, ann.workshop, step, now=ann.now)
    steps.set_phones(ann.db, ann.workshop, step, PhoneMode.WRITE)
    _a, b, _c, d, loose = (str(option.id) for option in votes.options(ann.db, step))
    votes.cast(ann.db, step, ben, {d: 3, b: 1, loose: 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, step)
    return step


def test_after_a_vote_on_ideas_a_theme_has_the_dots_of_its_ideas(ann, closed_on_ideas):
    assert chosen(ann, 5) == ["D", "B"]
    assert chosen(ann, 1) == ["D"]


def test_without_a_closed_vote_the_first_themes_of_the_board_are_taken(ann, closed):
    votes.reopen(ann.db, ann.workshop, closed)
    assert chosen(ann, 2) == ["A", "B"]


def test_a_vote_on_ideas_chooses_no_themes(ann, closed):
    closed.settings = {**closed.settings, "on": "ideas"}
    assert chosen(ann, 3) == ["A", "B", "C"]


def test_the_last_of_two_votes_counts(ann, closed, ben):
    second = steps.add(ann.db, ann.workshop, StepKind.VOTE, title={"en": "Run-off"}, minutes=5)
    steps.start(ann.db, ann.workshop, second, now=ann.now)
    last = votes.options(ann.db, second)[3]
    votes.cast(ann.db, second, ben, {str(last.id): 1}, now=ann.now)
    votes.close(ann.db, ann.workshop, second)
    assert chosen(ann, 1) == ["D"]


# --- how an action can be followed ----------------------------------------------------------------------


def test_a_draft_is_named_as_its_theme_in_all_its_languages_with_a_first_step_within_thirty_days(ann):
    theme = ann.theme("Clubs", ann.enters("A club"))
    theme.label = {"en": "Clubs", "fi": "Kerhot", "ar": "نوادٍ"}
    action = plan.for_theme(ann.db, ann.workshop, theme, day=date(2026, 11, 14))
    assert plan.title(action, ann.workshop) == {"en": "Clubs", "fi": "Kerhot", "ar": "نوادٍ"}
    assert action.first_step_by == date(2026, 12, 14)
    assert not plan.first_step_is_late(action, evening=date(2026, 11, 14))
    assert plan.first_step_is_late(action, evening=date(2026, 11, 13))


def test_new_words_drop_the_translations_of_the_old_ones(ann, action):
    plan.edit(ann.db, action, title_in={"fi": "Maksuton kerho"}, what="Twice a week", what_in={"fi": "Kahdesti"})
    plan.edit(ann.db, action, title=action.title, what=action.what)
    assert (action.title_in, action.what_in) == ({"fi": "Maksuton kerho"}, {"fi": "Kahdesti"})
    plan.edit(ann.db, action, title="A free club with parents")
    assert (action.title_in, action.what_in) == ({}, {"fi": "Kahdesti"})


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"effort": 6}, WrongScale),
        ({"benefit": 0}, WrongScale),
        ({"languages": ["tlh"]}, UnknownLanguage),
        ({"title_in": {"tlh": "x"}}, UnknownLanguage),
        ({"title_in": {"fi": "x" * 121}}, LongText),
        ({"risks": "x" * 2001}, LongText),
    ],
)
def test_what_cannot_be_followed_is_refused(ann, action, facts, error):
    with pytest.raises(error):
        plan.edit(ann.db, action, **facts)
    assert (action.effort, action.benefit, action.languages, action.title_in) == (None, None, [], {})


def test_an_action_says_what_it_still_lacks(ann, action, two_services):
    assert plan.wanting(action) == ["service", "role", "first_step", "deadline", "indicator", "target"]
    plan.edit(ann.db, action, role="Coordinator", first_step="Ask", deadline=date(2027, 1, 1), indicator="Visits")
    plan.choose_service(ann.db, action, None, now=ann.now)
    assert plan.wanting(action) == ["target"], "that no service fits is an answer, too"


def test_an_action_is_late_after_its_day_unless_it_is_done_or_given_up(ann, action):
    plan.edit(ann.db, action, deadline=date(2026, 12, 1))
    assert not plan.is_late(action, today=date(2026, 12, 1))
    assert plan.is_late(action, today=date(2026, 12, 2))
    for status in (ActionStatus.DONE, ActionStatus.NOT_POSSIBLE):
        plan.edit(ann.db, action, status=status)
        assert not plan.is_late(action, today=date(2026, 12, 2))


def test_actions_are_put_in_another_order(ann, action):
    second, third = (plan.add(ann.db, ann.workshop, title=title) for title in ("Two", "Three"))
    plan.move(ann.db, ann.workshop, third, -1)
    assert plan.actions(ann.db, ann.workshop) == [action, third, second]
    plan.move(ann.db, ann.workshop, action, -1)
    plan.move(ann.db, ann.workshop, second, 1)
    assert plan.actions(ann.db, ann.workshop) == [action, third, second], "at the ends they stay"


# --- partners, and choices that are remembered ----------------------------------------------------------


def test_partners_of_the_catalogue_are_set_and_taken_away(ann, action, two_services):
    plan.set_partners(ann.db, action, [*two_services, two_services[0]])
    assert plan.partners(ann.db, ann.workshop) == {action.id: two_services}
    plan.set_partners(ann.db, action, [])
    assert plan.partners(ann.db, ann.workshop) == {}


def test_a_choice_is_remembered_with_the_action_s_words_and_the_last_one_counts(ann, action, two_services):
    plan.edit(ann.db, action, what="Twice a week")
    for service in two_services:
        plan.choose_service(ann.db, action, service, now=ann.now)
    (example,) = examples.latest(ann.db)
    assert (example.text, example.language, example.service_id) == (
        "A free club . Twice a week",
        "en",
        two_services[1].id,
    )


def test_that_nothing_fits_is_remembered_too_and_is_a_gap(ann, action):
    assert not plan.is_gap(action)
    plan.choose_service(ann.db, action, None, now=ann.now)
    assert plan.is_gap(action)
    assert examples.latest(ann.db)[0].service_id is None


def test_a_choice_that_is_undone_is_forgotten_and_the_machine_may_propose_again(ann, action, two_services):
    plan.choose_service(ann.db, action, two_services[0], now=ann.now)
    plan.forget_choice(ann.db, action)
    assert examples.latest(ann.db) == []
    plan.suggest_service(ann.db, action, two_services[1], ["club"])
    assert (action.service_id, action.service_confirmed) == (two_services[1].id, False)


def test_a_choice_outlives_its_action(ann, action, two_services):
    plan.choose_service(ann.db, action, two_services[0], now=ann.now)
    plan.remove(ann.db, action)
    ann.db.flush()
    ann.db.expire_all()
    assert [example.service_id for example in examples.latest(ann.db)] == [two_services[0].id]


def test_no_day_is_promised_for_what_is_done_or_cannot_be_done(ann, action):
    plan.edit(ann.db, action, deadline=date(2027, 1, 15))
    assert plan.promised_by(action) == date(2027, 1, 15)
    for status in (ActionStatus.DONE, ActionStatus.NOT_POSSIBLE):
        plan.edit(ann.db, action, status=status)
        assert plan.promised_by(action) is None


def test_an_action_goes_with_its_theme_when_themes_become_one(ann):
    one, other, third = (ann.theme(label, ann.enters(f"Idea {label}")) for label in "ABC")
    action = plan.for_theme(ann.db, ann.workshop, other, day=ann.workshop.day)
    themes.merge(ann.db, ann.workshop, one, other, now=ann.now)
    assert plan.theme_ids(ann.db, ann.workshop) == {action.id: one.id}
    themes.merge(ann.db, ann.workshop, third, one, now=ann.now)
    assert plan.theme_ids(ann.db, ann.workshop) == {action.id: third.id}
    themes.undo(ann.db, ann.workshop)
    themes.undo(ann.db, ann.workshop)
    assert plan.theme_ids(ann.db, ann.workshop) == {action.id: other.id}
