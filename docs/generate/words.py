"""The closed lists of the models in a biller's words. A word that a model gains and this page lacks stops the build."""

from __future__ import annotations

from collections.abc import Mapping

from tautband.cli.show.findings import REMEDIES, UNCHECKED
from tautband.cli.show.words import GRADES
from tautband.model.finding import Outcome, Severity

__all__ = ["GRADES", "LIABILITY", "OUTCOMES", "REMEDIES", "SEVERITIES", "UNCHECKED"]

OUTCOMES: Mapping[Outcome, str] = {
    "fire": "the rule is broken",
    "clear": "the rule is kept, or does not bind this claim",
    "review": "a person must decide",
    "not_evaluated": "something the edit needs is not known",
}
SEVERITIES: Mapping[Severity, str] = {
    "deny": "a denial is expected",
    "warn": "look before you send; a denial is possible or the source is weak",
    "info": "good to know",
}
LIABILITY: Mapping[str, str] = {
    "provider": "the provider bears the cost",
    "patient_with_notice": "the patient may be billed where a valid notice was given beforehand",
    "patient": "the patient bears the cost",
}


def spoken(name: str) -> str:
    """A name of the program as words: `not_evaluated` → not evaluated."""
    return name.replace("_", " ")
