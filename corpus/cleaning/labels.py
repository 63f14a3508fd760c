"""Lines of press rooms that are never part of a release, by class, in English, French, Arabic and Spanish.

Each pattern describes a whole block: words that also occur in releases count only when nothing else is said.
"""

from __future__ import annotations

import re

COOKIES = (
    r"(?:this|our|the) (?:web ?)?site (?:and [\w ]{0,30})?(?:uses?|stores?) cookies\b.*|(?:we|this page) (?:also"
    r" )?(?:use|uses) (?:\w+ ){0,3}cookies\b.*",
    r"by (?:continuing|using|browsing|clicking|visiting)\b.{0,120}\b(?:cookies?|privacy policy|terms of (?:use"
    r"|service))\b.*",
    r"(?:accept|reject|decline|allow|manage|customi[sz]e)(?: all| additional| necessary)?(?: cookies?| preferences|"
    r" settings)+|accept all|reject all",
    r"cookies? (?:policy|settings|preferences|notice)|(?:cookies )?on this site|privacy (?:policy|settings)|terms"
    r" (?:of|and) (?:use|service|conditions)",
    r"(?:ce site|nous) (?:web )?utilis\w+ (?:\w+ ){0,3}cookies\b.*|en poursuivant (?:votre )?(?:navigation"
    r"|visite)\b.*|(?:tout )?(?:accepter|refuser)(?: tout| tous)?(?: les cookies)?",
    r"(?:gérer|paramétrer)(?: les| mes)? cookies|politique de confidentialité|gestion des cookies",
    r"(?:يستخدم (?:هذا )?الموقع|نستخدم|تستخدم هذه الصفحة) ملفات (?:تعريف الارتباط|الارتباط|الكوكيز).*|(?:بمتابعة"
    r"|باستمرار\w*|من خلال) (?:ال)?تصفح\w*.*",
    r"(?:قبول|رفض)(?: (?:الكل|الجميع|ملفات .{0,40}))|سياسة الخصوصية",
    r"(?:este sitio(?: web)?|utilizamos|usamos) (?:\w+ ){0,3}cookies\b.*|(?:aceptar|rechazar)(?: todas?)?(?: las"
    r" cookies)?|política de (?:privacidad|cookies)",
)

TRANSLATION = (
    r"disclaimer:? you are using google translate\b.*|(?:powered by )?google (?:translate|traduction)|translate(?:"
    r" this page)?|select (?:a |your )?language\W*",
    r"(?:this|the following) (?:page|text|content|article) (?:has been|was|is) (?:automatically |machine"
    r" )+translated\b.*|translation disclaimer\W*.*",
    r"cette page (?:a été|est) traduite (?:automatiquement|par)\b.*|choisir (?:une|la) langue|traduire",
    r"(?:إخلاء (?:ال)?مسؤولية:? )?(?:أنت |أنتم )?تستخدم(?:ون)? (?:ترجمة جوجل|جوجل للترجمة|خدمة ترجمة).*|تمت ترجمة"
    r" هذه الصفحة.*|اختر اللغة",
)

FEEDBACK = (
    r"(?:your|user|share your|give)? ?(?:opinion|feedback)\W*|(?:overall,? )?how satisfied are you (?:about|with)"
    r" th(?:e|is) (?:web ?)?site\W*",
    r"extremely dissatisfied(?: extremely satisfied)?|extremely satisfied|(?:not )?(?:very )?satisfied",
    r"(?:was|is|did you find) this (?:page|article|information|content|answer) (?:\w+ )?(?:helpful|useful)\W*(?:"
    r" yes)?\W*(?: no)?\W*|(?:yes|no) this page is (?:not )?useful",
    r"rate this (?:page|article|content)\W*|thank you for your feedback\W*|(?:report|is there) (?:a problem"
    r"|anything wrong) with this page\W*|did you find what you were looking for\W*",
    r"help us improve (?:this page|gov\.?\w*|our (?:web)?site)\b.{0,60}",
    r"(?:cette page|ce contenu|cet article) vous a-t-(?:elle|il) été utile\W*(?: oui)?\W*(?: non)?\W*"
    r"|(?:donnez(?:-nous)? )?votre avis(?: nous intéresse)?\W*|signaler (?:une erreur|un problème)\b.{0,40}",
    r"هل (?:كانت|وجدت|كان) (?:هذه|هذا) (?:الصفحة|المحتوى) (?:مفيد(?:ة|ا)?|نافع).{0,30}|هل استفدت من (?:المعلومات"
    r"|هذه|هذا).{0,60}|(?:قي[ّ]?م|تقييم) (?:هذه )?(?:الصفحة|المحتوى|الخدمة)\W*",
    r"(?:شارك(?:نا)? )?(?:رأيك|رأيكم|آراءكم|ملاحظاتك|ملاحظاتكم)\W*|¿?(?:le|te) (?:ha resultado|resultó|fue)"
    r" útil\b.{0,40}",
)

