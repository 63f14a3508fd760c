"""Words that own the full stop behind them: Dr., U.S., etc., M. Dupont, EE. UU., د. سالم."""

from __future__ import annotations

import re
from dataclasses import dataclass

TITLES = frozenset(
    "mr mrs ms mx dr drs prof sen sens rep reps gov govs gen col maj capt cpt lt cmdr cdr sgt cpl pvt adm rev fr"
    " hon pres amb sec supt insp atty st ste ft mt messrs msgr"  # English
    " m mm mme mmes mlle mlles me mgr pr vve"  # French
    " sr sra sres sras srta dña dra lic ing arq ud uds".split()  # Spanish
)
"""Before a name. Written with a capital, a full stop after one never ends a sentence."""

AFTER_NAMES = frozenset("dr st ft mt ste sr pr".split())
"""Titles that also close a name or an address: Main St., Ed Roe Sr."""

INSIDE = frozenset(
    "vs v cf viz e.g i.e eg ie ex p.ex c.-à-d c.à.d càd approx ca env resp incl excl est tel tél téléph av.j.-c"
    " j.-c aprox p.ej núm dpto avda av bd ee".split()
)
"""Always inside a sentence."""

NUMBERED = frozenset(
    "no nos nr n nº art arts fig figs pp p pg ch chap vol sec sect ss par para tab app ext rm bldg apt ste al pág"
    " págs amdt res stat".split()
)
"""Inside a sentence when a figure follows."""

MONTHS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec janv févr avr juil déc ene abr ago dic mon tue tues wed thu"
    " thur thurs fri sat sun".split()
)
"""Months and days of the week, inside a sentence when a figure follows."""

HOURS = frozenset("a.m p.m am pm".split())
"""Inside a sentence when a day or a time zone follows."""

STATES = frozenset(
    "Ala Ariz Ark Calif Cal Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Mass Md Mich Minn Miss Mo Mont Neb Nebr Nev"
    " Okla Ont Ore Oreg Pa Penn Tenn Tex Va Vt Wa Wash Wis Wyo Alta Sask Que".split()
)
"""As North American wires write them, after a town: what follows in the sentence begins with a comma."""

OF_STATE = frozenset("state gov sen rep rev atty attorney code stat const supreme dept congressman rs".split())
"""Follows a state inside a sentence."""

TRAILING = frozenset(
    "inc ltd ltda corp co cos bros llc llp lp plc pty pte bhd sdn gmbh cie sté s.a s.a.s s.a.r.l s.l s.p.a c.v"
    " n.v b.v pvt dept univ assn assoc jr esq ph.d m.d m.b.a hons ret al ave blvd rd hwy ln tech mfg uu intl natl"
    " govt bn mn con res amdt".split()
)
"""Close a name: what begins the next sentence must be a word that no name goes on with."""

ALWAYS_ENDING = frozenset("etc usw".split())
"""With a capital behind them they end a sentence."""

STARTERS = frozenset(
    "the this that these those it he she they we you i in on at for with as by from to a an and but or if when while"
    " after before our his her their its there here today both since however although because during until according"
    " so not no"  # English
    " le la les l un une des ce cet cette ces c il elle ils elles on nous vous je j en dans pour avec par sur selon"
    " depuis après avant afin ainsi à au aux d du mais ou où si lors lorsque parmi"  # French
    " el los las lo su sus este esta estos estas con por según desde además y se es como cuando tras al".split()
)
"""Open a sentence, and never go on with a name."""

WIDE_STARTERS = STARTERS | frozenset(
    "all more about additionally also among another any below beyond each even every finally first following"
    " founded further furthermore given headquartered how indeed instead is last later like many meanwhile"
    " moreover most my neither now once one only other over please prior recently similarly some still such then"
    " therefore though through throughout thus together under unlike upon visit what where whether which who why"
    " within without yes yet your specifically currently earlier additional learn read click contact copyright"
    " follow"
    " face grâce son sa ses leur leurs notre nos votre vos tous toutes tout toute cependant toutefois enfin"
    " ensuite puis pourtant plus chaque créée fondée basée"
    " una unos unas asimismo también pero durante nuestro nuestra nuestros nuestras todos todas más".split()
)
"""Open a sentence after a firm's name or a degree, where a firm's name cannot go on with them."""

