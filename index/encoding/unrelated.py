"""Where a model's cosines begin: what it gives texts that have nothing to do with each other.

Some models spread such texts around 0, others hold everything between .7 and .95 (multilingual-e5 was trained at a
temperature of .01). A cosine means something only beside this floor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from index.encoding.embedding import Embedder

QUESTIONS = (
    "Who will conduct the orchestra at the harvest festival?",
    "How many kilometres of railway were laid in the mountains?",
    "When does the museum of glass open its doors again?",
    "Why was the recall of the garden heaters announced?",
    "Quel médicament a été autorisé contre la malaria ?",
    "Combien de logements la commune va-t-elle construire ?",
    "من فاز بجائزة الرواية هذا العام؟",
    "كم بلغ إنتاج القمح في الموسم الماضي؟",
)
"""No two, and none of them with any of `PASSAGES`, have a subject in common."""

PASSAGES = (
    "The bank will close eleven branches by spring. Customers keep their account numbers, the board said on Monday.",
    "Volunteers counted more than four thousand storks on their way south, a record since the survey began.",
    "The port has ordered three electric cranes. They are to be delivered in two years and replace diesel engines.",
    "A court sentenced two men to six years in prison for having sold forged passports over the internet.",
    "L'équipe féminine de handball s'est qualifiée pour la finale après les prolongations, devant son public.",
    "La plateforme permet aux enseignants de partager leurs cours et de suivre les progrès de chaque élève.",
    "وقعت الشركتان اتفاقية لتطوير شبكة الاتصالات في المناطق الريفية خلال السنوات الثلاث المقبلة.",
    "افتتح المستشفى قسما جديدا لجراحة القلب يضم عشرين سريرا وأحدث أجهزة التصوير.",
)
"""Eight notices of one or two sentences in three languages."""


def unrelated(embedder: Embedder) -> float:
    """Measure the cosine of questions and passages that have nothing in common, at least 0.

    The median, not the mean: a model that knows one script only holds all texts of another for alike. The theoretical
    minimum of Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, ACM TOIS 2023, section 4,
    is -1 for cosines; no model comes near it, so the floor is taken where its texts really end.
    """
    passages = embedder.encode_passages(PASSAGES)
    questions = np.stack([embedder.encode_question(question) for question in QUESTIONS])
    return max(0.0, float(np.median(questions @ passages.T)))
