"""What is said of the words that pushed: what they changed, else what they speak for."""

from collections.abc import Sequence

from tidings.text.sentences import LANGUAGES, Sentence

_QUOTE = Sentence(en="“{word}”", ru="«{word}»", uk="«{word}»")
_SPEAKS = Sentence(
    en="Earlier decisions of this office speak for it: {words}.",
    ru="За это говорят прежние решения вашей организации: {words}.",
    uk="За це свідчать попередні рішення вашої організації: {words}.",
)
_CHANGED = Sentence(
    en="The rules alone had said “{was}”. Earlier decisions of this office changed it to “{now}”: {words}.",
    ru="Одни правила сказали бы «{was}». Прежние решения вашей организации изменили это на «{now}»: {words}.",
    uk="Самі правила сказали б «{was}». Попередні рішення вашої організації змінили це на «{now}»: {words}.",
)
_NO_WORD = Sentence(
    en="no single word decides", ru="ни одно слово не решает само", uk="жодне слово не вирішує саме"
)
NAMES = {
    "lost_contact": Sentence(en="Lost contact", ru="Потеря связи", uk="Втрата зв’язку"),
    "coerced_contract": Sentence(en="Forced contract", ru="Принуждение к контракту", uk="Примус до контракту"),
    "deployment_notice": Sentence(en="Deployment", ru="Отправка", uk="Відправлення"),
    "exempt_called_up": Sentence(en="Called up though exempt", ru="Призван вопреки освобождению", uk="Призваний попри звільнення"),
    "captivity": Sentence(en="Captivity", ru="Плен", uk="Полон"),
    "remains": Sentence(en="Remains", ru="Останки", uk="Останки"),
    "contract_dispute": Sentence(en="Contract dispute", ru="Спор о контракте", uk="Спір щодо контракту"),
    "child_recruitment": Sentence(en="Child recruitment", ru="Вербовка детей", uk="Вербування дітей"),
    "other": Sentence(en="Other", ru="Другое", uk="Інше"),
    "critical": Sentence(en="Critical", ru="Критическая срочность", uk="Критична терміновість"),
    "high": Sentence(en="High", ru="Высокая срочность", uk="Висока терміновість"),
    "normal": Sentence(en="Normal", ru="Обычная срочность", uk="Звичайна терміновість"),
    "low": Sentence(en="Low", ru="Низкая срочность", uk="Низька терміновість"),
}  # fmt: skip
"""Categories and urgencies as a sentence names them."""


def reasons_of(rules: tuple[str, str], said: tuple[str, str], words: tuple[str, ...]) -> list[Sentence]:
    """Return what to say of the words that pushed: what they changed, else what they speak for."""
    quoted = _listed(words)
    if rules == said:
        return [_SPEAKS.fill(words=quoted)] if quoted else []
    changed = [(NAMES[was], NAMES[now]) for was, now in zip(rules, said, strict=True) if was != now]
    was, now = (_joined(some) for some in zip(*changed, strict=True))
    return [_CHANGED.fill(was=was, now=now, words=quoted or _NO_WORD)]


def _listed(words: tuple[str, ...]) -> Sentence | None:
    """Return the words in quotes, as each language writes them."""
    return _joined([_QUOTE.fill(word=word) for word in words]) if words else None


def _joined(some: Sequence[Sentence]) -> Sentence:
    return Sentence(**{lang: ", ".join(one.say(lang) for one in some) for lang in LANGUAGES})