VERBS = frozenset("is are was were will has have had can may should must also does do would could".split())
"""Behind a capitalised word they show that it is a subject: `Acme Inc. Investors should`."""

ARABIC_STARTERS = frozenset(
    "وقال وقالت وأضاف وأضافت وأكد وأكدت وأوضح وأوضحت وأشار وأشارت وصرح وصرحت وذكر وذكرت وبين وبينت ولفت وشدد وتابع"
    " كما هذا هذه وتأتي ويأتي وكان وكانت وفي وقد ومن وعلى ويذكر يذكر يشار وتعد ويعد".split()
)
"""Open a sentence after a dotted Arabic abbreviation, where no capital tells."""

SHOUTED = frozenset("mr mrs ms dr prof sen sens rep reps gov gen col maj capt".split())
"""Titles that are still titles in capitals; SEC. and PR. are something else."""

GOES_ON = frozenset("from upon the an its their our your".split())
"""Behind a capitalised word they show that it opens a sentence: `Acme Inc. Drawing from`."""

_AFTER = re.compile(
    r"\s*(?P<dash>[-–—]?)\s?(?P<opening>[\"'“‘„«(\[]*+)\s?(?P<word>\w*+)(?P<stop>[.'’]?)\s?(?P<next>\w*+)"
)
_TAIL = re.compile(r"[/–—’'-]")
_QUOTES = frozenset("\"'“‘„«")
_INITIALS = re.compile(r"[A-ZÀ-ÖØ-Þ]|(?:[^\W\d]\.-?){1,6}[^\W\d]")
_ARABIC = re.compile(r"و?(?:[\u0621-\u063a\u0641-\u064a]\.)+[\u0621-\u063a\u0641-\u064a]")
_ARABIC_TITLE = re.compile(r"و?[دأام]|[\u0621-\u063a\u0641-\u064a]")
_PARTY = re.compile(r"[RDIL]-[A-Z]\w*")
_ROMAN = re.compile(r"[IVXLC]+")
_ARTICLE = frozenset("Le La Les Du Des De".split())
_AT = frozenset("at by from around until before after".split())
_ZONES = frozenset(
    "est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist jst sgt hkt aest eastern central pacific"
    " mountain on monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december".split()
)


def owns_stop(word: str, before: str, after: str) -> bool:
    """Tell whether the full stop after a word is the word's own, so that no sentence ends there.

    Args:
        word: what stands before the stop, without it: `Dr`, `U.S`, `etc`.
        before: the last characters of the sentence before the word.
        after: the first characters behind the stop, where something opens that could be a sentence.
    """
    following = _Following.of(after)
    if "\u0600" <= word[-1] <= "\u06ff":
        return _arabic(word, before, following)
    if _PARTY.fullmatch(word):  # R-Ala
        return following.opener not in STARTERS
    known = _known(word, before, following)
    if known is None and (tail := _TAIL.split(word)[-1]) != word:
        known = _known(tail, before, following)
    return bool(known)