NAVIGATION = (
    r"skip to (?:main |page |the )?(?:content|navigation|menu|search)|(?:toggle|main|site|secondary|footer)"
    r" (?:navigation|menu)|navigation(?: menu)?|(?:open|close|show|hide) (?:the )?(?:menu|search|navigation)",
    r"(?:back|return|go back) to (?:the )?(?:top|news|list|home\w*|all\b.{0,30}|press\b.{0,30}|overview|results"
    r"|previous page|newsroom|media\b.{0,20})|back|top(?: of page)?|go back",
    r"(?:« ?|< ?|← ?|‹ ?)?(?:previous|prev|older|newer|next)(?: (?:article|post|page|story|item|release|news|press"
    r" release|entry))?s?\W*(?:: .{0,140})?|previous\W+next",
    r"page \d+(?: (?:of|/|sur|de) \d+)?|(?:\d{1,3}[\s|·]+){2,}(?:next|last|suivant|التالي|…|»|›|\d{1,3})\W*|you are"
    r" here\W*.{0,120}"
    r"|breadcrumbs?|table of contents|on this page\W*|in this section\W*|jump to\b.{0,40}",
    r"(?:home|menu|search|close|login|log in|sign in|register|contact us|site ?map|accessibility|english|français"
    r"|العربية|español|deutsch)",
    r"aller au (?:contenu|menu)(?: principal)?|(?:retour|revenir)(?: (?:à|en|au|aux) .{2,40})?|(?:article |page"
    r" )?(?:précédente?|suivante?)\W*|accueil|rechercher?|fil d[’']ariane|vous êtes ici\W*.{0,120}|plan du site"
    r"|haut de page|sommaire",
    r"تخطي? إلى المحتوى(?: الرئيسي)?|(?:الانتقال|انتقل|التخطي) إلى المحتوى(?: الرئيسي)?|(?:ال)?(?:عودة|رجوع)(?:"
    r" (?:إلى|الى|لل?).{2,40})?|(?:الخبر |المقال )?(?:السابق|التالي)\W*|(?:الصفحة )?الرئيسية|بحث|البحث|القائمة|أنت"
    r" هنا\W*.{0,100}|خريطة الموقع|اتصل بنا|أعلى الصفحة",
    r"(?:ir|saltar) al contenido(?: principal)?|volver(?: (?:a|al|arriba) ?.{0,30})?|(?:anterior|siguiente)\W*"
    r"|inicio|buscar|mapa del sitio",
)

