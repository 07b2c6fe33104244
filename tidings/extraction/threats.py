"""Threats told as a condition: what awaits him who does not sign, whatever verb says so.

>>> [text[start:end] for text in ["говорят: не поставишь, поедешь копать"] for start, end in conditional(text)]
['не поставишь, поедешь']
"""

import re

from tidings.text.phrases import Span, begins, fold, openings

_REFUSES = r"(?:подпи[шс]|распи[шс]|постав|накаряб|черкн|возьм|соглас|погод|захо[чт]|схо[чт]|поед|пойд|по[іи]д|піде|ста[нл]|послуша|подчин|підпи[шс]|розпи[шс]|візьм|поні?ма|поня|зрозумі|будь|буде|перейд|sign|agree|obey|cooperat|go|fight)"
_YOU = r"\w+(?:[еиєї]шь?(?:ся)?|[еиі]те(?:сь)?)"
_EVIL = (
    r"(?:отправ|поед|увез|увоз|перев[еоі]|уед|посад|сяд|суд|тюр|штурм|передов|передк|фронт|ноль|нуль|мяс[ао]|стать|сро[кч]|подвал|ям[аеуы]|карцер|дисбат|каптерк|черен|лопат|пожале|хуже|плохо|не верн|без еды|не увид|убь|прибь|закоп"
    r"|сгни|отчисл|уволь|увол|выгон|исключ|лиш[аи]|накаж|расстрел|пристрел|сам виноват|отвеча|відправ|поїде|посад|в'язниц|тюрм|гірше|погано|вб'|закоп|prison|jail|front|storm|worse|regret|kill|shot|punish|beat|pit|deport)\w*"
)
_CONDITIONS = re.compile(
    rf"(?<!\w)не {_REFUSES}{_YOU[3:]}(?!\w)[^.!?\n]{{0,25}}?(?:[\s,:—–-]|\.\.\.)+(?:то |так |тогда |значит |тут |и )*{_YOU}(?!\w)"
    rf"|(?<!\w)(?:если (?:\w+ )?не|а если не|якщо (?:\w+ )?не|а кто не|кто не|хто не|кому не|те,? кто не|who (?:does not|doesn't|do not|don't|refuses? to)|if (?:he|they|you|we) (?:do not|don't|does not|doesn't|refuses?)(?: to)?) (?:\w+ ){{0,2}}?{_REFUSES}\w*[^.!?\n]{{0,50}}?(?<!\w){_EVIL}"
    rf"|(?<!\w)(?:иначе|інакше|otherwise|or else)(?!\w)[^.!?\n]{{0,50}}?(?<!\w){_EVIL}"
)
_BEGIN = openings("не если если кто хто якщо иначе інакше who if otherwise else")


def conditional(text: str) -> list[Span]:
    """Return where somebody is told what he must bear if he does not do as he is told."""
    small = fold(text)
    return [found.span() for found in _CONDITIONS.finditer(small)] if begins(small, _BEGIN) else []
