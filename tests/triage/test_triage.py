"""An appeal is sorted with reasons; a machine proposes, and never says that someone is dead."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.triage import CATEGORIES, CAUSES, SIGNALS, URGENCIES, AppealFacts, triage
from tidings.triage.urgency import urgency
from tidings.triage.wordlists import word_lists

DAY = date(2026, 3, 12)


def facts(text: str, *statuses: str, flags: tuple[str, ...] = (), **told: object) -> AppealFacts:
    return AppealFacts(text=text, sought=1, statuses=frozenset(statuses), flags=frozenset(flags), **told)


@pytest.mark.parametrize(
    "text, status, category",
    [
        ("Ищу сына, не выходит на связь", "conscript", "lost_contact"),
        ("Шукаю сина, зв'язку немає", "conscript", "lost_contact"),
        ("Looking for my son, no contact since May", "conscript", "lost_contact"),
        ("Сына заставляют подписать контракт", "conscript", "coerced_contract"),
        ("Подпись в контракте не его", "conscript", "coerced_contract"),
        ("Завтра отправляют в Курскую область, имеют ли право", "conscript", "deployment_notice"),
        ("Признали годным, хотя у него астма, повестка", "conscript", "exempt_called_up"),
        ("Подал на АГС, отказали", "conscript", "exempt_called_up"),
        ("Муж в плену, когда обмен", "contract", "captivity"),
        ("Погиб, тело не вынесли, ДНК сдали", "contract", "remains"),
        ("Контракт закончился, не увольняют", "contract", "contract_dispute"),
        ("Раненого обратно на позиции", "contract", "contract_dispute"),
        ("Сыну 16 лет, в школе записали на сборы", "minor", "child_recruitment"),
        ("Is there any list of prisoners? last msg was in August", "conscript", "lost_contact"),
        ("Скажите прямо, если убили. После Ильина дня как отрезало", "conscript", "lost_contact"),
        ("В базе погибших нет, в базе пленных нет, не вышел на связь", "contract", "lost_contact"),
        ("Сидят в подвале школы, окружены, командиры уехали", "", "lost_contact"),
        ("Чи він у полоні, хоч би знати", "conscript", "lost_contact"),
        ("Узнала его по голосу на видео украинского канала, пропал в августе", "contract", "captivity"),
        ("Три ранения, на костылях, снова отправляют на штурм", "mobilised", "contract_dispute"),
        (
            "He was called up on the 12th of March although he asked for alternative service",
            "",
            "exempt_called_up",
        ),
    ],
)
def test_the_nine_needs(text, status, category):
    assert triage(facts(text, status), DAY).category == category


@pytest.mark.parametrize(
    "text",
    [
        "Заработок от 5000 в день без вложений",
        "Я журналист, хочу взять интервью",
        "Спасибо вам, сын нашёлся",
        "Предатели, гореть вам",
        "Хочу помочь, готова бесплатно переводить",
        "Где купить окна",
        "",
    ],
)
def test_what_is_no_appeal_is_other_and_low(text):
    found = triage(AppealFacts(text=text), DAY)
    assert (found.category, found.urgency) == ("other", "low")


def test_what_is_denied_does_not_count():
    assert (
        triage(facts("связь есть, слава богу, но заставляют подписать контракт", "conscript"), DAY).category
        == "coerced_contract"
    )
    assert (
        triage(facts("Контракт он не подписывал, ищу его, нет связи", "conscript"), DAY).category
        == "lost_contact"
    )


def test_captivity_that_is_only_supposed_stays_a_search():
    assert (
        triage(facts("Ищу мужа, нет связи с мая, может в плену", "contract"), DAY).category == "lost_contact"
    )


@pytest.mark.parametrize(
    "days, urgency", [(0, "critical"), (1, "critical"), (3, "critical"), (4, "high"), (20, "high")]
)
def test_within_72_hours_is_critical(days, urgency):
    told = facts("Отправляют на границу", "conscript", deadline=DAY + timedelta(days=days))
    assert triage(told, DAY).urgency == urgency


@pytest.mark.parametrize(
    "text, statuses, told, urgency",
    [
        ("Его везут на фронт", ("conscript",), {"flags": ("imminent",)}, "critical"),
        (
            "нет связи, звонил, сказал обстреливают",
            ("conscript",),
            {"last_contact": DAY - timedelta(days=1)},
            "critical",
        ),
        (
            "нет связи, звонил, сказал обстреливают",
            ("conscript",),
            {"last_contact": DAY - timedelta(days=40)},
            "high",
        ),
        ("Ищу сына, нет связи", (), {}, "high"),
        ("Муж в плену с 2024 года", ("contract",), {}, "normal"),
        ("Муж в плену, ранен", ("contract",), {"flags": ("injury",)}, "high"),
        ("Контракт закончился, не увольняют", ("contract",), {}, "normal"),
    ],
)
def test_urgency_has_its_causes(text, statuses, told, urgency):
    assert triage(facts(text, *statuses, **told), DAY).urgency == urgency


def test_every_proposal_has_reasons_in_three_languages():
    found = triage(facts("Ищу сына, не выходит на связь с 5 марта", "conscript"), DAY)
    for sentence in found.reasons:
        assert all(
            sentence.say(lang).strip() and "{" not in sentence.say(lang) for lang in ("ru", "uk", "en")
        )


def test_a_reason_quotes_the_words():
    assert "не выходит на связь" in triage(facts("он не выходит на связь"), DAY).reasons[0].say("en")


@given(
    st.text(max_size=80),
    st.sets(st.sampled_from(["conscript", "contract", "mobilised", "minor"])),
    st.one_of(st.none(), st.dates()),
    st.dates(),
)
def test_any_facts_have_a_proposal(text, statuses, deadline, today):
    found = triage(AppealFacts(text, 1, frozenset(statuses), deadline=deadline, last_contact=deadline), today)
    assert found.category in CATEGORIES and found.urgency in URGENCIES
    assert 0 <= found.confidence <= 1 and found.reasons
    assert found.category not in found.secondary


def test_each_signal_and_each_cause_says_what_it_is():
    assert all(sign.__doc__ for sign in [*SIGNALS, *CAUSES])
    assert len({sign.__name__ for sign in SIGNALS}) == len(SIGNALS)


def test_each_list_of_words_is_used_and_speaks_three_languages():
    from pathlib import Path

    import tidings.triage

    folder = Path(tidings.triage.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert [name for name in word_lists() if f'"{name}"' not in code] == []


def test_no_sentence_says_that_someone_is_dead():
    found = triage(facts("Сказали что погиб, тело в морге"), DAY)
    assert "Nothing is confirmed" in found.reasons[0].say("en")


@pytest.mark.parametrize("flag", ["threats", "documents_confiscated"])
@given(category=st.sampled_from([name for name in CATEGORIES if name != "other"]))
def test_threats_or_papers_taken_are_never_normal(flag, category):
    found = urgency(facts("", "contract", flags=(flag,)), category, DAY)
    assert found[0].level in ("high", "critical")


def test_held_until_he_signs_is_critical_although_the_day_is_far():
    told = facts("контракт", "conscript", flags=("imminent", "threats"), deadline=DAY + timedelta(days=9))
    assert urgency(told, "coerced_contract", DAY)[0].level == "critical"


def test_a_hearing_near_is_high_and_a_sending_critical():
    tomorrow = DAY + timedelta(days=1)
    heard = facts("его вызывают к следователю", "conscript", deadline=tomorrow)
    sent = facts("от следователя отправляют на фронт", "conscript", deadline=tomorrow)
    assert urgency(heard, "exempt_called_up", DAY)[0].level == "high"
    assert urgency(sent, "exempt_called_up", DAY)[0].level == "critical"


def test_a_prisoner_who_is_ill_is_more_urgent_than_one_who_is_sent_medicine():
    ill = facts("в плену, у него диабет", flags=("medical_ground",))
    parcel = facts("в плену, как передать лекарства", flags=("medical_ground",))
    assert urgency(ill, "captivity", DAY)[0].level == "high"
    assert urgency(parcel, "captivity", DAY)[0].level == "normal"


def test_a_day_near_is_critical_for_somebody_whose_trouble_was_not_understood():
    near = DAY + timedelta(days=1)
    somebody, nobody = (AppealFacts("", sought, deadline=near) for sought in (1, 0))
    assert urgency(somebody, "other", DAY)[0].level == "critical"
    assert urgency(nobody, "other", DAY)[0].level == "low"
