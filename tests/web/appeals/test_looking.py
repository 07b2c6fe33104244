"""The pages of a file: pixels alone, and the original only in a parcel."""

import io
import re
import zipfile

import pytest
from django.urls import reverse
from PIL import Image

from tidings.web.journal import journal


def photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def file(her_gate, collect):
    her_gate.send(files=[("../../Егор\u202egnp.<b>.jpg", photograph())])
    (appeal,) = collect()
    return appeal.attachments.get()


@pytest.fixture
def url(file):
    return reverse("appeals-file", args=[file.appeal.code, 1])


def images(page: str) -> list[str]:
    return re.findall(r'<img class="page" src="([^"]+)"', page)


def test_a_page_of_a_preview_is_a_picture_and_nothing_else(as_, url):
    browser = as_("dora")
    (image,) = images(browser.get(url).text)
    response = browser.get(image)
    assert response["Content-Type"] == "image/png" and "sandbox" in response["Content-Security-Policy"]
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert Image.open(io.BytesIO(response.content)).size == (30, 20)


def test_no_page_is_shown_without_a_look_that_is_written_down(as_, url, file):
    (image,) = images(as_("dora").get(url).text)
    assert as_("boris").get(image).status_code == 404  # the look was Dora's
    assert as_("dora").get(image.replace("1.png", "2.png")).status_code == 404
    assert [entry.verb for entry in journal.of(file.appeal)].count("looked_at") == 1


def test_its_name_is_shown_without_tricks(as_, url):
    page = as_("dora").get(url).text
    assert "\u202e" not in page and "../../Егор\ufffdgnp.&lt;b&gt;.jpg" in page


def test_the_original_comes_packed_under_a_neutral_name(as_, url, file):
    response = as_("boris").post(f"{url}original/")
    assert response["Content-Disposition"] == f'attachment; filename="attachment-{file.appeal.code}-1.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as parcel:
        assert parcel.read("original.bin") == photograph()


def test_the_original_is_not_given_to_who_may_only_read(as_, url):
    assert as_("dora").post(f"{url}original/").status_code == 403
    assert as_("boris").get(f"{url}original/").status_code == 405


def test_another_team_has_no_file(as_, url):
    assert [as_("chen").get(url).status_code, as_("chen").post(f"{url}original/").status_code] == [404, 404]


def test_the_appeal_says_which_files_came(as_, file, url):
    page = as_("boris").get(reverse("appeals-detail", args=[file.appeal.code])).text
    assert url in page and "photograph" in page
