"""Names that help to tell a place in a dateline from a company, an event or a label. Data and one question each.

Nothing here is needed to read an ordinary dateline: its shape says enough. The lists decide only where the shape
alone could be something else, such as `World Water Forum, Paris, 5 June 2024`.
"""

from __future__ import annotations

import re

_STATES = (
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois"
    " indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri"
    " montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio oklahoma"
    " oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia washington"
    " west_virginia wisconsin wyoming puerto_rico guam alberta british_columbia manitoba new_brunswick"
    " newfoundland nova_scotia ontario prince_edward_island quebec québec saskatchewan yukon nunavut"
    " new_south_wales queensland victoria tasmania england scotland wales northern_ireland"
)
_ABBREVIATED = (
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or"
    " pa"
    " ri sc sd tn tx ut vt va wa wv wi wy dc pr ab bc mb nb nl ns on pe qc sk nsw uk usa us uae eu"
    " ala ariz ark calif colo conn del fla ill ind kan kans mass mich minn miss mont neb nebr nev okla ore penn"
    " tenn tex"
    " vt wash wis wisc wyo ont que alta sask man"
)
_COUNTRIES = (
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas bahrain"
    " bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil brunei bulgaria"
    " burkina_faso burundi cabo_verde cambodia cameroon canada chad chile china colombia comoros congo costa_rica"
    " croatia cuba cyprus czechia czech_republic denmark djibouti dominica dominican_republic ecuador egypt"
    " el_salvador eritrea estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece"
    " grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq ireland israel italy"
    " ivory_coast jamaica japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia"
    " libya liechtenstein lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania mauritius"
    " mexico moldova monaco mongolia montenegro morocco mozambique myanmar namibia nepal netherlands new_zealand"
    " nicaragua niger nigeria north_macedonia norway oman pakistan palestine panama paraguay peru philippines poland"
    " portugal qatar romania russia rwanda saudi_arabia senegal serbia seychelles sierra_leone singapore slovakia"
    " slovenia somalia south_africa south_korea south_sudan spain sri_lanka sudan suriname sweden switzerland syria"
    " taiwan tajikistan tanzania thailand togo tunisia turkey türkiye turkmenistan uganda ukraine"
    " united_arab_emirates united_kingdom united_states uruguay uzbekistan vanuatu venezuela vietnam yemen zambia"
    " zimbabwe"
    # the same in French and Spanish, where they differ and press rooms write them
    " afrique_du_sud algérie allemagne arabie_saoudite belgique bénin brésil cameroun chine comores côte_d’ivoire"
    " côte_d'ivoire égypte émirats_arabes_unis espagne états-unis éthiopie grèce guinée inde indonésie irak iran"
    " irlande italie japon jordanie koweït liban libye maroc mauritanie pays-bas pologne royaume-uni russie sénégal"
    " somalie soudan suède suisse syrie tchad tunisie turquie yémen"
    " alemania argelia bélgica brasil catar corea_del_sur egipto emiratos_árabes_unidos españa estados_unidos francia"
    " italia japón líbano marruecos méxico panamá perú reino_unido rusia suiza túnez"
)
_REGIONS = frozenset(name.replace("_", " ") for name in f"{_STATES} {_ABBREVIATED} {_COUNTRIES}".split())

_LONE_CITIES = frozenset(
    name.replace("_", " ")
    for name in (
        # those that stand alone in news datelines, and capitals that do
        "abidjan abu_dhabi abuja accra addis_ababa algiers amman amsterdam ankara antananarivo astana athens atlanta"
        " baghdad baku baltimore bamako bangkok beijing beirut belgrade berlin bern bogota bonn boston brasilia"
        " bratislava brussels bucharest budapest buenos_aires cairo canberra caracas casablanca chicago cincinnati"
        " cleveland colombo copenhagen dakar dallas damascus delhi denver detroit dhaka djibouti doha dubai dublin"
        " geneva gibraltar guatemala_city hanoi harare havana helsinki hong_kong honolulu houston indianapolis"
        " islamabad istanbul jakarta jeddah jerusalem johannesburg kabul kampala karachi kathmandu khartoum kigali"
        " kinshasa kuala_lumpur kuwait_city kyiv lagos las_vegas libreville lima lisbon london los_angeles lusaka"
        " luxembourg madrid manama manila maputo mecca medina melbourne mexico_city miami milan milwaukee minneapolis"
        " mogadishu montevideo montreal montréal moscow mumbai munich muscat nairobi new_delhi new_orleans new_york"
        " niamey nicosia nouakchott oklahoma_city oslo ottawa panama_city paris philadelphia phoenix pittsburgh"
        " prague"
        " pretoria quebec_city quito rabat riga rio_de_janeiro riyadh rome salt_lake_city san_antonio san_diego"
        " san_francisco santiago sao_paulo sarajevo seattle seoul shanghai singapore sofia stockholm"
        " sydney taipei tallinn tashkent tbilisi tehran the_hague tirana tokyo toronto tripoli tunis ulaanbaatar"
        " vatican_city vienna vilnius warsaw washington washington_d_c washington_dc"
        " windhoek yaounde yaoundé zagreb zurich"
        " alger bruxelles genève le_caire lomé beyrouth londres"
    ).split()
)

