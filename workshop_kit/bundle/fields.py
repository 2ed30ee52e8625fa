"""The kinds of values in a bundle, each with what is checked of it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from workshop_kit import background, pictures, vote_settings
from workshop_kit.catalogue.record import web_address
from workshop_kit.evaluation.questions import QUESTIONS
from workshop_kit.i18n import LANGUAGES


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"the language “{language[:20]}” is not known here")
    return language


def _uuid(text: str) -> str:
    return str(UUID(text))


def _in_our_time(moment: datetime) -> datetime:
    if not 1970 < moment.year < 2200:
        raise ValueError("the year is not of our time")
    return moment


def _picture(reference: str) -> str:
    if reference.startswith(pictures.SYMBOL) and not pictures.symbol_of(reference):
        raise ValueError("this drawing is not known here")
    return reference


def _question(id: str) -> str:
    if id not in background.IDS:
        raise ValueError("this question is not known here")
    return id


def _short_question(id: str) -> str:
    if id not in QUESTIONS:
        raise ValueError("this question is not known here")
    return id


Language = Annotated[str, AfterValidator(_known)]
Texts = dict[Language, Annotated[str, Field(max_length=4000)]]
Tag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$")]
CatalogueTexts = dict[Tag, Annotated[str, Field(max_length=4000)]]
Question = Annotated[str, AfterValidator(_question)]
Link = Annotated[str, AfterValidator(web_address)]
Short = Annotated[str, Field(max_length=400)]
Words = Annotated[str, Field(max_length=4000)]
Uuid = Annotated[str, AfterValidator(_uuid)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Place = Annotated[int, Field(ge=0, le=100_000)]
"""Where another part stands in its list, from 0."""
People = Annotated[int, Field(ge=0, le=100_000)]
Dots = Annotated[int, Field(ge=1, le=vote_settings.MOST_DOTS)]
Money = Annotated[int, Field(ge=0, le=vote_settings.MOST_MONEY)]
Asked = Annotated[str, Field(pattern=r"^[0-9]{1,6}(-[0-9]{1,6})?$")]
"""The place of an option; or of a pair of them, "0-3", the smaller one first."""
Given = Annotated[int, Field(ge=-1, le=1_000)]
"""What was given to it, as in `workshop_kit/votes/methods`; of a pair 1, 2, or 0 for neither."""
ShortQuestion = Annotated[str, AfterValidator(_short_question)]
"""One of the short questions of an evening."""
Answered = Annotated[str, Field(pattern=r"^([a-z_]{1,20}|service-[0-9]{1,6})$")]
"""A short question, or the place of a service that was asked about."""
Graded = Annotated[int, Field(ge=1, le=5)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Picture = Annotated[str, Field(pattern=r"^(symbol:[a-z_]{1,40}|photo:[0-9a-f]{64})?$"), AfterValidator(_picture)]
"""Empty for none; a photo is one of `pictures`."""
Pixels = Annotated[int, Field(ge=1, le=pictures.SIDE)]
MOST_PICTURE_LETTERS = 4_000_000
"""Of one photo in base64: about twice the largest that the kit itself makes."""
