"""Who of the named is who: clues that look at one name in its surroundings and say how much speaks for "sought" and how much
for "enquirer".

To know more, add a function to CLUES.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from tidings.extraction import writer
from tidings.extraction.naming import Group
from tidings.extraction.scene import ASKS, BORN, NOT_LETTERS, OLD, SERVES, Scene
from tidings.extraction.writer import SENIOR, Kinship
from tidings.text.letters import fold
from tidings.text.phrases import folded

_INTRODUCES = folded(
    r"(?:\b(?:меня зовут|меня звать|зовут меня|звать меня|мене звати|звати мене|мене звуть|мо[йяє] (?:фио|имя|ім['’ʼ]я)|my name is|name's|i'm|i am|this is|представил(?:ась|ся)|назвал(?:ась|ся)"
    r"|(?:your|applicant'?s?|enquirer'?s?|sender'?s?|caller'?s?|contact|my) (?:full )?name(?: is)?|(?:ф\.?\s?и\.?\s?о\.?|фамилия,? имя[^:\n]{0,12}|имя|піб) (?:заявител\w+|обративш\w+|отправител\w+|заявни\w+|автора|контактного лица)|кто (?:пишет|обращается|заполнил\w*|заполняет|вы)|хто (?:пише|звертається|ви)|applicant|enquirer|sender|submitted by|written by|имя (?:заявителя|отправителя|обратившегося)|ваше имя|ваше фио|(?:ваше )?прізвище (?:та|і|й) ім['’ʼ]я|фио заявителя|ім['’ʼ]я заявника|ваше ім['’ʼ]я|заявник|заявниця|заявитель(?:ница)?|обращается(?: к вам)?|обращаюсь(?: к вам)?|пишет(?: вам)?|пише(?: вам)?|от имени [^,\n]{0,25}|звонит|дзвонить|(?:дзвінок|звонок|звернення|обращение)\s+(?:від|от)(?:\s+(?:пана|пані|гр\.|гражданина|гражданки))?|^\W*(?:(?:всем |всім )?(?:здравствуйте|здрасте|добрый (?:день|вечер)|доброго (?:дня|вечора|ранку|времени суток)|добрий (?:день|вечір)|привет|привіт|вітаю|салам\w*))?\W*(?:это|це)(?: (?:снова|опять|ещё раз|знову|я))?|контактное лицо[^:\n]{0,30}|от кого|от(?! имени)|(?:мои |мой |мої |мій )?контакты?|запишите|записывайте|запишіть|(?:пишите|звоните|пишіть|дзвоніть|телефонуйте) (?:мне|мені),?|зовут мене|вас беспокоит|вас турбує)"
    r"|(?<![\w«])[Яя](?=[\s,—–-])|(?<!\w)Мин(?= [А-ЯӘ]))[\s:,—–-]+(?:гр\.\s*|гр-к[аи]\s+|гр-на\s+|гражданк[аи]\s+|гражданина?\s+|громадян(?:ина?|ки|ка)\s+)?"
    r"(?:(?:старш\w+|младш\w+|молодш\w+|гвардии|рядов\w+|сержант|ефрейтор|матрос|солдат|прапорщик|мичман|лейтенант|капитан|капітан|военнослужащий|військовослужбовець|призывник|срочник|контрактник|мобилизованный|студент|адвокат\w*|юрист\w*|волонт[её]р\w*|учительница|вчителька|педагог|пенсионерка?|менеджер|оператор)[\s,]+){0,3}$"
)
_FROM_HIM = folded(
    r"\b(?:сообщени\w+|смс\w*|звонок|звонк\w+|вест(?:ь|и|ей|очк\w+)|новост\w+|письм\w+|голосов\w+|слов\w+|извести\w+|повідомленн\w+|дзвін\w+|звістк\w+|новин\w*|лист\w?|message|call|word|news|letter|ничего|ні слова|нічого)"
    r"\s+(?:от|від|from)\s+(?:него\s+|него,\s+)?$"
)
_CALLED = folded(r"(?:^|[,.!;)\n\d]\s*)(?:зовут|звати|звуть|имя|ім['’ʼ]я)[\s:—–-]+$")
_CLOSING = folded(
    r"(?:с уважением|с поклоном|с благодарностью|с надеждой|с любовью|заранее спасибо|спасибо|з повагою|з вдячністю|best|best regards|regards|kind regards|sincerely|yours|thank you|thanks|дякую)"
    r"[\s,.!—–-]*$"
)
_CONTACT = folded(
    r"^[^\n.!?]{0,30}?(?:[\w.+-]+@[\w.-]+|@\w{3,}|\+?[78][\d()\s-]{9,}|\b9\d{9}\b|900[\s-]?\d{3}|тел\b)|^[\s,]*\n[^\n]{0,30}(?:@|\+?7|8[ (-]?9)"
)
_NUMBER_BEFORE = re.compile(r"(?:\+?[78][\d()\s-]{9,}|\b9\d{9}|@\w{3,}|[\w.+-]+@[\w.-]+)[\s,.(—–-]*$")
_NUMBER_OR_ADDRESS = re.compile(r"[\d@]")
_RANK = folded(
    r"\b(?:командир\w*|комбат\w*|капитан\w*|майор\w*|подполковник\w*|полковник\w*|лейтенант\w*|прапорщик\w*|замполит\w*|военком\w*|ротн\w+|взводн\w+|старшин\w+|комиссар\w*"
    r"|следовател\w+|(?<!классный )руководител\w+|тренер\w*|инспектор\w*|директор\w*|врач\w*|хирург\w*|нотариус\w*|губернатор\w*|депутат\w*|начальник\w*|психиатр\w*|судь[яеию]|судьей|генерал\w*|commander|captain|major|colonel|lieutenant|doctor"
    r"|командира|майор|капітан|полковник|лікар\w*|комісар\w*)(?:\s+(?:роты|взвода|части|батальона|полка|по фамилии|фамилия|гв\.|гвардии|капитан|майор|лейтенант|старший|по имени))*[\s,—–:-]+$"
)


Clue = Callable[[Scene, Group], tuple[float, float]]


def weigh(scene: Scene, group: Group) -> tuple[float, float]:
    """Return how much speaks for "sought" and how much for "enquirer"."""
    points = [clue(scene, group) for clue in CLUES]
    return sum(sought for sought, _ in points), sum(enquirer for _, enquirer in points)


def _kin_before(scene: Scene, group: Group) -> tuple[float, float]:
    kin = scene.kin_before(group)
    if kin is None:
        return 0.0, 0.0
    gap = scene.text[kin.end : group.start]
    near = len(gap) <= 28
    label = near and not re.search(r"\w", re.sub(r"\([^)]*\)", "", gap))
    if label and group.subject and _child_writes(scene, kin, group):
        return -2.0, 3.5
    if not kin.self and kin.word.nominative and group.subject and of_other_gender(kin, group):
        return 0.0, 0.0
    if label and any(scene.text[one.end : kin.start] == ", " for one in scene.relatives(group)):
        return 3.5, -2.0  # "Гончарова Майя, сын Гончаров Ян"
    if re.match(r"\s+(?:of|to)\b", gap):
        return 4.0, -2.0
    if kin.theirs and label and kin.word.kin.name in SENIOR and scene.signs(group) and group.subject:
        return 0.0, 3.5
    if kin.self and near and of_other_gender(kin, group):
        return 2.5, -2.0
    if kin.self and near and kin.start < 60 and group.subject and _TOWN_BETWEEN.fullmatch(gap):
        return -2.0, 3.5  # "Звонит мать, Улан-Удэ, Доржиева Сэсэг"
    if kin.self and near:
        return ((-2.0, 3.5) if label else (0.0, 0.5)) if group.subject else (2.5, 0.0)
    if (
        kin.word.kin.name == "in-law"
        and kin.word.kin.gender == "f"
        and not kin.mine
        and _other_named(scene, group)
    ):
        return -3.0, 0.0
    if (
        kin.word.kin.name == "comrade"
        and not kin.mine
        and not kin.self
        and not ASKS.search(scene.before(group)[:-1])
    ):
        return -3.0, -1.0  # "сослуживец Медведев Олег пишет", "со слов сослуживца Сергея"
    family = group.roles in ("G", "GP") and group.name.surname is not None
    if kin.theirs and not family and not _asked_by_another(scene, kin, group):
        return (-3.0, -1.0) if group.subject else (1.0, -2.0)
    if kin.mine or not kin.word.nominative:
        return (4.0, -1.0) if near or not group.subject else (2.0, 0.0)
    if ":" in gap and label and kin.word.kin.name not in SENIOR:
        return 4.0, -3.0  # "Сын: Лазарев Всеволод"
    if scene.signs(group) and label:
        return 0.0, 3.0
    if kin.word.kin.name in SENIOR and not scene.other_writes(kin):
        return (0.0, 2.5) if label and group.subject else (1.0, 0.0)
    return (3.5 if near else 1.5), -1.0


_TOWN_BETWEEN = re.compile(
    r",?\s(?:(?:г|гор|пос|пгт|с|д|п|м)\.\s?)?[\w-]+(?:\s[\w-]+)?,\s(?:имя |ім'я )?", re.IGNORECASE
)
"""What a note of a call has between who calls and her name."""


def _other_named(scene: Scene, group: Group) -> bool:
    """Return whether someone else has a full name: "жена брата (Ирина)" beside it is no second one who is sought."""
    return any(other is not group for other in scene.full_names[:2])


_CHILDREN = frozenset({"son", "daughter", "grandson", "niece", "granddaughter", "nephew"})
_ELDERS = frozenset({"father", "mother", "grandfather", "grandmother", "uncle", "aunt"})


def _child_writes(scene: Scene, kin: Kinship, group: Group) -> bool:
    """Return whether a child signs who wrote about an elder: "Отец мобилизован … Дочь Соня"."""
    last = group.start > len(scene.text) * 0.6 and "P" not in group.roles
    if not last or kin.word.kin.name not in _CHILDREN or not kin.word.nominative or kin.mine:
        return False
    before = [k for k in scene.kin[:20] if k.end <= kin.start and not k.self and not k.theirs]
    return bool(before) and all(k.word.kin.name in _ELDERS for k in before)


_AROUND = frozenset({"friend", "comrade", "neighbour"})
_INFORMS = folded(
    r"[^.!?\n]{0,40}(?<!\w)(?:говорит|сказал|рассказал|рассказывает|видел|пишет|написал|передал|сообщил|подтвердил|каже|сказав|бачив|розповів|передав|says|said|told|saw)(?!\w)"
)
"""After "дружок его Пашка": who tells of him who is sought."""


def _asked_by_another(scene: Scene, kin: Kinship, group: Group) -> bool:
    """Return whether "his son" is the one who is sought: a neighbour asked to write, or his own facts follow."""
    if kin.word.kin.gender != "m" or of_other_gender(kin, group):
        return False
    if kin.word.kin.name in _AROUND and _INFORMS.match(scene.after(group)):
        return False
    own_facts = len(group.roles) == 3 and bool(BORN.search(scene.after(group, 40)))
    return scene.asked_by_another or own_facts


_OF_ONE_GENDER = {"mother", "father", "grandmother", "grandfather", "wife", "husband", "sister", "brother"}


def of_other_gender(kin: Kinship, group: Group) -> bool:
    """Return whether a word for kin cannot be said of the one named: "это мама ринат галиев"."""
    named = group.gender if group.name.given and kin.word.kin.name in _OF_ONE_GENDER else ""
    return named not in ("", kin.word.kin.gender)


def _kin_after(scene: Scene, group: Group) -> tuple[float, float]:
    kin = scene.kin_after(group)
    if kin is None:
        return 0.0, 0.0
    if kin.mine:
        return 3.5, -2.0
    own = kin.word.nominative and group.subject and (scene.signs(group) or kin.self)
    if group.subject and _presents_herself(scene, group, kin):
        return -2.0, 3.5
    return (0.0, 3.0) if own else (1.0, 0.0)


def _presents_herself(scene: Scene, group: Group, kin: Kinship) -> bool:
    """Return whether a message opens with a name and what she is to him: "Федосеев Борис, отец. Сын …"."""
    opens = group.start < 60 and scene.opens_sentence(group) and scene.small[group.end : kin.start] == ", "
    senior = kin.word.nominative and kin.word.kin.name in SENIOR and not of_other_gender(kin, group)
    return opens and senior and scene.text[kin.end : kin.end + 1] in (".", "\n")


_FROM_WHOM = re.compile(r"(?:^|\n)[ \t]*от [^.!?\n]{0,80}$", re.IGNORECASE)


def _from_whom(scene: Scene, group: Group) -> tuple[float, float]:
    """The head of a written statement: a line "от ветерана труда Щетинина Аркадия"."""
    if group.subject or group.start > 300 or len(group.roles) < 2:
        return 0.0, 0.0
    found = _FROM_WHOM.search(scene.text, max(0, group.start - 90), group.start)
    return (-6.0, 8.0) if found and not scene.kin_between(found.start(), group.start) else (0.0, 0.0)


def _asked_for(scene: Scene, group: Group) -> tuple[float, float]:
    return (2.5, -1.0) if scene.asked_for(group) else (0.0, 0.0)


def _introduces(scene: Scene, group: Group) -> re.Match[str] | None:
    return _introduction(scene.small[max(0, group.start - 50) : group.start])


@lru_cache(maxsize=64)
def _introduction(before: str) -> re.Match[str] | None:
    """Return the words before a name by which one says one's own, if there are any."""
    return _INTRODUCES.search(before)


