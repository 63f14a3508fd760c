"""The bundled press room and its questions. The table of facts was written by reading the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.article import Document, Draft
from corpus.formats import SUFFIXES
from corpus.reading import read
from eval.gold import Gold, fold, load
from eval.measures import mean
from eval.run import score_gold, through_desk
from qa.desk import Desk, DeskConfig

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "corpus" / "sample"
GOLD = ROOT / "eval" / "sample_gold.jsonl"

FACTS: Mapping[str, tuple[str, str | None]] = {
    "brightfell-energy/accord-cfv-toitures-solaires.txt": (
        "Brightfell et CFV vont couvrir trente-huit gares de panneaux solaires",
        "2026-03-10",
    ),
    "brightfell-energy/blade-recycling-plant.md": (
        "Brightfell to build Norland's first recycling plant for wind turbine blades",
        "2025-04-08",
    ),
    "brightfell-energy/hub-bolt-inspection.txt": (
        "Brightfell asks owners of 143 turbines to check hub bolts",
        "2020-11-19",
    ),
    "brightfell-energy/q3-2022-results.md": ("Brightfell Energy: third quarter 2022 results", "2022-10-27"),
    "brightfell-energy/q3-2023-results.html": (
        "Third quarter 2023: Brightfell revenue up, profit held back by warranty costs",
        "2023-10-26",
    ),
    "cfv-rail/battery-train-order.html": (
        "CFV orders 24 battery trains to end diesel on the Plateau line",
        "2024-10-17",
    ),
    "cfv-rail/gorges-line-reopens.md": (
        "Trains return to the Gorges line between Montclarel and Rivamar",
        "2022-05-12",
    ),
    "cfv-rail/ponctualite-2023.html": ("Ponctualité : 91,4 % des trains CFV à l'heure en 2023", "2024-01-25"),
    "cfv-rail/ponctualite-2024.md": (
        "Ponctualité 2024 : un léger recul, malgré le redressement du Plateau",
        "2025-01-23",
    ),
    "cfv-rail/reouverture-ligne-des-gorges.txt": (
        "La ligne des Gorges rouvre après vingt-six mois de travaux",
        "2022-05-12",
    ),
    "elsen-port-authority/chief-executive-to-step-down.txt": (
        "Ingrid Solvaag to step down as chief executive of the Port Authority of Elsen",
        "2024-03-04",
    ),
    "elsen-port-authority/new-chief-executive.html": ("Marit Oksendal named chief executive", "2024-09-09"),
    "elsen-port-authority/shore-power-quay-nine.html": ("Cruise ships at Elsen can now plug in", "2023-06-05"),
    "elsen-port-authority/traffic-2022.txt": (
        "Elsen closes 2022 with its highest cargo volume on record",
        "2023-01-17",
    ),
    "elsen-port-authority/traffic-2023-corrected.md": (
        "CORRECTED: Port of Elsen: cargo passes 43 million tonnes in 2023, cruise traffic jumps",
        "2024-01-30",
    ),
    "elsen-port-authority/traffic-2023.txt": (
        "Port of Elsen: cargo passes 43 million tonnes in 2023, cruise traffic jumps",
        "2024-01-16",
    ),
    "halvern-university/climate-summer-school-2022.md": (
        "Halvern opens its Coastal Climate Summer School to 84 students",
        "2022-06-20",
    ),
    "halvern-university/climate-summer-school-2023.md": (
        "Coastal Climate Summer School returns with port cities and storm surge",
        "2023-06-19",
    ),
    "halvern-university/nursing-scholarships.txt": (
        "Gift from the Ollander family creates forty nursing scholarships at Halvern",
        None,
    ),
    "halvern-university/rock-heat-store-trial.txt": (
        "Crushed rock keeps 320 flats warm through winter in Halvern heat storage trial",
        "2024-03-14",
    ),
    "icesco/icesco-unesco-regional-center-agreement.html": (
        "ICESCO and UNESCO Regional Center for Quality and Excellence in Education sign cooperation agreement",
        "2023-11-09",
    ),
    "icesco/nelc-icesco-elearning-partnership.txt": (
        "ICESCO and NeLC to Build a Partnership on eLearning for the Member States",
        None,
    ),
    "ncfl-football/attendance-2022-23.txt": (
        "NCFL crowds pass three and a half million for the season",
        "2023-06-07",
    ),
    "ncfl-football/attendance-2023-24.md": ("Average NCFL crowd climbs to 12,207", "2024-06-05"),
    "ncfl-football/marrow-town-points-deduction.html": (
        "Marrow Town: six-point deduction for breach of wage rules",
        "2025-01-20",
    ),
    "ncfl-football/video-review-from-2026.txt": (
        "Clubs vote for video review at every NCFL match from next season",
        "2026-02-11",
    ),
    "orlington-council/budget-2023-24.html": (
        "Council sets 2023-24 budget and keeps every library open",
        "2023-03-02",
    ),
    "orlington-council/budget-2024-25.md": (
        "Orlington agrees budget for 2024-25 with a 4.5 percent rise in council tax",
        "2024-02-29",
    ),
    "orlington-council/free-school-breakfasts.md": (
        "Free breakfasts for 7,400 pupils when term starts in Orlington",
        "2025-08-26",
    ),
    "orlington-council/kettle-bridge-closure.txt": (
        "Kettle Bridge to close to vehicles for fourteen weeks from 4 October",
        "2021-09-09",
    ),
    "rivamar-river-museum/exposition-routes-du-sel.html": (
        "« Les Routes du sel », la grande exposition d'automne du Musée du Fleuve",
        "2023-09-14",
    ),
    "rivamar-river-museum/nuit-des-lanternes-2024.txt": (
        "Nuit des lanternes : quarante gabares illuminées le 8 juin à Rivamar",
        "2024-05-21",
    ),
    "rivamar-river-museum/nuit-des-lanternes-2025.md": (
        "La Nuit des lanternes 2025 s'agrandit et change de rive",
        "2025-05-27",
    ),
    "rivamar-river-museum/return-of-river-masks.txt": (
        "Rivamar River Museum returns nine ceremonial masks to the Ombali",
        None,
    ),
    "rivamar-river-museum/salt-roads-exhibition.html": (
        "“Salt Roads” opens at the Rivamar River Museum in October",
        "2023-09-14",
    ),
    "sahrin-public-health/hamlat-alhasba-2022.txt": (
        "سهرين تطلق حملة وطنية للتطعيم ضد الحصبة تستهدف 1.2 مليون طفل",
        "2022-10-02",
    ),
    "sahrin-public-health/hamlat-alhasba-2024.html": (
        "حملة تكميلية ضد الحصبة في ثلاث محافظات اعتبارا من 14 أبريل",
        "2024-03-31",
    ),
    "sahrin-public-health/heat-health-plan-2025.txt": (
        "Sahrin brings in a four-level heat alert and opens 57 cooling centres",
        "2025-05-12",
    ),
    "sahrin-public-health/iftitah-almukhtabar-almarjii.md": ("افتتاح المختبر المرجعي الوطني في رسمارة", "2019-10-20"),
    "sahrin-public-health/measles-campaign-2022.md": (
        "Sahrin to vaccinate 1.2 million children against measles",
        "2022-10-02",
    ),
    "sahrin-public-health/taayin-mudir-aam.txt": (
        "تعيين الدكتور يوسف الطماري مديرا عاما لهيئة الصحة العامة في سهرين",
        "2023-06-05",
    ),
    "sahrin-space-agency/itlaq-najm-1.txt": ("سهرين تطلق «نجم-١»، أول قمر صناعي لرصد الأرض من صنعها", "2023-02-14"),
    "sahrin-space-agency/musabaqat-almukaab.html": ("ثلاث مدارس تفوز بمسابقة «مكعب الفضاء»", "2021-12-02"),
    "sahrin-space-agency/najm-1-launch.html": ("Sahrin puts home-built Najm-1 satellite into orbit", "2023-02-14"),
    "sahrin-space-agency/najm-2-launch.md": ("Najm-2 reaches orbit, five months later than planned", "2025-05-27"),
    "sahrin-space-agency/tajil-itlaq-najm-2.md": (
        "وكالة سهرين للفضاء ترجئ إطلاق «نجم-2» إلى الربع الثاني من عام 2025",
        "2024-11-14",
    ),
}
"""Path -> title, and the day that the release gives itself."""

FURNITURE = """\
We use cookies|Accept all|Only what is needed|About us|Sectors and centres|Publications
automatic translation service|Your opinion|How satisfied are you|Not at all satisfied|Tell us more
Send feedback|Share this article|Facebook|LinkedIn|WhatsApp|Latest articles|More news from
Photo gallery|All rights reserved|Terms of use|Privacy|Site map|Subscribe to
This site stores two cookies|Which ones?|Ships today|Doing business|Newsroom|Search the port
Read next|Imprint|Corrected traffic figures|Accessibility|1 Customs Pier|Skip to
Tide at Customs Pier|North lock open|Share:|Related stories|night work to begin|BFE 84.20
delayed by 15 minutes|Investors|Careers|Download as PDF|Results archive|First half 2023
Statements about the future|Foundry Road|Espace presse|Ouvert aujourd'hui|Fermé le lundi
un seul cookie|J'ai compris|À voir aussi|La boutique du musée|Quai des Gabares, Rivamar
établissement public|Open today|Closed on Mondays|Also in the press room|Winter programme
Museum shop|Follow us|Instagram|Newsletter|public institution of the city|الرئيسية
الخدمات الإلكترونية|المركز الإعلامي|اتصل بنا|شارك الخبر|فيسبوك|واتساب|أخبار ذات صلة
جميع الحقوق محفوظة|سياسة الخصوصية|هل كانت هذه الصفحة مفيدة|ملفات تعريف الارتباط|موافق|تابعونا|يوتيوب
إنستغرام|اقرأ أيضا|دليل المعلم|طريق المرصد|Next pass of Najm-1|Track the satellite|Most read
How to request an image|School kits|Stay in touch|Sign up|Observatory Road|Tonight: Balsted City
Fixtures|Tickets|More from the league|Winter fixtures|Referee of the month|We set cookies
2 Pavilion Row|Bins and recycling|Was this page useful|Report a problem|A to Z
Town Hall, Market Street|Your privacy|I agree|Continue without agreeing|Timetables
Releases in English|Other releases|Night trains|Share on X|Legal notice|place de la Rotonde
Info trafic|En savoir plus|Vous êtes ici|Partager|Courriel|Copier le lien|À lire aussi
Horaires d'hiver|Mentions légales|Gestion des cookies"""
"""What stands on the pages beside their releases: menus, notices, forms, share links, other releases, footers."""


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """Every file of the sample as the reader understands it."""
    found = {}
    for file in sorted(path for path in SAMPLE.rglob("*") if path.is_file()):
        path = file.relative_to(SAMPLE).as_posix()
        found[path] = read(Document("sample", path, file.read_bytes(), SUFFIXES[file.suffix]))
    return found


