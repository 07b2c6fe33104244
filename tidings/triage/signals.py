"""The signs that speak for a category: small functions in a list, each with a sentence for the caseworker.

A sign of words weighs what words.toml says, and somewhat more when several of its phrases are there.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tidings.text.sentences import Sentence
from tidings.triage.alike import LEAST_LIKELY, alike, telling
from tidings.triage.facts import CATEGORIES, AppealFacts
from tidings.triage.wordlists import word_lists


@dataclass(frozen=True)
class Signal:
    """A sign for (or, with points below nothing, against) a category, and the sentence that says so."""

    category: str
    points: float
    sentence: Sentence


Look = Callable[[AppealFacts, date], Signal | None]
_MORE = 0.2  # of the weight, for a second and a third phrase each
_PLAIN_SPEECH = ("conscript", "minor")


def _said(facts: AppealFacts, name: str, sentence: Sentence) -> Signal | None:
    """Return the sign that a list is found, its sentence with the first words found, or None."""
    words = word_lists()[name]
    found = list(dict.fromkeys(word.lower() for word in words.said(facts.text)))
    if not found:
        return None
    points = words.points * (1 + _MORE * min(2, len(found) - 1))
    quoted = words.said(facts.text)[0].strip()
    return Signal(name.split(".")[0], points, sentence.fill(words=quoted))


def contact_lost(facts: AppealFacts, today: date) -> Signal | None:
    """He does not answer, is silent, missing."""
    return _said(facts, "lost_contact.silence", Sentence(
        en="Contact with him is lost: “{words}”.", ru="С ним нет связи: «{words}».", uk="З ним немає зв’язку: «{words}»."))  # fmt: skip


def searched_for(facts: AppealFacts, today: date) -> Signal | None:
    """Someone is looked for."""
    return _said(facts, "lost_contact.search", Sentence(
        en="Someone is looked for: “{words}”.", ru="Человека ищут: «{words}».", uk="Людину шукають: «{words}»."))  # fmt: skip


def last_sign_told(facts: AppealFacts, today: date) -> Signal | None:
    """The last call or message is told of."""
    return _said(facts, "lost_contact.last_sign", Sentence(
        en="A last sign of life is told of: “{words}”.", ru="Говорится о последней весточке: «{words}».", uk="Ідеться про останню звістку: «{words}»."))  # fmt: skip


def fate_unknown(facts: AppealFacts, today: date) -> Signal | None:
    """They ask whether he lives, or for lists of the dead and of prisoners."""
    return _said(facts, "lost_contact.fate_unknown", Sentence(
        en="Nobody knows what happened to him: “{words}”.", ru="Не знают, что с ним: «{words}».", uk="Не знають, що з ним: «{words}»."))  # fmt: skip


def besieged(facts: AppealFacts, today: date) -> Signal | None:
    """They were cut off or left behind; where a contract or a discharge is at issue, that comes first."""
    if not facts.sought or _contract_against_his_will(facts) or _named(facts, "contract_dispute.discharge"):
        return None
    return _said(facts, "lost_contact.besieged", Sentence(
        en="They are cut off or were left behind: “{words}”.", ru="Они отрезаны или брошены: «{words}».", uk="Вони відрізані або покинуті: «{words}»."))  # fmt: skip


def last_contact_dated(facts: AppealFacts, today: date) -> Signal | None:
    """The day of the last contact is known."""
    if facts.last_contact is None or facts.last_contact >= today:
        return None
    return Signal("lost_contact", 1.5, Sentence(
        en="The last contact was on {day}.", ru="Последний раз на связи: {day}.", uk="Востаннє на зв’язку: {day}.").fill(day=facts.last_contact))  # fmt: skip


def captured(facts: AppealFacts, today: date) -> Signal | None:
    """He is said to be a prisoner of war."""
    return _said(facts, "captivity.captured", Sentence(
        en="Captivity is spoken of: “{words}”.", ru="Говорится о плене: «{words}».", uk="Ідеться про полон: «{words}»."))  # fmt: skip


def exchange_spoken_of(facts: AppealFacts, today: date) -> Signal | None:
    """Exchange, the Red Cross, a video of prisoners."""
    return _said(facts, "captivity.exchange", Sentence(
        en="Exchange or a sign from captivity is spoken of: “{words}”.", ru="Говорится об обмене или вестях из плена: «{words}».", uk="Ідеться про обмін або звістку з полону: «{words}»."))  # fmt: skip


def seen_in_captivity(facts: AppealFacts, today: date) -> Signal | None:
    """Someone saw him in captivity, or knew him on a recording."""
    return _said(facts, "captivity.seen", Sentence(
        en="He was seen in captivity or on a recording: “{words}”.", ru="Его видели в плену или на записи: «{words}».", uk="Його бачили в полоні або на записі: «{words}»."))  # fmt: skip


def missing_before_captured(facts: AppealFacts, today: date) -> Signal | None:
    """He was seen as a prisoner, or an exchange is spoken of: that he went missing before comes second."""
    told = any(_named(facts, f"captivity.{name}") for name in ("seen", "exchange"))
    if not told or not _named(facts, "captivity.captured") or _named(facts, "captivity.maybe"):
        return None
    return Signal("lost_contact", -3.0, Sentence(
        en="He is said to be a prisoner.", ru="Сообщают, что он в плену.", uk="Повідомляють, що він у полоні."))  # fmt: skip


def captivity_only_supposed(facts: AppealFacts, today: date) -> Signal | None:
    """Captivity is one guess among others: against captivity."""
    return _said(facts, "captivity.maybe", Sentence(
        en="Captivity is only supposed: “{words}”.", ru="Плен лишь предполагается: «{words}».", uk="Полон лише припускається: «{words}»."))  # fmt: skip


def said_dead(facts: AppealFacts, today: date) -> Signal | None:
    """Someone says that he was killed. Nobody here says that he is dead."""
    return _said(facts, "remains.dead", Sentence(
        en="The message speaks of death: “{words}”. Nothing is confirmed by this.", ru="В сообщении говорится о гибели: «{words}». Это ничего не подтверждает.", uk="У повідомленні йдеться про загибель: «{words}». Це нічого не підтверджує."))  # fmt: skip


def body_sought(facts: AppealFacts, today: date) -> Signal | None:
    """A body, a DNA sample, an identification."""
    return _said(facts, "remains.body", Sentence(
        en="A body or its identification is spoken of: “{words}”.", ru="Говорится о теле или опознании: «{words}».", uk="Ідеться про тіло або впізнання: «{words}»."))  # fmt: skip


def death_of_another(facts: AppealFacts, today: date) -> Signal | None:
    """A relative's death, or morgues that were called in vain: against remains."""
    return _said(facts, "remains.elsewhere", Sentence(
        en="The death is not his, or only feared: “{words}”.", ru="Смерть не его или её лишь боятся: «{words}».", uk="Смерть не його або її лише бояться: «{words}»."))  # fmt: skip


