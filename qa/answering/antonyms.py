"""Verbs and their opposites, by language, told by their forms.

Each side of a pair has its verbs, and besides them what says nearly the same, verb or not: where that stands the
opposite is not told. No verb is here that is more often something else (`fall`, `back`, `end`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of opposites, as regular expressions of whole words.

    Attributes:
        verbs, kin: of one side, and what says nearly the same.
        others, others_kin: of the other side.
        relation: `ends`: they bound a time, and what is told of one may be told in one breath with the other.
            `converse`: one does it as somebody else does the other.
    """

    verbs: str
    kin: str
    others: str
    others_kin: str
    relation: Literal["plain", "ends", "converse"] = "plain"


PAIRS: Mapping[str, tuple[Pair, ...]] = {
    "en": (
        Pair(
            "buy|buys|bought|buying|acquir(?:es?|ed|ing)|purchas(?:es?|ed|ing)",
            "acquisitions?|buyer|takeover|invest(?:s|ed|ing|ments?)?",
            "sell|sells|sold|selling|divest(?:s|ed|ing)?",
            "sale|seller|divestitures?|disposals?",
            "converse",
        ),
        Pair(
            "(?:re)?open(?:s|ed|ing)?|inaugurat(?:es?|ed|ing)",
            "launch(?:es|ed|ing)?",
            "clos(?:es?|ed|ing)|shut(?:s|ting)?|shutter(?:s|ed|ing)?",
            "closures?|shutdown",
            "ends",
        ),
        Pair(
            "support(?:s|ed|ing)?|back(?:s|ed|ing)|endors(?:es?|ed|ing)|favou?r(?:s|ed|ing)?",
            r"supporters?|approv\w+|agree\w*|cosponsor\w*|co-sponsor\w*",
            "oppos(?:es?|ed|ing)|object(?:s|ed|ing)|resist(?:s|ed|ing)?",
            r"opposition|opponents?|against|objections?|reject\w*|resistance",
        ),
        Pair(
            "accept(?:s|ed|ing)?|approv(?:es?|ed|ing)|adopt(?:s|ed|ing)?|award(?:s|ed|ing)?"
            "|receiv(?:es?|ed|ing)|pass(?:es|ed)|enact(?:s|ed|ing)?",
            r"acceptance|approval|adoption|agree\w*|pass|passage|passing",
            "refus(?:es?|ed|ing)|reject(?:s|ed|ing)?|den(?:y|ies|ied|ying)|veto(?:es|ed|ing)?"
            "|withh(?:old|olds|eld|olding)",
            r"refusals?|rejections?|denials?|declin\w+|turn\w* down|turn\w* away|veto|disapprov\w+"
            r"|not accept\w*",
        ),
        Pair(
            "increas(?:es?|ed|ing)|rais(?:es?|ed|ing)|grow|grows|grew|grown|growing|rises?|rose|risen"
            "|rising|boost(?:s|ed|ing)?|expand(?:s|ed|ing)?",
            r"growth|expansions?|gain\w*|climb\w*|jump\w*|higher|doubl\w+|hikes?|up|more",
            "decreas(?:es?|ed|ing)|reduc(?:es?|ed|ing)|cut|cuts|cutting|lower(?:s|ed|ing)"
            "|shr[aiu]nk(?:s|ing)?|fell|fallen|falling|drop(?:s|ped|ping)?|slash(?:es|ed|ing)?",
            r"reductions?|declin\w+|fall|falls|lower|loss\w*|less|fewer|down|trim\w*|dip\w*",
        ),
        Pair(
            "launch(?:es|ed|ing)?|start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|introduc(?:es?|ed|ing)|unveil(?:s|ed|ing)?",
            r"open\w*|resum\w*|restart\w*|new|introduction",
            "stop(?:s|ped|ping)?|ended|ending|cancel(?:s|l?ed|l?ing)?|discontinu(?:es?|ed|ing)"
            "|abandon(?:s|ed|ing)?|scrap(?:s|ped|ping)?|withdr(?:aws?|ew|awn|awing)|terminat(?:es?|ed"
            "|ing)|halt(?:s|ed|ing)?|postpon(?:es?|ed|ing)|suspend(?:s|ed|ing)?",
            r"ends?|cancel\w*|termination|suspension|delay\w*|withdrawals?|phas\w+ out|shelv\w+"
            r"|call\w* off|halts?|reschedul\w+|clos\w+|drop\w*|ceas\w+|no longer|prevent\w*|block\w*"
            "|end",
            "ends",
        ),
        Pair(
            "join(?:s|ed|ing)?|enter(?:s|ed|ing)?",
            r"member\w*|becom\w+|became|added|entry",
            "leav(?:es?|ing)|left|quit(?:s|ting)?|withdr(?:aws?|ew|awn|awing)|exit(?:s|ed|ing)?|depart(?:s|ed|ing)?",
            r"departures?|resign\w*|step\w* down|withdrawals?|former\w*|previously|remov\w+|retir\w+",
        ),
        Pair(
            "appoint(?:s|ed|ing)?|hir(?:es?|ed|ing)|promot(?:es?|ed|ing)|elect(?:s|ed|ing)?|nominat(?:es?|ed|ing)",
            r"appointments?|nam(?:es?|ed|ing)|join\w*|welcom\w+|nominations?",
            "dismiss(?:es|ed|ing)?|sack(?:s|ed|ing)?|oust(?:s|ed|ing)?|fired|resign(?:s|ed|ing)?",
            r"dismissals?|resignations?|fir(?:e|es|ing)|lay\w* off|laid off|layoffs?|step\w* down"
            r"|remov\w+|replac\w+|succe\w+|former\w*|retir\w+|depart\w*|leav\w+|left",
        ),
        Pair(
            "wins?|won|winning",
            r"winners?|victor\w*|earn\w*|receiv\w*|secur\w*|awards?|awarded|honou?r\w*",
            "los(?:es?|ing)|lost",
            r"loss\w*|loser|defeat\w*|forfeit\w*",
        ),
        Pair(
            "builds?|built|construct(?:s|ed|ing)?|erect(?:s|ed|ing)?",
            r"building|construction|creat\w+|develop\w*|new",
            "demolish(?:es|ed|ing)?|destroy(?:s|ed|ing)?|dismantl(?:es?|ed|ing)|raz(?:es?|ed|ing)",
            r"demolition|destruction|tear\w* down|tore down|torn down|remov\w+",
            "converse",
        ),
        Pair(
            "prais(?:es?|ed|ing)|applaud(?:s|ed|ing)?|commend(?:s|ed|ing)?|hail(?:s|ed|ing)|welcom(?:es?|ed|ing)",
            r"thank\w*|honou?r\w*|congratulat\w+|pleased|proud|support\w*",
            "condemn(?:s|ed|ing)?|critici[sz](?:es?|ed|ing)|denounc(?:es?|ed|ing)|blast(?:s|ed|ing)?",
            r"criticism|critics?|critical|attack\w*|blam\w+|oppos\w+|slam\w*|disappoint\w*|fail\w*"
            r"|outrag\w*",
        ),
        Pair(
            "allow(?:s|ed|ing)?|permit(?:s|ted|ting)?|authori[sz](?:es?|ed|ing)",
            r"let|lets|enabl\w+|permission|authori[sz]ation|legal\w*|may|can",
            "ban|bans|banned|banning|prohibit(?:s|ed|ing)?|forb(?:ids?|ade|idden|idding)",
            r"prohibitions?|bar|bars|barred|block\w*|restrict\w*|outlaw\w*|end\w*|stop\w*|prevent\w*",
        ),
    ),
    "fr": (
        Pair(
            r"achet\w+|ach[eè]te\w*|rachet\w+|rach[eè]te\w*|acqui(?:s|se|ert|èrent|érir)",
            r"achats?|rachats?|acquisitions?|invest\w+",
            "vend|vendent|vendre|vendu(?:e?s?)|cède|cèdent|céder|cédée?s?",
            r"ventes?|cessions?|désinvest\w+",
            "converse",
        ),
        Pair(
            r"ouvr(?:e|ent|ir|ira|iront)|ouverte?s?|inaugur\w+|rouv\w+",
            r"ouvertures?|lanc\w+",
            "ferm(?:e|ent|er|era|eront|ée?s?)",
            "fermetures?",
            "ends",
        ),
        Pair(
            r"soutien(?:t|nent)|soutenir|soutenue?s?|appuy\w+|appui(?:e|ent)",
            r"soutien|appui|approuv\w+|favorables?",
            "oppose(?:nt|r)?|opposée?s?",
            r"opposition|opposants?|contre|rejet\w*|refus\w*",
        ),
        Pair(
            "accept(?:e|ent|er|ée?s?)|approuv(?:e|ent|er|ée?s?)|adopt(?:e|ent|er|ée?s?)|accord(?:e|ent|er|ée?s?)",
            r"acceptation|approbation|adoption|accord|vot\w+",
            "refus(?:e|ent|er|ée?s?)|rejet(?:te|tent|er|ée?s?)",
            r"refus|rejet|déclin\w+|repouss\w+",
        ),
        Pair(
            r"augment(?:e|ent|er|ée?s?)|accro[iî]t\w*|relève|relevée?s?|hausse",
            r"hausses?|augmentations?|croissance|plus|progress\w+|grimp\w+",
            "baiss(?:e|ent|er|ée?s?)|rédui(?:t|te|ts|tes|re|sent)|diminu(?:e|ent|er|ée?s?)|chut(?:e|ent|er|ée?s?)",
            r"baisses?|réductions?|diminutions?|recul\w*|moins|pertes?",
        ),
        Pair(
            r"lanc(?:e|ent|er|ée?s?)|commenc\w+|démarr\w+|début(?:e|ent|er|é)",
            r"lancements?|début|reprise|ouv\w+|nouve\w+",
            r"annul(?:e|ent|er|ée?s?)|arrêt(?:e|ent|er|ée?s?)|report(?:e|ent|er|ée?s?)|suspend\w*"
            r"|abandonn\w+|cess(?:e|ent|er|é)",
            r"annulations?|arrêt|reports?|suspension|fin|abandon|ferm\w+|interromp\w+",
            "ends",
        ),
        Pair(
            r"rejoin(?:t|s|te|dre|draient|dra|dront|gnent)|adh[eéè]r\w+",
            r"adhésion|membres?|intègr\w+|intégr\w+",
            "quitt(?:e|ent|er|ée?s?)",
            r"départs?|démission\w*|retrait|ancien\w*|part\w*",
        ),
        Pair(
            "nomm(?:e|ent|er|ée?s?)|recrut(?:e|ent|er|ée?s?)|embauch(?:e|ent|er|ée?s?)|élire|élue?s?",
            r"nominations?|recrutements?|rejoin\w+",
            r"licenci(?:e|ent|er|ée?s?)|limog\w+|révoqu\w+|démissionn\w+|renvoy\w+",
            r"licenciements?|démissions?|départs?|quitt\w+|ancien\w*|remplac\w+|succ\w+",
        ),
        Pair(
            r"gagn(?:e|ent|er|ée?s?)|remport\w+",
            r"vainqueurs?|victoires?|prix|lauréat\w*|obten\w+|reç\w+",
            "perd|perdent|perdre|perdue?s?",
            "pertes?|défaites?|battue?s?",
            "converse",
        ),
        Pair(
            r"constru(?:it|ite|its|ites|ire|isent)|bâti\w*",
            r"construction|nouve\w+|créa\w+",
            r"démoli\w*|détrui\w+|ras(?:er|ée?s?)",
            r"démolition|destruction|abatt\w+",
        ),
        Pair(
            r"salu(?:e|ent|er|ée?s?)|félicit\w+|louent|loué",
            r"hommage|remerci\w+|fier\w*|réjoui\w*|soutien",
            r"condamn(?:e|ent|er|ée?s?)|critiqu(?:e|ent|er|ée?s?)|dénonc\w+",
            r"condamnations?|critiques?|déplor\w+|regrett\w+",
        ),
        Pair(
            "autoris(?:e|ent|er|ée?s?)|permet(?:s|tent|tre)?",
            "autorisations?|permission|peu(?:t|vent)",
            "interdi(?:t|te|ts|tes|re|sent)",
            r"interdictions?|empêch\w+|bloqu\w+",
        ),
    ),
    "ar": (
        Pair(
            "(?:ت|ي)?شتري|اشترت?ى?|استحوذت?",
            "شراء|استحواذ|استثمار",
            "باعت?|تبيع|يبيع|باعوا",
            "بيع|مبيعات|تنازل",
            "converse",
        ),
        Pair(
            "افتتحت?|فتحت?|تفتتح|يفتتح|دشنت?",
            "افتتاح|فتح|تدشين|إطلاق",
            "أغلقت?|تغلق|يغلق",
            "إغلاق",
            "ends",
        ),
        Pair(
            "أيدت?|تؤيد|يؤيد|دعمت?|تدعم|يدعم|ساندت?",
            "تأييد|دعم|موافقة",
            "عارضت?|تعارض|يعارض",
            "معارضة|رفض|ضد",
        ),
        Pair(
            "وافقت?|قبلت?|اعتمدت?|أقرت?|منحت?",
            "موافقة|قبول|اعتماد|إقرار|منحة",
            "رفضت?|ترفض|يرفض",
            "رفض|امتناع",
        ),
        Pair(
            "زادت?|رفعت?|ارتفعت?|تزيد|يزيد|ترتفع|يرتفع|نمت",
            "زيادة|رفع|ارتفاع|نمو|أكثر",
            "خفضت?|خفّضت?|انخفضت?|تراجعت?|قلصت?|تنخفض|ينخفض",
            "خفض|تخفيض|انخفاض|تراجع|تقليص|أقل",
        ),
        Pair(
            "أطلقت?|تطلق|يطلق|بدأت?|تبدأ|يبدأ|استأنفت?",
            "إطلاق|بدء|بداية|انطلاق|استئناف|افتتاح",
            "ألغت|ألغى|ألغيت?|أوقفت?|أجلت?|أرجأت?|علقت?|تأجلت?",
            "إلغاء|وقف|إيقاف|تأجيل|تعليق|إرجاء|إنهاء|نهاية",
            "ends",
        ),
        Pair(
            "انضمت?|التحقت?",
            "انضمام|التحاق|عضوية|عضو",
            "انسحبت?|غادرت?|تركت?",
            "انسحاب|مغادرة|استقالة|سابق",
        ),
        Pair(
            "عينت?|عُينت?|انتخبت?|وظفت?",
            "تعيين|انتخاب|توظيف",
            "أقالت?|أقيلت?|استقالت?|فصلت?",
            "إقالة|استقالة|فصل|سابق",
        ),
        Pair(
            "فازت?|ربحت?",
            "فوز|جائزة|ربح|حصل",
            "خسرت?|تخسر|يخسر",
            "خسارة|هزيمة",
            "converse",
        ),
        Pair(
            "بنت|بنى|شيدت?|أنشأت?|أقامت?",
            "بناء|تشييد|إنشاء|جديد",
            "هدمت?|دمرت?|أزالت?",
            "هدم|تدمير|إزالة",
        ),
        Pair(
            "أشادت?|رحبت?|تشيد|يشيد|ترحب|يرحب",
            "إشادة|ترحيب|شكر|دعم",
            "أدانت?|انتقدت?|نددت?|تدين|يدين",
            "إدانة|انتقاد|تنديد|أسف",
        ),
        Pair(
            "سمحت?|تسمح|يسمح|أجازت?|رخصت?",
            "سماح|إجازة|ترخيص",
            "حظرت?|منعت?|تحظر|يحظر|تمنع|يمنع",
            "حظر|منع",
        ),
    ),
    "es": (
        Pair(
            r"compr(?:a|an|ar|ó|aron)|adquir\w+|adquiri\w+",
            r"compras?|adquisi\w+|inver\w+",
            "vend(?:e|en|er|ió|ieron)",
            "ventas?",
            "converse",
        ),
        Pair(
            r"abr(?:e|en|ir|ió|ieron)|inaugur\w+",
            r"apertura|abiert\w+",
            r"cerr(?:ar|ó|aron)|cierra\w*",
            "cierres?",
            "ends",
        ),
        Pair(
            r"apoy(?:a|an|ar|ó|aron)|respald\w+",
            r"apoyo|aprob\w+",
            "opon(?:e|en|er)|opus(?:o|ieron)",
            r"oposición|contra|rechaz\w+",
        ),
        Pair(
            r"acept(?:a|an|ar|ó|aron)|aprob(?:ar|ó|aron)|aprueba\w*",
            r"aprobación|acuerdo|adopt\w+",
            "rechaz(?:a|an|ar|ó|aron)|neg(?:ar|ó|aron)",
            r"rechazo|negativa|rehus\w+",
        ),
        Pair(
            r"lanz(?:a|an|ar|ó|aron)|empez\w+|inici(?:a|an|ar|ó|aron)",
            r"lanzamiento|inicio|nuev\w+",
            r"cancel(?:a|an|ar|ó|aron)|suspend\w+|aplaz\w+|abandon\w+",
            "cancelación|suspensión|fin|aplazamiento",
            "ends",
        ),
        Pair(
            r"nombr(?:a|an|ar|ó|aron)|contrat\w+",
            "nombramiento",
            r"despid\w+|destitu\w+|dimit\w+",
            "despidos?|dimisión|ex",
        ),
    ),
}
"""Language, ISO 639-1 -> pairs."""
