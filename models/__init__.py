"""The tables. Nouns only: what is done with them is in `workshop_kit`."""

from models.base import Table, Texts
from models.idea import Channel, Idea, IdeaChange, IdeaState, Source, Translation
from models.memory import Preference, Vector
from models.participant import Participant
from models.picture import Picture
from models.plan import Action, ActionStatus, Update
from models.service import Service
from models.step import PhoneMode, Step, StepKind, VotingMethod
from models.theme import Answer, BoardChange, Theme
from models.vote import Ballot, HandTally, Option
from models.workshop import Screen, VenueKind, Workshop

__all__ = [
    "Action",
    "ActionStatus",
    "Answer",
    "Ballot",
    "BoardChange",
    "Channel",
    "HandTally",
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
    "Texts",
    "Theme",
    "Translation",
    "Update",
    "Vector",
    "VenueKind",
    "VotingMethod",
    "Workshop",
]
