"""What can go wrong, in sentences fit for the person who reads them.

The core raises, the edges show: the phone server with the status below, the pages with a banner, the command line
on standard error with exit status 2. Those that are not written below are at home where they can happen.

    WorkshopError
      NotFound                404
        NoSuchWorkshop
        NoSuchStep
        NoSuchIdea
        NoSuchTheme
        NoSuchNeed
        NoSuchMethod
        NoSuchPicture
        NoSuchPage
        NoSuchBrief
        NoSuchNote
        NoSuchIndicator
        NoSuchOutcome
        NoSuchLesson
        NoSuchConventional
      NotJoined               401
      Refused                 409
        IdeasClosed
        IdeaStays
        VoteClosed
          SortingClosed
        AnswersClosed
        EmptyYear
        VoteNotReady
        ServiceInUse
            ServiceAskedAbout
        NameTaken
        StillCounted
        PlanChanged
        VoteBegun
        NothingToSort
        NothingToUndo
        TooFewIdeas
        Rewritten
        SentAlready
        LinkFull
        VotedAlready
        CorrectedMeanwhile
        IndicatorInUse
        HelpedEnough
        Alike                 428
        ForeignPage           403
        LinkOver              403
        MovedOn
      Wrong                   422
        EmptyText
        LongText              413
        NotAPhoto
        BigPhoto              413
        TooManyPhotos
        UnknownLanguage
        TooManyDots
        TooDear
        WrongScale
        WrongLink
        WrongCount
        WrongNumber
        TooManyTold
        WrongDay
        WrongPart
        UnknownArea
        UnknownOption
        NotAsked
        BadId
        BadRequest            400
        MissingTitle
        WrongTakeaway
        WrongTables
        UnclearBallot
        WrongWifiName
        WrongWifiPassword
        WrongDays
        WrongYear
        WrongShare
      TooOften                429
      DamagedFile             422
        UnknownFormat
        DamagedLine
        DamagedPart
      SettingWrong            500
        PortTaken
      ModelNotFetched         500
      StoreTrouble            503
        StoreFull             507
        StoreBusy             503
        StoreUnreadable       503
        StoreNewer            503
      Unexpected              500
"""

from typing import Any

from workshop_kit.i18n import N_, words


class WorkshopError(Exception):
    """One sentence that says what happened and what to do. `facts` fill its placeholders."""

    sentence = N_("Something went wrong. Try again.")
    status = 400

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.in_language("en"))

    def in_language(self, language: str) -> str:
        w = words(language)
        facts = {name: w._(fact) if name == "why" else fact for name, fact in self.facts.items()}
        return w._(self.sentence, **facts)


class NotFound(WorkshopError):
    sentence = N_("This page does not exist.")
    status = 404


class NoSuchWorkshop(NotFound):
    sentence = N_("No workshop has the code %(code)s. Look at the big screen and type the digits again.")


class NoSuchStep(NotFound):
    sentence = N_("This part of the workshop does not exist any more.")


class NoSuchIdea(NotFound):
    sentence = N_("This idea does not exist any more.")


class NoSuchTheme(NotFound):
    sentence = N_("This theme does not exist any more.")


class NoSuchMethod(NotFound):
    sentence = N_("There is no method “%(method)s”.")


class NoSuchPicture(NotFound):
    sentence = N_("This picture does not exist any more.")


class NoSuchPage(NotFound):
    pass


class NotJoined(WorkshopError):
    sentence = N_("Please join first. Choose your language and press Join.")
    status = 401


class Refused(WorkshopError):
    sentence = N_("This is not possible now.")
    status = 409


class IdeasClosed(Refused):
    sentence = N_("We are not collecting ideas right now. Keep your idea: the facilitator can add it from paper.")


class IdeaStays(Refused):
    sentence = N_("Not changed. Ideas are closed now, so it stays as it is.")


class VoteClosed(Refused):
    sentence = N_("The vote has closed. It counts as you left it.")


class SortingClosed(VoteClosed):
    sentence = N_("Sorting has closed. Thank you: what you sorted counts.")


class VoteNotReady(Refused):
    sentence = N_("There is nothing to vote on yet.")


class VoteBegun(Refused):
    sentence = N_("People have voted already. This vote stays as it is.")


class NothingToSort(Refused):
    sentence = N_("Make two themes first. Then people can sort ideas into them.")


class NothingToUndo(Refused):
    sentence = N_("There is nothing left to undo.")


class TooFewIdeas(Refused):
    sentence = N_("There are too few ideas to suggest themes. Collect at least two.")


class Wrong(WorkshopError):
    sentence = N_("Something in this is not right. Look at it again.")
    status = 422


class EmptyText(Wrong):
    sentence = N_("Write a few words first.")


class LongText(Wrong):
    sentence = N_("This is too long. Say it in at most %(limit)s letters.")
    status = 413


class NotAPhoto(Wrong):
    sentence = N_("This file is not a photo that we can read. Take a new photo, or write.")


class BigPhoto(Wrong):
    sentence = N_("This photo is too big. Take a smaller one, or write.")
    status = 413


class TooManyPhotos(Wrong):
    sentence = N_("You have sent %(limit)s photos. That is the most. Write instead.")


class UnknownLanguage(Wrong):
    sentence = N_("This language is not offered here. Choose one from the list.")


class TooManyDots(Wrong):
    sentence = N_("That is more dots than you have. You can give %(dots)s in all, at most %(cap)s to one.")


class TooDear(Wrong):
    sentence = N_("That costs more than you have. You can spend %(purse)s € in all.")


class WrongCount(Wrong):
    sentence = N_("This is more than so many people can give. Check how many people voted, and count again.")


class UnknownOption(Wrong):
    sentence = N_("This choice is not part of the vote. Open the page again.")


class BadId(Wrong):
    sentence = N_("Something in this is not right. Open the page again.")


class BadRequest(Wrong):
    sentence = N_("This could not be read. Open the page again.")
    status = 400


class WrongTakeaway(Wrong):
    sentence = N_("We do not know this take-away code. Look at the numbers again.")


class TooOften(WorkshopError):
    sentence = N_("These codes were not right. Wait a minute and try again.")
    status = 429


class DamagedFile(WorkshopError):
    sentence = N_("This file cannot be used: %(why)s. Nothing was changed.")
    status = 422


class UnknownFormat(DamagedFile):
    sentence = N_("This kind of file is not known here: %(why)s. Nothing was changed.")


class DamagedLine(DamagedFile):
    sentence = N_("Line %(line)s of the file cannot be read: %(why)s. Nothing was changed.")


class SettingWrong(WorkshopError):
    sentence = N_("The setting %(name)s is wrong: %(why)s.")
    status = 500


class StoreTrouble(WorkshopError):
    sentence = N_("The laptop cannot save right now. Wait a moment and try again.")
    status = 503


class StoreFull(StoreTrouble):
    sentence = N_("The laptop’s disk is full, so this was not saved. Everything from before is safe.")
    status = 507


class StoreBusy(StoreTrouble):
    pass


class StoreUnreadable(StoreTrouble):
    sentence = N_("The workshop’s data file cannot be read. Call the facilitator; nothing is overwritten.")


class StoreNewer(StoreTrouble):
    sentence = N_("This data comes from a newer version of the workshop kit. Install that version to open it.")
