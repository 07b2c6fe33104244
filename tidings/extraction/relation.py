"""What the writer is to the sought person: by what she calls herself, or by what she calls him."""

import re
from dataclasses import dataclass
from itertools import islice

from tidings.extraction import spoken, writer
from tidings.extraction.clues import of_other_gender
from tidings.extraction.naming import Group, names
from tidings.extraction.scene import Scene
from tidings.extraction.writer import SENIOR, Kinship
from tidings.text.phrases import begins, fold, folded, openings
from tidings.text.transliteration import cyrillic_word

_OF_HIS_KIN = folded(
    r"\bот (?P<kin>матери|мамы|отца|папы|сестры|брата|жены|супруги|бабушки) (?:солдата|срочника|контрактника|мобилизованного|военнослужащего|призывника|бойца)\b"
)
_PARENTS = [
    (
        "mother",
        folded(
            r"\bматеринск\w+ (?:сердц|душ|чуть)|\bматеринськ\w+ (?:серц|душ)|\b(?:сердце|сердцем|серце|серцем) матер[иі]|\b(?:рожала|родила|выносила|вымолила|народила) (?:его|я|йoго|його)\b|\b(?:я|его|його) (?:его |його )?(?:рожала|родила|выносила|вымолила|народила)\b|\bноси(?:ла|ла его) под сердцем|\bкормила (?:его )?грудью"
            r"|\bмы\b[\s—–-]{1,4}(?:матери|мамы)|\bза всех мам\b|\bот (?:всех )?(?:мам|матерей)\b|\bматер[иі] ребят|\bматері хлопців|\bдруг(?:ую маму|ой маме|ой матери)\b|\bіншій матері\b|\bіншу маму\b"
        ),
    ),
    (
        "father",
        folded(
            r"\b(?:отцовск|батьківськ)\w+ (?:сердц|душ|слов|серц)\w*|\b(?:сердце|серце) (?:отца|батька)\b"
        ),
    ),
    (
        "parent",
        folded(
            r"\b(?:обращаются|пишут|мы)\b[\s,—–:-]{1,4}(?:его )?родители|^\W*батьки\b|\bбатьки\W*\Z|\b(?:звертаються|пишуть|ми)\W{1,4}батьки\b|\bwe are (?:his |the )?parents"
        ),
    ),
]
_FOR_ANOTHER = folded(
    r"\b(?:подруг|соседк|сосед|знаком|коллег|приятельниц)\w{0,3}(?: \w+){0,2} (?:просил|попросил|умолял)\w*|\b(?:по просьбе|просьба) (?:моей |нашей )?(?:соседк|подруг|знаком|сосед|коллег)\w*"
    r"|\b(?:пишу|прошу|обращаюсь|звоню|хлопочу) за (?:соседк|подруг|знаком|сосед|коллег|сотрудни)\w*|\bу (?:моей |нашей )?(?:знакомой|подруги|соседки|коллеги|знакомых|соседей)\b"
    r"|\bот имени (?:моей |нашей |моего |нашего )?(?:соседк|сосед|подруг|друг|знаком|коллег|сотрудни)\w*|\b(?:у мене|в мене|у нас) (?:є )?(?:тут )?(?:сусідк|сусід|подруг|знайом)\w*|\b(?:за|від імені) (?:мо\w+ |наш\w+ )?(?:сусідк|сусід|подруг|знайом|колег)\w*|\b(?:сусідк|подруг|знайом)\w* (?:\w+ )?(?:просить|просила|попросила)\w*"
    r"|\bon behalf of (?:my |our |a |an |the )?(?:friend|neighbour|neighbor|colleague|family|parish|meeting|group|friends)\w*"
    r"|\b(?:сын|муж|брат|внук|сына|мужа|брата|внука)\w* (?:моей |нашей )?(?:подруги|знакомой|соседки|соседей|знакомых|коллеги)\b"
    r"|\b(?:одноклас\w+|однокурсни\w+|одногруппни\w+|друг|друга|приятел\w+|товарищ\w*|товариш\w*) (?:мо\w{1,3} |наш\w{1,3} )?(?:сына|дочери|дочки|доньки|сина|брата|сестры|внука|онука)\b"
    r"|\b(?:мальчик|парень|парня|парнишк|парен[её]к|паренек|пацан|хлопець|хлопчик|хлопця|мальчишк)\w* (?:с|со|из|з|із) (?:нашего|нашей|нашої|моего|одного|соседнего) (?:же )?(?:подъезд|двор|дом|улиц|деревн|сел|под.їзд|будинк|вулиц|квартал|класс)\w*|\bя (?:ему|йому|ей) не (?:бабк|т[её]тк|родн|мать|мама|тітк|баб)\w*"
    r"|\bmy (?:(?:sister|aunt|cousin|neighbou?r|colleague)\b|(?:brother|friend)\b(?! is))[\s\S]{0,160}?\b(?:her|his|their) (?:only |elder |younger |eldest )?(?:son|boy|husband)\b"
    r"|\bmy (?:elder |older |younger |late |best )?(?:sister|brother|mother|father|aunt|uncle|friend|wife|husband|cousin|neighbou?r|daughter|colleague)'?s (?:\w+ )?(?:son|boy|brother|nephew|husband|daughter|kid|child|grandson|boyfriend|fiance|fiancé)\b"
    r"|\b(?:соседск|сусідськ)\w+ (?:парн|парен|сын|мальчик|внук|хлопц|хлопець|хлопчик|син|онук)\w*"
)


