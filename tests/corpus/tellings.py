"""Invented releases that tell the same, and releases that only read alike, in English, French and Arabic."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from corpus.article import Draft


def _joined(text: str) -> str:
    """Join the lines of each paragraph."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


QUAY = Draft(
    title="Harbour of Elsen opens a second quay",
    published=dt.date(2024, 6, 3),
    text=_joined("""\
ELSEN, 3 June 2024 - The harbour of Elsen opened a second quay on Monday, after four years of work by the port
authority and the town.

The quay is 420 metres long and cost 31 million euros, of which the region paid a third. Ferries to Rivamar will
leave from it every two hours from July. Freight stays at the old quay, which is to be repaired in the winter.

“We have waited a long time for this morning,” said Mara Olin, director of the port authority. “The island of
Rivamar is now an hour away, and whoever works there can come home for supper.”

The town has put in lamps, benches and a bus stop. Visitors can see the quay on Sunday between ten and four
o'clock. Children may try the harbour pilot's boat."""),
)

MUSEE = Draft(
    title="Le musée du Fleuve de Rivamar rouvre après deux ans de travaux",
    published=dt.date(2023, 3, 14),
    text=_joined("""\
RIVAMAR, le 14 mars 2023 – Le musée du Fleuve de Rivamar rouvre ses portes samedi après deux ans de travaux, a
annoncé mardi la municipalité.

Le bâtiment, construit en 1911, a reçu une nouvelle toiture, un ascenseur et trois salles consacrées à la
navigation. Les travaux ont coûté 6,4 millions d’euros, dont la moitié a été apportée par la région.

« Ce musée appartient aux habitants du fleuve », a déclaré la directrice, Hélène Vasseur. « Nous y montrons
leurs barques, leurs filets et leurs chansons. »

L’entrée sera gratuite jusqu’à la fin du mois d’avril. Le musée est ouvert tous les jours sauf le lundi, de dix
heures à dix-huit heures."""),
)

MAKTABA = Draft(
    title="افتتاح المكتبة المركزية في مدينة صحرين",
    published=dt.date(2022, 10, 5),
    text=_joined("""\
صحرين، 5 أكتوبر 2022 – افتتحت وزارة الثقافة اليوم المكتبة المركزية في مدينة صحرين بعد ثلاث سنوات من أعمال البناء
والتجهيز.

تضم المكتبة مائتي ألف كتاب وقاعة للمخطوطات وقسماً للأطفال، وقد بلغت كلفتها 18 مليون دينار. وستفتح المكتبة
أبوابها للقراء يومياً من الثامنة صباحاً إلى العاشرة مساءً.

وقالت مديرة المكتبة سلمى الحداد إن القراءة حق لكل مواطن، وإن المكتبة ستنظم دورات مجانية في اللغة العربية
والحاسوب. وأضافت أن قسم المخطوطات يحفظ ألف مخطوط نادر جمعت من مدن الجنوب.

ودعت الوزارة المدارس والجامعات إلى زيارة المكتبة خلال هذا الشهر وحجز المواعيد لدى إدارتها."""),
)

RELEASES = {"en": QUAY, "fr": MUSEE, "ar": MAKTABA}


def grant(town: str, amount: str, department: str, day: dt.date) -> Draft:
    """A form that an office fills for one town after another."""
    return Draft(
        title=f"{town} receives fire safety grant through Senator Hale's bill",
        published=day,
        text=_joined(f"""\
WASHINGTON - Senator Orla Hale announced today that the {department} of {town} will receive {amount} from the
Fire Safety Act, which she wrote in 2001.

The act helps local departments to buy engines, hoses and breathing equipment, and to train the volunteers who
serve in them. Departments apply every spring, and firefighters from other states judge the applications.

“Our firefighters risk their lives for their neighbours, and they should not have to sell cakes to pay for their
boots,” Hale said. “I wrote this law so that small places get what large ones have long had.”

Since it was passed, the act has brought more than 60 million dollars to departments in the state. Two of three
departments in it are run by volunteers alone, and most have fewer than 40 members. The next round of grants
opens in March."""),
    )


def traffic(month: str, passengers: str, change: str, freight: str, day: dt.date) -> Draft:
    """A report that comes every month, under one title."""
    return Draft(
        title="Traffic figures of Halvern Airport",
        published=day,
        text=_joined(f"""\
In {month}, {passengers} passengers travelled through Halvern Airport, {change} per cent more than in the same
month of the year before.

Freight came to {freight} tonnes. Seats were taken as they usually are at this time of the year, and most delays
had their cause in other airports.

Halvern Airport counts everyone who begins or ends a flight here, and those who change once. Figures are
provisional until the civil aviation office has confirmed them. Tables for every airline and destination are on
the airport's pages, where earlier months can be read as well."""),
    )