@dataclass(frozen=True, slots=True)
class _Following:
    """What stands behind a stop.

    Attributes:
        word, lower: the first word, empty where it is an abbreviation itself, which opens no sentence.
        next: the word behind it.
        opening: quotation marks and brackets before it.
        dashed: whether a dash stands before all of it.
    """

    word: str
    opener: str
    next: str
    opening: str
    dashed: bool

    @classmethod
    def of(cls, after: str) -> _Following:
        found = _AFTER.match(after)
        if found is None:
            return cls("", "", "", "", False)
        word, stop = found["word"], found["stop"]
        opens = stop != "." and (stop or word not in {"C", "D", "J", "L"})  # C’est opens, C does not
        return cls(word, word.lower() if opens else "", found["next"], found["opening"], bool(found["dash"]))

    @property
    def figure(self) -> bool:
        return self.word[:1].isdigit()

    @property
    def quoted(self) -> bool:
        """Whether speech opens; a name in brackets and marks, as ("Acme"), is none."""
        return self.opening[:1] in _QUOTES and bool(self.opening)

    @property
    def bracketed(self) -> bool:
        return self.opening[:1] in {"(", "["}


def _known(word: str, before: str, following: _Following) -> bool | None:
    """Decide for a word of the lists; None for any other."""
    if len(word) > 1 and "." not in word and word.lower() not in _LISTED:
        return None
    for rule in _RULES:
        if (owned := rule(word, before, following)) is not None:
            return owned
    return None


def _title(word: str, before: str, following: _Following) -> bool | None:
    lower = word.lower()
    if lower not in TITLES or not word[0].isupper():
        return None
    if len(word) > 1 and word.isupper() and lower != "mm":
        shouted = following.word.isupper() and len(following.word) > 1
        return shouted or (lower in SHOUTED and following.opener not in STARTERS)
    return not (lower in AFTER_NAMES and following.opener in STARTERS and _after_name(before))


def _inside(word: str, _before: str, following: _Following) -> bool | None:
    lower = word.lower()
    if lower in INSIDE:
        return True
    if lower in NUMBERED and (following.figure or _ROMAN.fullmatch(following.word)):
        return True
    return None


def _dated(word: str, before: str, following: _Following) -> bool | None:
    lower = word.lower()
    if lower in MONTHS:
        return following.figure or following.dashed
    if lower in HOURS:
        opening = before.split()
        alone = 0 < len(opening) <= 3 and opening[0].lower() in _AT  # At 9 a.m. Ms. Roe
        return alone or following.word.lower() in _ZONES or following.dashed
    return None


def _state(word: str, _before: str, following: _Following) -> bool | None:
    if word not in STATES and not (word.isupper() and word.capitalize() in STATES):
        return None
    return following.figure or following.dashed or following.bracketed or following.word.lower() in OF_STATE


def _trailing(word: str, _before: str, following: _Following) -> bool | None:
    lower = word.lower()
    if lower in ALWAYS_ENDING:
        return False
    if lower not in TRAILING:
        return None
    if following.figure or following.dashed or following.bracketed or following.word in {"AND", "ET", "Y"}:
        return True
    opens = following.opener in WIDE_STARTERS or following.next in VERBS or following.next in GOES_ON
    return not opens and not following.quoted


def _initial(word: str, _before: str, following: _Following) -> bool | None:
    """Decide after an initial or a country: J. Le Goff goes on, so does U.S. Senate."""
    if not _INITIALS.fullmatch(word):
        return None
    surname = len(word) == 1 and following.word in _ARTICLE and following.next[:1].isupper()
    if surname or following.dashed or following.bracketed:
        return True
    if len(word) > 1 and following.quoted:
        return False
    return following.opener not in STARTERS


_LISTED = TITLES | INSIDE | NUMBERED | MONTHS | HOURS | TRAILING | ALWAYS_ENDING | {state.lower() for state in STATES}
_RULES = (_title, _inside, _dated, _state, _trailing, _initial)


def _after_name(before: str) -> bool:
    """Tell whether a name or number stands before the word."""
    words = before.split()
    return bool(words) and (words[-1][0].isupper() or words[-1][0].isdigit())


def _arabic(word: str, before: str, following: _Following) -> bool:
    if _ARABIC.fullmatch(word):
        return following.word not in ARABIC_STARTERS
    # Behind a figure a letter is a unit or an era: 2024 م.
    return _ARABIC_TITLE.fullmatch(word) is not None and not before.rstrip()[-1:].isdigit()
