"""Lines in which a page speaks of itself and offers its services, by class, in English, French, Arabic and Spanish.

Each alternative describes a whole block: words that also occur in releases count only when nothing else is said.
"""

from __future__ import annotations

from corpus.cleaning.patterns import written

COOKIES = written(
    r"""
    (?:this|our|the) (?:web ?)?site (?:and [\w ]{0,30})?(?:uses?|stores?) cookies\b.*
    |(?:we|this page) (?:also )?(?:use|uses) (?:\w+ ){0,3}cookies\b.*
    |by (?:continuing|using|browsing|clicking|visiting)\b.{0,120}\b
        (?:cookies?|privacy policy|terms of (?:use|service))\b.*
    |(?:accept|reject|decline|allow|manage|customi[sz]e)(?: all| additional| necessary)?
        (?: cookies?| preferences| settings)+
    |accept all|reject all
    |cookies? (?:policy|settings|preferences|notice)
    |(?:cookies )?on this site
    |privacy (?:policy|settings)
    |terms (?:of|and) (?:use|service|conditions)
    |(?:ce site|nous) (?:web )?utilis\w+ (?:\w+ ){0,3}cookies\b.*
    |en poursuivant (?:votre )?(?:navigation|visite)\b.*
    |(?:tout )?(?:accepter|refuser)(?: tout| tous)?(?: les cookies)?
    |(?:gérer|paramétrer)(?: les| mes)? cookies
    |politique de confidentialité
    |gestion des cookies
    |(?:يستخدم (?:هذا )?الموقع|نستخدم|تستخدم هذه الصفحة) ملفات (?:تعريف الارتباط|الارتباط|الكوكيز).*
    |(?:بمتابعة|باستمرار\w*|من خلال) (?:ال)?تصفح\w*.*
    |(?:قبول|رفض)(?: (?:الكل|الجميع|ملفات .{0,40}))
    |سياسة الخصوصية
    |(?:este sitio(?: web)?|utilizamos|usamos) (?:\w+ ){0,3}cookies\b.*
    |(?:aceptar|rechazar)(?: todas?)?(?: las cookies)?
    |política de (?:privacidad|cookies)
    """
)

TRANSLATION = written(
    r"""
    disclaimer:? you are using google translate\b.*
    |(?:powered by )?google (?:translate|traduction)
    |translate(?: this page)?
    |select (?:a |your )?language\W*
    |(?:this|the following) (?:page|text|content|article) (?:has been|was|is) (?:automatically |machine )+
        translated\b.*
    |translation disclaimer\W*.*
    |cette page (?:a été|est) traduite (?:automatiquement|par)\b.*
    |choisir (?:une|la) langue
    |traduire
    |(?:إخلاء (?:ال)?مسؤولية:? )?(?:أنت |أنتم )?تستخدم(?:ون)? (?:ترجمة جوجل|جوجل للترجمة|خدمة ترجمة).*
    |تمت ترجمة هذه الصفحة.*
    |اختر اللغة
    """
)

FEEDBACK = written(
    r"""
    (?:your|user|share your|give)? ?(?:opinion|feedback)\W*
    |(?:overall,? )?how satisfied are you (?:about|with) th(?:e|is) (?:web ?)?site\W*
    |extremely dissatisfied(?: extremely satisfied)?
    |extremely satisfied
    |(?:not )?(?:very )?satisfied
    |(?:was|is|did you find) this (?:page|article|information|content|answer) (?:\w+ )?(?:helpful|useful)\W*
        (?: yes)?\W*(?: no)?\W*
    |(?:yes|no) this page is (?:not )?useful
    |rate this (?:page|article|content)\W*
    |thank you for your feedback\W*
    |(?:report|is there) (?:a problem|anything wrong) with this page\W*
    |did you find what you were looking for\W*
    |help us improve (?:this page|gov\.?\w*|our (?:web)?site)\b.{0,60}
    |(?:cette page|ce contenu|cet article) vous a-t-(?:elle|il) été utile\W*(?: oui)?\W*(?: non)?\W*
    |(?:donnez(?:-nous)? )?votre avis(?: nous intéresse)?\W*
    |signaler (?:une erreur|un problème)\b.{0,40}
    |هل (?:كانت|وجدت|كان) (?:هذه|هذا) (?:الصفحة|المحتوى) (?:مفيد(?:ة|ا)?|نافع).{0,30}
    |هل استفدت من (?:المعلومات|هذه|هذا).{0,60}
    |(?:قي[ّ]?م|تقييم) (?:هذه )?(?:الصفحة|المحتوى|الخدمة)\W*
    |(?:شارك(?:نا)? )?(?:رأيك|رأيكم|آراءكم|ملاحظاتك|ملاحظاتكم)\W*
    |¿?(?:le|te) (?:ha resultado|resultó|fue) útil\b.{0,40}
    """
)