_NETWORK = (
    r"(?:facebook|twitter|x|x \(twitter\)|linkedin|whatsapp|e-?mail|mail|courriel|telegram|messenger|instagram"
    r"|youtube|tiktok|reddit|pinterest|tumblr|digg|stumbleupon|threads|bluesky|mastodon|rss|print"
    r"|flickr|snapchat|wechat|sms|copy(?: link| url)?|link|more|فيسبوك|تويتر|إكس|واتساب|تلغرام|تليجرام|لينكد ?إن"
    r"|انستغرام|إنستغرام|يوتيوب|البريد(?: الإلكتروني)?)"
)
SHARING = (
    r"(?:click to )?(?:share|tweet|post|pin|like|email|e-mail|send|save|bookmark)(?: (?:this|it|the))?(?: (?:page"
    r"|article|story|release|post|news|link|press release))?(?: (?:on|via|to|by|with|in)(?: your)? [\w"
    r" .()/]{1,30})?(?: ?\(opens? in (?:a )?new (?:tab|window)\))?\W*",
    rf"(?:{_NETWORK}[\s|,·•/]*)+|(?:share|follow|like|find|join|connect with|stay connected with)(?: us)?(?:"
    rf" on)?\W*(?:{_NETWORK}(?:\W+(?:and )?|$))*",
    r"(?:the following links open in a new tab|link copied\W*|copy link|copied to clipboard\W*|loading\W*|share"
    r" on(?: social media)?\W*|opens? in (?:a )?new (?:tab|window)\W*)",
    rf"(?:partag(?:er|ez)|envoyer|recommander|imprimer|suivez)(?:[- ]nous)?(?: (?:cette page|cet article|ce"
    rf" communiqué|cette actualité|la page|l[’']article|cela|par (?:e-?mail|courriel)|sur(?: les réseaux"
    rf" sociaux)?))*\W*(?:(?:sur )?{_NETWORK}\W*)*|copier le lien",
    rf"(?:شارك(?:ها|ه|وا)?|مشاركة|انشر|تابعونا|تابعنا|أرسل)(?: (?:هذا |هذه )?(?:الخبر|المقال|الصفحة|المحتوى|عبر|على"
    rf"|مع الأصدقاء|عبر البريد.{{0,15}}|(?:مواقع|وسائل|شبكات) التواصل(?: الاجتماعي)?))*\W*(?:و?{_NETWORK}\W*)*|نسخ"
    rf" الرابط",
    rf"(?:compart(?:ir|e)|síguenos|enviar)(?: (?:esta|este|en|por) ?[\w ]{{0,20}})?\W*(?:{_NETWORK}\W*)*",
)

TOOLS = (
    r"(?:print|printer[- ]friendly(?: version)?|print(?:er)? (?:this |friendly )?(?:page|version|article|pdf)?"
    r"|listen(?: to (?:this|the) (?:article|page|story|release))?|read aloud|text size\W*|font size\W*|a[+-]?(?:"
    r" a[+-]?){1,2})\W*(?:\d+ ?min\w*)?",
    r"(?:open|download|view|read)(?: (?:the|this|a|as|in))?(?: (?:full|original|complete|press|news|printable"
    r"|high[- ]res\w*))*(?: (?:release|pdf|document|version|file|image|photo|statement|report|media kit|logo))*(?:"
    r" (?:in|as|document)?)? ?\(?(?:pdf)?\W*(?:[\d.,]+ ?[km]b)?\)?\W*",
    r"(?:read|learn|see|view|find out|show|load|discover)(?: (?:more|all|less|details))(?: (?:about|on|here|news"
    r"|releases|articles|stories|results).{0,60})?\W*|click here\b.{0,60}|more\W*",
    r"(?:imprimer|écouter(?: (?:l[’']article|cette page|le communiqué))?|version imprimable|taille (?:du texte|de"
    r" la police)\W*|télécharger|(?:télécharger|voir"
    r"|consulter|lire) (?:le |la |l[’'])?(?:communiqué|document|version|dossier|article|pdf)(?: de presse)?(?:"
    r" complet\w*)?)(?: (?:au|en) (?:format )?(?:pdf|word))?\W*(?:\(?pdf\W*[\d.,]*\s?[kmo]*\)?)?\W*",
    r"lire la suite\W*|en savoir plus\W*|voir (?:plus|tout(?:es)?(?: les actualités)?)\W*|cliquez ici\b.{0,40}"
    r"|ajouter (?:à|aux) (?:mes )?favoris",
    r"(?:طباعة|اطبع|استمع(?: (?:إلى|للخبر|للمقال).{0,20})?|تحميل|تنزيل|تحميل الملف|(?:تكبير|تصغير|حجم) (?:ال)?خط"
    r"|حفظ)(?: (?:الخبر|الصفحة|المقال|بصيغة .{0,8}))?\W*|(?:اقرأ|قراءة|عرض|المزيد|شاهد)(?: (?:المزيد|الكل|من"
    r" الأخبار))?\W*|اضغط هنا\b.{0,30}",
    r"(?:imprimir|escuchar|descargar(?: .{0,25})?|leer más|ver más|más información aquí)\W*",
)

