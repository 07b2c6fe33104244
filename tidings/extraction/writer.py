"""What the words say of the writer: woman or man, and what she calls herself to the sought person."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tidings.extraction.kinship import KinWord, in_law, kin_word, kin_words
from tidings.extraction.naming import is_transliterated, tokens
from tidings.text.phrases import begins, fold, folded, openings

_WOMAN = [
    r"\b[яЯ]\b(?:[\s,]+(?!и\b|а\b|но\b|что\b)[\w-]+){0,2}?[\s,]+(?!с?начала|дела|тела|сила|была бы)[\w-]{3,}(?:ла|лась)\b",
    r"\b(?:не )?(?:уверена|благодарна|признательна|вдова|вдячна|впевнена|согласна|сама старая)\b",
    r"\b[яЯ]\b(?:\s+\w+){0,2}\s+(?:одна|сама|мама|мать|мати)\b",
    r"(?:^|[.!?\n]\s{0,9})(?:Звонила|Обращалась|Узнала|Писала|Ездила|Ходила|Узнавала|Подавала|Дозвонилась)\b",
    r"\bмать (?:я )?одна\b",
    r"\b[яЯ]\b[\s,]+(?:мать|мама|бабушка|жена|сестра|т[её]тя|дочь|вдова|пенсионерка)\b",
    r"(?i)\b(?:жен\. голос|женщина|жінка|жен\. гол)",
    r"\bизвещений не получала\b|\bне получала\b|\b[яЯ] [\w-]+(?:лась|ла)\b",
    r"\b(?:сповіщення )?(?:отримала|шукала|дзвонила|писала)\b",
    r"(?:^|[.!?,]\s*)(?:звонила|писала|узнала|ходила|отпустила|не могла|боялась|просила|обзвонила)\b",
    r"\b[яЯ]\b(?: (?!он|она|мы|они|вы|что|как|когда|если|где|кто|мама|мать|жена|сестра|бабушка|знаю|думаю|помню|вижу|слышу)[\w-]+){2,4} (?!с?начала|дела|тела|сила)[\w-]{3,}(?:ла|лась)\b",
]
_MAN = [
    r"\b[яЯ]\b(?:[\s,]+(?!и\b|а\b|но\b|что\b)[\w-]+){0,2}?[\s,]+(?:[\w-]{3,}(?<![аоиея]те)(?:ал|ил|ел|ял|лся|ул|ыл)|\w*ш[её]л|смог|[\w-]*(?:нёс|вёз|вёл|лёг|берёг)|сам)\b",
    r"\b[яЯ] (?:не |сам |уже |весь |же |ещё |еще |тоже )*(?!который|какой|каждый|целый|весь)[\w-]+(?:ый|ий|ой)(?=\s{0,2}(?:[,.!?;]|$|военн|человек|солдат|моряк|офицер|инвалид|пенсионер|отец|дед))",
    r"\b(?:я|был бы|буду) (?:не )?(?:уверен|благодарен|признателен|готов|согласен)\b|\bбуду признателен\b|\bбуду благодарен\b",
    r"\b[яЯ]\b(?:\s+\w+){0,2}\s+(?:один|сам|отец|папа)\b",
    r"\A.{0,60}\b(?:мужчина|чоловік дзвонить|муж\. голос)\b",
]
_WOMAN_ADDRESSED = [
    (
        "девоч* девча* девчо* дівча* мамоч* милые родне* голуб*",
        r"(?i)\A\W*(?:(?:здравствуйте|добрый (?:день|вечер)|доброго времени|привет|дорогие|милые|родные)\W{1,3}){0,2}(?:девочки|девчата|девчонки|дівчата|мамочки|милые мои|родненькие|голубчики)\b",
    ),
    (
        "женщина девушка гражданочка дамочка жінко тітко дівчино",
        r"(?i)[«\"“,:-]\s?(?:женщина|девушка|гражданочка|дамочка|жінко|тітко|дівчино)[,!» ]",
    ),
    (
        "какая яка дура бестолковая больная",
        r"(?i)\b(?:какая|яка) (?:же?|ж) я (?:мать|мама|жена|мати|дружина)\b|\bкак дура\b|\b(?:дура|бестолковая|вся больная|сама не своя) я\b",
    ),
    (
        "работаю тружусь подрабатываю працюю",
        r"(?i)\b(?:работаю|тружусь|подрабатываю|працюю)(?: [\w-]+){0,2} [\w-]+(?:ицей|ркой|чкой|сестрой|ршей|ицею|ркою)\b",
    ),
    (
        "готова благодарна признательна рада согласна должна уверена вынуждена виновата растеряна напугана вдячна згодна",
        r"(?i)(?:^|[.!?,;\n]\s{0,3}|\bя (?:не |очень |так |уже |бы |сама |дуже )?|\b(?:очень|заранее|буду|была бы|наперёд|дуже) )(?:готова|благодарна|признательна|рада|согласна|должна|уверена|вынуждена|виновата|растеряна|напугана|вдячна|згодна)\b",
    ),
    (
        "я",
        r"\b[яЯ] (?:не |сама |уже |вся |же |ещё |еще |тоже )*(?:(?!такая же|какая)[\w-]+(?<!л)ая|[\w-]+(?:сестра|ица|арка|ярка|ичка|щица|нерка|шница|вдова))(?=[\s,.!?—–-]|$)|(?i:\bя (?:\w+ )?на \w+ месяце|\bя беременна)",
    ),
]
"""How she speaks to women, is spoken to and of, each with how a word of the message must begin for it."""
_QUOTED = r"(?:говорит|сказал|пишет|написал|кричит|просит|шепчет|звонит|каже|сказав|пише|мне|смс|[«\"“:(,—-])\s{0,2}[,:]?\s{0,2}[«\"“]?\s{0,2}"
_CALLED = {
    "mother": _QUOTED
    + r"(?:мам(?!\w)|мамо(?!\w)|мамочка|мамуль|мамка|мама[,!]? (?:я|не|мы|забер|все|всё|тут|теперь|прости|помог|нас))"
    + r"|\b(?:сказал|говорит|позвонил и сказал|каже|пишет|написал)\W{1,3}(?:мама|мамо)\b|(?<!всех )(?<!у )(?<!для )(?<!от )(?<!из )(?<!наших )(?<!других )(?<!чат )(?<!чате )(?<!много )(?<!тысяч )(?<!\d )(?<!сотни )(?<!таких )(?<!группе )(?<!этих )(?<!за )\bмам (?:я|не|мы|все|всё|нас|тут|прости|забер|смотр|говорит|говорю|каже|кричит|пишет|шепчет|ну|а|там|их|меня|ты|у|в|на|это|только|как|что|живой|вс[её])\b"
    + r"|\b(?:сказал|говорит|кричит|плачет|пишет|написал|позвонил|каже|звонил)\w*[^.!?\n]{0,60}[\s,]мам(?=[\s,.!?…]|$)|^\W*мам\b"
    + r"|\b(?:как|что|куда|чем|як|що|куди) (?:мне |мені )?(?:маме|матери|мамі|матері)(?= (?:его |її |йому )?(?:приехать|поехать|делать|быть|поступить|помочь|писать|обратиться|звонить|робити|писати|звертатися|бути|поїхати))"
    + r"|[,:«\"“]\s?ма(?=[\s,!]\s?[а-яіїє])|[«\"“,:—]\s?(?:мамаша|мамань|мамусь|мамул\w)(?=[\s,!.»])|,\s?мать(?=[.!»\"])|[:«\"“] ?(?:mam|mum|mom|mama)(?=[ ,!])|\b(?:said|says|whispered|cried|crying|begs)\W{1,3}(?:mum|mom|mama|mommy|mummy)(?=[ ,!])|, ?(?:mum|mom|mama),"
    + r"|\b(?:говорят|сказали|кажуть|отвечают|велели|сказал|ответил\w?)\W{1,2}(?:\w+\s){0,2}(?:мамаша|мамочка|женщина вы мать)\b"
    + r"|@(?:mama|mamka|mamochka|mat)_\w+|@\w+_mama\b|\bmama[._]\w+@",
    "father": _QUOTED
    + r"(?:пап(?!\w)|бать(?!\w)|батя[,!]? |тату(?!\w)|папа[,!]? (?:я|не|мы|забер|все|всё|тут))",
    "grandmother": _QUOTED
    + r"(?:ба(?!\w)|бабуль|бабань|бабо(?!\w)|бабусь|бабуля[,!]? (?:я|мы|не)|баб [А-Я]\w+|бабушка[,!]? (?:я|не))"
    + r"|\b(?:говорит|каже|сказал|сказав|пишет|отвечают|говорят|кажуть)\W{1,2}(?:бабань|бабуль|бабушка|бабуся|бабка|бабо)(?=[\s,])"
    + r"|\b(?:звонил|позвонил|говорит|сказал|пишет|написал|просил|каже|дзвонив)\b[^.!?\n]{0,30}[\s,«\"](?:баба|бабушка|бабуля|бабуся)[,!]? (?:я|не|мы|пришл|забер|помог|все|всё|жд|скуч|люб|нас|прости|забери)",
    "grandfather": _QUOTED + r"(?:дед(?!\w)[,!]?|діду(?!\w)|диду(?!\w)|дедунь|дедуль)",
    "sister": _QUOTED
    + r"(?:сестр[её]н(?!\w)|сестр[её]нк\w|сеструх\w|сестр(?:а|о|ичка|ичко)[,!]? (?:я|не|мы|мамі?е?|забер|все|всё|тут)|систер|sis(?!\w)|sister[, ]|didi )|\b(?:wrote|said|says|told me|texted|writes)\W{1,3}(?:sis|sister|didi)\b",
    "brother": _QUOTED + r"(?:братан\W|братишка\W|братух\w\W|брате\W|bro\W|brother[, ])",
}
_CALLING_NEEDS = {
    "mother": re.compile(r"мам|мат(?:ер|ь)|(?<!\w)ма(?!\w)|m[auo]m|@mat_"),
    "father": re.compile("пап|бат|тату"),
    "grandmother": re.compile(r"ба(?!\w)|баб"),
    "grandfather": re.compile(r"д[еиі]д"),
    "sister": re.compile("с[еи]ст|sis|didi"),
    "brother": re.compile("брат|bro"),
}
"""What a text must have, in small letters, for each of these."""
_SELF = folded(
    r"(?:\b(?:who is writing|who writes|who is asking|writing|written by|writer|relation(?:ship)?(?: (?:to|with) [\w ]{2,24})?|your relation(?:ship)?|applicant|enquirer|sender|from|requester|caller|кто пишет|кто вы|кем приходит\w+(?: ему)?|кем (?:вы |он )?(?:ему |вам )?приходит\w+|родство|степень родства|отношение|заявитель\w*|хто пише|хто ви(?: йому| їй| ему)?|ким доводит\w+|спорідненість|заявни\w+|я|i am|i'm|это|як|я\s+сама|я\s+сам|мы|обращается|обращаются|пишет|пише|(?:прошу|умоляю|говорю|скажу|обращаюсь|пишу|понимаю|благаю)(?: вас| вам| к вам)? (?:как|як)|(?:writing|asking|speaking) as|докладывает|сообщает|просит|умоляет|молит|кланяется|спрашивает|жалуется|просять|благає|повідомляє|звонит|дзвонить|звертається|це|говорит|с вами|від|от)"
    r"(?:[\s,—–:-]+(?:просто|всего лишь|лишь|лише|всього лише|(?:ему|ей|йому|їй|him) (?:и|і|й|both)|та самая|тот самый|та сама|той самий|к вам|вам|как|як|as|я|его|её|ее|их|його|їх|йому|ему|им|его\s+родн\w+|родн\w+|сам|сама|the|his|her|an?|only|elder|older|younger|little|big|родная|родной|старшая|младшая|троюродн\w+|двоюродн\w+|крестн\w+|кр[её]стн\w+|бывш\w+|многодетн\w+|(?:з|із|из|с|со)\s+\w+"
    r"|единственная|пожил\w+|стар\w+|юридически|мать|отец|їхня|рідна|old|mother|your))*[\s,—–:-]+)$"
)
WORK = folded(
    r"\b(?:корреспондент|журналист|психолог|психологиня|волонт[её]р|адвокат|юрист|редактор|исследовател|аспирант|правозащитник|депутат|классный руководител|учител|вчител|преподавател|педагог|воспитател|вихователь|священник|пастор|пресвитер|тренер|магистрант|соцработник|социальный работник)\w*"
    r"|\b(?:я|пишет вам|обращается|беспокоит|пише вам)[\s,—–-]+(?:\w+\s){0,2}(?:заведующ|директор|староста|библиотекар|фельдшер|медсестр|представител|координатор|работодател|бригадир|мастер|наставни|куратор|батюшка|иере|имам|муфтий|мулла|дьякон|диакон|доверенн|завуч|завідувач|майстер)\w*"
    r"|\bi(?:'m| am) (?:an? |the |his |their )?(?:\w+\s){0,2}(?:priest|imam|rabbi|clerk|employer|boss|coach|principal|nurse|doctor|landlord|landlady|colleague|supervisor|professor|tutor)\b"
    r"|\bi(?:'m| am) an? (?:[\w-]+\s){0,2}(?:translator|interpreter|producer|editor|psychologist|paralegal|designer|developer|filmmaker|writer|photographer|librarian)\b|\bi teach\b|\b(?:pupils?|students) of mine|\bmy pupils?\b|\bof my (?:pupils|students)\b"
    r"|\bотдел по\b|\bнаш(?:а|е|и|ей|ого|ої)? (?:компани|организаци|організаці|фонд|редакци|типографи|изда|фирм|студи|школ)\w*"
    r"|\b(?:journalist|reporter|researcher|i produce|radio (?:feature|documentary|programme|program|series|show)|documentary series|podcast series|phd student|student writing|master's student|thesis|dissertation|volunteer|lawyer|teacher|social worker|pastor|interview members)\b"
)
"""Words for those who write because of their work."""

_LOG = re.compile(
    r"\b(?:мужчина|женщина|жінка|чоловік|муж|жен|голос|зв|звонок|звонит|звонил[аи]?|позвонил[аи]?|обратил(?:ась|ся|ись)|звернул(?:ась|ася|ся)|дзвонил[аи]|принято|прийнято|записано|плачет|плаче|волнуется|вх|обр|дзвінок|тел|повторно|анонимно|ночной|вечерний|звернення|обращение|повторный)\b|[\W\d_]+",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:^|[.!?…\n]\s{0,3}|\b(?:алло|ало|здравствуйте|добрый день)[\s,!]{1,3})$", re.IGNORECASE
)
"""Before "девушка, помогите": who takes the call is addressed."""
_ABBREVIATED = re.compile(r"\.(?=\s?[,:;—–-]|\s(?:[а-яё]|голос))")
"""After "муж" or "жен" of a note: a man or a woman who calls."""
_OF_CHILDREN = re.compile(
    r"\s(?:двоих|троих|четверых|пятерых|одиночка|многодетн\w+|\d+(?:-х)?\sдетей|[a-z]+\sof\s(?:two|three|four|\d)|двох|трьох|чотирьох)\b"
)
"""Of what somebody is, not what she is to him: "я мать троих детей"."""
_OF_THE_SOLDIER = re.compile(
    r"\s(?:этого |того |цього )?(?:солдата|срочника|бойца|воина|военнослужащего|призывника|мобилизованного|контрактника|пропавшего|пленного|погибшего|строковика|бійця|військовослужбовця|зниклого|полоненого|of the (?:soldier|conscript|missing))(?!\w)",
    re.IGNORECASE,
)
"""After "мать": she is his who is written about, "Мать солдата"."""
_BEGS = re.compile(
    r"(?<!\w)(?:изви\w+|прост\w+|пожалей\w*|пойм[иё]\w*|помоги\w*|выруч\w+|услыш\w+|не откажите|вибач\w+|пробач\w+|зрозумі\w+|допомож\w+|почуй\w*|help|forgive|pity|excuse)"
    r"\s(?:уж\s|уже\s|вы\s|ради бога\s|пожалуйста\s|будь ласка\s|мне\s|меня\s|стар\w+\s|бедн\w+\s|глуп\w+\s|темн\w+\s|несчастн\w+\s|дурн\w+\s|бідн\w+\s|an?\s|the\s|poor\s|old\s)*$",
    re.IGNORECASE,
)
"""Before "мать": "извините мать", "помогите старой матери"."""
_BEGGING = frozenset(
    "мать матери мати матір отца отцу батька батькові бабку бабке бабушку бабушке жену жене сестру сестре mother father wife sister grandmother".split()
)
_TYPES = folded(
    r"\s(?:соседская |соседский |моя |мне )?(?:печатает|набирает|набрала?|печатала?|записывает|друкує|набирає|пишет (?:за меня|под|с моих)|пише (?:за мене|під|з моїх)|types?\b|is typing)"
)
"""After "дочка": who types for the writer, and is not sought."""
_LIVES = re.compile(r"\s(?:в|у|во|на|за|под|in|at)\s")
"""After "сестра в Харькове": where a third one is."""
_SPEAKS_AFTER = folded(r"\s+(?:пишет|звонит|обращается|беспокоит|пише|дзвонить|звертається)\b")
_TOLD_AFTER = folded(r"\s+(?:написал|прислал|сказал|говорит|передал|сообщил|каже)")
_SOUGHT_KIN = frozenset({"son", "husband", "grandson", "nephew"})
"""Kin of whom "пишет" and "звонит" tell what he says, not who writes to us."""
_THEIRS = folded(r"(?:\b(?:его|её|ее|их|его|його|її|їх|his|her|their)\s+)$")
_THEIRS_AFTER = folded(r"\s+(?:его|её|ее|их|його|її)\b")
_MINE = folded(
    r"\b(?:мо[йяюеёиі]\w{0,4}|мій|мого|моєму|моєї|наш\w{0,4}|у меня|у мене|my|our|свою|своего|свого)\s+(?:[\w-]+\s+){0,3}$"
)
_MINE_AFTER = folded(r"\s+(?:мой|моего|моему|моя|мою|мой,|мій|мого|моя)\b")


_MINE_WITHIN = folded(r"(?:мо[йяюеє]|моего|моему|мого|моєму|моїй|нашего|нашему|мій|my)\s")
SENIOR = frozenset(
    {"mother", "father", "grandmother", "grandfather", "aunt", "uncle", "wife", "sister", "neighbour", "girl"}
)
"""Kin who call themselves that when they write; the others are more often sought."""


class Kinship(NamedTuple):
    """A word for kin and how it stands: `mine` with a possessive of the writer, `theirs` of someone else, `self`
    where the writer says it of herself."""

    word: KinWord
    mine: bool
    theirs: bool
    self: bool

    @property
    def start(self) -> int:
        return self.word.start

    @property
    def end(self) -> int:
        return self.word.end


def kinships(text: str) -> list[Kinship]:
    """Return the words for kin with how each stands in the text."""
    found = kin_words(text)
    if is_transliterated(text):
        found += [
            known for token in tokens(text) if (known := kin_word(token.cyrillic, token.start, token.end))
        ]
    near = [word for word in sorted(found, key=lambda word: word.start) if not _is_no_kin(text, word)]
    return [_standing(text, word) for word in _compounds(text, near)]


def _is_no_kin(text: str, word: KinWord) -> bool:
    """Return whether a word is not meant of kin: "девушка, помогите", "муж., 40 лет" in a note, "мать троих детей"."""
    said = text[word.start : word.end].lower()
    if said in ("девушка", "молодой человек", "дівчина"):
        addressed = _ADDRESSED.search(text[max(0, word.start - 20) : word.start])
        return bool(addressed) and text[word.end : word.end + 1] in ",!"
    if said in ("муж", "жен"):
        return _ABBREVIATED.match(text, word.end) is not None
    return word.kin.name in ("mother", "father") and _OF_CHILDREN.match(text, word.end) is not None


_NOT_KIN = re.compile(r"(?<!\w)(?:не|not)(?: his| her| a| ваша?| его| йому| ему)?\s$", re.IGNORECASE)
"""Before "жена": "я ему не жена"."""
_REMOVED = re.compile(r"(?<!\w)(?:двоюродн|троюродн|внучат|двоюрідн|троюрідн)\w+\s$", re.IGNORECASE)
"""Before "онук": a grandson of a brother or a sister."""


def _compounds(text: str, found: list[KinWord]) -> list[KinWord]:
    """Return the words with two that make one kin as one: "муж моей сестры" is neither husband nor sister."""
    done: list[KinWord] = []
    for word in found:
        between = text[done[-1].end : word.start] if done else "…"
        if not word.nominative and re.fullmatch(
            r"\s+(?:мо\w{1,3}\s+|наш\w{1,3}\s+)?", between, re.IGNORECASE
        ):
            first = done.pop()
            done.append(KinWord(in_law(first.kin), first.nominative, first.start, word.end))
        elif _REMOVED.search(text, max(0, word.start - 20), word.start):
            done.append(KinWord(in_law(word.kin), word.nominative, word.start, word.end))
        else:
            done.append(word)
    return done


def _standing(text: str, word: KinWord) -> Kinship:
    small = fold(text)
    before, after = small[max(0, word.start - 60) : word.start], small[word.end : word.end + 12]
    if _NOT_KIN.search(before) or _TYPES.match(small, word.end):
        return Kinship(word, False, True, False)
    mine = bool(_MINE.search(before) or _MINE_AFTER.match(after) or _MINE_WITHIN.match(small, word.start))
    theirs = not mine and bool(_THEIRS.search(before) or _THEIRS_AFTER.match(after))
    speaks = word.nominative and not mine and not _TOLD_AFTER.match(after)
    speaks = speaks and not (before.rstrip().endswith(",") and _LIVES.match(after))
    after_it = word.kin.name not in _SOUGHT_KIN and _SPEAKS_AFTER.match(after)
    outermost = (word.start < 80 or len(text) - word.end < 80) and word.kin.name in SENIOR
    of_him = outermost and _OF_THE_SOLDIER.match(text, word.end) and not WORK.search(small, 0, word.start)
    speaks = speaks and bool(_SELF.search(before) or _logged(text, word) or after_it or of_him)
    begs = not mine and text[word.start : word.end].lower() in _BEGGING and bool(_BEGS.search(before))
    return Kinship(word, mine, theirs and not speaks, speaks or begs)


def _logged(text: str, word: KinWord) -> bool:
    """Return whether the word opens the note of a call: "Зв. 12.08, 14:20. Мать, …"."""
    opening = text[: word.start]
    if word.start > 45 or _LOG.sub("", opening):
        return False
    if word.kin.name in SENIOR:
        return bool(
            re.match(
                r"\s*[,(—–:.-]|\s+(?:[A-ZА-ЯЁІЇЄ]|погибш|пропавш|пленн|срочник|солдат|военнослуж)",
                text[word.end :],
            )
        )
    later = [k for k in kin_words(text[word.end : word.end + 100]) if k.nominative]
    return bool(re.search(r"\d", opening)) and bool(later)


def gender(text: str) -> str:
    """Return "f" or "m" where the writer's own words tell it (я узнала, буду благодарен), else ""."""
    own = _without_quotes(text)
    i = begins(fold(text), _I)
    women, men = (
        sum(bool(pattern.search(own)) for pattern, of_me in ways if i or not of_me) for ways in _ways()
    )
    women += _tells_as_woman(own) if begins(fold(text), _TELLING) else 0
    women += sum(begins(fold(text), some) and bool(way.search(own)) for some, way in _addressed())
    return "f" if women > men else "m" if men > women else ""