def pressed_to_sign(facts: AppealFacts, today: date) -> Signal | None:
    """He is pressed, forced or threatened into a contract."""
    return _said(facts, "coerced_contract.pressed", Sentence(
        en="He is pressed to sign: “{words}”.", ru="Его вынуждают подписать: «{words}».", uk="Його змушують підписати: «{words}»."))  # fmt: skip


def tricked_into_contract(facts: AppealFacts, today: date) -> Signal | None:
    """He was tricked, or the contract is to be undone."""
    if not _named(facts, "coerced_contract.threatened"):
        return None
    return _said(facts, "coerced_contract.deceived", Sentence(
        en="A contract by deceit, or one to be undone: “{words}”.", ru="Контракт обманом или его хотят отменить: «{words}».", uk="Контракт обманом або його хочуть скасувати: «{words}»."))  # fmt: skip


def promised_something_else(facts: AppealFacts, today: date) -> Signal | None:
    """He was promised the rear, a guard's or a driver's work."""
    return _said(facts, "coerced_contract.promised", Sentence(
        en="Something else was promised: “{words}”.", ru="Обещали другое: «{words}».", uk="Обіцяли інше: «{words}»."))  # fmt: skip


def signature_not_his(facts: AppealFacts, today: date) -> Signal | None:
    """There is a contract that he did not sign."""
    if not _named(facts, "coerced_contract.threatened"):
        return None
    return _said(facts, "coerced_contract.forged", Sentence(
        en="The signature may not be his: “{words}”.", ru="Подпись, возможно, не его: «{words}».", uk="Підпис, можливо, не його: «{words}»."))  # fmt: skip


