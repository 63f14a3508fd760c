"""What stands on a page without being the release."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.cleaning.furniture import LIST_ITEM_WORDS, is_head_label, is_label, strip

LONG = "The institute opened a laboratory on Monday. " * 6
SHORT = "The laboratory is open."

LABELS = {
    "cookies": (
        "This website uses cookies to improve your visit.",
        "We use cookies on our website to give you the most relevant experience.",
        "By continuing to use this site you agree to our privacy policy.",
        "Accept all cookies",
        "Ce site utilise des cookies pour mesurer sa fréquentation.",
        "En poursuivant votre navigation, vous acceptez l’utilisation de cookies.",
        "Tout refuser",
        "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك",
        "Utilizamos cookies para mejorar su visita.",
    ),
    "translation": (
        "Disclaimer: You are using Google Translate. The institute is not responsible for the translation.",
        "This page has been automatically translated from English.",
        "Select your language",
        "Cette page a été traduite automatiquement.",
        "تمت ترجمة هذه الصفحة آليا",
    ),
    "feedback": (
        "your opinion",
        "User Feedback",
        "Overall, how satisfied are you about the website?",
        "Extremely dissatisfied Extremely satisfied",
        "Was this page helpful? Yes No",
        "Is this page useful?",
        "Report a problem with this page",
        "Cette page vous a-t-elle été utile ? Oui Non",
        "هل كانت هذه الصفحة مفيدة؟",
        "قيم هذه الصفحة",
        "¿Le ha resultado útil?",
    ),
    "navigation": (
        "Skip to main content",
        "Back to top",
        "Back to all news",
        "Next article",
        "« Previous",
        "Page 2 of 7",
        "Home > News > Laboratory opens",
        "Accueil / Presse / Communiqués",
        "الرئيسية » الأخبار » افتتاح المختبر",
        "Home | About us | News | Contact",
        "Aller au contenu principal",
        "Retour à la liste",
        "تخطي إلى المحتوى الرئيسي",
        "العودة إلى الأخبار",
        "Volver arriba",
    ),
    "sharing": (
        "Share this article:",
        "Click to share on Twitter (Opens in new window)",
        "Facebook | Twitter | LinkedIn",
        "Follow us on Facebook, X and LinkedIn",
        "Copy link",
        "Partager sur :",
        "Partager cette page sur LinkedIn",
        "Suivez-nous sur Facebook",
        "شارك هذا الخبر",
        "تابعونا على يوتيوب وإنستغرام",
        "Compartir en Facebook",
    ),
    "tools": (
        "Print",
        "Print this page",
        "Listen to this article",
        "Download PDF",
        "Download the press release (PDF, 210 KB)",
        "Read more »",
        "Click here to view the press kit.",
        "Imprimer",
        "Écouter l’article",
        "Télécharger le communiqué de presse (PDF)",
        "Lire la suite »",
        "طباعة",
        "استمع",
        "اقرأ المزيد",
        "Descargar",
    ),
    "newsletter": (
        "Subscribe to our newsletter for more",
        "Sign up to receive our press releases by e-mail",
        "Get emails about this page",
        "Your email address",
        "To receive SMS alerts from Halvern, text “Bridge” to 555-0140",
        "Abonnez-vous à notre lettre d’information",
        "اشترك في النشرة البريدية",
        "Suscríbase a nuestro boletín",
    ),
    "comments": (
        "Leave a Reply",
        "3 comments",
        "Your email address will not be published. Required fields are marked *",
        "Laisser un commentaire",
        "اترك تعليقا",
    ),
    "tags": (
        "Tags: bridges, tanks, Halvern",
        "Tagged bridges, tanks",
        "Posted in Press",
        "#bridges #tanks",
        "Mots-clés : ponts, bassins",
        "الوسوم: الجسور، المختبر",
    ),
    "copyright": (
        "© 2024 Halvern Institute. All rights reserved.",
        "Copyright 2024 Halvern",
        "Tous droits réservés",
        "جميع الحقوق محفوظة © معهد هلفرن 2024",
    ),
    "counters": (
        "37 views0 comments",
        "3 min read",
        "Temps de lecture : 4 minutes",
        "عدد المشاهدات: 1200",
        "Views: 312",
    ),
    "credits": (
        "Photo credit: Jane Ode",
        "(Photo by Jane Ode)",
        "Featured image from Pictures Ltd.",
        "Photo: Halvern/J. Ode",
        "Crédit photo : Halvern",
        "تصوير: سامي حداد",
    ),
    "distribution": (
        "This news story relied on content distributed by Halvern. Source: Laboratory opens.",
        "View source version on wire.example: https://wire.example/1",
        "The post Laboratory opens appeared first on Halvern.",
        "Multimedia is available on the right column of the release link.",
        "FOR IMMEDIATE RELEASE:",
        "POUR DIFFUSION IMMÉDIATE",
        "للنشر الفوري",
    ),
    "end marks": ("###", "# # #", "* * *", "-30-", "- END -", "ENDS", "– FIN –", "انتهى", "---"),
    "notices": ("Please enable JavaScript to view this page.", "Advertisement", "Publicité"),
    "updates": ("Last updated: 6 June 2024", "Mis à jour le 6 juin 2024", "آخر تحديث: 6 يونيو 2024"),
}


@pytest.mark.parametrize(("kind", "block"), [(kind, block) for kind, blocks in LABELS.items() for block in blocks])
def test_notices_forms_and_labels_go(kind: str, block: str) -> None:
    assert strip([LONG, block, SHORT]) == (LONG, SHORT), kind


@pytest.mark.parametrize(
    "block",
    [
        "The disclaimer was signed by both parties.",
        "Share prices rose by four per cent.",
        "Print run: 4,000 copies.",
        "Facebook opened an office in Rabat.",
        "Was this page of history helpful to the committee?",
        "The release was issued for immediate release of the prisoners.",
        "Cookies are baked here daily.",
        "This news story relied on two witnesses.",
        "Photos from the telescope show a galaxy.",
        "Download speeds rose to 40 megabits.",
        "Home prices fell by two per cent.",
        "The next article of the law is about bridges.",
        "Follow the river to the quay.",
        "Comments by the minister were welcomed.",
        "Tags on the bags show their weight.",
        "Listen to the engineers, the director said.",
        "Subscribe is what forty members did.",
        "Topics ranged from bridges to dams.",
        "Views of the harbour were painted.",
        "Le site utilise la géothermie.",
        "شارك الوزير في المؤتمر.",
        "تابع الوفد زيارته إلى المختبر.",
        "Imprimer des billets coûte cher.",
        "30 engineers",
        "A - B",
        "12,5 %",
    ],
)
def test_sentences_that_use_the_same_words_stay(block: str) -> None:
    assert strip([LONG, block, SHORT]) == (LONG, block, SHORT)


@pytest.mark.parametrize(
    "label",
    [
        "Press release",
        "Press release No 61/24",
        "Communiqué de presse n° 12",
        "بيان صحفي رقم ٤٤/٢٠٢٥",
        "Pressemitteilung Nr. 7",
        "NEWS RELEASE",
        "Communiqué de presse",
        "بيان صحفي",
        "Nota de prensa",
        "Newsroom",
    ],
)
def test_the_kind_of_page_goes_above_the_text_only(label: str) -> None:
    assert is_head_label(label)
    assert strip([label, LONG, SHORT]) == (LONG, SHORT)
    assert strip([LONG, SHORT, SHORT, SHORT, label, SHORT]) == (LONG, SHORT, SHORT, SHORT, label, SHORT)
    assert strip([label]) == (label,)


def test_a_menu_of_short_lines_goes() -> None:
    menu = ["Home", "About us", "Ships", "News", "Jobs"]
    assert strip([*menu, "Laboratory opens in Halvern", LONG]) == ("Laboratory opens in Halvern", LONG)
    assert strip(["الرئيسية", "من نحن", "الخدمات", "اتصل بنا", LONG]) == (LONG,)


def test_short_lines_of_the_release_are_no_menu() -> None:
    goods = ("Containers", "Ore", "Grain", "Cars", "News")
    assert strip([LONG, *goods, SHORT]) == (LONG, *goods, SHORT)


@pytest.mark.parametrize(
    "heading",
    [
        "Latest articles", "RELATED NEWS:", "You may also like", "Most read", "More from Halvern",
        "Related content", "See also",
        "Also from this source", "Recommended Reading", "À lire aussi", "Dernières actualités", "Sur le même sujet",
        "Les plus lus", "Autres communiqués", "أخبار ذات صلة", "آخر الأخبار", "الأكثر قراءة", "اقرأ أيضا",
        "Noticias relacionadas",
    ],
)  # fmt: skip
def test_a_closing_list_of_other_releases_goes(heading: str) -> None:
    assert strip([LONG, SHORT, heading, "Harbour traffic grew", "A new chief executive"]) == (LONG, SHORT)


def test_several_closing_lists_go_together() -> None:
    assert strip([LONG, "Related articles", "One", "Two", "Latest news", "Three"]) == (LONG,)


def test_a_teaser_that_breaks_off_is_an_item_however_long() -> None:
    teaser = "The port of Elsen handled more goods in the first half of the year " * 3 + "and..."
    assert strip([LONG, "Latest news", "Traffic grew", teaser]) == (LONG,)


def test_a_list_above_what_is_said_about_the_issuer_goes_alone() -> None:
    kept = (LONG, "About Halvern", "It tests bridges.")
    assert strip([LONG, "Related news", "Harbour traffic grew", "A new chief", *kept[1:]]) == kept


def test_a_heading_before_more_of_the_release_stays() -> None:
    blocks = (LONG, "More news", "Short.", LONG, "Done.")
    assert strip(blocks) == blocks


def test_a_section_name_above_a_short_release_does_not_swallow_it() -> None:
    assert strip(["Latest news", "Laboratory opens", SHORT, "It has two tanks."]) == (
        "Laboratory opens",
        SHORT,
        "It has two tanks.",
    )


def test_a_list_heading_closes_nothing_where_no_paragraph_stands_before_it() -> None:
    blocks = ("Halvern", "Related news", "Laboratory opens", SHORT)
    assert strip(blocks) == blocks


@pytest.mark.parametrize("heading", ["أخبار ذات صلة", "Related news", "Recent PostsSee All"])
def test_a_list_closes_a_release_of_short_paragraphs_too(heading: str) -> None:
    news = (
        "افتتح رئيس البلدية صباح اليوم مختبر الجسور في المدينة القديمة.",
        "ويضم المختبر حوضين كبيرين وست قاعات للتجارب والقياس.",
    )
    assert strip([*news, heading, "صيانة شارع الجامعة"]) == news


def test_a_sentence_below_a_list_heading_is_no_list_of_a_short_release() -> None:
    blocks = (
        "The town opened a laboratory for bridges this morning.",
        "It has two tanks and six rooms for tests.",
        "More news",
        "A third tank follows in the spring, said the mayor.",
    )
    assert strip(blocks) == blocks


WORDS = st.text("bcd é", min_size=1).filter(str.strip)


@settings(deadline=None)
@given(st.lists(WORDS), st.lists(WORDS))
def test_only_known_furniture_goes_and_the_rest_keeps_its_order(above: list[str], below: list[str]) -> None:
    long = "word " * (LIST_ITEM_WORDS + 1)
    assert strip([*above, "Print", long, *below, "Latest news", "Other"]) == (*above, long, *below)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([LONG, SHORT, "Home", "News", "Contact", "Press release", "Related news", "x", "About us"])
    )
)
def test_what_is_left_is_of_the_blocks_in_their_order_and_stripping_again_takes_little(blocks: list[str]) -> None:
    once = strip(blocks)
    rest = iter(blocks)
    assert all(any(kept == block for block in rest) for kept in once)
    assert LONG not in blocks or LONG in once


def test_stripping_twice_takes_no_more() -> None:
    once = strip(["Print", LONG, SHORT, "Latest articles", "Other"])
    assert strip(once) == once == (LONG, SHORT)


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "x ",
        "more ",
        "share ",
        "facebook ",
        "1 ",
        "a ",
        "> ",
        "#a ",
        "tags: ",
        "شارك ",
        "on this ",
        "page 1 ",
        "home > ",
    ],
)
def test_repeated_labels_take_no_time(piece: str) -> None:
    for length in (699, 1_000_000):
        is_label(piece * (length // len(piece)) + "!a")
    strip([piece] * 3_000)
