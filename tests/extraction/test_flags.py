"""What happens to him, told in turns of speech rather than by its name. All people here are invented."""

from datetime import date

import pytest

from tidings.extraction import Message, read
from tidings.extraction.threats import conditional

DAY = date(2026, 3, 12)


def flags(text):
    told = f"Мой сын Ракитин Глеб, срочник, в/ч 12345. {text}"
    return set(read(Message("1", "telegram", DAY, told)).flags)


@pytest.mark.parametrize(
    "text",
    [
        "говорят: не распишешься, поедешь чистить снег на передовую",
        "сказали: кто не согласится, того завтра в штурмовую группу",
        "а хто не погодиться, той поїде на нуль",
        "if he does not sign, he goes to prison",
        "предупредили, иначе посадят за дезертирство",
    ],
)
def test_a_threat_is_told_as_a_condition_whatever_the_verb(text):
    assert conditional(text)
    assert "threats" in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "Пишу длинно, иначе не умею",
        "Если не ответите, поеду сама",
        "Если он не захочет говорить, не надо",
        "Не хотите ли вы приехать к нам?",
        "Позвоните, если не трудно, в часть",
    ],
)
def test_what_the_writer_means_to_do_is_no_threat(text):
    assert not conditional(text)
    assert "threats" not in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "Старшина приносил черенок от лопаты, показывал",
        "обещают подложить пакетик в тумбочку",
        "говорят, статью тебе найдём",
        "знаем, где живёт твоя сестра",
        "сказали: упал с турника, бывает",
        "вывезут в лес и спишут на потери",
        "грозят, что пальцы переломают",
        "кажуть, знаємо де твоя мати",
        "they said we will plant drugs in your locker",
    ],
)
def test_promised_evil_is_a_threat(text):
    assert "threats" in flags(text)


def test_who_was_killed_in_battle_was_not_beaten():
    assert "threats" not in flags("Их поставят вместо тех, кого побило под Суджей")


@pytest.mark.parametrize(
    "text",
    [
        "Дали отстрелять по пять патронов и всё",
        "Автомат подержал один раз, на присяге",
        "Специальность им так и не присвоили",
        "Месяц красили бордюры и убирали капусту",
        "Сказали: на месте доучитесь",
        "Отучился на связиста три недели из пяти месяцев",
        "На стрельбище ни разу не возили",
        "автомат давали раз, і той навчальний",
        "his driving course was cut in half",
    ],
)
def test_training_is_told_by_what_they_did_and_how_often_he_shot(text):
    assert "training_incomplete" in flags(text)


@pytest.mark.parametrize(
    "text",
    [
        "Голова замотана бинтом, проступает кровь",
        "перетянул ногу ремнём выше колена",
        "лежит в медроте, сломано два ребра, ребра срослись криво",
        "рука плетью, ложку держит левой",
        "раздробило голень, вставили штырь",
        "he sits with a tourniquet on his leg",
        "нога замотана ганчіркою, у крові",
    ],
)
def test_a_wound_is_told_by_what_is_seen_of_it(text):
    assert "injury" in flags(text)


def test_fingers_that_shall_be_broken_are_no_wound_yet():
    assert "injury" not in flags("обещают: пальцы переломаем")


@pytest.mark.parametrize(
    "text",
    [
        "Роспись в контракте не его, там закорючка",
        "Показали контракт: наклон вправо, а он левша",
        "кто-то за него расписался в контракте",
        "Этого листа он в глаза не видел, бумагу показали издали, контракт на год",
        "На карту упали деньги за контракт, а он ничего не подписывал",
        "підпис під контрактом зовсім інший, не схожий",
        "the signature on the contract does not match his, he is left-handed",
    ],
)
def test_a_forged_signature_is_told_by_the_hand_and_by_what_he_never_saw(text):
    assert "forged_signature" in flags(text)


def test_who_signed_nothing_of_which_nobody_claims_it_has_no_forged_signature():
    assert "forged_signature" not in flags("He is a conscript. He did not sign anything extra.")


@pytest.mark.parametrize(
    "text",
    [
        "Паспорт и военник сдал старшине на сверку",
        "Паспорт у их воспитателя, не даёт",
        "свідоцтво тримає в себе директор",
        "the boss keeps all passports of the workers",
    ],
)
def test_papers_are_kept_by_whoever_has_power_over_him(text):
    assert "documents_confiscated" in flags(text)


def test_an_attempt_on_his_own_life_is_a_psychological_ground():
    assert "psychological_ground" in flags("В школе наглотался таблеток, еле откачали")


def test_a_service_without_weapons_is_a_ground_of_conscience():
    assert "conscientious_ground" in flags("Согласен на любую службу без оружия, убивать не хочет")