def threats_with_contract(facts: AppealFacts, today: date) -> Signal | None:
    """Threats or papers taken, and a contract is spoken of."""
    if not facts.flags & {"threats", "documents_confiscated"}:
        return None
    if facts.statuses == {"contract"} and not _contract_against_his_will(facts):
        return None
    return _said(facts, "coerced_contract.threatened", Sentence(
        en="Threats or papers taken where a contract is spoken of: “{words}”.", ru="Угрозы или изъятые документы там, где речь о контракте: «{words}».", uk="Погрози або вилучені документи там, де йдеться про контракт: «{words}»."))  # fmt: skip


def going_to_the_front(facts: AppealFacts, today: date) -> Signal | None:
    """He is to be sent, or is on the way."""
    return _said(facts, "deployment_notice.going", Sentence(
        en="He is to be sent: “{words}”.", ru="Его отправляют: «{words}».", uk="Його відправляють: «{words}»."))  # fmt: skip


def conscript_going(facts: AppealFacts, today: date) -> Signal | None:
    """A conscript (not a contract soldier) is to be sent."""
    if not facts.statuses & set(_PLAIN_SPEECH) or not _named(facts, "deployment_notice.going"):
        return None
    points = 2.0 if _named(facts, "deployment_notice.combat_region") else 1.0
    return Signal("deployment_notice", points, Sentence(
        en="He serves as a conscript.", ru="Он служит по призыву.", uk="Він служить за призовом."))  # fmt: skip


def professional_going(facts: AppealFacts, today: date) -> Signal | None:
    """A contract soldier or a mobilised man is sent: no early deployment."""
    if facts.statuses & {"conscript"} or not facts.statuses & {"contract", "mobilised"}:
        return None
    return Signal("deployment_notice", -3.0, Sentence(
        en="He does not serve as a conscript.", ru="Он служит не по призыву.", uk="Він служить не за призовом."))  # fmt: skip


def combat_region_named(facts: AppealFacts, today: date) -> Signal | None:
    """The border, the front, a region at war, and he is to go there."""
    if not _named(facts, "deployment_notice.going"):
        return None
    return _said(facts, "deployment_notice.combat_region", Sentence(
        en="A combat or border region is named: “{words}”.", ru="Назван район боёв или приграничье: «{words}».", uk="Названо район боїв або прикордоння: «{words}»."))  # fmt: skip


def asks_whether_he_may_be_sent(facts: AppealFacts, today: date) -> Signal | None:
    """They ask whether he may be sent, or how to stop it."""
    return _said(facts, "deployment_notice.may_they", Sentence(
        en="They ask whether he may be sent: “{words}”.", ru="Спрашивают, вправе ли его отправить: «{words}».", uk="Питають, чи мають право його відправити: «{words}»."))  # fmt: skip


def sent_in_the_past(facts: AppealFacts, today: date) -> Signal | None:
    """He was sent already: no notice."""
    return _said(facts, "deployment_notice.past", Sentence(
        en="He was sent already: “{words}”.", ru="Его уже отправили: «{words}».", uk="Його вже відправили: «{words}»."))  # fmt: skip


def day_named(facts: AppealFacts, today: date) -> Signal | None:
    """The day of departure is known."""
    if facts.deadline is None or not _named(facts, "deployment_notice.going"):
        return None
    return Signal("deployment_notice", 1.5, Sentence(
        en="A day is named: {day}.", ru="Назван день: {day}.", uk="Названо день: {day}.").fill(day=facts.deadline))  # fmt: skip


