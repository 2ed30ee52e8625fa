"""What stands in the place of words where a picture has none: in a list, on a chart, in a document."""

from sqlmodel import Session, col, select

from models import Idea, Option, Texts, Translation
from workshop_kit import figures, pictures
from workshop_kit.i18n import Chosen, pick, words


def of_idea(idea: Idea, language: str) -> Chosen:
    """The idea as it was written, else what it is, in the reader's language."""
    if idea.text or not pictures.is_photo(idea.picture):
        return Chosen(idea.text, idea.language, idea.language == language)
    return _photo(idea.number, language)


def words_of(db: Session, idea: Idea) -> Texts:
    """What an idea says; for a photo without words also what was put under it, in the languages that have some."""
    own = {idea.language: idea.text}
    if idea.text or not pictures.is_photo(idea.picture):
        return own
    under = db.exec(select(Translation).where(Translation.idea_id == idea.id).order_by(col(Translation.id)))
    return {**own, **{translation.language: translation.text for translation in under}}


def of_option(option: Option, language: str, *fallbacks: str) -> Chosen:
    """What a choice of a vote is called."""
    label = pick(option.label, language, *fallbacks)
    if label.text or not pictures.is_photo(option.picture):
        return label
    return _photo(option.number, language)


def of_choice(option: Option, language: str, *fallbacks: str) -> Chosen:
    """The same, with what it costs where it has a price."""
    label = of_option(option, language, *fallbacks)
    if option.cost is None:
        return label
    price = figures.money(words(language), option.cost)
    return Chosen(f"{label.text} ({price})", label.language, label.asked)


def _photo(number: int | None, language: str) -> Chosen:
    return Chosen(words(language)._("Photo of idea %(number)s", number=number), language, True)
