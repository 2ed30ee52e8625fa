"""Services: the catalogue that actions are tied to. Search it, correct it, bring in your own, save it."""

import streamlit as st
from sqlmodel import Session

from pages.parts import catalogue_file, database, look, say, service_card, service_form
from pages.parts.language import _, current, keyed, n
from workshop_kit import catalogue, services
from workshop_kit.i18n import pick

SHOWN = 50
KINDS = {"": lambda: _("All"), **service_form.KINDS}


def search(db: Session) -> None:
    bodies = {pick(body, current()).text for body in services.bodies(db)}
    left, middle, right = st.columns([2, 1.2, 1])
    words = left.text_input(_("Search"), key="services_search", icon=":material/search:") or ""
    body = middle.selectbox(
        _("Responsible body"),
        [None, *sorted(bodies)],
        format_func=lambda name: name or _("All"),
        key=keyed("services_body"),
    )
    kind = right.selectbox(_("Kind"), list(KINDS), format_func=lambda one: KINDS[one](), key=keyed("services_kind"))
    number = services.count(db, search=words, body=body, kind=kind)
    head, add = st.columns([3, 1], vertical_alignment="center")
    head.markdown(n("**%(n)s record**", "**%(n)s records**", number))
    if add.button(_("Add your own"), icon=":material/add:", key="services_new", width="stretch"):
        service_form.new()
    if not number:
        look.empty(_("Nothing found. Try another word, or bring in your own catalogue."))
    for service in services.listed(db, search=words, body=body, kind=kind, most=SHOWN):
        service_card.show(service)
    if number > SHOWN:
        say.gray(_("The first 50 are shown. Search to find the others."))


def records() -> list[catalogue.Record]:
    with database.looking() as db:
        return services.still_there(db)


def save() -> None:
    """Drawn when a button is pressed, not before: a whole catalogue may be large."""
    with st.container(horizontal=True):
        for label, name, write in (
            (_("Save as CSV"), "services.csv", catalogue.write_csv),
            (_("Save as CSV for Excel"), "services-excel.csv", lambda r: catalogue.write_csv(r, excel=True)),
            (_("Save as HSDS"), "services.json", catalogue.write_hsds),
            (_("Save as HSDS tables"), "services.zip", catalogue.write_hsds_package),
        ):
            st.download_button(label, lambda w=write: w(records()), name, key=f"services_{name}", on_click="ignore")


with database.looking() as db:
    st.title(_("Services"))
    service_card.in_use_and_gone(db)
    every = services.count(db)
    with st.expander(_("Bring in a catalogue"), icon=":material/upload_file:", expanded=not every):
        catalogue_file.panel()
    search(db)
    with st.expander(_("Where the records come from"), icon=":material/info:"):
        service_card.origins(db)
    if every:
        with st.expander(_("Save the catalogue"), icon=":material/download:"):
            save()
