"""What lines of press rooms look like: furniture anywhere on a page, above the text, below it, and in menus."""

from __future__ import annotations

import re

from corpus.cleaning import pagelines, releaselines
from corpus.cleaning.patterns import written

EVERY = (
    pagelines.COOKIES,
    pagelines.TRANSLATION,
    pagelines.FEEDBACK,
    pagelines.NAVIGATION,
    pagelines.SHARING,
    pagelines.TOOLS,
    pagelines.NEWSLETTER,
    pagelines.COMMENTS,
    releaselines.TAGS,
    releaselines.COPYRIGHT,
    releaselines.COUNTERS,
    releaselines.CREDITS,
    releaselines.DISTRIBUTION,
    pagelines.NOTICES,
)
"""Patterns of whole blocks, by class."""

LINE = re.compile("|".join(EVERY), re.IGNORECASE)
"""A whole block that is furniture wherever it stands."""

END_MARK = re.compile(
    written(
        r"""
        \W*-\s*30\s*-\W*
        |\W*(?:
            ends?
            |end of (?:release|text|statement|press release)|more|continued|fin|fin du communiqué|انتهى
            |انتهى البيان|النهاية
        )\W*
        """
    ),
    re.IGNORECASE,
)
"""What newspapers' typesetters were told: here it ends, there is more."""

HEAD = re.compile(
    written(
        r"""
        .{2,80}\s[:|–—-]\s(?:
            press (?:room|releases?|office)|news(?:room)?|media cent(?:er|re)|espace presse|المركز الإعلامي
        )\W*
        |\W*(?:
            (?:press|news|media|web)\s+(?:
                releases?|statements?|notes?|notices?|bulletins?|office|room|center|centre|advisor(?:y|ies)
            )
            |newsroom|news(?:\s+(?:and|&)\s+\w+)?|latest news|statement|announcement|article|blog(?: post)?
            |communiqués?(?: de presse)?|actualités?|espace presse|salle de presse|dossier de presse|presse
            |nota de prensa|comunicado(?: de prensa)?|noticias?|(?:بيان|خبر|تصريح)(?: صحفي| إعلامي)?
            |(?:ال)?أخبار|المركز الإعلامي|(?:أخبار|بيانات) صحفية|آخر الأخبار
            |pressemitteilung|medienmitteilung|presseinformation|comunicato stampa|comunicado de imprensa
        )(?:\W*(?:(?:no|n[o°º]|nº|nr|number|num|رقم)\b\W*|n°\s*|№\s*)[\d٠-٩]{1,4}(?:\s?[/-]\s?[\d٠-٩]{1,4})?)?\W*
        """
    ),
    re.IGNORECASE,
)
"""A label of the kind of page: furniture above the text."""

LIST_HEADING = re.compile(
    written(
        r"""
        \W*(?:
            (?:the )?(?:
                latest|related|recent|more|other|popular|trending
                |most (?:read|viewed|popular|shared|recent)|recommended|featured|further|top|similar|previous
                |associated
            )(?: (?:press|media|company|industry|web))?(?: (?:
                articles?|news|stories|releases?|posts?|content|contents|items?|pages?|links?|reading
                |publications?|documents?|topics?|resources?|headlines|updates|announcements|materials?|videos?
                |statements?|from .{2,60}|for you|on this topic|in this section|attachments?
            ))+(?:\W*(?:see|view) all)?
            |related|recommended|trending(?: now)?|most (?:read|viewed|popular|shared)
            |you (?:may|might|could) (?:also )?(?:like|be interested in|enjoy).{0,20}
            |(?:read|see|view) (?:also|next)|see also
            |also (?:from|in|on|read|of interest)\b.{0,40}|more from\b.{1,60}
            |more (?:on|about) (?:this|these)\b.{0,40}
            |explore(?: (?:more|further|the topic|related .{2,20}))?|up next|you just read|what to read next
            |don[’']t miss
            |(?:quick|useful|external|helpful|important) links?|updates to this page|links?|attachments?
            |downloads?|social media
            |(?:articles?|actualités|communiqués|contenus|documents|publications|liens|pages|sujets)
                (?: de presse)?\s+
                (?:liée?s|connexes|récente?s|similaires|associée?s|utiles|complémentaires|à la une)
            |à (?:lire|voir|découvrir)(?: (?:aussi|également|ensuite))|lire (?:aussi|également)|voir aussi
            |(?:sur|dans) (?:le|la|les) mêmes? \w+
            |(?:les )?derni(?:ers|ères) (?:actualités|articles|communiqués|nouvelles|publications|infos)
                (?: de presse)?
            |(?:les )?plus (?:lus|consultés|populaires|récents)|les plus (?:lus|vus|consultés)
            |autres (?:articles|actualités|communiqués|publications)(?: de presse)?
            |(?:ces contenus|cela|ceci) (?:peuvent|pourrait|peut) (?:aussi )?vous intéresser|vous aimerez aussi
            |pour aller plus loin|toutes les actualités
            |(?:آخر|أحدث|أهم|أبرز) (?:ال)?(?:أخبار|مقالات|مستجدات|مواضيع|بيانات|فعاليات)
            |(?:ال)?(?:
                أخبار|مواضيع|مقالات|محتوى|موضوعات|روابط|صفحات|بيانات|تقارير
            ) (?:ذات (?:ال)?صلة|مشابهة|أخرى|متعلقة|مرتبطة|مهمة|سريعة|هامة)
            |(?:ال)?أكثر (?:قراءة|مشاهدة|تداولا|شيوعا)|اقرأ (?:أيضا|أيضاً|ايضا|كذلك)
            |(?:قد |ربما )(?:يهمك|يعجبك|تهمك)(?: (?:أيضا|أيضاً))?|شاهد (?:أيضا|أيضاً)|المزيد من\b.{2,30}
            |مواضيع ذات صلة|noticias relacionadas|(?:últimas|otras|más) noticias|artículos relacionados
            |también (?:te|le) puede interesar|lo más (?:leído|visto)|ver también
            |enlaces(?: (?:de interés|relacionados|útiles))?
        )\W*
        """
    ),
    re.IGNORECASE,
)
"""A heading of a list of other releases, pages or links."""

MENU = re.compile(
    written(
        r"""
        (?:
            home|about(?: us)?|contact(?: us)?|news(?:room)?|press|media(?: centre| center)?|search|menu|login
            |log in|sign in|register|careers?|jobs|events?|services|products|publications|resources|faqs?|help
            |site ?map|subscribe|follow us|investors|support|english|français|español|العربية|deutsch|русский|中文
            |portuguese|português|accueil|à propos|actualités|presse|contact|emploi|rechercher|qui sommes-nous
            |événements|publications|médiathèque|mentions légales|الرئيسية|من نحن|اتصل بنا|الأخبار
            |المركز الإعلامي|الخدمات|بحث|الوظائف|الفعاليات|مكتبة الصور|خريطة الموقع|عن الوزارة|تواصل معنا|inicio
            |noticias|contacto|quiénes somos|privacy(?: policy)?|terms(?: of (?:use|service))?|cookies?
            |accessibility|legal
        )
        """
    ),
    re.IGNORECASE,
)
"""Entries that menus of press rooms share."""
