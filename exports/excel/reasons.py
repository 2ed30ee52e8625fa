"""Why a workbook, a row or a cell is refused: phrases that end the sentence of an error, or follow a place."""

from workshop_kit.i18n import N_

NO_WORKBOOK = N_("it is not an Excel workbook (.xlsx). Open it and save it as one")
LOCKED = N_("it has a password, or it is an old Excel file. Save it as .xlsx without a password")
DAMAGED = N_("it is an Excel workbook that is damaged. Open it, save it again and send that")
TOO_MUCH = N_("there is too much in it")
NO_PLAN = N_("it has no sheet of the plan with its headings and its hidden column of keys")
TWO_PLANS = N_("it has two sheets of the plan. Delete the one that does not count")
NEWER = N_("a newer version of the workshop kit has made it")

NO_KEY = N_("the row has no key, so nobody can tell which action it is")
WRONG_KEY = N_("the key of the row has been changed")
TWICE = N_("the same action stands in several rows")
COLUMN_TWICE = N_("the column is there twice; the first one counts")
NO_DAY = N_("this is not a day. Write it with its month and its year, such as 15.1.2027")
NO_STATUS = N_("this is none of the words for the status")
TOO_LONG = N_("this is longer than 2,000 letters")
FORMULA = N_("this is a formula. Write the words or the number")
ERROR = N_("the program shows an error here")
