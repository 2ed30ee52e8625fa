"""The print kit: what an evening needs on paper, in the languages of the room, as one file to print."""

from functools import partial

import streamlit as st

from exports.print import PIECES, Wish
from pages.parts import database, papers, print_pieces, print_wish, say, wifi_card
from pages.parts.language import _, n

with database.looking() as db:
    workshop = database.required(db)
    id = workshop.id or 0
    st.title(_("Print kit"))
    st.markdown(_("Everything for an evening on paper. People with and without a phone can take part."))
    left, right = st.columns([1.75, 1], gap="medium")
    with left:
        languages = print_wish.languages(workshop)
        cards, tables = print_wish.numbers(workshop)
        if not languages:
            st.info(_("Choose at least one language."), icon=":material/info:")
            st.stop()
        all_of_them = Wish(tuple(piece for piece in PIECES if piece != "leaflet"), languages, cards, tables)
        sheets = print_wish.sheets(db, workshop, all_of_them)
        chosen = print_pieces.choose(workshop, sheets)
    with right:
        with st.container(border=True, key="card-print"):
            total = sum(sheets[piece] for piece in chosen)
            say.bold(n("%(n)s sheet of A4", "%(n)s sheets of A4", total))
            st.markdown(_("Save the file, open it in your browser and press **Print**. Choose A4 and 100 %."))
            st.download_button(
                _("Save the print kit"),
                partial(lambda wish: print_wish.file(id, wish).data, Wish(chosen, languages, cards, tables)),
                papers.file_name(workshop, "print", "html"),
                "text/html",
                type="primary",
                icon=":material/download:",
                key="print_save",
                on_click="ignore",
                disabled=not chosen,
                width="stretch",
            )
            looks = st.toggle(_("Show the pages here"), key="print_preview")
        wifi_card.show(db)
    if looks and chosen:
        print_wish.preview(id, Wish(chosen, languages, cards, tables))