@cache
def _ways() -> tuple[list[tuple[re.Pattern[str], bool]], ...]:
    """Return the ways of women and of men, each with whether it begins with "я"."""
    return tuple(
        [(re.compile(way, re.MULTILINE), way.startswith(r"\b[яЯ]\b")) for way in ways]
        for ways in (_WOMAN, _MAN)
    )


_DEEDS = (
    "хотела|думала|надеялась|ждала|боялась|плакала|рыдала|молилась|звонила|обзвонила|дозвонилась|писала|написала|отправила|подавала|подала|ездила|съездила|"
    "ходила|сходила|обошла|объездила|узнала|узнавала|услышала|увидела|прочла|прочитала|нашла|поняла|решила|просила|спросила|сказала|ответила|говорила|"
    "разговаривала|беседовала|родила|рожала|растила|вырастила|провожала|проводила|положила|отвезла|собрала|сдала|получила|потеряла|охрипла|устала|"
    "замучилась|побежала|пошла|поехала|прибежала|приехала|ревела|выла|орала|кричала|радовалась|отпустила|знала|забыла|вспомнила|включила|смотрела|"
    "пересмотрела|переслушала|набрала|перезвонила|работала|хотіла|чекала|боялася|дзвонила|їздила|дізналася|почула|побачила|питала|народила|виростила|"
    "проводжала|розмовляла|балакала|шукала|передзвонила|зрозуміла|перегорнула"
)
_ALONE = re.compile(
    r"(?:^|[.!?,;:()\n—–-]\s{0,3}|(?<![\w-])(?:не|и|й|а|но|та|або|или|уже|вже|вчера|сегодня|сьогодні|вчора|сама|только|тільки|вот|ось|так|ещё|еще|ще|тоже|теж|весь|всю|раз|пока|поки|там|тут|туда|туди|ему|йому|ей|его|її|його|им|їм|с ним|з ним|себе|собі|всё|все|просто"
    r"|опять|знову|снова|потом|потім|сразу|даже|навіть|сто|везде|всюду|всегда|завжди|ночью|утром|вечером|зранку|долго|очень|дуже|три|два|как|як|где|де|когда|коли|бы|би|б|то|же|ж|если|якщо|ли|чи|день|ночь|вас|вам|тебе|тобі|его я|одна|чуть|едва|столько|давно|недавно|никогда)\s)"
    rf"(?:{_DEEDS})(?![\w-])",
    re.IGNORECASE,
)
"""What a woman tells of herself without "я"; of a man the same would be told of him who is sought."""
_ANOTHER_WOMAN = re.compile(
    r"(?<!\w)(?i:она|вона|мам\w|мать|мати|матір|матушк\w|жена|женщина|дружина|супруга|невеста|девушка|дівчина|жінка|сестр\w|сестр[её]нка|бабушка|бабуся|бабка|т[её]тк?[яа]|тітка|дочь|дочка|донька|(?:пра)?внучка|онучка|соседка|сусідка"
    r"|подруга|свекровь|т[её]ща|невестка|племянница|учительница|заявительница|заявниця|врачиха|медсестра|которая|кто|яка|хто)(?!\w)"
)
_SHE = re.compile(r"(?<=\s)[А-ЯЁІЇЄ][а-яёіїє]+[ая]\s")


