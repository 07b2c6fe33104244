#!/usr/bin/env python3
"""A flood at the desk: 10,000 fakes made of a dozen templates, 20 true appeals among them; where do the true ones stand?

    python benchmarks/flood_desk.py [--fakes 10000] [--seed 1] [--data DIR]

keeps all of them in an office of its own, as the worker does after collecting them from the gate (the first 40 came in
the ordinary lane, the rest in quarantine), sifts, and says how many of the true ones are among the first 50 of the queue,
how long it took, and what of the fakes was left ungrouped. All words are invented.
"""

import argparse
import os
import random
import tempfile
import time
from datetime import date
from pathlib import Path

TEMPLATES = [
    "Помогите найти {kin}. {name} служит в части {unit}. {day} был последний звонок. Больше связи нет. "
    "Командир на звонки не отвечает. Прошу сообщить, где он находится. Мы очень волнуемся.",
    "Здравствуйте! Пишет мать. Моего сына {name} {day} забрали из дома. Увезли в военкомат города {place}. "
    "Телефон отключён. В военкомате ничего не говорят. Что нам делать? Подскажите, пожалуйста.",
    "Срочно нужна помощь. {name}, {year} года рождения, подписал контракт под давлением. Сейчас он в {place}. "
    "Его отправляют {day}. Мы против этого. Он ничего не понимал, когда подписывал. Остановите отправку.",
    "Ищу {kin}. {name} пропал {day}. Последний раз выходил на связь из {place}. Часть {unit} молчит. "
    "Горячая линия не отвечает. Писали в прокуратуру, ответа нет. Помогите хоть чем-нибудь.",
    "Добрый день. Прошу проверить, нет ли в списках пленных: {name}, {year} г.р., в/ч {unit}. Пропал под {place}. "
    "Сослуживцы говорят, что его взяли живым. Официально нам ничего не сообщили. Ждём любых новостей.",
    "Мой муж {name} мобилизован {day}. Служил в {place}. Получил ранение и лежит в госпитале. "
    "Теперь его хотят вернуть обратно. Врачи против. Документов на руки не дают. Как это обжаловать?",
    "Уважаемые сотрудники, обращаюсь по поводу {name}. Он студент, у него отсрочка. {day} ему вручили повестку. "
    "В университете города {place} справку дали. Военкомат её не принял. Законно ли это?",
    "Сообщите, пожалуйста, о судьбе: {name}. Часть {unit}, {place}. Последнее письмо пришло {day}. "
    "Жена и двое детей ждут. Денежное довольствие не приходит. В части говорят, что его нет в списках.",
    "Я сестра. Брат {name} отказался ехать на задание. {day} его закрыли в подвале в {place}. Об этом сказал товарищ. "
    "Телефон забрали. Командир части {unit} всё отрицает. Боимся за его жизнь. Просим вмешаться.",
    "Прошу помочь с выплатами. {name} погиб {day} под {place}. Тело не передали. В части {unit} требуют справки. "
    "Мы всё собрали и отправили. Прошло много времени. Никто не отвечает на заявления.",
    "Пишу от имени соседки. Её сын {name}, {year} г.р., срочник. Его увезли в {place} без приказа. "
    "Контракт он не подписывал. {day} он позвонил с чужого номера. Сказал, что завтра дальше. Мать плачет.",
    "Внимание! {name} нуждается в помощи. Он инвалид, но {day} его признали годным. Комиссия была в {place}. "
    "Диагноз не учли. Часть {unit} ждёт его на отправку. Просим срочно юриста.",
]
"""A dozen, as somebody who floods the form might have them written."""

KIN = ["сына", "мужа", "брата", "внука", "племянника", "друга"]
SURNAMES = "Вигаданов Нетов Мнимый Ложников Пустырёв Кажемякин Небылов Придумкин Обманский Тенев Миражов Фантазёров".split()
GIVEN = "Иван Пётр Артём Кирилл Денис Олег Глеб Роман Тимур Егор Лев Захар".split()
PLACES = "Суджа Белгород Курск Ростов Валуйки Шебекино Воронеж Таганрог Брянск Калуга Псков Самара".split()
MONTHS = "января февраля марта апреля мая июня июля августа".split()
SWAPS = {
    "помогите": "помогите, прошу", "срочно": "очень срочно", "пожалуйста": "умоляю", "сейчас": "теперь",
    "больше": "с тех пор", "никто": "ни один человек", "сообщите": "скажите", "прошу": "очень прошу", "говорят": "отвечают",
}  # fmt: skip

