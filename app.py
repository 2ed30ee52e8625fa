"""The launcher: the facilitator's pages on this laptop, and the phone server beside them.

streamlit run app.py
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from anyio import to_thread

from pages.parts.photo_route import ROUTES
from workshop_kit.errors import WorkshopError
from workshop_kit.settings import settings
from workshop_kit.supervisor import Supervisor

try:
    known = settings()
except WorkshopError as wrong:
    sys.exit(str(wrong))


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    supervisor = Supervisor(known)
    await to_thread.run_sync(supervisor.start)
    try:
        yield
    finally:
        await to_thread.run_sync(supervisor.stop)


app = st.App(Path(__file__).with_name("pages") / "frame.py", lifespan=lifespan, routes=ROUTES)