_WORD_OR_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w.-]+|@\w+|\+?[\d()\s-]{5,}|(?P<word>\w+)")
_OPENS = re.compile(r"(?:[.!?,…\n)]|^|\d)\s*$")


@dataclass(frozen=True)
class Read:
    """A relation and the words it was read from, at text[start:end]."""

    relation: str
    start: int = 0
    end: int = 0


def read(scene: Scene, enquirer: Group | None, sought: list[Group], is_self: bool) -> Read:
    """Return the writer's relation to the sought person; "unknown" where nothing tells it."""
    if is_self:
        return Read("other")
    return (
        _by_label(scene, enquirer)
        or _in_a_note(scene)
        or _by_own_word(scene)
        or _of_a_twin(scene, enquirer)
        or _by_many(scene, enquirer)
        or _of_his_unit(scene)
        or _for_another(scene)
        or _unmarried(scene)
        or _first_known(
            _by_what_she_calls_him(scene, enquirer, sought),
            _by_his_children(scene),
            _by_work(scene, sought),
        )
    )


def _first_known(*found: Read | None) -> Read:
    """Return the first that tells a relation, or else the first that rests on words."""
    told = [one for one in found if one]
    return next((one for one in told if one.relation != "unknown"), told[0] if told else Read("unknown"))


def _of(kin: Kinship) -> Read:
    return Read(kin.word.kin.writer, kin.start, kin.end)


def _by_label(scene: Scene, enquirer: Group | None) -> Read | None:
    """By the word for kin at the writer's name: "Мать, Черных Наталья", "Хохлов Антон, брат"."""
    if enquirer is None:
        return None
    for kin in (scene.kin_before(enquirer), scene.kin_after(enquirer)):
        own = kin and not kin.mine and kin.word.nominative and not of_other_gender(kin, enquirer)
        if kin and own and _near(scene, kin, enquirer) and not _of_the_next(scene, kin, enquirer):
            return _of(kin)
    return None


def _of_the_next(scene: Scene, kin: Kinship, group: Group) -> bool:
    """Return whether the word is that of a name after it: "Гончарова Майя, сын Гончаров Ян"."""
    after = scene.between(kin.end, kin.end + 3) if kin.start >= group.end else ()
    return bool(after) and kin.word.kin.name not in SENIOR


