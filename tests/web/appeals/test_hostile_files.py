"""Sixty hostile files sent through the gate: the desk keeps them closed, shows pixels or words, and goes on."""

import importlib.util
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

CORPUS = Path(__file__).parents[1] / "preview/conftest.py"


@pytest.fixture(scope="module")
def sixty():
    spec = importlib.util.spec_from_file_location("hostile_files", CORPUS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len(module.CASES) == len({case.name for case in module.CASES}) == 60
    return module.CASES


@pytest.fixture
def sent(her_gate, collect, sixty):
    her_gate.send(files=[(case.file, case.content) for case in sixty])
    (appeal,) = collect()
    return appeal


def test_each_is_neutral_on_the_desk(sent, sixty, as_, settings, tmp_path):
    assert_closed(settings.HOME / "files", sixty)
    before = everything(tmp_path)
    browser = as_("boris")
    for number, case in enumerate(sixty, 1):
        url = reverse("appeals-file", args=[sent.code, number])
        page = browser.get(url)
        assert page.status_code == 200, case.name
        assert not re.search(r"<script>|onerror=|onload=|\x00|\u202e", page.text), case.name
        for image in re.findall(r'<img class="page" src="([^"]+)"', page.text):
            shown = browser.get(image)
            assert shown["Content-Type"] == "image/png" and shown.content.startswith(b"\x89PNG")
            assert Image.open(io.BytesIO(shown.content)).format == "PNG"
        assert_packed(browser.post(f"{url}original/"), sent.code, number, case.content)
    assert everything(tmp_path) == before, "something was written"
    assert browser.get(reverse("appeals-detail", args=[sent.code])).status_code == 200


def assert_closed(folder, sixty):
    lying = [path.read_bytes() for path in folder.iterdir()]
    assert len(lying) == 60
    for case in sixty:
        assert len(case.content) < 16 or not any(case.content[:16] in closed for closed in lying), case.name


def assert_packed(response, code, number, content):
    assert response["Content-Disposition"] == f'attachment; filename="attachment-{code}-{number}.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as parcel:
        assert parcel.namelist() == ["original.bin", "original.txt"]
        assert parcel.read("original.bin") == content


def everything(folder: Path) -> set[str]:
    """Every file below, but for the journal's own."""
    return {str(path) for path in folder.rglob("*") if path.is_file() and "journal" not in path.parts}