_ARABIC_CITIES = frozenset(
    name.replace("_", " ")
    for name in (
        "الرباط الدار_البيضاء الدارالبيضاء طنجة فاس مراكش مكناس أكادير وجدة تطوان العيون سلا الجزائر وهران قسنطينة"
        " عنابة تونس صفاقس"
        " سوسة القيروان طرابلس بنغازي القاهرة الإسكندرية الاسكندرية الجيزة أسوان الأقصر بورسعيد شرم_الشيخ الخرطوم"
        " نواكشوط مقديشو جيبوتي موروني الرياض جدة مكة مكة_المكرمة المدينة_المنورة الدمام الخبر الظهران أبها الطائف"
        " تبوك بريدة حائل جازان نجران ينبع الجبيل الأحساء العلا نيوم الدوحة أبوظبي أبو_ظبي دبي الشارقة عجمان الفجيرة"
        " رأس_الخيمة العين المنامة الكويت مسقط صلالة صنعاء عدن بغداد البصرة الموصل أربيل النجف كربلاء دمشق حلب حمص"
        " اللاذقية بيروت صيدا عمان عمّان إربد العقبة الزرقاء القدس رام_الله غزة نابلس الخليل بيت_لحم أنقرة إسطنبول"
        " اسطنبول"
        " طهران إسلام_آباد إسلام_أباد كابول جاكرتا كوالالمبور باكو طشقند أستانا نيودلهي دكا باريس لندن جنيف بروكسل"
        " برلين مدريد روما فيينا لاهاي موسكو نيويورك واشنطن بكين طوكيو سيول داكار باماكو نيامي أبوجا نيروبي"
        " أديس_أبابا"
    ).split()
)

_NO_PLACES = re.compile(
    r"(?i)\b(?:embargo(?:ed)?|until|remarks?|statements?|press|media|news|releases?|advisor(?:y|ies)|update[sd]?|breaking|correction"
    r"|corrected"
    r"|exclusive|reports?|results?|notice|alert|summary|background(?:er)?|fact\s?sheet|speech|transcript|interview"
    r"|opinion|editorial|analysis|highlights?|announcements?|attention|note|important|watch|listen|video|photos?"
    r"|read|event|events|when|where|who|what|why|conference|congress|summit|forum|symposium|seminar|workshop|webinar"
    r"|meeting|session|assembly|festival|fair|expo|exhibition|awards?|prize|gala|tour|week|day|days|night|school"
    r"|course|training|lecture|debate|panel|launch|opening|ceremony|competition|championships?|cup|games|council"
    r"|committee|commission|agency|inc|ltd|llc|plc|corp|gmbh|company|group|bank|foundation|institute|university"
    r"|department|ministry|office|association|federation|laboratory|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|communiqué|communique|déclaration|discours|allocution|dossier|avis|colloque|conférence|congrès"
    r"|sommet|séminaire|atelier|réunion|journées?|semaine|salon|foire|assemblée|prix|concours|exposition|inauguration"
    r"|lancement|ministère|comunicado|conferencia|congreso|cumbre|foro|reunión|jornadas?|feria|premios?)\b"
    r"|(?<![\u0621-\u064a])(?:ال)?(?:مؤتمر|منتدى|ندوة|ورشة|اجتماع|قمة|معرض|مهرجان|جائزة|دورة|وزارة|وزير|جامعة|معهد"
    r"|مجلس"
    r"|بيان|خبر|تصريح|كلمة|تقرير|افتتاح|انطلاق|توقيع|اتفاقية|أخبار|تحديث|عاجل|يوم|أسبوع|رئيس|هيئة|منظمة|مركز|شركة"
    r"|بنك)"
    r"(?![\u0621-\u064a])"
)
_ARABIC_VERB = re.compile(
    r"(?:و|ف)?(?:أعلن|اعلن|وقع|وقّع|افتتح|انعقد|عقد|عُقد|نظم|نظّم|شارك|أطلق|اطلق|استقبل|زار|التقى|ترأس|أكد|اكد|قال"
    r"|صدر"
    r"|انطلق|اختتم|احتفل|شهد|بحث|ناقش|وصل|غادر|تسلم|كرم|كرّم|دشن|دشّن|أقام|اقام|أصدر|اصدر|اعتمد|منح|بدأ|بدا|ينطلق"
    r"|يعقد"
    r"|تعقد|تنطلق|تنظم|ينظم|يفتتح|يشارك|تشارك|تم|جرى|كان|كانت|يذكر)(?:ت|وا|ا|تا)?"
)


def is_region(name: str) -> bool:
    """Tell whether a name is a state, a province, a country, or an abbreviation of one."""
    bare = " ".join(name.lower().replace(".", " ").split())
    return bare in _REGIONS or bare.replace(" ", "") in _REGIONS


def stands_alone(city: str) -> bool:
    """Tell whether a city is one that news datelines write without its state or country."""
    return " ".join(city.lower().replace(".", " ").replace(",", " ").split()) in _LONE_CITIES


def is_arabic_city(name: str) -> bool:
    """Tell whether an Arabic name is a city from which press rooms date their releases."""
    return " ".join(name.split()) in _ARABIC_CITIES


def is_no_place(name: str) -> bool:
    """Tell whether a name is that of an event, an organisation or a label, or has a verb that opens Arabic prose."""
    return _NO_PLACES.search(name) is not None or any(_ARABIC_VERB.fullmatch(word) for word in name.split())
