"""The tables. Nouns only: what is done with them is in `workshop_kit`."""

from models.base import Table, Texts
from models.evaluation import Lesson, LessonKind, Response
from models.hand import Hand, HandRole, Note
from models.idea import Channel, Idea, IdeaChange, IdeaState, Source, Translation
from models.memory import OwnMethod, Preference, Template, Vector
from models.need import Need, NeedKind
from models.outcome import Conventional, Counted, EntryChannel, Indicator, Outcome
from models.participant import Participant
from models.picture import Picture
from models.plan import Action, ActionPartner, ActionStatus, Contact, HelpOffer, Update
from models.programme import Area, Place, Population, Programme, ProgrammeArea, ProgrammePartner
from models.service import Example, Service
from models.step import PhoneMode, Step, StepKind, VotingMethod
from models.theme import Answer, BoardChange, Theme
from models.vote import Ballot, HandTally, Option
from models.workshop import Screen, VenueKind, Workshop

__all__ = [
    "Action",
    "ActionPartner",
    "ActionStatus",
    "Answer",
    "Area",
    "Ballot",
    "BoardChange",
    "Channel",
    "Contact",
    "Conventional",
    "Counted",
    "EntryChannel",
    "Example",
    "Hand",
    "HandRole",
    "HandTally",
    "HelpOffer",
    "Idea",
    "IdeaChange",
    "IdeaState",
    "Indicator",
    "Lesson",
    "LessonKind",
    "Need",
    "NeedKind",
    "Note",
    "Option",
    "Outcome",
    "OwnMethod",
    "Participant",
    "PhoneMode",
    "Picture",
    "Place",
    "Population",
    "Preference",
    "Programme",
    "ProgrammeArea",
    "ProgrammePartner",
    "Response",
    "Screen",
    "Service",
    "Source",
    "Step",
    "StepKind",
    "Table",
    "Template",
    "Texts",
    "Theme",
    "Translation",
    "Update",
    "Vector",
    "VenueKind",
    "VotingMethod",
    "Workshop",
]