TRUE = [
    "Сын перестал писать в среду. До этого каждый вечер ставил плюс в семейный чат. Он водитель, возил хлеб.",
    "Мне 19, я сам срочник, пишу с чужого телефона. Нам принесли бумаги и сказали расписаться за инструктаж.",
    "У мужа эпилепсия с детства. Его взяли с автобуса, таблетки остались дома, у него их на два дня.",
    "Внука воспитывала я, родителей нет. Он в детдоме был до шести лет. Ему говорят, что раз сирота, то никто не спросит.",
    "Брат плохо видит, минус девять. На комиссии окулиста не было вообще. Есть выписка из областной больницы.",
    "Мы с ним не расписаны, ребёнку три месяца. Мне отвечают, что я никто. А он просил передать, что жив, если что.",
    "Папа уехал на вахту на Север, а оказался в учебном центре. Говорит, вербовщик обещал стройку моста.",
    "Прислали фото из палатки: у него рука в гипсе, а через сутки построение. Хирург велел шесть недель покоя.",
    "Мой ученик, десятый класс, ходит на сборы и там берут подписку. Родители молчат, боятся за работу.",
    "Позвонил незнакомый голос, назвал Мишкину примету, шрам над бровью, и повесил трубку. Номер не определился.",
    "Он верующий, оружие в руки не возьмёт, просил альтернативную службу ещё весной. Теперь сидит на гауптвахте.",
    "В морге показали не того. Татуировка не наша, рост не наш. А расписаться за получение всё равно требуют.",
    "Сыночек снился, а наутро пришла посылка с его вещами, без письма и без объяснения. Кому звонить, не знаю.",
    "Отец пятерых, младшему год. Справку о составе семьи порвали при нём. Есть видео с телефона соседа.",
    "Жених сказал по видеосвязи: телефоны сдаём, дальше сами. Это было на прошлой неделе, у них там лес и речка.",
    "У Серёжи нашли опухоль, операция назначена на четверг, а увезти хотят до четверга. Копия направления у меня.",
    "Он контрактник с 2019-го, срок вышел, рапорт трижды теряли. Последний рапорт снят на фото со штампом.",
    "Искала по всем госпиталям сама, объездила три города. В одном санитарка узнала его по фотографии.",
    "Мы беженцы, документов у дяди нет никаких, кроме справки о рождении. Забрали вместе с паспортом жены.",
    "Племянник глухой на одно ухо после аварии. Говорят, для тыла сойдёт. А отправили не в тыл.",
]
"""Each as somebody would write it; all invented."""


def fakes(count: int, luck: random.Random) -> list[str]:
    """Return variants of the templates: other people, sentences left out, moved and reworded, slips of the keyboard."""
    return [fake(luck) for _ in range(count)]


def fake(luck: random.Random) -> str:
    """Return one of them, with the answers below it as the form writes them."""
    name = f"{luck.choice(SURNAMES)} {luck.choice(GIVEN)}"
    told = {
        "kin": luck.choice(KIN), "name": name, "unit": str(luck.randint(10_000, 99_999)), "place": luck.choice(PLACES),
        "day": f"{luck.randint(1, 28)} {luck.choice(MONTHS)}", "year": str(luck.randint(1970, 2007)),
    }  # fmt: skip
    sentences = luck.choice(TEMPLATES).format(**told).split(". ")
    kept = [one for one in sentences if luck.random() > 0.15] or sentences
    if luck.random() < 0.5:
        luck.shuffle(kept)
    words = [reworded(word, luck) for word in ". ".join(kept).split()]
    answers = f"Фамилия, имя, отчество: {name}\nКто пишет: Мать\nВоинская часть: {told['unit']}"
    return " ".join(words) + "\n\n" + answers


def reworded(word: str, luck: random.Random) -> str:
    """Return a word, or another for it, or the word with a slip."""
    if word.lower() in SWAPS and luck.random() < 0.5:
        return SWAPS[word.lower()]
    if len(word) > 4 and luck.random() < 0.04:
        at = luck.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word


def main() -> None:
    """Make an office, flood it, sift it, look."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--fakes", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"TIDINGS_DATA": data, "DJANGO_SETTINGS_MODULE": "tidings.web.settings"}
        measure(given.fakes, random.Random(given.seed), Path(data))


def measure(count: int, luck: random.Random, data: Path) -> None:
    """Flood an empty office, and print what came of it."""
    from tidings.web.vault import opened

    opened.open_with(bytes(32), data / "keyring.sqlite3")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    flood(count, luck)


def flood(count: int, luck: random.Random) -> None:
    """Keep fakes and true appeals in the order of a flood, sift them, and look at the queue."""
    from tidings.web.accounts.models import Team, User
    from tidings.web.appeals import floods, queue
    from tidings.web.appeals.models import Appeal

    team = Team.objects.create(name="North")
    boris = User.objects.create(username="boris", team=team)
    said = [*fakes(count, luck), *TRUE]
    luck.shuffle(said)
    began = time.monotonic()
    Appeal.objects.bulk_create(
        Appeal(
            team=team, channel="form", received_on=date.today(), lang="ru", text=words, digest=f"{place:064d}",
            urgency=luck.choice([1, 1, 2, 3]), lane="ordinary" if place < 40 else "quarantine",
        )
        for place, words in enumerate(said)
    )  # fmt: skip
    print(f"kept {len(said)} appeals in {time.monotonic() - began:.1f} s")
    began = time.monotonic()
    grouped = floods.sift(team, date.today())
    print(f"sifted in {time.monotonic() - began:.1f} s: {grouped} in floods")
    asked = queue.Asked()
    first = queue.page(asked, boris, 1, queue.counts(asked, boris).shown).object_list
    true = {appeal.pk for appeal in Appeal.objects.all() if appeal.text in TRUE}
    print(f"true ones among the first 50 of the queue: {sum(one.pk in true for one in first)} of {len(TRUE)}")
    left = Appeal.objects.filter(lane="ordinary").exclude(pk__in=true).count()
    print(f"fakes left in the ordinary lane: {left}; floods: {floods.Flood.objects.count()}")


if __name__ == "__main__":
    main()