def _form(scene: Scene, group: Group) -> tuple[float, float]:
    return (0.0, 0.0) if group.subject or _introduces(scene, group) else (1.5, -4.0)


def _introduced(scene: Scene, group: Group) -> tuple[float, float]:
    found = _introduces(scene, group)
    if not found or (not group.subject and re.match(r"[яЯ]\W", found.group())):
        return _called_so(scene, group)
    if _FROM_HIM.search(scene.small[max(0, group.start - 50) : group.start]):
        return 1.0, -1.0
    return (4.0, -5.0) if scene.quoted(group) else (0.0, 4.0)


def _called_so(scene: Scene, group: Group) -> tuple[float, float]:
    """A bare "зовут Кирилл" where one signs is the writer's own name."""
    own = _CALLED.search(scene.small[max(0, group.start - 30) : group.start]) and group.subject
    return (-3.0, 4.0) if own and scene.signs(group) and not scene.quoted(group) else (0.0, 0.0)


_NOTE = folded(
    r"\d\d?[:.]\d\d|(?:женщина|мужчина|мать|отец|жена|сестра|бабушка|жінка|чоловік|звон\w+|обратил\w+|дзвін\w+|принято)(?!\w)"
)
_NAMED_SO = folded(r"(?:^|[.,!;(]\s*)(?:имя|ім['’ʼ]я|назвал\w+|представил\w+|назвав\w+)[\s:—–-]{1,3}$")
_CALLS = folded(
    r"(?:^|[.\d)]\s{1,3}|\n)(?:звонит |дзвонить )?(?:женщина|мужчина|девушка|жінка|чоловік|обратил(?:ась|ся)|звернул(?:ась|ася|вся)|позвонил[аи]?|звонил[аи]?|дзвонил[аи]|дзвонив)(?: лично| повторно| снова)?[\s,:—–-]{1,3}$"
)
"""Before a name in the note of a call: "Мужчина, Гусаров Аслан", "Обратилась Асадуллаева Мохира"."""
_FIELD = folded(
    r"(?:^|\n)[ \t]*(?:full name|name|имя|имя и фамилия|фамилия и имя|фамилия, имя|фио|ф\. ?и\. ?о\.|ім['’ʼ]я|піб)[ \t]*:[ \t]*(?:менеджер )?$"
)
_NEXT_FIELD = re.compile(
    r"[ \t]*\n[ \t]*(?:e-?mail|phone|tel|telephone|телефон|почта|эл\. ?почта|контакт\w*|связь|кем (?:вы )?приход\w*(?: ему)?|степень родства|родство|отношение|ким (?:ви )?довод\w*|регион|relation|тема|сообщение|повідомлення|пошта|вопрос|subject|message|city|город)\b[^:\n]{0,12}:",
    re.IGNORECASE,
)