def _near(scene: Scene, kin: Kinship, group: Group) -> bool:
    return kin.start >= group.end or group.start - kin.end <= 30


def _by_own_word(scene: Scene) -> Read | None:
    """By what the writer calls herself: "я его сестра", "мать одна растила", a last word "папа"."""
    own = next((k for k in scene.kin if k.self), None)
    named = (k for k in scene.kin if k.word.nominative and not k.mine and not k.theirs)
    kin = own or next((k for k in named if _ends(scene, k)), None)
    return _of(kin) if kin else None


_CALLS = folded(r"(?<!\w)(?:звонит|дзвонить|женщина|мужчина|девушка|жінка|обратил\w+)[^.!?\n]{0,60},\s$")


def _in_a_note(scene: Scene) -> Read | None:
    """By the last thing that the note of a call says of who calls: "Звонит девушка, себя не назвала, сестра."."""
    for kin in scene.kin_between(0, 160):
        plain = kin.word.nominative and not kin.mine and not kin.theirs and kin.word.kin.name != "girl"
        last = scene.text[kin.end : kin.end + 1] in (".", ";", "\n")
        if plain and last and _CALLS.search(scene.small, max(0, kin.start - 80), kin.start):
            return _of(kin)
    return None


_TWINS = folded(
    r"\b(?:нас двое|мы с ним|мы|ми|мой|мій) (?:\w+ )?(?:близнец\w*|двойняшк\w+|близнюк\w*|близнят\w*)|\bwe are twins\b|\bmy twin\b"
)


def _of_a_twin(scene: Scene, enquirer: Group | None) -> Read | None:
    """By "мы близнецы", where a parent does not say it of his children."""
    found = (
        _TWINS.search(scene.small)
        if "близн" in scene.small or "двойняш" in scene.small or "twin" in scene.small
        else None
    )
    if not found or any(kin.word.kin.name in ("son", "grandson", "daughter") for kin in scene.kin):
        return None
    relation = {"f": "sister", "m": "brother"}.get(_gender(scene, enquirer))
    return Read(relation, found.start(), found.end()) if relation else None


def _ends(scene: Scene, kin: Kinship) -> bool:
    """Return whether the message ends with this word, or it and a name: "… что делать? папа"."""
    if kin.word.kin.name not in SENIOR or not _OPENS.search(scene.text[max(0, kin.start - 60) : kin.start]):
        return False
    if _DOES.match(scene.text, kin.end) and not scene.between(kin.end, kin.end + 3):
        return False  # "мать слегла": what became of her
    words = (found for found in _WORD_OR_CONTACT.finditer(scene.text, kin.end) if _is_word(found["word"]))
    return len(list(islice(words, 3))) <= 2


_DOES = re.compile(r"\s[а-яіїє]{2,}(?:ла|лась|ет|ёт|ит|ют|ят|ает|ется|ится|є|ить)(?![\w-])")


def _is_word(word: str | None) -> bool:
    """Return whether it is a word and no figure, nor a part of a telephone number in words."""
    if not word or word.isdigit() or spoken.small(word.lower()) is not None:
        return False
    return _HUNDREDS.match(word) is None


_HUNDREDS = re.compile(
    r"ноль|нуль|сто$|двести|двісті|(?:три|четыре|чотири)ст|(?:пят|шест|сем|восем|девят|п'ят|шіст|сім|вісім|дев'ят)ь?сот|восьм[её]рк",
    re.IGNORECASE,
)


def _by_many(scene: Scene, enquirer: Group | None) -> Read | None:
    if own := _OF_HIS_KIN.search(scene.small):
        return Read(_FROM_KIN[own["kin"]], *own.span("kin"))
    for who, pattern in _PARENTS:
        if found := pattern.search(scene.small):
            parent = {"f": "mother", "m": "father"}.get(_gender(scene, enquirer), "unknown")
            return Read(parent if who == "parent" else who, found.start(), found.end())
    return None


