"""A flood stands apart as groups and is set aside in one step that can be undone; who writes of his own is not in it."""

import importlib.util
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from tidings.web import work
from tidings.web.appeals import floods, queue
from tidings.web.appeals.actions import NotNow
from tidings.web.appeals.models import Appeal, Flood
from tidings.web.journal import journal

BENCHMARK = Path(__file__).parents[3] / "benchmarks/flood_desk.py"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def flood_desk():
    spec = importlib.util.spec_from_file_location("flood_desk", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def came(people):
    """Keep texts as they came: the first few before the gate noticed the rush."""

    def keep(texts, ordinary=5, day=TODAY):
        start = Appeal.objects.count()
        return Appeal.objects.bulk_create(
            Appeal(
                team=people["amal"].team,
                channel="form",
                received_on=day,
                lang="ru",
                text=words,
                digest=f"{start + place:064d}",
                lane="ordinary" if place < ordinary else "quarantine",
            )
            for place, words in enumerate(texts)
        )

    return keep


@pytest.fixture
def flooded(came, flood_desk, people):
    """Three hundred fakes with twenty true appeals among them, sifted."""
    luck = random.Random(7)
    said = [*flood_desk.fakes(300, luck), *flood_desk.TRUE]
    luck.shuffle(said)
    came(said)
    floods.sift(people["amal"].team, TODAY)


def first_page(user):
    asked = queue.Asked()
    return [appeal.text for appeal in queue.page(asked, user, 1, queue.counts(asked, user).shown).object_list]


def test_true_appeals_stand_among_the_first_fifty(flooded, flood_desk, people):
    assert len(set(first_page(people["boris"])) & set(flood_desk.TRUE)) >= 18


def test_the_fakes_stand_apart_in_about_a_dozen_groups(flooded, flood_desk):
    grouped = Appeal.objects.filter(lane="quarantine").exclude(flood=None)
    assert grouped.count() >= 0.9 * 300 and Flood.objects.count() <= 14
    assert not {appeal.text for appeal in grouped} & set(flood_desk.TRUE)


def test_those_that_came_before_the_gate_noticed_are_in_the_groups_too(came, flood_desk, people):
    luck = random.Random(1)
    one = flood_desk.TEMPLATES[:1]
    flood_desk.TEMPLATES, all_of_them = one, flood_desk.TEMPLATES
    came(flood_desk.fakes(30, luck))
    flood_desk.TEMPLATES = all_of_them
    floods.sift(people["amal"].team, TODAY)
    assert Appeal.objects.filter(lane="ordinary").count() <= 1


def test_what_was_taken_by_somebody_stays_with_him(came, people):
    kept = came(["Помогите найти сына, он служит под Курском, связи нет"] * 20)
    Appeal.objects.filter(pk=kept[0].pk).update(assigned_to=people["boris"])
    floods.sift(people["amal"].team, TODAY)
    kept[0].refresh_from_db()
    assert (kept[0].lane, kept[0].flood) == ("ordinary", None)


def test_without_a_rush_nothing_is_grouped(came, people):
    came(["Помогите найти сына, он служит под Курском, связи нет"] * 20, ordinary=20)
    assert floods.sift(people["amal"].team, TODAY) == 0
    assert not Flood.objects.exists()


def test_a_few_of_the_same_words_are_no_flood(came, people):
    came(["Помогите найти сына, он служит под Курском, связи нет"] * 9, ordinary=0)
    assert floods.sift(people["amal"].team, TODAY) == 0
    assert Appeal.objects.filter(lane="ordinary").count() == 9


def test_what_comes_later_joins_the_group(came, people):
    words = "Помогите найти сына, он служит под Курском, связи нет"
    came([words] * 15)
    floods.sift(people["amal"].team, TODAY)
    came([words] * 3, ordinary=0)
    assert floods.sift(people["amal"].team, TODAY) == 3
    assert Flood.objects.get().appeals.count() == 18


@pytest.fixture
def flood(came, people):
    came(["Помогите найти сына, он служит под Курском, связи нет"] * 15)
    floods.sift(people["amal"].team, TODAY)
    return Flood.objects.get()


def waiting():
    return Appeal.objects.waiting().count()


def test_a_group_is_set_aside_in_one_step_and_brought_back_in_one(flood, people):
    assert floods.set_aside_group(flood, by=people["boris"], today=TODAY) == 15
    assert waiting() == 0 and Appeal.objects.filter(aside="spam").count() == 15
    assert floods.bring_back_group(flood, by=people["boris"], today=TODAY + timedelta(days=30)) == 15
    assert waiting() == 15
    verbs = [entry.verb for entry in journal.of(flood)]
    assert verbs == ["brought_back_group", "set_aside_group", "grouped"]


def test_after_thirty_days_it_is_not_brought_back_as_a_group(flood, people):
    floods.set_aside_group(flood, by=people["boris"], today=TODAY)
    with pytest.raises(floods.NotNow):
        floods.bring_back_group(flood, by=people["boris"], today=TODAY + timedelta(days=31))
    assert waiting() == 0


def test_many_who_write_the_same_in_good_faith_are_let_in(flood, came, people):
    floods.let_in(flood, by=people["boris"])
    assert Appeal.objects.filter(lane="ordinary").count() == 15
    came(["Помогите найти сына, он служит под Курском, связи нет"], ordinary=0)
    floods.sift(people["amal"].team, TODAY)
    assert Appeal.objects.filter(lane="ordinary").count() == 16


def test_the_queue_leads_to_the_quarantine_and_back(flood, as_):
    browser = as_("boris")
    assert "Quarantine" in browser.get(reverse("appeals-list")).text
    page = browser.get(reverse("appeals-floods")).text
    assert "15 appeals" in page and "Помогите найти сына" in page
    done = browser.post(reverse("appeals-flood-aside", args=[flood.code]), follow=True).text
    assert "15 appeals were set aside." in done and "Bring back" in done
    assert (
        "15 appeals wait again."
        in browser.post(reverse("appeals-flood-back", args=[flood.code]), follow=True).text
    )
    browser.post(reverse("appeals-flood-let-in", args=[flood.code]))
    assert "Quarantine" not in browser.get(reverse("appeals-list")).text


def test_that_it_is_no_flood_is_taken_back_in_one_step(flood, people, as_):
    floods.let_in(flood, by=people["boris"])
    assert "It is a flood after all" in as_("boris").get(reverse("appeals-floods")).text
    taken = Appeal.objects.filter(flood=flood).first()
    Appeal.objects.filter(pk=taken.pk).update(assigned_to=people["amal"])
    done = as_("boris").post(reverse("appeals-flood-again", args=[flood.code]), follow=True).text
    assert "14 appeals stand apart again." in done
    assert Appeal.objects.filter(lane="quarantine").count() == 14
    assert "grouped_again" in [one.verb for one in journal.of(flood)]
    with pytest.raises(NotNow):
        floods.group_again(flood, by=people["amal"])


@pytest.mark.parametrize("what", ["aside", "back", "let-in", "again"])
def test_it_is_closed_to_other_teams_and_to_who_only_reads(flood, as_, what):
    url = reverse(f"appeals-flood-{what}", args=[flood.code])
    assert [as_(name).post(url).status_code for name in ("chen", "dora")] == [404, 403]
    assert waiting() == 15


def test_another_team_sees_no_flood(flood, as_):
    assert "Помогите" not in as_("chen").get(reverse("appeals-floods")).text


def test_no_trace_of_words_is_kept_of_a_flood(flood):
    assert "Курск" not in str(list(Flood.objects.values())) + str(list(Appeal.objects.values()))


def test_the_worker_sifts_once_a_minute_at_most(came, people, monkeypatch):
    monkeypatch.setattr(floods, "_sifted_at", None)
    came(["Помогите найти сына, он служит под Курском, связи нет"] * 15, ordinary=0, day=timezone.localdate())
    assert work.floods() == 15
    came(["Помогите найти сына, он служит под Курском, связи нет"], ordinary=0, day=timezone.localdate())
    assert work.floods() == 0
