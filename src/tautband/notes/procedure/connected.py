"""What connects a sentence with those before it: a semicolon, a dose, a number, a label or a word that points."""

from __future__ import annotations

from tautband.notes.muscles.aims import Aim, Procedure
from tautband.notes.muscles.pointing import (
    all_on,
    as_the_first,
    carried_on,
    mirrored,
    of_its_row,
    other_side_alone,
    other_side_keyed,
    pointed,
    they_were_not,
    under_dose,
)
from tautband.notes.procedure.dosed_below import dosed_below
from tautband.notes.procedure.labelled import by_label
from tautband.notes.procedure.numbered_sites import by_number
from tautband.notes.text.page import Page


def connect(page: Page, procedure: Procedure, aim: Aim) -> None:
    """Connect a sentence with those before it, by a semicolon, a dose, a number, a label or a word that points.

    What makes a muscle felt a muscle listed comes first, then what gives a sentence its muscles by near words (a row
    above, a number, a label); words that point further back come last, since they count only where none was found.
    """
    carried_on(page, procedure, aim)
    under_dose(page, procedure, aim)
    dosed_below(page, procedure, aim)
    as_the_first(page, procedure, aim)
    they_were_not(page, procedure, aim)
    by_number(page, procedure, aim)
    all_on(page, procedure, aim)
    mirrored(procedure, aim)
    other_side_alone(page, procedure, aim)
    other_side_keyed(page, procedure, aim)
    by_label(page, procedure, aim)
    pointed(page, procedure, aim)
    of_its_row(page, procedure, aim)
