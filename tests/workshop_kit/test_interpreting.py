"""What an interpreter writes: one language, and never the original."""

import pytest

from models import Source, StepKind
from workshop_kit import ideas, interpreting, moderation, plan, steps, themes
from workshop_kit.errors import EmptyText, LongText, NotFound, UnknownLanguage
from workshop_kit.hands import MovedOn
from workshop_kit.interpreting import marks


def keys(ann):
    return [piece.key for piece in interpreting.pieces(ann.db, ann.workshop)]


def write(ann, key, language, text, read=None):
    return interpreting.write(ann.db, ann.workshop, key, language, text, read, now=ann.now)


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


# --- what changed meanwhile ----------------------------------------------------------------------------


def task(ann, tongue="ar"):
    (found,) = interpreting.tasks(ann.db, ann.workshop, tongue)
    return found


def translate(ann, read, text, tongue="ar"):
    interpreting.translate_idea(ann.db, ann.workshop, read.idea, tongue, text, marks(read.words.text, read.have))


def test_a_translation_by_somebody_else_is_not_overwritten_unread(ann):
    ann.enters("A night bus")
    old = task(ann)
    translate(ann, old, "حافلة ليلية")
    with pytest.raises(MovedOn):
        translate(ann, old, "باص")
    assert task(ann).have == "حافلة ليلية"
    translate(ann, task(ann), "باص")
    assert task(ann).have == "باص"


def test_the_same_words_sent_again_are_no_news(ann):
    ann.enters("A night bus")
    old = task(ann)
    for _sent in range(2):
        translate(ann, old, "حافلة ليلية ")
    assert task(ann).have == "حافلة ليلية"


def test_words_that_came_by_way_of_a_translation_are_read_again_when_it_changes(ann):
    idea = ann.enters("Bir kulüp", "tr")
    ideas.translate(ann.db, idea, "en", "A club")
    old = task(ann)
    ideas.translate(ann.db, idea, "en", "A free club")
    with pytest.raises(MovedOn):
        translate(ann, old, "نادٍ")
    ideas.translate(ann.db, idea, "en", "")
    with pytest.raises(MovedOn):
        translate(ann, old, "نادٍ")
    assert "ar" not in ideas.translations(ann.db, ann.workshop).get(idea.id, {})


def test_a_text_that_changed_meanwhile_is_not_overwritten_unread(ann):
    old = marks(ann.workshop.question["en"], "")
    write(ann, "question", "ar", "ما الذي يساعد؟", old)
    with pytest.raises(MovedOn):
        write(ann, "question", "ar", "ماذا؟", old)
    write(ann, "question", "ar", "ما الذي يساعد؟", old)
    ann.workshop.question = {**ann.workshop.question, "en": "What would help here?"}
    with pytest.raises(MovedOn):
        write(ann, "question", "ar", "ماذا؟", marks("What would help your family here?", "ما الذي يساعد؟"))
    assert ann.workshop.question["ar"] == "ما الذي يساعد؟"


# --- when phones look again ----------------------------------------------------------------------------


@pytest.fixture
def looks_again(ann):
    """Whether phones look again after what is done."""

    def asked(do, *given):
        before = ann.workshop.version
        do(ann, *given)
        ann.db.flush()
        return ann.workshop.version > before

    return asked


def translated(ann, idea):
    interpreting.translate_idea(ann.db, ann.workshop, idea, "ar", f"حافلة {idea.number}")


def test_phones_look_again_for_the_question_in_a_language_they_offer(ann, looks_again):
    assert looks_again(write, "question", "ar", "ما الذي يساعد؟")
    assert not looks_again(write, "question", "so", "Maxaa caawin lahaa?")


def test_phones_look_again_for_the_present_step_alone(ann, looks_again):
    now, later = ann.goes_to(StepKind.WELCOME), ann.step(StepKind.IDEAS)
    for step in (now, later):
        step.prompt = {"en": "Talk."}
    assert looks_again(write, f"step-{now.id}-prompt", "ar", "تحدثوا")
    assert not looks_again(write, f"step-{later.id}-prompt", "ar", "اكتبوا")


def test_phones_look_again_for_results_once_they_show_them(ann, looks_again):
    theme = ann.theme("Travel", ann.enters("A night bus"))
    action = plan.add(ann.db, ann.workshop, title="A night bus", theme=theme)
    ann.goes_to(StepKind.WELCOME)
    for key in (f"theme-{theme.id}", f"action-{action.id}-title"):
        assert not looks_again(write, key, "ar", "المواصلات")
    ann.goes_to(StepKind.VOTE)
    assert looks_again(write, f"theme-{theme.id}", "ar", "النقل")
    assert not looks_again(write, f"action-{action.id}-title", "ar", "النقل")
    steps.end(ann.db, ann.workshop, now=ann.now)
    for key in (f"theme-{theme.id}", f"action-{action.id}-title"):
        assert looks_again(write, key, "ar", "التنقل")


def test_phones_look_again_for_ideas_only_where_they_show_those_of_others(ann, looks_again):
    step, first, second, third = ann.goes_to(StepKind.IDEAS), *(ann.enters(f"Bus {n}") for n in range(3))
    step.settings = {**step.settings, "show_others": False}
    assert not looks_again(translated, first)
    step.settings = {**step.settings, "show_others": True}
    assert looks_again(translated, second)
    moved = ann.goes_to(StepKind.WELCOME)
    assert moved.id != step.id and not looks_again(translated, third)