def untrained(facts: AppealFacts, today: date) -> Signal | None:
    """His training is not complete."""
    if "training_incomplete" not in facts.flags:
        return None
    return Signal("deployment_notice", 1.5, Sentence(
        en="His training is not complete.", ru="Подготовка не закончена.", uk="Підготовку не завершено."))  # fmt: skip


def conscript_and_contract(facts: AppealFacts, today: date) -> Signal | None:
    """A conscript, and a contract is spoken of."""
    if "conscript" not in facts.statuses or not _named(facts, "coerced_contract.threatened"):
        return None
    if _named(facts, "lost_contact.silence"):
        return None
    return Signal("coerced_contract", 2.5, Sentence(
        en="He is a conscript, and a contract is spoken of.", ru="Он срочник, а речь о контракте.", uk="Він строковик, а йдеться про контракт."))  # fmt: skip


def conscript_and_front(facts: AppealFacts, today: date) -> Signal | None:
    """A conscript, the front or the border, and nobody says that contact is lost."""
    if "conscript" not in facts.statuses or facts.last_contact or _named(facts, "lost_contact.silence"):
        return None
    if not _named(facts, "deployment_notice.combat_region"):
        return None
    return Signal("deployment_notice", 2.0, Sentence(
        en="He is a conscript, and the front or the border is spoken of.", ru="Он срочник, а речь о фронте или границе.", uk="Він строковик, а йдеться про фронт чи кордон."))  # fmt: skip


def somebody_in_need(facts: AppealFacts, today: date) -> Signal | None:
    """Somebody is named; where nothing says what else is wrong, most such letters look for him."""
    if not facts.sought:
        return None
    return Signal("lost_contact", 0.5, Sentence(
        en="Somebody is named, and most such letters look for him.", ru="Назван человек; чаще всего его ищут.", uk="Названо людину; найчастіше її шукають."))  # fmt: skip


def sending_as_threat(facts: AppealFacts, today: date) -> Signal | None:
    """He will be sent unless he signs: the contract is the matter, not the order."""
    if not _named(facts, "coerced_contract.pressed") and not _named(facts, "coerced_contract.forged"):
        return None
    return Signal("deployment_notice", -4.0, Sentence(
        en="He is to be sent unless he signs.", ru="Отправкой грозят, если не подпишет.", uk="Відправкою погрожують, якщо не підпише."))  # fmt: skip


def looked_for_not_sent(facts: AppealFacts, today: date) -> Signal | None:
    """Someone looks for him, and no day to come is named."""
    if (
        facts.deadline
        or "imminent" in facts.flags
        or facts.last_contact is None
        or not _named(facts, "lost_contact.search")
    ):
        return None
    return Signal("deployment_notice", -3.0, Sentence(
        en="He is looked for, and no day to come is named.", ru="Его ищут, а день впереди не назван.", uk="Його шукають, а день попереду не названо."))  # fmt: skip


def silent_for_long(facts: AppealFacts, today: date) -> Signal | None:
    """The last contact was more than a week ago, and no day to come is named: the journey told of is long over."""
    if facts.deadline or facts.last_contact is None or (today - facts.last_contact).days <= 7:
        return None
    return Signal("deployment_notice", -3.5, Sentence(
        en="The last contact, on {day}, is long past.", ru="Последняя связь, {day}, была давно.", uk="Останній зв’язок, {day}, був давно.").fill(day=facts.last_contact))  # fmt: skip


def health_beside_contract(facts: AppealFacts, today: date) -> Signal | None:
    """He signed by force or deceit: that comes before his health."""
    if "contract" not in facts.statuses or not _contract_against_his_will(facts):
        return None
    return Signal("exempt_called_up", -2.5, Sentence(
        en="The contract comes before his health.", ru="Сначала контракт, потом здоровье.", uk="Спершу контракт, потім здоров’я."))  # fmt: skip


