"""What stands in the place of words where a picture has none: in a list, on a chart, in a document."""

from models import Idea, Option
from workshop_kit import pictures
from workshop_kit.i18n import Chosen, pick, words


def of_idea(idea: Idea, language: str) -> Chosen:
    """The idea as it was written, else what it is, in the reader's language."""
    if idea.text or not pictures.is_photo(idea.picture):
        return Chosen(idea.text, idea.language, idea.language == language)
    return _photo(idea.number, language)


def of_option(option: Option, language: str, *fallbacks: str) -> Chosen:
    """What a choice of a vote is called."""
    label = pick(option.label, language, *fallbacks)
    if label.text or not pictures.is_photo(option.picture):
        return label
    return _photo(option.number, language)


def _photo(number: int | None, language: str) -> Chosen:
    return Chosen(words(language)._("Photo of idea %(number)s", number=number), language, True)