NEWSLETTER = (
    r"(?:subscribe|sign up|signup|register|join)(?: (?:now|today|here|free))?(?: (?:to|for|and)"
    r" .{0,120})?(?:newsletters?|mailing list|e-?mails?(?: alerts?| updates?)?|updates|alerts|news|inbox|press"
    r" releases)\b.{0,80}|(?:subscribe|sign up|subscribe now|unsubscribe)\W*",
    r"get (?:our |the |all )?(?:latest |e-?mail|daily |weekly )*(?:e-?mails?|news|updates|alerts|stories"
    r"|newsletter)\b.{0,80}|(?:enter )?your e-?mail(?: address)?\W*|e-?mail address\W*|first name\W*|last name\W*"
    r"|newsletters?\W*|never miss\b.{0,80}|stay (?:informed|up to date|in the loop|connected|tuned)\W*",
    r"to receive (?:sms|text|email|e-mail)(?: text)? alerts\b.{0,160}",
    r"(?:abonnez-vous|inscrivez-vous|s[’']abonner|s[’']inscrire|recevez)\b.{0,60}(?:newsletter|lettre|infolettre"
    r"|actualités?|alertes?|communiqués)\b.{0,80}|(?:abonnez-vous|s[’']abonner|lettre d[’']information|restez"
    r" informé\w*|votre (?:adresse )?e-?mail)\W*",
    r"(?:اشترك|اشتركوا|سجل|سجّل|انضم)(?: الآن)?(?: (?:في|إلى|معنا|ل).{0,40})?(?:النشرة|نشرتنا|القائمة البريدية"
    r"|بريد\w*).{0,80}|(?:اشترك|النشرة (?:الإخبارية|البريدية)|بريدك الإلكتروني)\W*",
    r"suscr[ií]b(?:ase|ete|irse)\b.{0,80}|boletín(?: de noticias)?\W*",
)

COMMENTS = (
    r"(?:leave|post|add|write|submit) (?:a |your |us a )?(?:reply|comment|comments)\W*|\d* ?(?:comments?|replies"
    r"|thoughts? on .{0,160})\W*|comments? (?:\(\d+\)|are (?:closed|off)\W*|off.{0,80})|no comments(?: yet)?\W*|be"
    r" the first to comment\W*|cancel reply",
    r"your e-?mail address will not be published\b.{0,80}|required fields are marked\W*|you must be (?:logged"
    r"|signed) in\b.{0,60}|save my name,? e-?mail\b.{0,120}|notify me of\b.{0,80}|this site uses akismet\b.{0,120}",
    r"(?:laisser|ajouter|poster|écrire) un commentaire\W*|votre adresse (?:e-?mail|de messagerie|courriel) ne sera"
    r" pas publiée\b.{0,80}|(?:aucun|\d+) commentaires?\W*|les champs obligatoires\b.{0,60}",
    r"(?:اترك|أضف|اكتب)(?: (?:تعليق(?:ا|اً|ك)?|ردا?))\W*|لن يتم نشر (?:عنوان )?بريدك.{0,80}|(?:التعليقات"
    r"|تعليقات)(?: \(\d+\))?\W*|لا توجد تعليقات\W*|الحقول (?:الإلزامية|المطلوبة).{0,40}",
    r"deja un comentario\W*|tu dirección de correo\b.{0,80}",
)

TAGS = (
    r"(?:tags?|tagged(?: with| as)?|filed under|posted in|categor(?:y|ies)|topics?|related topics?|keywords?"
    r"|hashtags?)(?:\s*[:：–-]\s*|\s+(?=#)).{1,200}|(?:tags|topics|categories|keywords|related topics)\W*|(?:posted"
    r" in|filed under|tagged) .{1,80}",
    r"(?:mots?-clés?|étiquettes?|catégories?|thèmes?|thématiques?|rubriques?)(?:\s*[:：]\s*.{1,200}|\W*)|(?:publié"
    r"|classé) (?:dans|sous)\b.{1,60}",
    r"(?:ال)?(?:وسوم|الكلمات (?:المفتاحية|الدلالية)|كلمات (?:مفتاحية|دلالية)|التصنيفات?|تصنيف|الأقسام|هاشتاغ"
    r"|تاغ)(?:\s*[:：].{1,160}|\W*)|(?:etiquetas?|categorías?|temas|palabras clave)(?:\s*[:：]\s*.{1,160}|\W*)",
    r"(?:#[^\s#]+[\s,|·]*)+",
)