def drafted_although_exempt(facts: AppealFacts, today: date) -> Signal | None:
    """A board, a category, a deferment, a summons."""
    points = (
        0.5 if not facts.flags & {"medical_ground", "psychological_ground", "conscientious_ground"} else 1.0
    )
    found = _said(facts, "exempt_called_up.drafted_anyway", Sentence(
        en="Fitness or call-up is at issue: “{words}”.", ru="Речь о годности или призыве: «{words}».", uk="Ідеться про придатність або призов: «{words}»."))  # fmt: skip
    return found and Signal(found.category, found.points * points, found.sentence)


def deferment(facts: AppealFacts, today: date) -> Signal | None:
    """A right not to be called up: studies, family, service done."""
    return _said(facts, "exempt_called_up.deferment", Sentence(
        en="A right not to be called up is spoken of: “{words}”.", ru="Речь о праве не призываться: «{words}».", uk="Ідеться про право не призиватися: «{words}»."))  # fmt: skip


def ground_of_health(facts: AppealFacts, today: date) -> Signal | None:
    """An illness or a state of mind speaks against service."""
    if not facts.flags & {"medical_ground", "psychological_ground"}:
        return None
    return Signal("exempt_called_up", 2.5 if "contract" in facts.statuses else 3.0, Sentence(
        en="His health speaks against service.", ru="Состояние здоровья говорит против службы.", uk="Стан здоров’я свідчить проти служби."))  # fmt: skip


def conscience(facts: AppealFacts, today: date) -> Signal | None:
    """Faith or conviction, alternative service."""
    return _said(facts, "exempt_called_up.conscience", Sentence(
        en="Conscience or alternative service is spoken of: “{words}”.", ru="Речь об убеждениях или альтернативной службе: «{words}».", uk="Ідеться про переконання або альтернативну службу: «{words}»."))  # fmt: skip


def contract_soldier_unfit(facts: AppealFacts, today: date) -> Signal | None:
    """A contract soldier, and nobody speaks of force: his illness is a matter of discharge or treatment, not of a call-up."""
    disputed = ("contract_dispute.discharge", "contract_dispute.leave_and_wounds")
    at_issue = "injury" in facts.flags or any(_named(facts, name) for name in disputed)
    if facts.statuses != {"contract"} or not at_issue:
        return None
    return Signal("exempt_called_up", -2.5, Sentence(
        en="He serves under contract, he was not called up.", ru="Он служит по контракту, его не призывали.", uk="Він служить за контрактом, його не призивали."))  # fmt: skip


def not_discharged(facts: AppealFacts, today: date) -> Signal | None:
    """The term is over, or discharge refused."""
    if not facts.statuses & {"contract", "mobilised"} and not _named(facts, "coerced_contract.threatened"):
        return None
    return _said(facts, "contract_dispute.discharge", Sentence(
        en="Discharge or the term of the contract is at issue: “{words}”.", ru="Речь об увольнении или сроке контракта: «{words}».", uk="Ідеться про звільнення або строк контракту: «{words}»."))  # fmt: skip


def leave_or_wounds(facts: AppealFacts, today: date) -> Signal | None:
    """Leave refused, or sent back wounded."""
    if not facts.statuses & {"contract", "mobilised"}:
        return None
    found = _said(facts, "contract_dispute.leave_and_wounds", Sentence(
        en="Leave, treatment or a return to the front is at issue: “{words}”.", ru="Речь об отпуске, лечении или возврате на фронт: «{words}».", uk="Ідеться про відпустку, лікування або повернення на фронт: «{words}»."))  # fmt: skip
    if found and "contract" not in facts.statuses and "medical_ground" in facts.flags:
        return Signal(found.category, found.points * 0.6, found.sentence)  # unfit rather than in dispute
    return found


