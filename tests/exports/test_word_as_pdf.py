"""The Word plan as LibreOffice lays it out."""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exports import EXPORTERS
from workshop_kit.report import WorkshopReport

pytestmark = pytest.mark.browser


@pytest.fixture
def pages(tmp_path: Path):
    """The texts of the pages of a report."""

    def convert(report: WorkshopReport, language: str = "en") -> list[str]:
        office = shutil.which("soffice")
        if office is None:
            if os.environ.get("CI") == "true":
                pytest.fail("LibreOffice (soffice) is missing")
            pytest.skip("LibreOffice (soffice) is not installed")
        source = tmp_path / "plan.docx"
        source.write_bytes(EXPORTERS["docx"](report, language).data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        reader = PdfReader(BytesIO((tmp_path / "plan.pdf").read_bytes()))
        return [page.extract_text() for page in reader.pages]

    return convert


def test_the_plan_reads_well_on_paper(pages, report):
    texts = pages(report)
    assert "What people asked" in texts[0]
    assert "Page 2 of" in texts[1] and "Page" not in texts[0]
    assert "In one minute" in texts[2] and "Leisure services" in texts[2]
    assert "84" in texts[3] and "Free clubs after school" in texts[3]  # the chart and its table


def test_the_contents_tell_the_right_pages(pages, report):
    texts = pages(replace(report, ideas=report.ideas * 12))
    listed = re.findall(r"^(.+?)\s*(\d+)$", texts[1].split("Contents")[1], re.MULTILINE)
    chapters = [(title.strip(), int(page)) for title, page in listed if "Page" not in title]
    assert len(chapters) == 9
    for title, page in chapters:
        assert title in " ".join(texts[page - 1].split()), (title, page)


def test_each_action_is_one_page(pages, report):
    texts = pages(report)
    for number in (1, 2, 3):
        assert sum(f"Action {number} of 3" in text for text in texts) == 1
    assert "What is still open" in next(text for text in texts if "Before the first meeting" in text)


def test_a_right_to_left_plan_can_be_laid_out(pages, report):
    assert len(pages(replace(report, language="ar"), "ar")) > 8
