"""Lines that say something about a release without being of it: its tags, rights, readers, pictures, wires.

In English, French, Arabic and Spanish; each alternative describes a whole block.
"""

from __future__ import annotations

from corpus.cleaning.patterns import written

TAGS = written(
    r"""
    (?:
        tags?|tagged(?: with| as)?|filed under|posted in|categor(?:y|ies)|topics?|related topics?|keywords?
        |hashtags?
    )(?:\s*[:：–-]\s*|\s+(?=#)).{1,200}
    |(?:tags|topics|categories|keywords|related topics)\W*
    |(?:posted in|filed under|tagged) .{1,80}
    |(?:mots?-clés?|étiquettes?|catégories?|thèmes?|thématiques?|rubriques?)(?:\s*[:：]\s*.{1,200}|\W*)
    |(?:publié|classé) (?:dans|sous)\b.{1,60}
    |(?:ال)?(?:وسوم|الكلمات (?:المفتاحية|الدلالية)|كلمات (?:مفتاحية|دلالية)|التصنيفات?|تصنيف|الأقسام|هاشتاغ|تاغ)
        (?:\s*[:：].{1,160}|\W*)
    |(?:etiquetas?|categorías?|temas|palabras clave)(?:\s*[:：]\s*.{1,160}|\W*)
    |(?:#[^\s#]+[\s,|·]*)+
    """
)

COPYRIGHT = written(
    r"""
    (?:copyright\W*)?(?:©|\(c\)|copyright)(?: copyright)?[\s\d–-]{0,14}.{0,100}
    |.{0,60}\ball rights reserved\b.{0,60}
    |.{0,60}\btous droits réservés\b.{0,60}
    |.{0,60}(?:جميع )?(?:ال)?حقوق (?:محفوظة|النشر محفوظة|الطبع محفوظة).{0,60}
    |.{0,40}\btodos los derechos reservados\b.{0,40}
    |all content is available under\b.{0,120}
    |except where otherwise (?:stated|noted)\b.{0,80}
    |(?:this work is )?licensed under\b.{0,120}
    """
)

COUNTERS = written(
    r"""
    (?:reading time\W*)?\d+ ?(?:-? ?min(?:ute)?s?)(?: de)? ?(?:read|reading|lecture|lectura)\W*
    |(?:reading time|temps de lecture|وقت القراءة|مدة القراءة)\W*.{0,20}
    |\d+ دقائق? (?:قراءة|للقراءة)
    |(?:
        views?|hits|visits|reads|likes|shares|vues|lectures|visitas
        |(?:عدد )?(?:المشاهدات|القراءات|الزيارات|الزوار|مشاهدة|مرات القراءة)
    )\s*[:：]?\s*[\d.,٠-٩]+
    |[\d.,٠-٩]+ (?:views?|hits|reads|likes|shares|vues|lectures|مشاهدة|قراءة|مشاهدات)
        (?:\W*\d+ (?:comments?|commentaires?|replies|likes?|shares))*
    """
)

CREDITS = written(
    r"""
    \W*(?:featured |cover |header |main )?
        (?:photos?|photographs?|images?|pictures?|videos?|illustrations?|infographics?)
        (?: \(?(?:credits?|courtesy(?: of)?)\b[^.!?؟]{0,80}| by (?:\S+\s*){1,7}|\s+©.{0,60})\W*
    |\W*(?:featured|cover|header) (?:photo|image|picture)s? (?:from|via|by|courtesy|source)\b.{0,80}
    |(?:picture|photo|image) credits?\W*.{0,80}
    |\W*(?:photos?|images?|pictures?|foto|imagen)\s*[:：]\s*(?:©\s*)?(?:\S+\s*){1,6}(?<![.!?])
    |\W*crédits?(?: photos?)?\s*[:：].{1,80}
    |\W*©\s*(?:photo\b)?\s*.{1,60}
    |\W*(?:تصوير|عدسة|الصورة|صورة|المصدر)\s*[:：]\s*(?:\S+\s*){1,5}
    |(?:image|photo|picture|slide|video) \d+(?: (?:of|/) \d+)?
    |click (?:on (?:the )?image )?to (?:enlarge|zoom|expand)\W*
    |(?:play|watch)(?: the)? video\W*
    |video player\W*
    |view (?:photo |image )?gallery\W*
    |agrandir(?: l[’']image)?
    |photo gallery|image gallery
    |معرض الصور
    |ألبوم الصور
    """
)

DISTRIBUTION = written(
    r"""
    (?:original|view|read)(?: the)?(?: original| source| full)?(?: source| version| content| release| article)?
        (?: on| at)?[^:]{0,40}:?\s*https?://\S+
    |this (?:curated )?(?:news (?:story|summary|release)|press release|article|content) (?:
        relied on content dist?ributed
        |was (?:originally )?(?:distributed|published|issued|released)|is distributed|has been amplified
    )\b.*
    |(?:to )?(?:view|read|see|access|download)(?: the| this)?(?: (?:source|original|full|complete))+
        (?: (?:version|release|content|article|story|announcement|press release|press|multimedia))*\b.{0,20}
        (?:\b(?:on|at|visit|here|to|please|click)\b|[:,]|https?).{0,300}
    |the post .{3,300} (?:appeared|was) (?:first )?(?:published )?on .{2,80}
    |l[’']article .{3,300} est apparu en premier sur .{2,80}
    |.{2,40} is powered by \w+\W*
    |(?:logo|photo|video)s?\s*[-–:]\s*https?://\S+
    |(?:multimedia|photos?|images?|videos?|logos?)(?: files?| gallery| content)? (?:is|are|accompanying|available)
        \b.{0,60}(?:available|release|here|at|https?).{0,200}
    |(?:press release )?distribut(?:ed|ion) by\b.{2,80}
    |distribué par\b.{2,60}
    |(?:news|press release) (?:provided|submitted|sent|issued) by\b.{0,80}
    |(?:
        for immediate release|immediate release|pour diffusion immédiate|à diffuser immédiatement
        |para (?:su )?(?:publicación|difusión) inmediata|للنشر الفوري
    )\W*
    |(?:please )?e-?mail us(?: here)?\W*
    |this (?:press )?release features multimedia\b.*
    |--\s?[^-]{2,40}\s?--
    |(?:
        news provided by|modal title|cision|prnewswire|business wire|globe newswire|globenewswire|ein presswire
        |einpresswire\.com
    )\W*
    """
)