def _in_note(scene: Scene, group: Group) -> tuple[float, float]:
    """Who calls, as a note says it ("Женщина, имя Альбина"), or the first field of a form, before her contacts."""
    before = scene.small[max(0, group.start - 30) : group.start]
    note = group.start < 140 and _NAMED_SO.search(before) and _NOTE.search(scene.small, 0, group.start)
    field = _FIELD.search(before) and _NEXT_FIELD.match(scene.text, group.end)
    called = group.start < 140 and _CALLS.search(before) and not _RANK.search(before)
    return (-3.0, 4.0) if group.subject and (note or field or called) else (0.0, 0.0)


_GO_BETWEEN = folded(
    r"(?<!\w)(?:(?:может|могут|може) (?:взять|поднять|ответить|взяти|відповісти)|возьм[её]т|поднимет|ответит|подойд[её]т|візьме|если (?:\w+ ){0,2}не (?:возьм\w+|отве\w+|дозвон\w+|подним\w+)|якщо (?:\w+ )?не (?:відпов\w+|візьм\w+)|либо|или)\W{1,3}(?:то |трубку |звоните )?(?P<who>\w+)\s$"
)


def _goes_between(scene: Scene, group: Group) -> tuple[float, float]:
    """Someone near who may take the call: "трубку может взять соседка Люба"."""
    kin = scene.kin_before(group)
    close = kin is not None and group.start - kin.end < 3
    found = close and _GO_BETWEEN.search(scene.small, max(0, group.start - 60), group.start)
    return (-4.0, -6.0) if found and len(group.roles) == 1 else (0.0, 0.0)


