"""Conversations over the bundled press room: what is asked in turn, and the releases that answer what comes last."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation.

    Attributes:
        asked: the questions, oldest first; the last one follows up on those before.
        releases: paths in the press room, any of which may be cited for the last question.
        says: words that its answer must hold, any of them.
    """

    asked: tuple[str, ...]
    releases: tuple[str, ...]
    says: tuple[str, ...] = ()


def _said(asked: str, releases: str, says: str = "") -> Dialogue:
    return Dialogue(tuple(asked.split(" | ")), tuple(releases.split()), tuple(filter(None, says.split(" | "))))


_UNESCO = "icesco/icesco-unesco-regional-center-agreement.html"
_NELC = "icesco/nelc-icesco-elearning-partnership.txt"
_BLADES = "brightfell-energy/blade-recycling-plant.md"
_ROOFS = "brightfell-energy/accord-cfv-toitures-solaires.txt"
_BATTERY = "cfv-rail/battery-train-order.html"
_GORGES = "cfv-rail/gorges-line-reopens.md cfv-rail/reouverture-ligne-des-gorges.txt"
_STEPS_DOWN = "elsen-port-authority/chief-executive-to-step-down.txt"
_NEW_CHIEF = "elsen-port-authority/new-chief-executive.html"
_TRAFFIC_2022 = "elsen-port-authority/traffic-2022.txt"
_TRAFFIC_2023 = "elsen-port-authority/traffic-2023-corrected.md elsen-port-authority/traffic-2023.txt"
_ROCK = "halvern-university/rock-heat-store-trial.txt"
_NURSES = "halvern-university/nursing-scholarships.txt"
_MASKS = "rivamar-river-museum/return-of-river-masks.txt"
_LANTERNS_2025 = "rivamar-river-museum/nuit-des-lanternes-2025.md"
_NAJM_1 = "sahrin-space-agency/itlaq-najm-1.txt sahrin-space-agency/najm-1-launch.html"
_NAJM_2 = "sahrin-space-agency/najm-2-launch.md"
_DIRECTOR = "sahrin-public-health/taayin-mudir-aam.txt"
_LABORATORY = "sahrin-public-health/iftitah-almukhtabar-almarjii.md"
_MEASLES_2022 = "sahrin-public-health/measles-campaign-2022.md sahrin-public-health/hamlat-alhasba-2022.txt"
_BRIDGE = "orlington-council/kettle-bridge-closure.txt"
_MARROW = "ncfl-football/marrow-town-points-deduction.html"
_CROWD_2023 = "ncfl-football/attendance-2022-23.txt"
_BUDGET_2024 = "orlington-council/budget-2024-25.md"
_BREAKFASTS = "orlington-council/free-school-breakfasts.md"