NAVIGATION = written(
    r"""
    skip to (?:main |page |the )?(?:content|navigation|menu|search)
    |(?:toggle|main|site|secondary|footer) (?:navigation|menu)
    |navigation(?: menu)?
    |(?:open|close|show|hide) (?:the )?(?:menu|search|navigation)
    |(?:back|return|go back) to (?:the )?(?:
        top|news|list|home\w*|all\b.{0,30}|press\b.{0,30}|overview|results|previous page|newsroom|media\b.{0,20}
    )
    |back|top(?: of page)?|go back
    |(?:« ?|< ?|← ?|‹ ?)?(?:previous|prev|older|newer|next)
        (?: (?:article|post|page|story|item|release|news|press release|entry))?s?\W*(?:: .{0,140})?
    |previous\W+next
    |page \d+(?: (?:of|/|sur|de) \d+)?
    |(?:\d{1,3}[\s|·]+){2,}(?:next|last|suivant|التالي|…|»|›|\d{1,3})\W*
    |you are here\W*.{0,120}
    |breadcrumbs?|table of contents|on this page\W*|in this section\W*|jump to\b.{0,40}
    |(?:
        home|menu|search|close|login|log in|sign in|register|contact us|site ?map|accessibility|english|français
        |العربية|español|deutsch
    )
    |aller au (?:contenu|menu)(?: principal)?
    |(?:retour|revenir)(?: (?:à|en|au|aux) .{2,40})?
    |(?:article |page )?(?:précédente?|suivante?)\W*
    |accueil|rechercher?|fil d[’']ariane
    |vous êtes ici\W*.{0,120}
    |plan du site|haut de page|sommaire
    |تخطي? إلى المحتوى(?: الرئيسي)?
    |(?:الانتقال|انتقل|التخطي) إلى المحتوى(?: الرئيسي)?
    |(?:ال)?(?:عودة|رجوع)(?: (?:إلى|الى|لل?).{2,40})?
    |(?:الخبر |المقال )?(?:السابق|التالي)\W*
    |(?:الصفحة )?الرئيسية
    |بحث
    |البحث
    |القائمة
    |أنت هنا\W*.{0,100}
    |خريطة الموقع
    |اتصل بنا
    |أعلى الصفحة
    |(?:ir|saltar) al contenido(?: principal)?
    |volver(?: (?:a|al|arriba) ?.{0,30})?
    |(?:anterior|siguiente)\W*
    |inicio|buscar|mapa del sitio
    """
)

_NETWORK = written(
    r"""
    (?:
        facebook|twitter|x|x \(twitter\)|linkedin|whatsapp|e-?mail|mail|courriel|telegram|messenger|instagram
        |youtube|tiktok|reddit|pinterest|tumblr|digg|stumbleupon|threads|bluesky|mastodon|rss|print|flickr
        |snapchat|wechat|sms|copy(?: link| url)?|link|more|فيسبوك|تويتر|إكس|واتساب|تلغرام|تليجرام|لينكد ?إن
        |انستغرام|إنستغرام|يوتيوب|البريد(?: الإلكتروني)?
    )
    """
)