COPYRIGHT = (
    r"(?:copyright\W*)?(?:©|\(c\)|copyright)(?: copyright)?[\s\d–-]{0,14}.{0,100}|.{0,60}\ball rights"
    r" reserved\b.{0,60}|.{0,60}\btous droits réservés\b.{0,60}|.{0,60}(?:جميع )?(?:ال)?حقوق (?:محفوظة|النشر محفوظة"
    r"|الطبع محفوظة).{0,60}|.{0,40}\btodos los derechos reservados\b.{0,40}",
    r"all content is available under\b.{0,120}|except where otherwise (?:stated|noted)\b.{0,80}|(?:this work is"
    r" )?licensed under\b.{0,120}",
)

COUNTERS = (
    r"(?:reading time\W*)?\d+ ?(?:-? ?min(?:ute)?s?)(?: de)? ?(?:read|reading|lecture|lectura)\W*|(?:reading time"
    r"|temps de lecture|وقت القراءة|مدة القراءة)\W*.{0,20}|\d+ دقائق? (?:قراءة|للقراءة)",
    r"(?:views?|hits|visits|reads|likes|shares|vues|lectures|visitas|(?:عدد )?(?:المشاهدات|القراءات|الزيارات|الزوار"
    r"|مشاهدة|مرات القراءة))\s*[:：]?\s*[\d.,٠-٩]+|[\d.,٠-٩]+ (?:views?|hits|reads|likes|shares|vues|lectures|مشاهدة"
    r"|قراءة|مشاهدات)",
)

CREDITS = (
    r"\W*(?:featured |cover |header |main )?(?:photos?|photographs?|images?|pictures?|videos?|illustrations?"
    r"|infographics?)(?: \(?(?:credits?|courtesy(?: of)?)\b[^.!?؟]{0,80}| by (?:\S+\s*){1,7}|\s+©.{0,60})\W*",
    r"\W*(?:featured|cover|header) (?:photo|image|picture)s? (?:from|via|by|courtesy|source)\b.{0,80}|(?:picture"
    r"|photo|image) credits?\W*.{0,80}",
    r"\W*(?:photos?|images?|pictures?|foto|imagen)\s*[:：]\s*(?:©\s*)?(?:\S+\s*){1,6}(?<![.!?])|\W*crédits?(?:"
    r" photos?)?\s*[:：].{1,80}|\W*©\s*(?:photo\b)?\s*.{1,60}|\W*(?:تصوير|عدسة|الصورة|صورة"
    r"|المصدر)\s*[:：]\s*(?:\S+\s*){1,5}",
    r"(?:image|photo|picture|slide|video) \d+(?: (?:of|/) \d+)?|click (?:on (?:the )?image )?to (?:enlarge|zoom"
    r"|expand)\W*|(?:play|watch)(?: the)? video\W*|video player\W*|view (?:photo |image )?gallery\W*|agrandir(?:"
    r" l[’']image)?|photo gallery|image gallery|معرض الصور|ألبوم الصور",
)

DISTRIBUTION = (
    r"(?:original|view|read)(?: the)?(?: original| source| full)?(?: source| version| content| release|"
    r" article)?(?: on| at)?"
    r"[^:]{0,40}:?\s*https?://\S+",
    r"this (?:curated )?(?:news (?:story|summary|release)|press release|article|content) (?:relied on content"
    r" dist?ributed|was (?:originally )?(?:distributed|published|issued|released)|is distributed|has been"
    r" amplified)\b.*",
    r"(?:to )?(?:view|read|see|access|download)(?: the| this)?(?: (?:source|original|full|complete))+(?: (?:version"
    r"|release|content|article|story|announcement|press release|press|multimedia))*\b.{0,20}(?:\b(?:on|at|visit"
    r"|here|to|please|click)\b|[:,]|https?).{0,300}",
    r"the post .{3,300} (?:appeared|was) (?:first )?(?:published )?on .{2,80}|l[’']article .{3,300} est apparu en"
    r" premier sur .{2,80}|.{2,40} is powered by \w+\W*|(?:logo|photo|video)s?\s*[-–:]\s*https?://\S+",
    r"(?:multimedia|photos?|images?|videos?|logos?)(?: files?| gallery| content)? (?:is|are|accompanying"
    r"|available)\b.{0,60}(?:available|release|here|at|https?).{0,200}|(?:press release )?distribut(?:ed|ion)"
    r" by\b.{2,80}|distribué par\b.{2,60}|(?:news|press release) (?:provided|submitted|sent|issued) by\b.{0,80}",
    r"(?:for immediate release|immediate release|pour diffusion immédiate|à diffuser immédiatement|para (?:su"
    r" )?(?:publicación|difusión) inmediata|للنشر الفوري)\W*",
    r"(?:please )?e-?mail us(?: here)?\W*",
    r"this (?:press )?release features multimedia\b.*",
    r"--\s?[^-]{2,40}\s?--",
    r"(?:news provided by|modal title|cision|prnewswire|business wire|globe"
    r" newswire|globenewswire|ein presswire|einpresswire\.com)\W*",
)