FOLLOW_UPS = (
    # By a pronoun, or by nothing at all.
    _said("what did ICESCO agree with the UNESCO regional centre? | and when was it signed?", _UNESCO, "8 November"),
    _said("what did ICESCO agree with the UNESCO regional centre? | who signed it?", _UNESCO, "Almedaires"),
    _said("where did ICESCO and the UNESCO regional centre sign? | how long is it valid?", _UNESCO, "five years"),
    _said("what did ICESCO agree with NeLC? | what about UNESCO?", _UNESCO),
    _said("what did ICESCO agree with NeLC? | and who led the discussion?", _NELC, "Three officials"),
    _said("what kind of plant will Brightfell build in Ketterby? | how much will it cost?", _BLADES, "205 million"),
    _said("what kind of plant will Brightfell build in Ketterby? | when will it open?", _BLADES, "2026"),
    _said("what kind of plant will Brightfell build in Ketterby? | and how many jobs?", _BLADES, "74"),
    _said(
        "what kind of plant will Brightfell build in Ketterby? | who lends the money?",
        _BLADES,
        "Norland Industry Bank",
    ),
    _said("which trains did CFV order? | how far can they run on a full charge?", _BATTERY, "95 kilometres"),
    _said("which trains did CFV order? | what is the contract worth?", _BATTERY, "342 million"),
    _said("why was the Gorges line closed? | and what did the work cost?", _GORGES, "64 million"),
    _said("who is leaving the Port Authority of Elsen? | when does she leave?", _STEPS_DOWN, "30 September"),
    _said(
        "who was named chief executive of the Port Authority of Elsen? | what is her salary?", _NEW_CHIEF, "1.9 mil"
    ),
    _said("who was named chief executive of the Port Authority of Elsen? | where did she work before?", _NEW_CHIEF),
    _said("how many flats did the rock store in Halvern keep warm? | who paid for it?", _ROCK, "Research Fund"),
    _said("how many flats did the rock store in Halvern keep warm? | when did the trial begin?", _ROCK, "9 October"),
    _said(
        "who gives the nursing scholarships at Halvern University? | how much is each one worth?", _NURSES, "12,000"
    ),
    _said("what did the Rivamar River Museum give back to the Ombali? | and how many?", _MASKS, "nine | Seven | Two"),
    _said("when was Najm-2 launched? | why was it late?", _NAJM_2, "too hot"),
    _said("why will Kettle Bridge be closed? | for how long?", _BRIDGE, "ourteen weeks | 10 January"),
    _said("why did Marrow Town lose six points? | who chaired the panel?", _MARROW, "Winifred Aske"),
    _said("who gets a free breakfast at school in Orlington? | how many pupils is that?", _BREAKFASTS, "7,400"),
    # The same at another time, or of something else.
    _said("how much cargo did the Port of Elsen handle in 2023? | and in 2022?", _TRAFFIC_2022, "41.6"),
    _said("how much cargo did the Port of Elsen handle in 2022? | what about 2023?", _TRAFFIC_2023, "43.1"),
    _said(
        "what was the average NCFL attendance in the season 2023-24? | and in 2022-23?",
        _CROWD_2023,
        "11,482",
    ),
    _said("by how much did council tax rise in Orlington in 2023-24? | and in 2024-25?", _BUDGET_2024, "4.5 percent"),
    _said("when was Najm-1 launched? | what about Najm-2?", _NAJM_2, "27 May | this morning"),
    # In French.
    _said("que vont couvrir Brightfell et CFV ? | et quand commencent les travaux ?", _ROOFS, "septembre"),
    _said("pourquoi la ligne des Gorges était-elle fermée ? | combien cela a-t-il coûté ?", _GORGES, "64 million"),
    _said("quel est le thème de la Nuit des lanternes 2025 ? | et quand ?", _LANTERNS_2025, "14 juin"),
    _said("quel est le thème de la Nuit des lanternes 2025 ? | d'où part le défilé ?", _LANTERNS_2025, "bassin Neuf"),
    # In Arabic.
    _said("ما اسم أول قمر صناعي أطلقته سهرين؟ | ومتى؟", _NAJM_1),
    _said("ما اسم أول قمر صناعي أطلقته سهرين؟ | كم بلغت كلفته؟", _NAJM_1, "31 | ٣١"),
    _said("من عين مديرا عاما لهيئة الصحة العامة في سهرين؟ | ومتى يباشر مهامه؟", _DIRECTOR, "تموز"),
    _said("ماذا افتتحت هيئة الصحة العامة في رسمارة؟ | كم عدد العاملين فيه؟", _LABORATORY, "85"),
    # Further on in a conversation.
    _said(
        "what kind of plant will Brightfell build in Ketterby? | how much will it cost? | and when does it open?",
        _BLADES,
        "2026",
    ),
    _said("what did ICESCO agree with NeLC? | what about UNESCO? | when was it signed?", _UNESCO, "8 November"),
    _said(
        "who leads the Port Authority of Elsen? | why did Marrow Town lose six points? | who fined it?",
        _MARROW,
        "panel",
    ),
    _said(
        "how many children will Sahrin vaccinate against measles? | and what does it cost? | when does it begin?",
        _MEASLES_2022,
    ),
)
