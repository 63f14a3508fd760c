"""Patterns of headings, lines and paragraphs of the parts of a release, in English, French, Spanish and Arabic."""

from __future__ import annotations

import re

from corpus.cleaning.patterns import written

NOT_AN_ORGANISATION = written(
    r"""
    (?:the\s+|this\s+|these\s+|our\s+)?(?:[\w’'-]+\s+){0,2}(?:
        study|studies|survey|report|research|findings|data|methodology|sample|index|event|conference|summit
        |forum|webinar|agreement|deal|transaction|merger|acquisition|offering|project|programme|program
        |initiative|campaign|award|awards|prize|ranking|list|exhibition|tour|book|film|product|products|device
        |trial|test|technology|partnership|disease|condition|case|role|position|job|bill|act|law|legislation
        |amendment|grant|grants|funding
    )
    """
)
ABOUT_HEADING = re.compile(
    written(
        r"""
        \W*(?:
            about(?!\s+<subject>\W*$)
                (?:\s+(?:us|our\b.*|the\b.*)|\s+(?!\d[\d,.]*+\s+[a-z])(?-i:[A-ZÀ-ÖØ-Þ\d“\"‘$@&(]).*)?
            |à\s+propos(?:\s+(?:de\s+nous|d[eu]s?\b.*|d[’'].*))?|qui\s+sommes[- ]nous\s*\??|acerca\s+de\b.*
            |sobre\s+(?:nosotros|(?-i:[A-ZÀ-ÖØ-Þ]).*)|quiénes\s+somos
            |(?:نبذة|لمحة|معلومات|كلمة)\s+(?:عامة\s+|موجزة\s+|مختصرة\s+|تعريفية\s+)?(?:عن|حول)(?:\s.*)?|من\s+نحن
            |(?:حول|عن)\s+(?:ال)?[\u0621-\u064a]+(?:\s+[\u0621-\u064a]+){0,5}|boilerplate
            |company\s+(?:profile|overview|background)
        )\s*[:：]?\W*
        """,
        subject=NOT_AN_ORGANISATION,
    ),
    re.IGNORECASE,
)
CONTACT_HEADING = re.compile(
    written(
        r"""
        \W*(?:for\s+)?(?:
            (?:
                company|corporate|media|press|news|investors?|investor\s+relations
                |public(?:\s+(?:relations|affairs))?|pr|ir|general|sales|business|analysts?|editorial|further
                |more|customer|agency
            )[\s,/&]*(?:and\s+|or\s+)?
        ){0,4}(?:contacts?|inquiries|enquiries|queries|relations|media\s+office|press\s+office|newsroom)(?:
            \s+(?:
                details?|information|persons?|us|list|points?
                |for\s+(?:the\s+)?(?:media|press|investors|journalists)
            )
        )*\s*[:：]?\W*
        |\W*for\s+(?:more|further|additional|any\s+\w+)\s+(?:details|information|queries|questions)\W*
        |\W*(?:further|more)\s+information\W*
        |\W*(?:contacts?|relations?|renseignements?|informations?|service|demandes?)\s*
            (?:de\s+la\s+|de\s+|des\s+|avec\s+la\s+|pour\s+la\s+)?
            (?:presse|médias?|journalistes?|investisseurs?)\W*
        |\W*(?:
            contacts?|contacter|renseignements
            |pour\s+(?:plus|toute|de\s+plus\s+amples|en\s+savoir)[^.:]{0,40}
                (?:informations?|renseignements?|plus)
        )\W*
        |\W*contactos?(?:\s+(?:de|para(?:\s+la)?))?(?:\s+(?:prensa|medios))?\W*
        |\W*(?:para\s+)?más\s+información\W*
        |\W*(?:presse|medien)?(?:kontakte?|ansprechpartner(?:in(?:nen)?)?)\W*
        |\W*(?:
            لل?تواصل|للاتصال|للاستفسار(?:ات)?|لمزيد\s+من\s+المعلومات|للمزيد(?:\s+من\s+المعلومات)?
            |جه(?:ة|ات)\s+الاتصال|(?:بيانات|معلومات)\s+(?:الاتصال|التواصل)|المكتب\s+الإعلامي
            |الاتصال\s+(?:الإعلامي|الصحفي)|تواصل\s+معنا|اتصل\s+بنا
        )(?:[^.:\d@]{0,50})\W*
        """
    ),
    re.IGNORECASE,
)
CONTACT_LINE = re.compile(
    written(
        r"""
        \W*(?:(?:company|media|press|news|investors?|ir|pr|primary|editorial)\s+)*
            (?:contacts?|inquiries|enquiries)\b(?:\s+(?:details?|information|name|email|person|phone|number))?
            \s*(?:[:：]|(?<=details)(?-i:(?=[A-Z])))
        |\W*for\s+(?:(?:more|further|additional|media|press|any|investor|interview|all|other|general)\s+)+
            (?:information|details|inquiries|enquiries|queries|questions|requests?|interviews?)\b[^.:;]{0,80}?\b
            (?:contact|call|e-?mail|write|reach)\b
        |\W*for\s+(?:media|press|public|investor|general)\s+(?:inquiries|enquiries|queries)\b
        |\W*company\s+website
        |\W*note\s+to\s+investors\b
        |\W*(?:contacts?|renseignements?|relations)(?:\s+(?:presse|médias?|investisseurs|actionnaires|analystes))*\s*:
        |\W*for\s+interviews?(?:\s+(?:and|or)\s+\w+)?\s*:
        |\W*(?:presse|medien)?(?:kontakt|ansprechpartner(?:in)?)(?:\s+(?:für\s+)?(?:die\s+)?(?:presse|medien))?\s*:
        |\W*(?:
            tel|tél|phone|e-?mail|courriel|fax|mobile|website|site\s+web|téléphone|web|هاتف|الهاتف|بريد|البريد
            |جوال|فاكس|الموقع
        )(?:\s+[\w-]+)?\s*[:.：]
        |\W*pour\s+(?:plus|toute|en\s+savoir|de\s+plus)\b[^.]{0,60}(?:contact|écri|appel|:)
        |\W*(?:لل?تواصل|للاستفسار(?:ات)?|لمزيد\s+من\s+المعلومات|للمزيد)(?:\s|[:،])
        """
    ),
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
PHONE = re.compile(r"(?<![\d$€£.,/-])(?:\+|00|\()?\s?\d[\d\s().+/–-]{6,18}\d(?![\d,%])")
DIAL_IN = re.compile(
    written(
        r"""
        \b(?:
            dial(?:ed|ing)?[- ]?in|toll(?:[- ]free)?|replay|pass\s?code|access\s(?:id|code)
            |(?:conference|meeting)\s(?:id|call)|webcast|webinar
        )\b
        """
    ),
    re.IGNORECASE,
)
"""How to take part in what a release announces: news, though it holds numbers to call."""

YEARS_ONLY = re.compile(r"[\s(]*(?:19|20)\d\d\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d)[\s)]*$")
ADDRESS = re.compile(
    r"(?i)^(?:[\w ]{0,20}:\s?)?(?:(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|gov|edu"
    r"|int)(?:\s(?:and|or)\s\S+\.\w+)?)$"
)

LEGAL_HEADING = re.compile(
    written(
        r"""
        \W*(?:
            (?:
                cautionary|important|legal|safe\s+harbou?r|note|notice|special|additional|further|disclosure
                |information|statements?|advisory|regarding|concerning|on|about|under|the|of|and|for|to
                |investors?|u\.?s\.?|private|securities|litigation|reform|act|1995|use|other
            )\s*[,:]?\s*
        )*(?:
            forward[- ]looking\s+(?:statements?|information)
                (?:\s+(?:disclaimer|statements?|disclosure|and\s+\w+.*))?
            |safe\s+harbou?r(?:\s+(?:statement|provisions?|notice)(?:\s+under\b.{0,80})?)?
            |disclaimers?(?:\s+statement)?
            |cautionary\s+(?:statements?|notes?|language)\b.{0,80}
            |important\s+(?:notices?|legal\s+information|disclosures?|cautions?)\b.{0,60}
            |legal\s+(?:notices?|disclaimers?|information|statement)|risk\s+(?:disclosure|warning|disclaimer)
            |non-gaap\s+(?:financial\s+)?(?:measures?|information)|no\s+offer\s+or\s+solicitation|disclosures?
        )\W*
        |\W*(?:
            avertissements?(?:\s+.{0,60})?
            |(?:énoncés|déclarations|informations)\s+prospecti(?:f|ve)s|mentions?\s+légales?
            |clause\s+de\s+non-responsabilité|aviso\s+legal|descargo\s+de\s+responsabilidad
            |declaraciones\s+prospectivas
        )\W*
        |\W*(?:
            إخلاء\s+(?:ال)?مسؤولية|تنويه(?:\s+قانوني)?|(?:ال)?بيانات\s+(?:ال)?تطلعية|إشعار\s+قانوني
            |تحذير\s+قانوني
        )\W*
        """
    ),
    re.IGNORECASE,
)
LEGAL_LINE = re.compile(
    written(
        r"""
        \W*(?:
            disclaimers?|safe\s+harbou?r(?:\s+statement)?
            |forward[- ]looking\s+(?:statements?|information)
            |cautionary\s+(?:statement|note)\b[^.:]{0,60}|avertissement|إخلاء\s+مسؤولية|تنويه
        )\s*[:：–—-]
        |[^.]{0,160}\b(?:contains?|includes?|are|constitutes?|may\s+contain|comprend|contient)\b[^.]{0,60}
            [“\"«]?\s?(?:
                forward[- ]looking\s+(?:statements?|information)
                |(?:énoncés|déclarations|informations)\s+(?:prospecti|de\s+nature\s+prospecti)
            )
        |[^.]{0,120}\bforward[- ]looking\s+statements?\b[^.]{0,120}\b(?:
            within\s+the\s+meaning|are\s+(?:based|subject|not)|involve|reflect|speak\s+only
            |can\s+be\s+identified
        )
        |[^.]{0,140}\b(?:does|do|shall|is)\s+not\s+(?:constitute|an?)\b[^.]{0,60}\b(?:
            offer\s+to\s+(?:sell|buy|purchase)|an\s+offer|solicitation|investment\s+advice|financial\s+advice
            |legal\s+advice|medical\s+advice
        )
        |[^.]{0,100}\bfor\s+informational\s+purposes\s+only\b
        |[^.]{0,60}\bnot\s+(?:intended\s+(?:to\s+be|as)\s+)?(?:investing|investment|financial)\s+advice\b
        |neither\s+(?:the\s+)?(?:tsx|nasdaq|nyse|cse|sec\b|canadian)[^.]{0,160}\b
            (?:accepts?|has\s+reviewed|approved)
        |\W*disseminated\s+on\s+behalf\s+of\b
        |[^.]{0,80}\b(?:disseminated|published|issued)\s+on\s+behalf\s+of\b[^.]{0,120}\b
            (?:paid\s+advert|compensat)
        |[^.]{0,60}\bsponsored\s+content\b
        |(?:please\s+)?see\s+full\s+terms\s+of\s+use\b
        |all\s+(?:other\s+)?trademarks\b
        |copyright\s+(?:©|\(c\)|\d{4})
        |©\s*(?:copyright\s+)?\d{4}
        |(?:an?|the)\s+(?:indictment|complaint|criminal\s+complaint|information|charges?)\b[^.]{0,60}\b
            (?:is|are|contains?|contained)\b[^.]{0,50}\b(?:merely|only|simply)\b[^.]{0,60}\b
            (?:accusations?|allegations?|charges?)\b
        |the\s+(?:charges|allegations)[^.]{0,80}\b(?:merely|only)\b[^.]{0,40}\b(?:accusations?|allegations?)\b
        |(?:all\s+|the\s+)?defendants?\s+(?:is|are)\s+presumed\s+innocent
        """
    ),
    re.IGNORECASE,
)

SENTENCE = re.compile(r"[.!?؟:;،,](?:[\"”’»)]|\s»)*$")
PROFILE = re.compile(
    written(
        r"""
        (?:
            (?:Founded|Established|Headquartered|Based|Created)\s+(?:in|by)\b
            |(?!He\b|She\b|It\b|This\b|There\b)(?:[A-ZÀ-ÖØ-Þ][^.]{1,90}?|The\s[A-Z][^.]{1,90}?)
                (?:\s\([^()]{1,60}\))?,?\s(?:is|are)\s+(?:an?|the|one\s+of)\b
            |(?:Fondée?|Créée?|Basée?)\s+(?:en|à|par)\b
            |[A-ZÀ-ÖØ-Þ][^.]{1,90}?\sest\s+(?:une?|le|la|l[’']|l[’']un)|(?:تأسس|أنشئ|أسس)(?:ت)?\s
            |[A-ZÀ-ÖØ-Þ][^.]{1,90}?\ses\s+(?:una?|el|la)\b
        )
        """
    )
)
FOUNDED = re.compile(
    written(
        r"""
        \b(?:
            founded|headquartered|established|incorporated|non-?profit|not-for-profit
            |(?:world[’']?s?\s|global\s|a\s|the\s)?leading|fondée?|créée?\s+en|basée?\s+à|siège|leader
            |à\s+but\s+non\s+lucratif|fundad[oa]|con\s+sede|sin\s+fines\s+de\s+lucro
        )\b
        |(?:تأسس|أنشئ|أسس)(?:ت)?\s.{0,60}(?:عام|سنة)
        """
    ),
    re.IGNORECASE,
)
VERB = re.compile(r"\b(?:is|are|was|were|has|have|will|est|sont|es|son)\b")
FULL_STOP = re.compile(r"[.!?؟](?:[\"”’»)]|\s»)*$")
QUOTED = re.compile(r"^[\"“«„]")
ITEM = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s")