SHARING = written(
    r"""
    (?:click to )?(?:share|tweet|post|pin|like|email|e-mail|send|save|bookmark)(?: (?:this|it|the))?
        (?: (?:page|article|story|release|post|news|link|press release))?
        (?: (?:on|via|to|by|with|in)(?: your)? [\w .()/]{1,30})?(?: ?\(opens? in (?:a )?new (?:tab|window)\))?
        \W*
    |(?:<network>[\s|,·•/]*)+
    |(?:share|follow|like|find|join|connect with|stay connected with)(?: us)?(?: on)?\W*
        (?:<network>(?:\W+(?:and )?|$))*
    |(?:
        the following links open in a new tab|link copied\W*|copy link|copied to clipboard\W*|loading\W*
        |share on(?: social media)?\W*|opens? in (?:a )?new (?:tab|window)\W*
    )
    |(?:partag(?:er|ez)|envoyer|recommander|imprimer|suivez)(?:[- ]nous)?(?: (?:
        cette page|cet article|ce communiqué|cette actualité|la page|l[’']article|cela|par (?:e-?mail|courriel)
        |sur(?: les réseaux sociaux)?
    ))*\W*(?:(?:sur )?<network>\W*)*
    |copier le lien
    |(?:شارك(?:ها|ه|وا)?|مشاركة|انشر|تابعونا|تابعنا|أرسل)(?: (?:هذا |هذه )?(?:
        الخبر|المقال|الصفحة|المحتوى|عبر|على|مع الأصدقاء|عبر البريد.{0,15}
        |(?:مواقع|وسائل|شبكات) التواصل(?: الاجتماعي)?
    ))*\W*(?:و?<network>\W*)*
    |نسخ الرابط
    |(?:compart(?:ir|e)|síguenos|enviar)(?: (?:esta|este|en|por) ?[\w ]{0,20})?\W*(?:<network>\W*)*
    """,
    network=_NETWORK,
)

TOOLS = written(
    r"""
    (?:
        print|printer[- ]friendly(?: version)?
        |print(?:er)? (?:this |friendly )?(?:page|version|article|pdf)?
        |listen(?: to (?:this|the) (?:article|page|story|release))?|read aloud|text size\W*|font size\W*
        |a[+-]?(?: a[+-]?){1,2}
    )\W*(?:\d+ ?min\w*)?
    |(?:open|download|view|read)(?: (?:the|this|a|as|in))?
        (?: (?:full|original|complete|press|news|printable|high[- ]res\w*))*
        (?: (?:release|pdf|document|version|file|image|photo|statement|report|media kit|logo))*
        (?: (?:in|as|document)?)? ?\(?(?:pdf)?\W*(?:[\d.,]+ ?[km]b)?\)?\W*
    |(?:read|learn|see|view|find out|show|load|discover)(?: (?:more|all|less|details))
        (?: (?:about|on|here|news|releases|articles|stories|results).{0,60})?\W*
    |click here\b.{0,60}|more\W*
    |(?:
        imprimer
        |écouter(?: (?:l[’']article|cette page|le communiqué))?|version imprimable
        |taille (?:du texte|de la police)\W*|télécharger
        |(?:télécharger|voir|consulter|lire) (?:le |la |l[’'])?
            (?:communiqué|document|version|dossier|article|pdf)(?: de presse)?(?: complet\w*)?
    )(?: (?:au|en) (?:format )?(?:pdf|word))?\W*(?:\(?pdf\W*[\d.,]*\s?[kmo]*\)?)?\W*
    |lire la suite\W*|en savoir plus\W*
    |voir (?:plus|tout(?:es)?(?: les actualités)?)\W*
    |cliquez ici\b.{0,40}
    |ajouter (?:à|aux) (?:mes )?favoris
    |(?:
        طباعة|اطبع|استمع(?: (?:إلى|للخبر|للمقال).{0,20})?|تحميل|تنزيل|تحميل الملف|(?:تكبير|تصغير|حجم) (?:ال)?خط
        |حفظ
    )(?: (?:الخبر|الصفحة|المقال|بصيغة .{0,8}))?\W*
    |(?:اقرأ|قراءة|عرض|المزيد|شاهد)(?: (?:المزيد|الكل|من الأخبار))?\W*
    |اضغط هنا\b.{0,30}
    |(?:imprimir|escuchar|descargar(?: .{0,25})?|leer más|ver más|más información aquí)\W*
    """
)

