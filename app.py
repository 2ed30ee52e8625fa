"""The launcher: the facilitator's pages on this laptop, and the phone server beside them.

streamlit run app.py
"""

import faulthandler
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from anyio import to_thread

from pages.parts.photo_route import ROUTES
from workshop_kit.errors import WorkshopError
from workshop_kit.reading_ahead import ReadingAhead
from workshop_kit.settings import settings
from workshop_kit.supervisor import Supervisor

faulthandler.enable()  # if a library brings the program down, the log says where

try:
    known = settings()
except WorkshopError as wrong:
    sys.exit(str(wrong))


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    supervisor = Supervisor(known)
    reading_ahead = ReadingAhead(known.database_url)
    await to_thread.run_sync(supervisor.start)
    reading_ahead.start()
    gc.freeze()  # what is loaded stays; Streamlit has the collector look at everything after each click
    try:
        yield
    finally:
        await to_thread.run_sync(reading_ahead.stop)
        await to_thread.run_sync(supervisor.stop)


app = st.App(Path(__file__).with_name("pages") / "frame.py", lifespan=lifespan, routes=ROUTES)