_FROM_KIN = {
    "матери": "mother",
    "мамы": "mother",
    "отца": "father",
    "папы": "father",
    "сестры": "sister",
    "брата": "brother",
    "жены": "wife",
    "супруги": "wife",
    "бабушки": "grandmother",
}
"""Who writes "от сестры контрактника"."""
_SERVED_WITH = re.compile(
    r"\b(?:с|из|со|з|із) (?:моего|моей|нашего|нашей|мого|моєї) (?:взвод|отделени|экипаж|расч[её]т|рот|окоп|призыв)\w*|\bслужил\w* с [^.!?\n]{3,40} в одн\w+ (?:взвод|рот|отделени|экипаж|част)\w*|\b(?:пацан\w+|ребят\w+|парн\w+|хлопц\w+) (?:мои|мої)\b|\b(?:мои|мої) (?:пацаны|ребята|парни|хлопці)\b|\bдруж(?:им|или|у) (?:с|со|ещё|еще|мы)\b|\bс (?:садика|детства|первого класса|школы) дружи|(?:^|[.!?,\n]\s{0,3}|\bя (?:сам |уже |недавно )*)дембельнул\w+|\b(?:я )?служил\w* (?:вместе )?(?:с ним|с ними|разом з)\b|\b(?:мы )?вместе служили\b|\bхлопц\w+ з мого\b",
    re.IGNORECASE,
)


_SERVED_BEGIN = openings("моег* моей наше* мого моєї служ* паца* ребят* парн* хлоп* мои мої демб* друж*")


def _of_his_unit(scene: Scene) -> Read | None:
    """By what a comrade says: "ребята с моего взвода"."""
    found = _SERVED_WITH.search(scene.text) if begins(fold(scene.text), _SERVED_BEGIN) else None
    near = any(kin.mine for kin in scene.kin)
    return Read("friend", found.start(), found.end()) if found and not near else None


_UNMARRIED = re.compile(
    r"\b(?:я|ми|мы) (?:\w+ ){0,2}(?:не|пока не|ещё не|еще не|ще не) (?:жена|супруга|дружина)(?!\w)|(?<!\w)не (?:расписаны|расписались|успели расписаться|успели пожениться|зарегистрировались|женаты|замужем|одружені|розписані|встигли одружитися)(?!\w)"
    r"|(?<!\w)(?:по бумагам|по документам|по закону|юридически|официально|за паперами|за документами|на папері)\b[^.!?\n]{0,12}\bник(?:то|ем)\b|(?<!\w)(?:мы|ми) (?:\w+ ){0,2}(?:вместе|встречаемся|живем|живём|разом|зустрічаємося) (?:уже |вже )?(?:с |со |з |із )?[\w-]+ (?:класс|клас|школ|курс|год|лет|рок)\w*"
    r"|(?<!\w)(?:собирались|хотели|думали|должны были|планировали|збиралися|хотіли) (?:\w+ )?(?:пожениться|расписаться|одружитися|расписываться)|(?<!\w)(?:заявление в загс|подали в загс|свадьба (?:была )?назначена|свадьбу назначили)|(?<!\w)(?:встречаемся|встречаюсь|жили вместе|живем вместе|живём вместе|зустрічаємося|живемо разом)(?!\w)|\b(?:not married|we are engaged|not (?:yet )?his wife|before (?:the |our )?wedding)\b",
    re.IGNORECASE,
)
_UNMARRIED_BEGIN = openings(
    "жена супруга дружина расп* успел* зарег* женаты замужем одру* розп* встиг* никто никем вместе встре* жили живе* разом зустр* пожен* загс свад* married engaged wife wedding"
)
_BLOOD = frozenset({"son", "daughter", "grandson", "brother", "sister", "nephew", "father", "husband"})


