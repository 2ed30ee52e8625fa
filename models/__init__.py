"""The tables. Nouns only: what is done with them is in `workshop_kit`."""

from models.base import Table, Texts
from models.idea import Channel, Idea, IdeaChange, IdeaState, Source, Translation
from models.memory import Preference, Template, Vector
from models.participant import Participant
from models.picture import Picture
from models.plan import Action, ActionPartner, ActionStatus, Contact, HelpOffer, Update
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
    "Ballot",
    "BoardChange",
    "Channel",
    "Contact",
    "Example",
    "HandTally",
    "HelpOffer",
    "Idea",
    "IdeaChange",
    "IdeaState",
    "Option",
    "Participant",
    "PhoneMode",
    "Picture",
    "Preference",
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