_IN_FULL = folded(
    r"(?<!\w)(?:это )?(?:по паспорту|по документам|официально|полностью|полное имя|повністю|за паспортом|in full|officially)[\s,:—–-]{1,3}$"
)


_ASK_FOR_HER = folded(
    r"(?<!\w)(?:спросить|спросите|спрашивать|позвать|позовите|попросить|попросите|спитати|покличте)(?: к телефону| позвать)?[\s:]{1,2}$"
)


def _asked_to_the_telephone(scene: Scene, group: Group) -> tuple[float, float]:
    """Who is to be called to the telephone: "спросить Ольгу Сергеевну"."""
    found = _ASK_FOR_HER.search(scene.small, max(0, group.start - 36), group.start)
    return (-4.0, 0.0) if found else (0.0, 0.0)


def _in_full(scene: Scene, group: Group) -> tuple[float, float]:
    """A name told once more in full: "Лёнька это по паспорту Мухортов Леонид"."""
    found = len(group.roles) > 1 and _IN_FULL.search(scene.small, max(0, group.start - 30), group.start)
    return (3.0, -2.0) if found else (0.0, 0.0)


def _born_after(scene: Scene, group: Group) -> tuple[float, float]:
    return (1.0, 0.0) if BORN.search(scene.after(group, 40)) else (0.0, 0.0)