@pytest.fixture(scope="module")
def questions() -> list[Gold]:
    return load(GOLD, SAMPLE)


def test_every_release_of_the_sample_is_taken_in(desk: Desk) -> None:
    summary = desk.intake().paths([SAMPLE])
    assert (summary.refused, summary.failed) == ([], [])
    assert summary.counts == {"added": len(FACTS)}


def test_there_are_enough_releases_in_three_languages_and_three_formats(drafts: dict[str, Draft]) -> None:
    assert len(drafts) >= 40
    assert {draft.language for draft in drafts.values()} == {"en", "fr", "ar"}
    assert {Path(path).suffix for path in drafts} == {".txt", ".md", ".html"}
    cells = Counter((draft.language, Path(path).suffix) for path, draft in drafts.items())
    assert len(cells) == 9, "every language in every format"


def test_there_are_enough_questions_and_a_quarter_has_no_answer(questions: list[Gold]) -> None:
    unanswerable = [gold for gold in questions if not gold.relevant]
    assert len(questions) >= 40
    assert len(unanswerable) >= len(questions) / 4
    assert {gold.lang for gold in questions} == {"en", "fr", "ar"}
    assert all((gold.kind == "unanswerable") == (not gold.relevant) for gold in questions)


def test_every_gold_quote_stands_in_the_clean_text_of_its_release(
    questions: list[Gold], drafts: dict[str, Draft]
) -> None:
    missing = [
        (gold.id, item.article)
        for gold in questions
        for item in gold.relevant
        if fold(item.quote) not in fold(drafts[item.article].text)
    ]
    assert missing == []


