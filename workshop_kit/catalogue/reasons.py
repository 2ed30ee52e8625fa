"""Why a file is refused: the few phrases that end the sentence of an error."""

from workshop_kit.i18n import N_

NOTHING = N_("it is empty")
NO_SERVICES = N_("it has no services in it")
TOO_BIG = N_("it is larger than 2 GB")
TOO_MANY = N_("it has more than 100,000 services")
TOO_MUCH = N_("there is too much in it")
NO_FILE = N_("it cannot be opened")
NOT_TEXT = N_("it is not a text file")
OFFICE = N_("it is a spreadsheet or a zip file. Open it and save it as CSV")
ZIP_DAMAGED = N_("it is a zip file that is damaged")
ZIP_LOCKED = N_("it is a zip file with a password. Save it without one")
ZIP_OTHER = N_("it is a zip file without a table of services")
PAGE = N_("it is a web page or XML")
NO_NAME_COLUMN = N_("no column is called name_fi, name_en or name")
NO_TABLE = N_("it is not a table with headings")
NO_SUCH_FIELD = N_("a column was given a meaning that does not exist")
NO_KNOWN_SHAPE = N_("it is JSON, but not services of HSDS, Suomi.fi or the Service Map")
OTHER_TABLE = N_("it is a table of HSDS, but not the one of services")
ONLY_NAMES = N_("it lists services without their texts. Fetch the whole services")
TOO_DEEP = N_("it is nested too deep")

LETTERS = N_("its letters are damaged")
CUT = N_("the file ends in the middle")
SIDE_TABLE = N_("a row in another table of the package is damaged")
NOT_JSON = N_("it is not valid JSON")
NOT_A_SERVICE = N_("it is not a service")
NO_NAME = N_("the service has no name")
NO_ID = N_("the service has no id")
LONG_ID = N_("the id is too long")
TOO_WIDE = N_("it has more columns than the first line")
QUOTES = N_("a quotation mark is missing, or a field is too long")

NTH_SERVICE = N_("service %(number)s: %(why)s")
"""For JSON on one line, where a service has no line of its own."""
AT_LINE = N_("line %(line)s: %(why)s")