def _tells_as_woman(own: str) -> bool:
    """Return whether she tells what she did, in a sentence that names no other woman: "вчера ездила в часть"."""
    return any(_without_another(own, *found.span()) for found in _ALONE.finditer(own))


def _without_another(text: str, start: int, end: int) -> bool:
    """Return whether no other woman is named shortly before a verb, nor a name in a right beside it."""
    before = text[max(0, start - 120) : start]
    after = re.split(r"[,;:().!?\n]", text[end : end + 24])[0]
    clause = re.split(r"[,;:().!?\n]", before + " " + text[start:end])[-1] + after
    return not (_ANOTHER_WOMAN.search(before + text[start:end] + after) or _SHE.search(clause + " "))


_TELLING = openings(" ".join(_DEEDS.split("|")))


@cache
def _addressed() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    return tuple((openings(words), re.compile(way)) for words, way in _WOMAN_ADDRESSED)


_I = openings("я")


@cache
def _callings() -> dict[str, re.Pattern[str]]:
    return {who: re.compile(pattern, re.IGNORECASE) for who, pattern in _CALLED.items()}


def called(text: str) -> Iterator[str]:
    """Yield what the sought person calls the writer, by the words that are quoted: "mother" for «мам, нас везут»."""
    small = fold(text)
    for who, pattern in _callings().items():
        if _CALLING_NEEDS[who].search(small) and pattern.search(text):
            yield who


def _without_quotes(text: str) -> str:
    return re.sub(r"«[^»]{0,400}»|“[^”]{0,400}”|\"[^\"]{0,400}\"", " … ", text)