def _serves(scene: Scene, group: Group) -> tuple[float, float]:
    return (1.0, 0.0) if SERVES.search(scene.sentence(group)) else (0.0, 0.0)


def _in_list(scene: Scene, group: Group) -> tuple[float, float]:
    return (3.5, -3.0) if group.start in scene.listed else (0.0, 0.0)


def _signature(scene: Scene, group: Group) -> tuple[float, float]:
    closes = bool(_CLOSING.search(scene.small[max(0, group.start - 40) : group.start]))
    contact = bool(_CONTACT.search(scene.after(group, 80)))
    number = scene.small[max(0, group.start - 30) : group.start]
    number_before = bool(_NUMBER_BEFORE.search(number)) if _NUMBER_OR_ADDRESS.search(number) else False
    return 0.0, 2.0 * scene.signs(group) + 2.5 * closes + 1.2 * contact + 2.0 * number_before


def _by_work(scene: Scene, group: Group) -> tuple[float, float]:
    """A name in a sentence that says who one is by work: "Я волонтёр из Тюмени, Глеб Носов", "Адвокат Носов Г.А."."""
    before = scene.before(group)
    worker = list(writer.WORK.finditer(before)) if group.subject else []
    own = worker and (
        re.search(r"\b[яЯ]\b", before) or re.fullmatch(r"\w*[\s,]+", before[worker[-1].end() :])
    )
    opens = worker and group.start < 120 and group.start not in scene.listed
    if opens and re.match(r"\s*[.!\n]", scene.after(group, 4)):
        return -4.0, 3.5  # "волонтёр комитета солдатских матерей, Астрахань, Нина."
    return (0.0, 2.5) if own else (0.0, 0.0)


def _first_words(scene: Scene, group: Group) -> tuple[float, float]:
    opens = group.start <= scene.first_word and group.subject and group.start not in scene.listed
    opens = opens and not OLD.match(scene.after(group, 12))
    return (0.0, 2.0) if opens else (0.0, 0.0)


