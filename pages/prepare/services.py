"""Services: the catalogue that actions are tied to. Search it, bring in your own, save it."""

import streamlit as st

from models import Service
from pages.parts import database, look, say
from pages.parts.catalogue_file import bring_in
from pages.parts.language import _, current, keyed, n
from workshop_kit import catalogue, services
from workshop_kit.i18n import language_of, pick


def row(service: Service) -> None:
    with st.container(border=True, key=f"card-service-{service.id}"):
        say.bold(services.name(service, current()).text)
        spoken = ", ".join(language_of(code).name for code in service.languages)
        facts = [services.body_name(service, current()).text, service.area, spoken]
        say.facts(*facts)
        if words := services.description(service, current()).text:
            st.markdown(f":small[{say.plain(words)}]")
        if service.url:
            st.link_button(_("Website"), service.url, icon=":material/open_in_new:")


with database.looking() as db:
    st.title(_("Services"))
    every = services.listed(db)
    bodies = {pick(body, current()).text for body in services.bodies(db)}
    left, right = st.columns([2, 1])
    search = left.text_input(_("Search"), key="services_search", icon=":material/search:")
    body = right.selectbox(
        _("Responsible body"),
        [None, *sorted(bodies)],
        format_func=lambda name: name or _("All"),
        key=keyed("services_body"),
    )
    found = services.listed(db, search=search or "", body=body)
    st.markdown(n("**%(n)s service**", "**%(n)s services**", len(found)))
    if not found:
        look.empty(_("Nothing found. Try another word, or bring in your own catalogue."))
    for service in found[:50]:
        row(service)
    if len(found) > 50:
        say.gray(_("The first 50 are shown. Search to find the others."))
    with st.expander(_("Bring in or save a catalogue"), icon=":material/upload_file:", expanded=not every):
        st.file_uploader(
            _("Open Referral (HSDS), Suomi.fi (PTV) or Service Map JSON, or CSV"),
            type=["json", "csv", "jsonl"],
            key="services_file",
        )
        st.checkbox(_("Take the starter services away"), key="services_replace")
        st.button(_("Bring in"), on_click=bring_in, key="services_import")
        if every:
            records = services.as_records(every)
            st.download_button(_("Save as CSV"), catalogue.write_csv(records), "services.csv", key="services_csv")
            st.download_button(
                _("Save as HSDS"), catalogue.write_hsds(records), "services.json", key="services_hsds"
            )