NOTICES = (
    r"(?:please )?(?:enable|activate|turn on) javascript\b.{0,120}|(?:this (?:page|site|video)|your"
    r" browser)\b.{0,60}\b(?:requires?|does not support|is not supported|out of date)\b.{0,120}|javascript (?:is"
    r"|must be) .{0,80}|advertisement\W*|sponsored(?: content)?\W*|publicité\W*|إعلان\W*|publicidad\W*",
    r"(?:please )?(?:log|sign) in to\b.{0,60}|(?:we are sorry|sorry),? (?:this|the) page\b.{0,80}|veuillez activer"
    r" javascript\b.{0,80}|(?:opens|ouvre|s[’']ouvre) (?:in|dans) (?:a new|un nouvel|une nouvelle) (?:tab|window"
    r"|onglet|fenêtre)\W*",
    r"filter by\W*|questions or comments\W*|text size\W*|browse by\W*|current record\W*|contact\W+site ?map\W*",
)

END_MARK = re.compile(
    r"(?i)\W*-\s*30\s*-\W*|\W*(?:ends?|end of (?:release|text|statement|press release)|more|continued|fin|fin du"
    r" communiqué"
    r"|انتهى|انتهى البيان|النهاية)\W*"
)
"""What newspapers' typesetters were told: here it ends, there is more."""

LINE = re.compile(
    "|".join(
        f"(?:{line})"
        for group in (
            COOKIES,
            TRANSLATION,
            FEEDBACK,
            NAVIGATION,
            SHARING,
            TOOLS,
            NEWSLETTER,
            COMMENTS,
            TAGS,
            COPYRIGHT,
            COUNTERS,
            CREDITS,
            DISTRIBUTION,
            NOTICES,
        )
        for line in group
    ),
    re.IGNORECASE,
)
"""A whole block that is furniture wherever it stands."""

HEAD = re.compile(
    r".{2,80}\s[:|–—-]\s(?:press (?:room|releases?|office)|news(?:room)?|media cent(?:er|re)|espace presse|المركز"
    r" الإعلامي)\W*"
    r"|\W*(?:(?:press|news|media|web)\s+(?:releases?|statements?|notes?|notices?|bulletins?|office|room|center"
    r"|centre|advisor(?:y|ies))|newsroom|news(?:\s+(?:and|&)\s+\w+)?|latest news|statement|announcement|article"
    r"|blog(?: post)?"
    r"|communiqués?(?: de presse)?|actualités?|espace presse|salle de presse|dossier de presse|presse|nota de"
    r" prensa|comunicado(?: de prensa)?|noticias?"
    r"|(?:بيان|خبر|تصريح)(?: صحفي| إعلامي)?|(?:ال)?أخبار|المركز الإعلامي|(?:أخبار|بيانات) صحفية|آخر الأخبار)\W*",
    re.IGNORECASE,
)
"""A label of the kind of page: furniture above the text."""