def test_the_table_of_facts_is_complete(drafts: dict[str, Draft]) -> None:
    assert set(FACTS) == set(drafts)


@pytest.mark.parametrize("path", FACTS)
def test_title_and_date_are_those_of_the_release(drafts: dict[str, Draft], path: str) -> None:
    title, day = FACTS[path]
    published = drafts[path].published
    assert drafts[path].title == title
    assert (published.isoformat() if published else None) == day


def test_no_furniture_is_left_in_a_clean_text(drafts: dict[str, Draft]) -> None:
    labels = FURNITURE.replace("\n", "|").split("|")
    left = [(path, label) for path, draft in drafts.items() for label in labels if label in draft.text]
    assert left == []


def test_every_label_called_furniture_stands_on_a_page() -> None:
    pages = fold(" ".join(path.read_text(encoding="utf-8") for path in SAMPLE.rglob("*.html")))
    assert [label for label in FURNITURE.replace("\n", "|").split("|") if fold(label) not in pages] == []


@pytest.mark.parametrize("mark", ["|---", "</", "&nbsp;", "**", "\n#", "]("])
def test_no_markup_is_left_in_a_clean_text(drafts: dict[str, Draft], mark: str) -> None:
    assert [path for path, draft in drafts.items() if mark in draft.text] == []


# With the real model


@pytest.fixture(scope="session")
def hybrid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Article measures of the hybrid mode over the sample's answerable questions."""
    desk = Desk(DeskConfig(tmp_path_factory.mktemp("sample")))
    desk.intake().paths([SAMPLE])
    asked = load(GOLD, SAMPLE)
    hybrid = through_desk(desk, "hybrid", 2, lambda _source, path: path)
    result = score_gold({"hybrid": hybrid}, asked, lambda done, total: None)["hybrid"]
    desk.close()
    return mean(result.article, [gold.id for gold in asked if gold.relevant])


@pytest.mark.slow
@pytest.mark.parametrize(("measure", "floor"), [("success@1", 23), ("recall@5", 27)])
def test_the_sample_is_answered_as_well_as_it_was(hybrid: dict[str, float], measure: str, floor: int) -> None:
    """Two of the 33 answerable questions below what was measured; who lowers a floor says why in the changelog."""
    assert hybrid[measure] >= floor / 33