def _enumerated(scene: Scene, group: Group) -> tuple[float, float]:
    """Several names with their ages or birth dates, one after another: those who are sought."""
    near = [g for g in scene.between(group.start - 79, group.start + 80) if len(g.roles) > 1 or g.initials]
    aged = [g for g in near if BORN.search(scene.after(g, 40))]
    together = (
        group in aged
        and len(aged) > 1
        and not any("\n" in scene.text[a.end : b.start] for a, b in pairwise(aged))
    )
    return (
        (2.0, -1.0)
        if together or (group.plural and group.roles != "S" and not scene.signs(group))
        else (0.0, 0.0)
    )


def _own_line(scene: Scene, group: Group) -> tuple[float, float]:
    """A name alone on the last lines, after a line without words."""
    late = group.start > len(scene.text) * 0.6 and group.start not in scene.listed
    before = scene.text.rfind("\n", 0, group.start - 1) + 1
    if not late or not scene.line_start(group) or re.search(r"\w", scene.text[before : group.start]):
        return 0.0, 0.0
    rest = scene.small[group.end :].partition("\n")[0]
    return (0.0, 0.0) if re.search(r"\w", NOT_LETTERS.sub("", rest)) else (0.0, 1.0)


def _family(scene: Scene, group: Group) -> tuple[float, float]:
    """One of two of a family: a name of a man whose relative signs is more likely sought, she more likely writes."""
    others = [one for one in scene.relatives(group) if one.gender and one.gender != group.gender]
    if not others or not group.gender or not group.subject:
        return 0.0, 0.0
    if group.gender == "f":
        after = all(one.start < group.start for one in others) and not BORN.search(scene.after(group, 20))
        return (-1.0, 2.0) if after and scene.opens_sentence(group) else (0.0, 0.0)
    return 1.0, 0.0


def _father(scene: Scene, group: Group) -> tuple[float, float]:
    """A man whose given name is in the patronymic of another of his name: "сын … Роман Степанович. … Степан"."""
    given = fold(group.name.given or "")
    if group.gender != "m" or len(given) < 3 or not group.subject:
        return 0.0, 0.0
    children = (one for one in scene.relatives(group) if one.name.patronymic)
    is_father = any(
        fold(one.name.patronymic or "").startswith(given[: max(3, len(given) - 2)]) for one in children
    )
    return (-1.5, 2.5) if is_father else (0.0, 0.0)


def _only_name(scene: Scene, group: Group) -> tuple[float, float]:
    """The only name of a message about kin of this gender, with his age or birth date: "брат ранен … Осин Пётр 97"."""
    alone = all(one is group for one in scene.full_names[:2])
    his = alone and len(group.roles) > 1 and scene.sought_genders == {group.gender}
    if not his or _introduces(scene, group):
        return 0.0, 0.0
    return (2.0, -3.0) if BORN.search(scene.after(group, 12)) else (0.0, 0.0)


def _gender(scene: Scene, group: Group) -> tuple[float, float]:
    sought = scene.sought_genders
    against_writer = bool(scene.gender and group.gender and scene.gender != group.gender)
    against_sought = len(sought) == 1 and group.gender not in ("", *sought)
    return -2.5 * against_sought, -3.0 * against_writer


def _rank(scene: Scene, group: Group) -> tuple[float, float]:
    """A commander or a doctor; but a soldier too signs with his rank: "служу в 58 армии … прапорщик Бычков"."""
    if scene.own_service and scene.signs(group):
        return 0.0, 0.0
    return (-6.0, -6.0) if _RANK.search(scene.small[max(0, group.start - 60) : group.start]) else (0.0, 0.0)


_MY_BEFORE = folded(r"(?<!\w)(?:мой|моя|мій|наш|my)(?: там| тут)?,?\s$")
_MY_AFTER = folded(r"\s(?:это |це |[—–-] )?(?:мой|моя|мій|наш)(?!\w)")


def _mine(scene: Scene, group: Group) -> tuple[float, float]:
    """A name that somebody calls hers: "мой Никитос", "Даня мой срочник"."""
    before = _MY_BEFORE.search(scene.small, max(0, group.start - 12), group.start)
    after = _MY_AFTER.match(scene.small, group.end)
    return (3.5, -3.0) if before or after else (0.0, 0.0)


_SOLDIER_BEFORE = folded(
    r"(?<!\w)(?:призывник|срочник|солдат|рядов|матрос|курсант|новобран|мобилизованн|контрактник|строковик|мобілізован|conscript|private|soldier)\w{0,4}(?: по призыву| по мобилизации| за призовом)?[\s,:—–-]{1,3}$"
)


