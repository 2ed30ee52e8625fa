"""What an interpreter writes: one language, and never the original."""

import pytest

from models import Source
from workshop_kit import ideas, interpreting, moderation, plan, themes
from workshop_kit.errors import EmptyText, LongText, NotFound, UnknownLanguage


def keys(ann):
    return [piece.key for piece in interpreting.pieces(ann.db, ann.workshop)]


def write(ann, key, language, text):
    return interpreting.write(ann.db, ann.workshop, key, language, text, now=ann.now)


def test_pieces_come_in_the_order_in_which_people_meet_them(ann):
    theme = ann.theme("Travel", ann.enters("A night bus"))
    action = plan.add(ann.db, ann.workshop, title="A night bus", theme=theme)
    found = keys(ann)
    assert found[:2] == ["title", "question"]
    assert found[-2:] == [f"theme-{theme.id}", f"action-{action.id}-title"]
    assert f"action-{action.id}-what" not in found, "there is nothing to put into another language"


def test_only_one_language_is_written(ann):
    before = dict(ann.workshop.question)
    write(ann, "question", "ar", "ما الذي يساعد؟")
    assert ann.workshop.question == {**before, "ar": "ما الذي يساعد؟"}


def test_the_original_stays_what_it_is(ann):
    with pytest.raises(UnknownLanguage):
        write(ann, "question", "en", "Something else")
    theme = ann.theme("Travel", ann.enters("A night bus"))
    theme.label = {"fi": "Liikkuminen"}
    with pytest.raises(UnknownLanguage):
        write(ann, f"theme-{theme.id}", "fi", "Jotain muuta")


@pytest.mark.parametrize(("text", "error"), [("  ", EmptyText), ("x" * 201, LongText)])
def test_a_text_keeps_its_limit(ann, text, error):
    with pytest.raises(error):
        write(ann, "question", "ar", text)


def test_a_skipped_step_needs_no_words(ann):
    step = ann.step("rules")
    step.skipped = True
    assert f"step-{step.id}-title" not in keys(ann)
    with pytest.raises(NotFound):
        write(ann, f"step-{step.id}-title", "ar", "القواعد")


def test_a_theme_in_another_language_is_a_gesture_of_the_board(ann):
    theme = ann.theme("Travel", ann.enters("A night bus"))
    write(ann, f"theme-{theme.id}", "ar", "المواصلات")
    assert theme.label == {"en": "Travel", "ar": "المواصلات"}
    themes.undo(ann.db, ann.workshop)
    assert theme.label == {"en": "Travel"}
    themes.redo(ann.db, ann.workshop)
    assert theme.label == {"en": "Travel", "ar": "المواصلات"}


def test_a_removed_theme_cannot_be_written(ann):
    theme = ann.theme("Travel", ann.enters("A night bus"))
    themes.remove(ann.db, ann.workshop, theme, now=ann.now)
    with pytest.raises(NotFound):
        write(ann, f"theme-{theme.id}", "ar", "المواصلات")


def test_an_idea_goes_from_her_language_into_the_workshop_s_and_back(ann):
    theirs, ours = ann.enters("نادٍ مجاني", "ar"), ann.enters("A night bus")
    found = {task.idea.id: task for task in interpreting.tasks(ann.db, ann.workshop, "ar")}
    assert (found[theirs.id].into, found[ours.id].into) == ("en", "ar")
    interpreting.translate_idea(ann.db, ann.workshop, theirs, "ar", "A free club")
    interpreting.translate_idea(ann.db, ann.workshop, ours, "ar", "حافلة ليلية")
    assert all(task.is_done for task in interpreting.tasks(ann.db, ann.workshop, "ar"))


def test_the_newest_ideas_come_first_and_hidden_ones_not_at_all(ann):
    first, second, third = (ann.enters(words) for words in ("One", "Two", "Three"))
    moderation.hide(ann.db, ann.workshop, second, now=ann.now)
    found = [task.idea.id for task in interpreting.tasks(ann.db, ann.workshop, "ar")]
    assert found == [third.id, first.id]
    with pytest.raises(NotFound):
        interpreting.translate_idea(ann.db, ann.workshop, second, "ar", "اثنان")


def test_what_has_no_words_needs_no_words(ann):
    ann.enters("!!! 123")
    assert interpreting.tasks(ann.db, ann.workshop, "ar") == []


def test_the_machine_s_words_are_still_to_do_and_a_person_s_are_done(ann):
    idea = ann.enters("A night bus")
    ideas.translate(ann.db, idea, "ar", "حافلة", Source.MACHINE)
    (task,) = interpreting.tasks(ann.db, ann.workshop, "ar")
    assert task.by_machine and not task.is_done
    interpreting.translate_idea(ann.db, ann.workshop, idea, "ar", "حافلة")
    (task,) = interpreting.tasks(ann.db, ann.workshop, "ar")
    assert task.is_done, "saved as it was, it is a person's"


def test_nobody_interprets_into_the_language_the_workshop_is_written_in(ann):
    idea = ann.enters("A night bus")
    with pytest.raises(UnknownLanguage):
        interpreting.translate_idea(ann.db, ann.workshop, idea, "en", "A bus")