def _unmarried(scene: Scene) -> Read | None:
    """By what lovers say who are no family on paper: "я ему не жена", "мы вместе с девятого класса"."""
    found = _UNMARRIED.search(scene.text) if begins(fold(scene.text), _UNMARRIED_BEGIN) else None
    near = any(kin.word.kin.name in _BLOOD and not kin.theirs and not kin.self for kin in scene.kin)
    return Read("partner", found.start(), found.end()) if found and not near else None


_HIS_CHILDREN = re.compile(
    r"(?<!\w)(?:дома|остались|осталось|у нас|у меня) (?:\w+ )?(?:двое|трое|четверо|маленьк\w+|малые|грудн\w+) (?:малыш|дет|детиш|реб[её]н)\w*|(?<!\w)(?:дети|детям|детишк\w+|дочк\w+|дочь|дочери|доньк\w|діти|дітям|младш\w+|старш\w+|молодш\w+|мал(?:ой|ая|ые|ому|ышу?)|сыновья|двое|трое|kids|children|daughter|little one)(?!\w)[^.!?\n]{0,60}(?<!\w)(?:пап[аыуеои]\w{0,2}|тат[ауо]\w{0,2}|папин\w*|dad|daddy|papa|father)(?!\w)",
    re.IGNORECASE,
)


_PAPA = openings("дома остались осталось у пап* тат* dad daddy papa father")


def _by_his_children(scene: Scene) -> Read | None:
    """By children who ask for him: "младший спрашивает, где папа"."""
    found = _HIS_CHILDREN.search(scene.text) if begins(fold(scene.text), _PAPA) else None
    return Read("wife", found.start(), found.end()) if found and scene.gender != "m" else None


def _for_another(scene: Scene) -> Read | None:
    found = _FOR_ANOTHER.search(scene.small)
    return Read("other", found.start(), found.end()) if found else None


def _by_what_she_calls_him(scene: Scene, enquirer: Group | None, sought: list[Group]) -> Read | None:
    """By the word for the sought person and the writer's gender: "мой сын" makes a mother or a father."""
    kin = _kin_of_sought(scene, sought)
    if kin is None:
        return _by_what_he_calls_her(scene)
    if kin.word.kin.name == "pupil":
        return Read("other", kin.start, kin.end) if kin.mine else None
    relation = kin.word.kin.to_sought(_gender(scene, enquirer) or _gender_of_spouse(scene, kin))
    called = set(writer.called(scene.text))
    if kin.word.kin.name == "partner" and not kin.mine and len(called) == 1:
        return Read(called.pop(), kin.start, kin.end)  # "19 лет парню": only a young man, and he says "мам"
    if relation == "unknown" or (relation == "father" and "mother" in called and not enquirer):
        fits = {
            "son": ("mother", "father"),
            "daughter": ("mother", "father"),
            "grandson": ("grandmother",),
            "brother": ("sister", "brother"),
        }
        named = [who for who in fits.get(kin.word.kin.name, ()) if who in called]
        relation = named[0] if len(named) == 1 else relation
    return Read(relation, kin.start, kin.end)


def _gender_of_spouse(scene: Scene, sought: Kinship) -> str:
    """Return the gender of one who writes of a child or grandchild and has a husband or a wife: "мы с мужем"."""
    if sought.word.kin.name not in _SPOUSES_OF:
        return ""
    beside = {k.word.kin.name for k in scene.kin if not k.theirs and not k.self and k.start != sought.start}
    woman, man = (bool(beside & some) for some in _SPOUSES_OF[sought.word.kin.name])
    return "" if woman == man else "f" if woman else "m"


_SPOUSES_OF = {
    "son": (frozenset({"husband"}), frozenset({"wife"})),
    "daughter": (frozenset({"husband"}), frozenset({"wife"})),
    "grandson": (frozenset({"husband"}), frozenset({"wife"})),
}
"""By whom it is told that a woman writes, and by whom that a man does."""