LIST_HEADING = re.compile(
    r"\W*(?:(?:the )?(?:latest|related|recent|more|other|popular|trending|most (?:read|viewed|popular|shared"
    r"|recent)|recommended|featured|further|top|similar|previous|associated)"
    r"(?: (?:press|media|company|industry|web))?(?: (?:articles?|news|stories|releases?|posts?|content|contents"
    r"|items?|pages?|links?|reading|publications?|documents?|topics?|resources?|headlines|updates|announcements"
    r"|materials?|videos?|statements?|from .{2,60}|for you|on this topic|in this section|attachments?))+"
    r"|related|recommended|trending(?: now)?|most (?:read|viewed|popular|shared)|you (?:may|might|could) (?:also"
    r" )?(?:like|be interested in|enjoy).{0,20}|(?:read|see|view) (?:also|next)|see also|also (?:from|in|on|read|of"
    r" interest)\b.{0,40}"
    r"|more from\b.{1,60}|more (?:on|about) (?:this|these)\b.{0,40}|explore(?: (?:more|further|the topic|related"
    r" .{2,20}))?|up next|you just read|what to read next|don[’']t miss|(?:quick|useful|external|helpful|important)"
    r" links?"
    r"|updates to this page|links?|attachments?|downloads?|social media"
    r"|(?:articles?|actualités|communiqués|contenus|documents|publications|liens|pages|sujets)(?: de"
    r" presse)?\s+(?:liée?s|connexes|récente?s|similaires|associée?s|utiles|complémentaires|à la une)"
    r"|à (?:lire|voir|découvrir)(?: (?:aussi|également|ensuite))|lire (?:aussi|également)|voir aussi|(?:sur|dans)"
    r" (?:le|la|les) mêmes? \w+|(?:les )?derni(?:ers|ères) (?:actualités|articles|communiqués|nouvelles"
    r"|publications|infos)(?: de presse)?"
    r"|(?:les )?plus (?:lus|consultés|populaires|récents)|les plus (?:lus|vus|consultés)|autres (?:articles"
    r"|actualités|communiqués|publications)(?: de presse)?|(?:ces contenus|cela|ceci) (?:peuvent|pourrait|peut)"
    r" (?:aussi )?vous intéresser|vous aimerez aussi|pour aller plus loin|toutes les actualités"
    r"|(?:آخر|أحدث|أهم|أبرز) (?:ال)?(?:أخبار|مقالات|مستجدات|مواضيع|بيانات|فعاليات)|(?:ال)?(?:أخبار|مواضيع|مقالات"
    r"|محتوى|موضوعات|روابط|صفحات|بيانات|تقارير) (?:ذات (?:ال)?صلة|مشابهة|أخرى|متعلقة|مرتبطة|مهمة|سريعة|هامة)"
    r"|(?:ال)?أكثر (?:قراءة|مشاهدة|تداولا|شيوعا)|اقرأ (?:أيضا|أيضاً|ايضا|كذلك)|(?:قد |ربما )(?:يهمك|يعجبك|تهمك)(?:"
    r" (?:أيضا|أيضاً))?|شاهد (?:أيضا|أيضاً)|المزيد من\b.{2,30}|مواضيع ذات صلة"
    r"|noticias relacionadas|(?:últimas|otras|más) noticias|artículos relacionados|también (?:te|le) puede"
    r" interesar|lo más (?:leído|visto)|ver también|enlaces(?: (?:de interés|relacionados|útiles))?)\W*",
    re.IGNORECASE,
)
"""A heading of a list of other releases, pages or links."""

MENU = re.compile(
    r"(?:home|about(?: us)?|contact(?: us)?|news(?:room)?|press|media(?: centre| center)?|search|menu|login|log in"
    r"|sign in|register|careers?|jobs|events?|services|products|publications|resources|faqs?|help|site ?map"
    r"|subscribe|follow us|investors|support"
    r"|english|français|español|العربية|deutsch|русский|中文|portuguese|português|accueil|à propos|actualités|presse"
    r"|contact|emploi|rechercher|qui sommes-nous|événements|publications|médiathèque|mentions légales"
    r"|الرئيسية|من نحن|اتصل بنا|الأخبار|المركز الإعلامي|الخدمات|بحث|الوظائف|الفعاليات|مكتبة الصور|خريطة الموقع|عن"
    r" الوزارة|تواصل معنا|inicio|noticias|contacto|quiénes somos|privacy(?: policy)?|terms(?: of (?:use|service))?"
    r"|cookies?|accessibility|legal)",
    re.IGNORECASE,
)
"""Entries that menus of press rooms share."""
