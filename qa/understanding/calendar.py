"""Words of the calendar in English, French, Spanish and Arabic, and what letter each becomes.

With every word a letter, the grammar of dates is a pattern over a short row of letters whatever the language:
`on 9 November 2023` and `يوم ٩ نوفمبر 2023` both read `idmy`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fields.dates import MONTH, stated

_PLAIN = {
    "i": "in on during within over throughout en dans durant pendant lors durante في خلال اثناء",
    "S": "since depuis partir desde منذ",
    "B": "before avant antes قبل",
    "A": "after apres despues بعد",
    "w": "between entre بين",
    "f": "from",
    "O": "of de d du des del من شهر",
    ">": "to until till through by jusqu ici hasta الي حتي بحلول",
    "g": "a au",  # joins two dates as `to` does; elsewhere it is an article or an `in`
    "&": "and et y",
    "D": "the le la l les el يوم",
    "F": "for pour para",
    "l": "last past previous dernier derniere derniers dernieres passe passee pasado pasada ultimo ultima ultimos"
    " الماضي الماضيه المنصرم المنصرمه الفائت الفائته",
    "t": "this current ce cet cette este esta هذا هذه الحالي الحاليه الجاري الجاريه",
    "n": "next coming upcoming prochain prochaine proximo proxima القادم القادمه المقبل المقبله",
    "e": "early debut principios اوائل مطلع بدايه",
    "k": "mid middle mi mediados منتصف",
    "j": "late end fin finales اواخر نهايه",
    "r": "recent recently lately latest newest recents recemment recente recientes reciente recientemente مؤخرا",
    "K": "ah hijri hegire هجري هجريه هجريا ه",
    "c": "fiscal financial exercice",
    "C": "year annee an ano عام عاما سنه العام السنه",
    # of publishing: what can be said of nothing else, what is said of goods too, and what follows `did`
    "P": "published releases statement statements announcement announcements press news dated bulletin communique"
    " communiques publie publiee publies publiees paru parue comunicado comunicados publicado publicada noticias"
    " بيان البيان بيانات خبر الخبر اخبار نشر نشرت المنشور المنشوره الصادر الصادره",
    "p": "released issued announced posted annonce annoncee annonces diffuse diffusee anunciado صدر صدرت اعلن اعلنت",
    "b": "publish release announce issue",
    "W": "what que qu quoi ماذا ما",
    "V": "was were is are has have been did does do",
}
_VALUED = {
    "s": "3 spring printemps primavera ربيع الربيع, 6 summer verano صيف الصيف,"
    " 9 autumn automne otono خريف الخريف, 12 winter hiver invierno شتاء الشتاء",
    "E": "9 fall, 6 ete",
    "o": "1 first premier premiere primer الاول, 2 second deuxieme segundo الثاني, 3 third troisieme tercer الثالث,"
    " 4 fourth quatrieme cuarto الرابع",
    "q": "4 quarter trimestre الربع, 2 half semestre النصف",
    "u": "1 day days jour jours dia dias ايام, 7 week weeks semaine semaines semana semanas اسبوع الاسبوع اسابيع,"
    " 30 month months mois mes meses الشهر اشهر شهور, 365 years annees ans anos سنوات",
    "N": "2 two deux dos, 3 three trois tres, 4 four quatre cuatro, 6 six seis, 10 ten dix diez, 12 twelve douze",
    "z": "-1 yesterday hier ayer امس, 0 today hui hoy اليوم, 1 tomorrow demain غدا",
}
_HIJRI_MONTHS = (
    "محرم, المحرم, muharram, mouharram",
    "صفر, safar",
    "ربيع الاول, rabi al awwal, rabi al awal",
    "ربيع الثاني, ربيع الاخر, rabi al thani, rabi al akhir",
    "جمادي الاولي, جمادي الاول, jumada al awwal, jumada al ula",
    "جمادي الاخره, جمادي الاخر, جمادي الثانيه, جمادي الثاني, jumada al thani, jumada al akhirah",
    "رجب, rajab",
    "شعبان, shaaban, shaban, chaabane",
    "رمضان, ramadan, ramadhan",
    "شوال, shawwal, chawwal",
    "ذو القعده, ذي القعده, dhu al qadah, dhu al qidah, dhul qadah",
    "ذو الحجه, ذي الحجه, dhu al hijjah, dhu al hijja, dhul hijjah, dhul hijja",
)
_UNSURE = frozenset("may mai mar mars march jan dec dic ene sep oct abr ماي اب جوان".split())
_NOT_MONTHS = frozenset({"ago"})  # `three months ago`, and Spanish for August

_ARABIC_FORMS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is to the calendar.

    Attributes:
        letter: `d` day of a month, `R` two of them (`15-20`), `y` year, `Y` two of them, `I` a whole date,
            `m` month, `a` month whose name is another word too (`may`), `h` Hijri year, `H` Hijri month,
            `s` season, `E` season that is another word too (`fall`), `o` ordinal, `q` quarter or half of a year,
            `Q` one with its number (`Q3`), `u` unit, `N` how many, `z` yesterday and the like,
            `i` in, `S` since, `B` before, `A` after, `w` between, `f` from, `O` of, `>` until, `g` a word for `to`
            that is an article too, `&` and, `D` the, `F` for, `l` last, `t` this, `n` next, `e` early, `k` mid,
            `j` late, `r` recent, `K` of the Hijri calendar, `C` the word year, `c` fiscal, `P` and `p` of publishing,
            `b` to publish, `W` what, `V` was or did; `x` anything else.
        values: its numbers: of a month, a year, how many parts a quarter is of, days of a unit.
    """

    letter: str
    values: tuple[int, ...] = ()


OTHER = Word("x")


def fold(word: str) -> str:
    """Fold case, accents, vowel signs and the forms of Arabic letters."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_ARABIC_FORMS))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _months() -> Iterator[tuple[str, Word]]:
    """Yield the months as the dates of releases know them."""
    for name in MONTH.replace(r"\s+", " ").split("|"):
        day, word = stated(f"1 {name} 2000"), fold(name)
        if day and word not in _NOT_MONTHS:
            yield word, Word("a" if word in _UNSURE else "m", (day.month,))


def _names() -> Iterator[tuple[str, Word]]:
    for letter, words in _PLAIN.items():
        yield from ((word, Word(letter)) for word in words.split())
    for letter, groups in _VALUED.items():
        for group in groups.split(", "):
            value, *names = group.split()
            yield from ((name, Word(letter, (int(value),))) for name in names)
    yield from _months()
    for number, line in enumerate(_HIJRI_MONTHS, 1):
        yield from ((name, Word("H", (number,))) for name in line.split(", "))


WORDS = dict(_names())
"""Folded name, of up to three words, -> what it is."""

LONG = {
    first: max(len(name.split()) for name in WORDS if name.startswith(f"{first} "))
    for first in {name.split()[0] for name in WORDS if " " in name}
}
"""First word of the names of several words -> words of the longest of them."""
