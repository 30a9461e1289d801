"""Drugs that no list names, known by the ending that a drug's generic name carries for its class.

The endings are the stems of international nonproprietary names (WHO, "The use of stems"). Local anesthetics and the
drugs that muscles are treated with are left out: they show no other problem.
"""

from __future__ import annotations

import re

from tautband.notes.vocabulary.remembered import Remembered

STEM = re.compile(
    r"[a-z]{2,}(?:olol|alol|pril|sartan|statin|dipine|thiazide|semide|gliptin|gliflozin|glutide|glitazone|formin|prazole"
    r"|tidine|setron|cillin|mycin|micin|floxacin|cycline|oxacin|conazole|nidazole|vir|fungin|xaban|gatran|parin"
    r"|terol|tropium|lukast|dronate|triptan|gepant|oxetine|azodone|piprazole|peridone|apine|racetam|barbital|mab|tinib"
    r"|citinib|fibrate|zosin|steride|fenacin|begron|prost|relin|cept|trexate|caftor|giline|capone|curium|orexant)$"
)
SHORTEST = 7
"""Letters of a generic name at the least."""


def drug_by_stem(word: str) -> bool:
    """Whether a word ends as the generic name of a drug for no muscle's pain: "olodaterol", "rosuvastatin"."""
    return len(word) >= SHORTEST and word.isalpha() and STEM.match(word) is not None


BY_STEM = Remembered(drug_by_stem)
"""The same for each word, remembered: several readers ask it of every word of a note."""