def wounded_and_sent_again(facts: AppealFacts, today: date) -> Signal | None:
    """A wounded man who is no conscript is to go to the front again."""
    professional = facts.statuses & {"contract", "mobilised"}
    if "injury" not in facts.flags or not professional or not _named(facts, "deployment_notice.going"):
        return None
    if not _named(facts, "contract_dispute.leave_and_wounds") or _named(facts, "lost_contact.silence"):
        return None
    return Signal("contract_dispute", 2.0, Sentence(
        en="He is wounded and to be sent again.", ru="Он ранен, и его отправляют снова.", uk="Він поранений, і його відправляють знову."))  # fmt: skip


def wounded_contract_soldier(facts: AppealFacts, today: date) -> Signal | None:
    """A contract soldier is wounded."""
    if "injury" not in facts.flags or "contract" not in facts.statuses:
        return None
    return Signal("contract_dispute", 1.0, Sentence(
        en="A contract soldier is wounded.", ru="Контрактник ранен.", uk="Контрактник поранений."))  # fmt: skip


def minor(facts: AppealFacts, today: date) -> Signal | None:
    """He is younger than eighteen."""
    if "minor" not in facts.statuses:
        return None
    return Signal("child_recruitment", 5.0, Sentence(
        en="He is younger than 18.", ru="Ему меньше 18 лет.", uk="Йому менше 18 років."))  # fmt: skip


def young_or_cadets(facts: AppealFacts, today: date) -> Signal | None:
    """Cadets, the youth army, an age under eighteen."""
    found = _said(facts, "child_recruitment.minor", Sentence(
        en="Someone under 18 is spoken of: “{words}”.", ru="Говорится о несовершеннолетних: «{words}».", uk="Ідеться про неповнолітніх: «{words}»."))  # fmt: skip
    if found and "minor" not in facts.statuses:
        return Signal(found.category, found.points * (0.2 if facts.statuses else 0.6), found.sentence)
    return found


def school_or_children(facts: AppealFacts, today: date) -> Signal | None:
    """A school or children; of little weight where a grown man is sought: he was at school, he has children."""
    found = _said(facts, "child_recruitment.school", Sentence(
        en="Children or a school are spoken of: “{words}”.", ru="Говорится о детях или школе: «{words}».", uk="Ідеться про дітей або школу: «{words}»."))  # fmt: skip
    if found and "minor" not in facts.statuses:
        young = _named(facts, "child_recruitment.minor") or not facts.sought
        weighs = 0.6 if young and not facts.statuses else 0.15
        return Signal(found.category, found.points * weighs, found.sentence)
    return found


def press_or_research(facts: AppealFacts, today: date) -> Signal | None:
    """A journalist or a researcher writes."""
    return _unless_in_need(facts, _said(facts, "other.press", Sentence(
        en="Press or research: “{words}”.", ru="Пресса или исследование: «{words}».", uk="Преса або дослідження: «{words}».")))  # fmt: skip


def spam(facts: AppealFacts, today: date) -> Signal | None:
    """Advertising, earnings, paid services."""
    return _unless_in_need(facts, _said(facts, "other.spam", Sentence(
        en="It reads like advertising: “{words}”.", ru="Похоже на рекламу: «{words}».", uk="Схоже на рекламу: «{words}».")))  # fmt: skip


def thanks(facts: AppealFacts, today: date) -> Signal | None:
    """Thanks, or he was found."""
    return _unless_in_need(facts, _said(facts, "other.thanks", Sentence(
        en="Thanks, or he was found: “{words}”.", ru="Благодарность или он нашёлся: «{words}».", uk="Подяка або він знайшовся: «{words}».")))  # fmt: skip


def abuse(facts: AppealFacts, today: date) -> Signal | None:
    """Insults to the organisation."""
    return _unless_in_need(facts, _said(facts, "other.abuse", Sentence(
        en="Abuse: “{words}”.", ru="Оскорбления: «{words}».", uk="Образи: «{words}».")))  # fmt: skip


def offer(facts: AppealFacts, today: date) -> Signal | None:
    """Help or cooperation is offered."""
    return _unless_in_need(facts, _said(facts, "other.offer", Sentence(
        en="Help or cooperation is offered: “{words}”.", ru="Предлагают помощь или сотрудничество: «{words}».", uk="Пропонують допомогу або співпрацю: «{words}».")))  # fmt: skip


