"""Who is quoted in a release: names with roles, read beside verbs of saying in English, French, Spanish and Arabic.

Rather nobody than somebody else: only words that stand in quotation marks, or that a comma hands to an inverted
verb (`..., said Jane Doe`), are quoted; only a name of at least two words is one, unless the release gives it in
full elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from corpus.article import Person

MOST = 20
"""People; a release that quotes more is a list."""

BLOCKS_MOST = 400
"""Paragraphs that are read for quotations; a longer text is no release."""

VERBS_MOST = 60
"""Verbs of saying in one paragraph that are looked at."""

ELSEWHERE_BLOCKS = 12
ELSEWHERE_WITHIN = 2_000
"""A name is looked for in full in so many first paragraphs, and so many code points of each."""

WINDOW = 220
"""Code points beside a verb in which its speaker is named."""

_OPEN = '"“«„'
_CLOSE = '"”»“'

_SAID = re.compile(
    r"\b(?:said|says|stated|added|adds|commented|explained|explains|noted|notes|remarked|declared|continued"
    r"|concluded|stressed|emphasi[sz]ed"
    r"|wrote"
    r"|(?:a|s[’']est)\s+(?:déclaré|affirmé|indiqué|ajouté|souligné|expliqué|précisé|estimé|assuré|rappelé|commenté"
    r"|conclu|dit|insisté"
    r"|poursuivi|félicitée?|réjouie?|noté|confié)"
    r"|déclare|affirme|indique|ajoute|souligne|explique|précise|estime|assure|rappelle|commente|conclut|se félicite"
    r"|se réjouit|insiste|poursuit"
    r"|dijo|afirmó|señaló|declaró|explicó|aseguró|indicó|añadió|destacó|manifestó|subrayó|apuntó)\b"
)
_ARABIC_SAID = re.compile(
    r"(?<!\w)[وف]?(?:قال|صرّ?ح|أكّ?د|اكد|أضاف|اضاف|أوضح|اوضح|أشار|اشار|ذكر|علّ?ق|شدّ?د|أعرب|تابع|ختم|اختتم|لفت"
    r"|بيّ?ن)(?:ت)?\s+"
)

_WORD = r"(?:(?:[A-ZÀ-ÖØ-Þ]\.)+-?|[A-ZÀ-ÖØ-Þ][\w’'-]*+)"
_PARTICLE = r"(?:(?:de|del|della|da|dos|du|van|von|der|den|bin|ibn|ben|bint|al|el|la|le|y)\b|d[’'])"
_RUN = re.compile(rf"{_WORD}(?>(?:\sin\sCharge\b|(?>(?:\s{_PARTICLE}){{0,2}})\s{_WORD}){{0,11}})")
_HONORIFIC = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor|Rev|Reverend|Fr|Father|Rabbi|Imam|Sir|Dame|Lord|Lady|Hon|H\.\s?E|M|Mme|Mlle|Pr|Me|Sr|Sra|Dra?|Don"
    r"|Doña)\b\.?\s*|(?:His|Her)\s+"
    r"(?:Excellency|Highness|Majesty|Royal Highness)\s+)+"
)
_DEGREES = re.compile(
    r"(?:,\s(?:Ph\.?\s?D\.?|M\.?\s?D\.?|Jr\.?|Sr\.?|Esq\.?|(?!C[A-Z]O\b|[SE]?VP\b)[A-Z][A-Za-z]{0,3}[A-Z]"
    r"|R\.?N\.?))+(?=[,.\s]|$)"
)

_ROLE_NOUNS = (
    "councillor cllr alderman minister ministers secretary president chairman chairwoman chairperson chair director"
    " attorney commissioner"
    " senator senators sen sens rep reps"
    " representative congressman congresswoman governor gov mayor ceo cfo coo cto cio cmo chief officer manager head"
    " professor spokesman spokeswoman spokesperson ambassador judge justice administrator agent inspector captain"
    " colonel"
    " lieutenant sergeant admiral gen general founder cofounder co-founder partner analyst scientist researcher coach"
    " doctor executive premier king queen prince princess sheikh editor engineer author leader coordinator curator"
    " principal dean rector chancellor superintendent sheriff deputy counsel member owner strategist economist"
    " consultant advisor adviser specialist nurse surgeon physician lawyer architect designer artist producer fellow"
    " treasurer trustee lead vp svp evp md"
    " ministre directeur directrice président présidente secrétaire maire préfet préfète porte-parole responsable"
    " délégué déléguée chef cheffe fondateur fondatrice gérant professeur professeure ambassadeur ambassadrice député"
    " députée sénateur sénatrice commissaire gouverneur conseiller conseillère recteur rectrice doyen doyenne"
    " coordinateur coordinatrice chercheur chercheuse ingénieur ingénieure"
    " ministra ministro directora gerente presidenta presidente secretario secretaria alcalde alcaldesa portavoz"
    " profesor profesora embajador embajadora jefe jefa fundador fundadora consejero consejera"
)
_ROLE = re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(sorted(_ROLE_NOUNS.split(), key=len, reverse=True))})(?![\w-])")
_NO_NAME = re.compile(
    r"(?i)\b(?:the|this|that|company|inc|ltd|llc|plc|corp|corporation|group|department|ministry|office|university"
    r"|institute"
    r"|council|committee|charge|division|investigations?|affairs|operations|enforcement|services?|research|security"
    r"|commission|agency|association|foundation|bank|board|team|report|statement|release|congress|senate"
    r"|house|government|court|street|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march"
    r"|april|june|july|august|september|october|november|december|today|our|we|it|he|she|they|i|you|but|and|in|on"
    r"|at|as|for"
    r"|when|if|while|ministère|société|groupe|conseil|gouvernement|nous|il|elle|ce|cette)\b"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|U\.S|Dr|Mr|Mrs|Ms|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Capt|Sgt|St|Hon|M|Mme|Inc|Corp|Jr"
    r"|Sr)$"
)
_SENTENCE_END = re.compile(rf"[.!?…][{_CLOSE}’)]*\s+|[;:]\s+|[{_CLOSE}]\s+(?=[A-ZÀ-ÖØ-Þ])")
_BELONGING = re.compile(r"\s+(?:of|from|for|at|with|de|du|des|chez)\s[^,;:]{2,80}$")
_ARTICLE = re.compile(r"(?:the|our|le|la|les|l[’']|el|los)\s*", re.IGNORECASE)

_ROLE_AFTER = re.compile(r"((?:[^.,;:()]|\.(?=[A-Za-z]|\s?[a-z])){3,120})(?=[.,;:()]|$)")

_ARABIC_HONORIFIC = (
    r"(?:الدكتورة?|المهندسة?|الأستاذة?|الاستاذة?|السيدة?|الشيخة?|الأميرة?|اللواء|العميد|الفريق|البروفيسورة?|القاضية?"
    r"|د\.|أ\.د\.?|م\.)"
)
_ARABIC_STYLE = re.compile(
    r"^(?:معالي|معاليه|سعادة|سمو|صاحبة?|السمو|الملكي|الجلالة|فخامة|دولة|فضيلة|الأخ|من جهته|بدوره)\s+"
)
_ARABIC_ENDS = re.compile(
    r"[:،,؛\"“«(\[.]|\s(?=(?:إن|أن|إنه|إنها|أنه|أنها|بأن|في|خلال|على|إلى|عن|عقب|بعد|قبل|مع|قائلا|قائلة|للصحفيين"
    r"|اليوم|حول|لدى|أمس)(?!\w))"
)
_ARABIC_ROLE = re.compile(
    r"(?:(?:و|ال)?(?:مدير|رئيس|وزير|أمين|متحدث|ناطق|نائب|مستشار|عضو|ممثل|سفير|مؤسس|محافظ|والي|عميد|مسؤول|مفوض|منسق"
    r"|خبير|باحث|أستاذ|كاتب|قائد|مندوب)(?:ة)?)(?!\w)"
)
_ARABIC_WORD = re.compile(r"[\u0621-\u064a\u064b-\u0652-]{2,}$")
_TITLED = re.compile(rf"{_ARABIC_HONORIFIC}\s+((?:[\u0621-\u064a\u064b-\u0652-]+\s?){{2,5}})")


def quoted(paragraphs: Iterator[str] | tuple[str, ...] | list[str]) -> tuple[Person, ...]:
    """Name those whose words a release quotes, in the order in which they first speak."""
    blocks = list(paragraphs)
    found: dict[str, Person] = {}
    for at, block in enumerate(blocks[:BLOCKS_MOST]):
        for person in (*_western(block, blocks), *_arabic(block, blocks), *_signed(blocks, at)):
            known = found.get(person.name)
            if known is None or (known.role is None and person.role):
                found[person.name] = person
    return tuple(found.values())[:MOST]


def _western(block: str, blocks: list[str]) -> Iterator[Person]:
    for verb in islice(_SAID.finditer(block), VERBS_MOST):
        before, after = block[max(0, verb.start() - WINDOW) : verb.start()], block[verb.end() : verb.end() + WINDOW]
        if person := _inverted(before, after, blocks) or _direct(before, after, blocks):
            yield person


def _inverted(before: str, after: str, blocks: list[str]) -> Person | None:
    """Read the speaker after the verb, as in `..., said Jane Doe, director of the institute`."""
    handed = re.search(rf"[{_CLOSE}]\s*,?\s*$|[,?!][{_CLOSE}’']*\s*$", before)
    if handed is None or not after.startswith(" "):
        return None
    words = _DEGREES.sub("", re.split(rf"[{_OPEN}{_CLOSE};:(]", after.lstrip())[0])
    first, _, rest = words.partition(",")
    article = _ARTICLE.match(first)
    start = article.end() if article else 0
    if first[start : start + 1].islower():
        return _described(first[start:], rest, blocks)
    role, name, left = _named(first)
    full = _full(name, blocks)
    if full is None or (left and not left.startswith((" ", "."))):
        return None
    return Person(full, role or (_role(rest) if not left.strip(" .") else None))


def _described(first: str, rest: str, blocks: list[str]) -> Person | None:
    """Read `ministre des Transports, Lucie Amari`, `directeur Jean Dupont`: a role in small letters, then a name."""
    name = re.search(
        rf"(?<=[a-zà-ÿ]\s)((?:M\.|Mme|Dr\.?)?\s?{_WORD}(?:\s(?:{_PARTICLE}\s)?{_WORD}){{1,4}})\s*\.?$", first
    )
    if name and not re.search(r"\b(?:of|de|du|des|d[’'])\s*$", first[: name.start()]):
        role, written = first[: name.start()], name[1]
    else:
        role, written = first, _named(rest.strip())[1]
    full = _full(written, blocks) if len(written.split()) > 1 else None
    return Person(full, role.strip(" ,.")) if full and _ROLE.search(role) else None


def _named(words: str) -> tuple[str | None, str, str]:
    """Divide `Assistant Attorney General Jane Doe of the province` into role, name and what follows."""
    words = words.lstrip()
    title = _HONORIFIC.match(words)
    skipped = title.end() if title else 0
    match = _RUN.match(words, skipped)
    if match is None:
        return None, "", words
    run, left = match.group(), words[match.end() :]
    last = None
    for last in _ROLE.finditer(run):  # noqa: B007
        pass
    if last is None:
        return None, run, left
    end = last.end() + run.startswith(".", last.end())
    if charge := re.compile(r"\s+in\s+Charge\b").match(run, end):
        end = charge.end()
    return run[:end].strip(), run[end:].strip(), left


def _role(rest: str) -> str | None:
    """Read a role that follows a name and its comma."""
    match = _ROLE_AFTER.match(rest.strip())
    told = match and re.match(r"(?:who|which|and|whose|qui|dont)\b", match[1])
    return match[1].strip() if match and not told and _ROLE.search(match[1]) else None


def _direct(before: str, after: str, blocks: list[str]) -> Person | None:
    """Read the speaker before the verb, as in `Jane Doe, director, said: "..."` and `"...," Jane Doe said`."""
    opens = re.match(
        rf"\s*[:,]?\s*[{_OPEN}]|\s*:\s*$|(?:\s[^.{_OPEN}{_CLOSE}]{{0,60}})?[,:]\s*[{_OPEN}]|\s+(?:that"
        rf"|que)\s+[{_OPEN}]",
        after,
    )
    closed = re.search(rf"[{_CLOSE}]\s*,?\s*([^{_OPEN}{_CLOSE}]*)$", before)
    ends = re.match(r"\s*(?:[.,;:]|$)|\s+(?:in|at|during|on)\b", after)
    if not opens and not (closed and closed[1].strip() and ends):
        return None
    clause = _DEGREES.sub("", _last_clause(closed[1] if closed else before))
    role, name, left = _named(clause)
    full = _full(name, blocks)
    if full is None:
        return None
    if not left.strip(" ,") or _BELONGING.match(left.rstrip(" ,")):
        return Person(full, role)
    return Person(full, role or told) if left.startswith(",") and (told := _role(left[1:])) else None


def _signed(blocks: list[str], at: int) -> Iterator[Person]:
    """Read the line under a quotation that names the speaker: `Teresa Alm, Commissioner for Transport`."""
    above = blocks[at - 1].strip() if at else ""
    if len(blocks[at]) > WINDOW or not (above[:1] in _OPEN and above[-1:] in _CLOSE and len(above) > 20):
        return
    first, _, rest = _DEGREES.sub("", blocks[at].lstrip(" —–-")).partition(",")
    _, name, left = _named(first)
    role = _role(rest)
    full = _full(name, blocks) if not left.strip() else None
    if full and role and len(rest) == len(rest.rstrip(".!?")):
        yield Person(full, role)


def _last_clause(words: str) -> str:
    """Cut off what stands before the last sentence of some words."""
    start = 0
    for match in _SENTENCE_END.finditer(words):
        if match.group()[0] != "." or not _ABBREVIATED.search(words[: match.start()]):
            start = match.end()
    return words[start:].strip()


def _full(name: str, blocks: list[str]) -> str | None:
    """Give a name in full: itself when it has several words, else the one in the release that ends with it."""
    bare = _HONORIFIC.sub("", name).strip(" ,.")
    words = bare.split()
    if not words or len(words) > 6 or _NO_NAME.search(bare) or _ROLE.fullmatch(bare) or any(map(str.isdigit, bare)):
        return None
    if bare.isupper() and len(bare) > 3:
        return None
    if len(words) > 1:
        return bare if len(words[-1]) > 1 and any(len(word) > 2 for word in words) else None
    return _elsewhere(words[0], blocks)


def _elsewhere(surname: str, blocks: list[str]) -> str | None:
    """Find the one full name in the release that ends with a surname."""
    if len(surname) < 3:
        return None
    pattern = re.compile(rf"({_WORD}(?:\s{_WORD}){{0,5}}(?:\s{_PARTICLE})?\s{re.escape(surname)})(?![\w’'-])")
    names = set()
    for block in blocks[:ELSEWHERE_BLOCKS]:
        for match in pattern.finditer(block[:ELSEWHERE_WITHIN]):
            name = _HONORIFIC.sub("", _named(match.group())[1])
            if 1 < len(name.split()) <= 4 and not _NO_NAME.search(name) and not name.isupper():
                names.add(name)
    shortest = min(names, key=len, default="")
    same = all(name.split()[0] == shortest.split()[0] for name in names)
    return shortest if shortest and same else None


def _arabic(block: str, blocks: list[str]) -> Iterator[Person]:
    for verb in islice(_ARABIC_SAID.finditer(block), VERBS_MOST):
        after = block[verb.end() : verb.end() + WINDOW]
        if not any(mark in after for mark in _OPEN):
            continue
        end = _ARABIC_ENDS.search(after)
        if end and (person := _arabic_speaker(after[: end.start()], after[end.start() :], blocks)):
            yield person


def _arabic_speaker(words: str, rest: str, blocks: list[str]) -> Person | None:
    """Read name and role after an Arabic verb. Without capital letters a title or a comma has to part the two."""
    while style := _ARABIC_STYLE.match(words):
        words = words[style.end() :]
    titles = list(re.finditer(rf"(?<!\w){_ARABIC_HONORIFIC}\s+", words))
    if titles:
        role, name = words[: titles[0].start()].strip() or None, words[titles[-1].end() :].split()
        if len(name) == 1:
            name = _arabic_elsewhere(name[0], blocks)
        role = role or _arabic_role(rest)
    else:
        role, name = _arabic_role(rest), words.split()
        if role is None:
            return None
    fits = 1 < len(name) <= 5 and all(_ARABIC_WORD.match(word) and not _ARABIC_ROLE.match(word) for word in name)
    return Person(" ".join(name), role) if fits else None


def _arabic_role(rest: str) -> str | None:
    match = re.match(r"\s*[،,]\s*([^،,:\"“«.؛(]{3,100})", rest)
    return match[1].strip() if match and _ARABIC_ROLE.match(match[1].strip()) else None


def _arabic_elsewhere(name: str, blocks: list[str]) -> list[str]:
    """Find the full name with a title in the release that holds this last name."""
    for block in blocks[:ELSEWHERE_BLOCKS]:
        for match in _TITLED.finditer(block[:ELSEWHERE_WITHIN]):
            words = match[1].split()
            if name in words[1:]:
                return words[: words.index(name) + 1]
    return []
