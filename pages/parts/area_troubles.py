"""What a file of areas has that cannot be read, sentence by sentence."""

from collections.abc import Sequence

import streamlit as st

from pages.parts import say
from pages.parts.language import _, current
from workshop_kit.areas.trouble import Trouble

_SHOWN = 12


def show(troubles: Sequence[Trouble], name: str) -> None:
    if not troubles:
        return
    with st.container(border=True, key=f"card-troubles-{name}"):
        say.bold(_("Look at this first"), icon="rule")
        for trouble in troubles[:_SHOWN]:
            say.fine(trouble.in_language(current()))
        if len(troubles) > _SHOWN:
            say.fine(_("… and %(n)s more.", n=len(troubles) - _SHOWN))