def not_our_matter(facts: AppealFacts, today: date) -> Signal | None:
    """A trouble that others deal with."""
    return _said(facts, "other.elsewhere", Sentence(
        en="A matter for another office: “{words}”.", ru="Вопрос не к нам: «{words}».", uk="Питання не до нас: «{words}»."))  # fmt: skip


def nobody_in_need(facts: AppealFacts, today: date) -> Signal | None:
    """No person who needs help was read, nor a child among armed people told of."""
    children = any(_named(facts, f"child_recruitment.{name}") for name in ("minor", "school"))
    child = children and _named(facts, "urgency.armed_group")
    if facts.sought or child:
        return None
    return Signal("other", 2.0, Sentence(
        en="No person who needs help was read in it.", ru="В сообщении не найдено человека, которому нужна помощь.", uk="У повідомленні не знайдено людини, якій потрібна допомога."))  # fmt: skip


def _unless_in_need(facts: AppealFacts, found: Signal | None) -> Signal | None:
    """Words of an advertisement in an appeal about a soldier weigh little: agents and recruiters are told of so."""
    if found and facts.sought:
        return Signal(found.category, found.points * (0.3 if facts.statuses else 0.7), found.sentence)
    return found


def _contract_against_his_will(facts: AppealFacts) -> bool:
    lists = ("coerced_contract.pressed", "coerced_contract.forged", "coerced_contract.deceived")
    return any(_named(facts, name) for name in lists)


def _named(facts: AppealFacts, name: str) -> bool:
    return bool(word_lists()[name].said(facts.text))


def points_alike(facts: AppealFacts) -> dict[str, float]:
    """Return the points of each category by what messages with such words were about: above 0 where more often than by chance."""
    weight = word_lists()["alike.category"].points
    chances = alike(facts.text).categories if weight else {}
    return {
        name: weight * math.log(max(chance, LEAST_LIKELY) * len(CATEGORIES))
        for name, chance in chances.items()
    }


def messages_alike(facts: AppealFacts, category: str, points: float) -> Signal | None:
    """Return the sign that messages with such words were about this, or None where no words can be shown for it."""
    words = telling(facts.text, category)
    return Signal(category, points, Sentence(
        en="Messages with such words were often about it: “{words}”.", ru="С такими словами часто писали об этом: «{words}».", uk="З такими словами часто писали про це: «{words}».").fill(words=words)) if words else None  # fmt: skip


def look(facts: AppealFacts, today: date) -> Iterator[Signal]:
    """Yield every sign that is there."""
    for sign in SIGNALS:
        if found := sign(facts, today):
            yield found


SIGNALS: list[Look] = [
    contact_lost,
    searched_for,
    fate_unknown,
    besieged,
    last_sign_told,
    last_contact_dated,
    captured,
    exchange_spoken_of,
    seen_in_captivity,
    missing_before_captured,
    captivity_only_supposed,
    said_dead,
    body_sought,
    death_of_another,
    pressed_to_sign,
    tricked_into_contract,
    promised_something_else,
    signature_not_his,
    threats_with_contract,
    going_to_the_front,
    conscript_going,
    professional_going,
    combat_region_named,
    asks_whether_he_may_be_sent,
    sent_in_the_past,
    day_named,
    untrained,
    conscript_and_contract,
    conscript_and_front,
    somebody_in_need,
    sending_as_threat,
    looked_for_not_sent,
    silent_for_long,
    health_beside_contract,
    drafted_although_exempt,
    deferment,
    ground_of_health,
    conscience,
    contract_soldier_unfit,
    not_discharged,
    leave_or_wounds,
    wounded_and_sent_again,
    wounded_contract_soldier,
    minor,
    young_or_cadets,
    school_or_children,
    press_or_research,
    spam,
    thanks,
    abuse,
    offer,
    not_our_matter,
    nobody_in_need,
]
