"""Having the ideas on the wall translated: never over what people wrote or changed."""

import pytest

from models import Source, StepKind
from workshop_kit import ideas, moderation, own_ideas, steps, store, workshops
from workshop_kit.errors import UnknownLanguage
from workshop_kit.text import LIMIT
from workshop_kit.translating import shown
from workshop_kit.translating.shown import translate_shown


class Signs:
    """Puts the target's code behind every text; `meanwhile` happens at its first text."""

    name = "signs"
    pairs = frozenset({("sv", "en"), ("ar", "en"), ("en", "fi")})

    def __init__(self, meanwhile=None, sign=" {}"):
        self.meanwhile, self.sign, self.asked = meanwhile, sign, []

    def translate(self, texts, source, target):
        self.asked.append((source, target, len(texts)))
        if self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        return [text + self.sign.format(target) for text in texts]


@pytest.fixture
def room(engine, open_room):
    """Six ideas on the wall: English, Swedish, Arabic, Finnish, Somali, and a photo without words."""
    with store.writing(engine) as db:
        ann = open_room(db)
        for text, language in [
            ("A bench", "en"),
            ("En bänk", "sv"),
            ("مقعد", "ar"),
            ("Penkki", "fi"),
            ("Kursi", "so"),
        ]:
            ann.enters(text, language)
        ann.enters("", "en", picture=ann.keeps_photo())
    return engine


def workshop_of(db):
    return workshops.listed(db)[0]


def told(engine, language="fi"):
    """What there is in a language: number -> (text, source)."""
    with store.reading(engine) as db:
        found = ideas.translations(db, workshop_of(db))
        numbers = {idea.id: idea.number for idea in ideas.shown(db, workshop_of(db))}
        return {
            numbers[id]: (own[language].text, own[language].source) for id, own in found.items() if language in own
        }


def change(engine, verb):
    with store.writing(engine) as db:
        workshop = workshop_of(db)
        verb(db, workshop, {idea.number: idea for idea in ideas.shown(db, workshop)})


def test_ideas_are_translated_by_machine_and_languages_without_a_model_are_left(room):
    done = translate_shown(room, 1, Signs(), "fi")
    assert (done.translated, dict(done.left)) == (3, {"so": 1})
    machine = Source.MACHINE
    assert told(room) == {1: ("A bench fi", machine), 2: ("En bänk en fi", machine), 3: ("مقعد en fi", machine)}


def test_what_is_there_is_not_done_again(room):
    translate_shown(room, 1, Signs(), "fi")
    again = Signs()
    assert translate_shown(room, 1, again, "fi").translated == 0
    assert again.asked == []


def test_a_person_s_words_are_never_overwritten(room):
    change(room, lambda db, _room, by: ideas.translate(db, by[1], "fi", "Istuin"))
    assert translate_shown(room, 1, Signs(), "fi").translated == 2
    assert told(room)[1] == ("Istuin", Source.PERSON)


def test_what_a_person_writes_while_the_machine_translates_stays(room):
    def ann_writes():
        change(room, lambda db, _room, by: ideas.translate(db, by[1], "fi", "Istuin"))

    assert translate_shown(room, 1, Signs(ann_writes), "fi").translated == 2
    assert told(room)[1] == ("Istuin", Source.PERSON)


def test_words_that_changed_while_the_machine_translated_are_not_given_the_old_translation(room, now):
    def ann_corrects():
        change(room, lambda db, workshop, by: moderation.correct(db, workshop, by[1], "A long bench", now=now))

    before = translate_shown(room, 1, Signs(ann_corrects), "fi")
    assert before.translated == 2 and set(told(room)) == {2, 3}
    assert translate_shown(room, 1, Signs(), "fi").translated == 1
    assert told(room)[1] == ("A long bench fi", Source.MACHINE)


def test_an_idea_that_is_hidden_meanwhile_is_left_alone(room, now):
    def ann_hides():
        change(room, lambda db, workshop, by: moderation.hide(db, workshop, by[2], now=now))

    assert translate_shown(room, 1, Signs(ann_hides), "fi").translated == 2


def test_hidden_ideas_are_not_translated(room, now):
    change(room, lambda db, workshop, by: moderation.hide(db, workshop, by[1], now=now))
    assert translate_shown(room, 1, Signs(), "fi").translated == 2


def test_what_has_no_letters_needs_no_translation(engine, open_room):
    with store.writing(engine) as db:
        open_room(db).enters("🚲 2!", "en")
    done = translate_shown(engine, 1, Signs(), "fi")
    assert (done.translated, dict(done.left)) == (0, {})


def test_a_translation_that_is_too_long_is_cut_and_says_so(engine, open_room):
    with store.writing(engine) as db:
        open_room(db).enters("word " * 95, "en")
    assert translate_shown(engine, 1, Signs(sign=" end" * 20), "fi").translated == 1
    words = told(engine)[1][0]
    assert len(words) <= LIMIT and words.endswith(" end …")


def test_an_empty_answer_is_no_translation(engine, open_room):
    class Silent(Signs):
        def translate(self, texts, source, target):
            return [" " for _text in texts]

    with store.writing(engine) as db:
        open_room(db).enters("A bench", "en")
    assert translate_shown(engine, 1, Silent(), "fi").translated == 0
    assert told(engine) == {}


def test_an_unknown_language_is_refused(room):
    with pytest.raises(UnknownLanguage):
        translate_shown(room, 1, Signs(), "tlh")


def test_progress_is_told_up_to_the_end_and_phones_look_once(engine, open_room):
    with store.writing(engine) as db:
        ann = open_room(db)
        for number in range(20):
            ann.enters(f"Bench {number}", "en")
        before = ann.workshop.version
    shares = []
    assert translate_shown(engine, 1, Signs(), "fi", shares.append).translated == 20
    assert shares == [0.4, 0.8, 1.0]
    with store.reading(engine) as db:
        assert workshop_of(db).version == before + 1


def test_broken_off_it_keeps_what_is_done_and_goes_on_from_there(engine, open_room):
    with store.writing(engine) as db:
        ann = open_room(db)
        for number in range(20):
            ann.enters(f"Bench {number}", "en")

    def leaves(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        translate_shown(engine, 1, Signs(), "fi", leaves)
    assert len(told(engine)) == shown.AT_ONCE
    assert translate_shown(engine, 1, Signs(), "fi").translated == 20 - shown.AT_ONCE


def test_a_rewritten_idea_is_translated_anew(engine, open_room):
    with store.writing(engine) as db:
        ann = open_room(db)
        ann.goes_to(StepKind.IDEAS)
        ben = ann.joins()
        idea_id = ann.sends(ben, "A bench").id
    translate_shown(engine, 1, Signs(), "fi")
    with store.writing(engine) as db:
        workshop = workshop_of(db)
        idea = ideas.by_id(db, workshop, idea_id)
        own_ideas.rewrite(db, workshop, steps.current(db, workshop), idea, "A swing", participant=ben)
    assert told(engine) == {}
    translate_shown(engine, 1, Signs(), "fi")
    assert told(engine) == {1: ("A swing fi", Source.MACHINE)}


def test_mending_a_typo_takes_the_machine_s_translations_only(room, now):
    translate_shown(room, 1, Signs(), "fi")
    change(room, lambda db, _room, by: ideas.translate(db, by[1], "sv", "En bänk"))
    assert told(room)[1][1] == Source.MACHINE
    change(room, lambda db, workshop, by: moderation.correct(db, workshop, by[1], "A mended bench", now=now))
    assert 1 not in told(room)
    assert told(room, "sv") == {1: ("En bänk", Source.PERSON)}
    assert len(told(room)) == 2