def _soldier(scene: Scene, group: Group) -> tuple[float, float]:
    """A name right after "рядовой" or "призывник", of a man who does not sign."""
    if scene.signs(group) or scene.own_service:
        return 0.0, 0.0
    found = _SOLDIER_BEFORE.search(scene.small, max(0, group.start - 36), group.start)
    return (1.5, -1.0) if found else (0.0, 0.0)


_TOLD_OF = folded(
    r"[\s,(—–-]{1,3}(?:(?:[^\W\d_]+-)?(?:срочник|контрактник|мобилизованный|призывник|солдат|рядовой|строковик|мобілізований|conscript|soldier"
    r"|пропал|пропав|зник|исчез|служит|служил|служив|призван|призвали|забрали|ранен|поранений|served|serves|вч)(?!\w)"
    r"|не (?:выход|звон|отвеча|дзвон)|попал в|потрапив|в плену|у полоні|стоял (?:у|в|под|на)\s|в/ч|войсковая часть|військова частина"
    r"|is missing|went missing|has not|was (?:drafted|captured))"
)


def _told_of(scene: Scene, group: Group) -> tuple[float, float]:
    """A full name right before what became of him: "Дмитрий Ерохин, срочник, пропал"."""
    told = group.sure and len(group.roles) > 1 and group.gender != "f" and group.subject
    return (3.0, -3.0) if told and _TOLD_OF.match(scene.small, group.end) else (0.0, 0.0)


_RECOMMENDS = folded(
    r"[^.!?\n]{0,40}(?<!\w)(?:дал|дала|дали|посоветовал\w{0,1}|подсказал\w{0,1}|скинул\w{0,1}|порадил\w{0,1}|gave|recommended)(?!\w)[^.!?\n]{0,12}(?<!\w)(?:ваш|вас|your|номер|контакт|you)"
)


def _recommends(scene: Scene, group: Group) -> tuple[float, float]:
    """Someone who gave our number: "Дядя Саша из шестой квартиры дал ваш номер"."""
    return (-4.0, -6.0) if group.subject and _RECOMMENDS.match(scene.small, group.end) else (0.0, 0.0)


_HERE = folded(r"\s(?:тут|здесь|на связи|беспокоит|турбує|here)(?!\w)")


def _here(scene: Scene, group: Group) -> tuple[float, float]:
    """The first words of a message: "Эля тут"."""
    opens = group.start <= scene.first_word and group.subject and _HERE.match(scene.small, group.end)
    return (-1.0, 2.0) if opens else (0.0, 0.0)


def _neighbour_named(scene: Scene, group: Group) -> tuple[float, float]:
    """A neighbour for whom one writes: "у мене сусідка тут, баба Люба"."""
    kin = scene.kin_between(max(0, group.start - 60), group.start)
    third = [one for one in kin if one.word.kin.name in ("neighbour", "friend") and not one.self]
    elder = kin[-1:] and kin[-1].word.kin.name in ("grandmother", "grandfather", "aunt", "uncle", "neighbour")
    return (-3.0, -4.0) if third and elder and group.roles == "G" and not scene.signs(group) else (0.0, 0.0)


def _only_contact(scene: Scene, group: Group) -> tuple[float, float]:
    """The only name, at the end and with an address, where nobody near is spoken of: an offer or a question."""
    late = group.start > len(scene.text) * 0.6 and group.subject and len(scene.groups) == 1
    after = scene.text[group.end : group.end + 60].partition("\n")[0]
    return (-1.0, 2.0) if late and not scene.kin and re.search(r"[@+]|\d{4}", after) else (0.0, 0.0)


CLUES: list[Clue] = [
    _kin_before,
    _kin_after,
    _from_whom,
    _asked_for,
    _form,
    _introduced,
    _in_note,
    _goes_between,
    _asked_to_the_telephone,
    _in_full,
    _born_after,
    _serves,
    _in_list,
    _signature,
    _by_work,
    _first_words,
    _enumerated,
    _own_line,
    _family,
    _father,
    _only_name,
    _gender,
    _rank,
    _mine,
    _soldier,
    _told_of,
    _recommends,
    _here,
    _neighbour_named,
    _only_contact,
]
"""What is looked at, in this order; the points add up."""
