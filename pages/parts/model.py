"""The notice where the language model is not on this laptop, and the button that brings it."""

import streamlit as st

from pages.parts.language import _, current
from workshop_kit import model_file, vectors
from workshop_kit.model_file import Fetching
from workshop_kit.settings import settings


@st.cache_resource
def _under_way() -> dict[str, Fetching]:
    """The download of this program, if one was started: one for all pages and windows."""
    return {}


def notice() -> None:
    """Nothing where the model is there."""
    if vectors.embedder() is None:
        st.warning(
            _("The language model is not on this laptop. Themes are suggested within one language only."),
            icon=":material/translate:",
        )
        _fetch()


@st.fragment(run_every=1.0)
def _fetch() -> None:
    fetching = _under_way().get("model")
    if fetching is not None and not fetching.done:
        st.progress(fetching.share, _("Fetching the language model… You can go on working."))
    elif fetching is not None and fetching.error is None and vectors.embedder() is not None:
        st.rerun()
    else:
        if fetching is not None and fetching.error is not None:
            st.error(fetching.error.in_language(current()), icon=":material/error:")
        st.button(
            _("Fetch the language model (%(size)s MB)", size=model_file.MEGABYTES),
            icon=":material/download:",
            key="model_fetch",
            help=_("Once, over the internet. Without internet: python -m workshop_kit fetch-model --from FILE"),
            on_click=_start,
        )


def _start() -> None:
    fetching = _under_way()["model"] = Fetching()
    fetching.start(settings(), vectors.embedder.cache_clear)
