"""How an action stands, in a sentence for the people who asked for it."""

from models import ActionStatus
from workshop_kit.i18n import N_

STATUS = {
    ActionStatus.PROPOSED: N_("It is proposed"),
    ActionStatus.ACCEPTED: N_("It is agreed"),
    ActionStatus.IN_PROGRESS: N_("It is being done"),
    ActionStatus.DONE: N_("It is done"),
    ActionStatus.NOT_POSSIBLE: N_("It is not possible now"),
}
