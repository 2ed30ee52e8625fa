"""What the facilitator calls the pieces of the print kit, in her own language."""

from workshop_kit.i18n import N_, words

PRINT = N_("Print")
KIT = N_("Print kit")
PIECES = {
    "poster": N_("Poster"),
    "rules": N_("Ground rules"),
    "tables": N_("Table signs"),
    "cards": N_("Idea cards"),
    "dots": N_("Dot sheets"),
    "ballots": N_("Ballots"),
    "consent": N_("What is collected and why"),
    "leaflet": N_("Result leaflet"),
}
"""Name of each piece -> what it is called, in the order in which it is printed."""


def piece_name(piece: str, language: str) -> str:
    return words(language)._(PIECES[piece])