def resultats(trimestre: str, chiffre: str, hausse: str, jour: dt.date) -> Draft:
    """Un communiqué que l'on remplit chaque trimestre."""
    return Draft(
        title=f"Brightfell Énergie : résultats du {trimestre} trimestre",
        published=jour,
        text=_joined(f"""\
Brightfell Énergie a réalisé au {trimestre} trimestre un chiffre d’affaires de {chiffre} millions d’euros, en
hausse de {hausse} %.

La demande d’électricité est restée soutenue dans toutes les régions où le groupe est présent. Les parcs éoliens
en mer ont produit davantage que l’an passé, grâce à des vents réguliers et à un entretien avancé.

« Nos équipes ont tenu leurs engagements », a déclaré le directeur général, Paul Marchetti. « Nous confirmons
nos objectifs pour l’ensemble de l’exercice, et nous continuerons d’investir dans les réseaux. »

Le conseil d’administration a examiné les comptes, qui n’ont pas fait l’objet d’un audit. Une conférence
téléphonique pour les analystes aura lieu à dix heures et pourra être réécoutée pendant un mois."""),
    )


def mina(medina: str, mablagh: str, yawm: dt.date) -> Draft:
    """A form in Arabic: one town after another."""
    return Draft(
        title=f"الوزارة توقع اتفاقية لتأهيل ميناء {medina}",
        published=yawm,
        text=_joined(f"""\
وقعت وزارة النقل اليوم اتفاقية لتأهيل ميناء {medina} بكلفة {mablagh} مليون دينار، بحضور ممثلين عن السلطات
المحلية والشركات العاملة في القطاع.

وتشمل الأعمال في {medina} توسيع الأرصفة وتحديث الرافعات وبناء مستودعات جديدة للتبريد، وتنفذ على مرحلتين خلال
ثلاث سنوات.

وقال الوزير إن الموانئ بوابة الاقتصاد الوطني، وإن الوزارة تعمل على رفع طاقتها وتحسين خدماتها للمصدرين والصيادين.
وأكد أن الأولوية ستكون لليد العاملة المحلية.

وتندرج الاتفاقية ضمن البرنامج الوطني للموانئ الذي أطلقته الوزارة قبل عامين ويشمل جميع المدن الساحلية."""),
    )


def offering(sold: bool, day: dt.date) -> Draft:
    """Two events of one matter: shares are offered, and three days later they are sold."""
    lead = (
        "announced the closing of its previously announced offering, in which institutional investors bought"
        if sold
        else "announced that it has entered into an agreement with institutional investors for the sale of"
    )
    return Draft(
        title=f"Corvane Therapeutics Announces {'Closing of ' if sold else ''}$4.0 Million Offering",
        published=day,
        text=_joined(f"""\
ORLINGTON, {day:%B} {day.day}, {day.year} (LANTERNWIRE) -- Corvane Therapeutics, Inc., which develops medicines
for rare diseases of the skin, today {lead} 2,666,667 shares of its common stock at a price of $1.50 per share.

In a concurrent private placement, the company {"issued" if sold else "will issue"} warrants to purchase up to
2,666,667 shares of common stock. The warrants have an exercise price of $1.37 per share and expire five years
from the date on which their resale is registered.

The gross proceeds {"were" if sold else "are expected to be"} approximately $4.0 million, before deducting fees
and other expenses. The company intends to use the net proceeds for working capital and general corporate
purposes.

The shares {"were" if sold else "are being"} offered under a shelf registration statement that was declared
effective on January 30. Copies of the prospectus may be obtained from the placement agent by telephone or by
mail. This release is no offer to sell securities, nor may they be sold in any state in which such an offer
would be unlawful."""),
    )


_GRANT = "Fire department receives grant through Senator Hale's bill"

DIFFERENT = {
    "a grant to another town": (
        grant("Grafton", "$78,249", "Eaton Township Fire Department", dt.date(2005, 10, 26)),
        grant("Youngstown", "$59,114", "Liberty Township Fire Department", dt.date(2005, 10, 26)),
    ),
    "a grant to another town, in one word each": (
        grant("Grafton", "$78,249", "Volunteer Fire Department", dt.date(2005, 10, 26)),
        grant("Marlow", "$57,000", "Volunteer Fire Department", dt.date(2005, 10, 27)),
    ),
    "a grant to another town, under one title": (
        replace(grant("Grafton", "$78,249", "Volunteer Fire Department", dt.date(2005, 10, 26)), title=_GRANT),
        replace(grant("Marlow", "$57,000", "Volunteer Fire Department", dt.date(2005, 10, 26)), title=_GRANT),
    ),
    "another month": (
        traffic("March", "412,388", "4.1", "1,204", dt.date(2024, 4, 8)),
        traffic("April", "455,102", "5.3", "1,377", dt.date(2024, 5, 7)),
    ),
    "the month before, and nothing of it moved but its figures": (
        traffic("March", "412,388", "4.1", "1,204", dt.date(2024, 4, 8)),
        traffic("March", "398,120", "3.8", "1,150", dt.date(2023, 4, 10)),
    ),
    "un autre trimestre": (
        resultats("deuxième", "412,5", "3,1", dt.date(2024, 7, 25)),
        resultats("troisième", "438,9", "4,4", dt.date(2024, 10, 24)),
    ),
    "ميناء آخر": (mina("الرمال", "40", dt.date(2023, 5, 2)), mina("النخيل", "55", dt.date(2023, 5, 9))),
    "shares offered, then sold": (offering(False, dt.date(2025, 9, 26)), offering(True, dt.date(2025, 9, 29))),
}
"""Pairs that share most of their words and are not one story."""