def _by_what_he_calls_her(scene: Scene) -> Read | None:
    """By what he calls the writer, where nothing else tells: "сказал: мам, нас накрыли"."""
    called = sorted({"grandfather": "other"}.get(who, who) for who in writer.called(scene.text[:4000]))
    return Read(called[0]) if len(called) == 1 else None


def _kin_of_sought(scene: Scene, sought: list[Group]) -> Kinship | None:
    near = [k for group in sought for k in (scene.kin_before(group), scene.kin_after(group)) if k]
    mine = [k for k in scene.kin if k.mine and not k.self]
    if all(k.word.kin.name in _AROUND_HIM for k in mine) and scene.kin[:1]:
        first = scene.kin[0]
        own = first.word.kin.name in _BLOOD and not first.theirs and not first.self
        mine = [first, *mine] if own and _I_BEFORE.search(scene.small, 0, first.start) else mine
    rest = [k for k in scene.kin if not k.theirs and not k.self and k.word.kin.name not in SENIOR]
    rest = [k for k in rest if not _COMPANY.search(scene.text, max(0, k.start - 8), k.start)] or rest
    rest.sort(key=lambda kin: (kin.word.kin.gender == "f", _is_addressed(scene, kin)))
    fit = [k for k in near if not k.theirs and not k.self] + mine + rest
    agree = [k for k in fit if not any(of_other_gender(k, group) for group in sought[:1])]
    return next(iter(agree or fit), None)


_AROUND_HIM = frozenset({"uncle", "aunt", "grandfather", "grandmother", "neighbour", "friend"})
_I_BEFORE = re.compile(r"(?<!\w)я\s$")
"""Before "внука": "Я внука с пяти лет поднимала"."""
_COMPANY = re.compile(r"(?<!\w)(?:с|со|без|з|із|from|with|without)\s$", re.IGNORECASE)
"""Before "мужем": with whom, or without whom, she is."""


def _is_addressed(scene: Scene, kin: Kinship) -> bool:
    """Return whether the word stands in the dative or instrumental: "прислали мужу", one who is told, not sought."""
    word = scene.text[kin.start : kin.end].lower()
    return kin.word.kin.gender == "m" and word.endswith(("у", "ю", "ом", "ем", "ові", "еві"))


def _gender(scene: Scene, enquirer: Group | None) -> str:
    return (enquirer.gender if enquirer else "") or scene.gender or _of_address(scene.text)


_ADDRESS = re.compile(r"@([a-z]\w{2,30})|(?<![\w.])([a-z][\w.-]{2,30})@", re.IGNORECASE)


def _of_address(text: str) -> str:
    """Return "f" where an address or handle has a woman's given name: "@osok_masha". A man's may be his who is sought."""
    told = {name for found in islice(_ADDRESS.finditer(text), 3) if (name := found[1] or found[2])}
    words = [word for name in told for word in re.split(r"[\W\d_]+", name) if len(word) > 3]
    named = [one for word in words for one in names(cyrillic_word(word).capitalize()) if one.roles == "G"]
    return "f" if {one.gender for one in named} == {"f"} else ""


_TRADES = re.compile(
    r"медсестр|фельдшер|учител|вчител|преподават|воспитат|библиотекар|мастер|бригадир|nurse|doctor|teacher|volunteer|волонт",
    re.IGNORECASE,
)
"""What a mother may be too: "сын на срочке, я медсестра"."""
_HER_OWN = frozenset({"son", "husband", "brother", "grandson", "daughter"})


def _by_work(scene: Scene, sought: list[Group]) -> Read | None:
    found = writer.WORK.search(scene.small)
    kin = _kin_of_sought(scene, sought) if found and _TRADES.search(found[0]) else None
    if kin and kin.word.kin.name in _HER_OWN:
        return None
    return Read("other", found.start(), found.end()) if found else None