NEWSLETTER = written(
    r"""
    (?:subscribe|sign up|signup|register|join)(?: (?:now|today|here|free))?(?: (?:to|for|and) .{0,120})?(?:
        newsletters?|mailing list|e-?mails?(?: alerts?| updates?)?|updates|alerts|news|inbox|press releases
    )\b.{0,80}
    |(?:subscribe|sign up|subscribe now|unsubscribe)\W*
    |get (?:our |the |all )?(?:latest |e-?mail|daily |weekly )*
        (?:e-?mails?|news|updates|alerts|stories|newsletter)\b.{0,80}
    |(?:enter )?your e-?mail(?: address)?\W*
    |e-?mail address\W*|first name\W*|last name\W*|newsletters?\W*|never miss\b.{0,80}
    |stay (?:informed|up to date|in the loop|connected|tuned)\W*
    |to receive (?:sms|text|email|e-mail)(?: text)? alerts\b.{0,160}
    |(?:abonnez-vous|inscrivez-vous|s[’']abonner|s[’']inscrire|recevez)\b.{0,60}
        (?:newsletter|lettre|infolettre|actualités?|alertes?|communiqués)\b.{0,80}
    |(?:abonnez-vous|s[’']abonner|lettre d[’']information|restez informé\w*|votre (?:adresse )?e-?mail)\W*
    |(?:اشترك|اشتركوا|سجل|سجّل|انضم)(?: الآن)?(?: (?:في|إلى|معنا|ل).{0,40})?
        (?:النشرة|نشرتنا|القائمة البريدية|بريد\w*).{0,80}
    |(?:اشترك|النشرة (?:الإخبارية|البريدية)|بريدك الإلكتروني)\W*
    |suscr[ií]b(?:ase|ete|irse)\b.{0,80}
    |boletín(?: de noticias)?\W*
    """
)

COMMENTS = written(
    r"""
    (?:leave|post|add|write|submit) (?:a |your |us a )?(?:reply|comment|comments)\W*
    |\d* ?(?:comments?|replies|thoughts? on .{0,160})\W*
    |comments? (?:\(\d+\)|are (?:closed|off)\W*|off.{0,80})
    |no comments(?: yet)?\W*
    |be the first to comment\W*
    |cancel reply
    |your e-?mail address will not be published\b.{0,80}
    |required fields are marked\W*
    |you must be (?:logged|signed) in\b.{0,60}
    |save my name,? e-?mail\b.{0,120}
    |notify me of\b.{0,80}
    |this site uses akismet\b.{0,120}
    |(?:laisser|ajouter|poster|écrire) un commentaire\W*
    |votre adresse (?:e-?mail|de messagerie|courriel) ne sera pas publiée\b.{0,80}
    |(?:aucun|\d+) commentaires?\W*
    |les champs obligatoires\b.{0,60}
    |(?:اترك|أضف|اكتب)(?: (?:تعليق(?:ا|اً|ك)?|ردا?))\W*
    |لن يتم نشر (?:عنوان )?بريدك.{0,80}
    |(?:التعليقات|تعليقات)(?: \(\d+\))?\W*
    |لا توجد تعليقات\W*
    |الحقول (?:الإلزامية|المطلوبة).{0,40}
    |deja un comentario\W*
    |tu dirección de correo\b.{0,80}
    """
)

NOTICES = written(
    r"""
    (?:please )?(?:enable|activate|turn on) javascript\b.{0,120}
    |(?:this (?:page|site|video)|your browser)\b.{0,60}\b
        (?:requires?|does not support|is not supported|out of date)\b.{0,120}
    |javascript (?:is|must be) .{0,80}
    |advertisement\W*
    |sponsored(?: content)?\W*
    |publicité\W*
    |إعلان\W*
    |publicidad\W*
    |(?:please )?(?:log|sign) in to\b.{0,60}
    |(?:we are sorry|sorry),? (?:this|the) page\b.{0,80}
    |veuillez activer javascript\b.{0,80}
    |(?:opens|ouvre|s[’']ouvre) (?:in|dans) (?:a new|un nouvel|une nouvelle) (?:tab|window|onglet|fenêtre)\W*
    |filter by\W*
    |questions or comments\W*
    |text size\W*|browse by\W*|current record\W*|contact\W+site ?map\W*
    """
)
