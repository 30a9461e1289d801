"""What stands beside the dollars: how they came about, and what was taken for granted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tautband.claims.fee_lines import FeeLine
from tautband.claims.fees import FeeTerms
from tautband.model.payment import PricedLine
from tautband.rulebook.tables import Tables
from tautband.rulebook.tables.payment_rules import PaymentRule


def basis(terms: Sequence[FeeTerms], lines: Sequence[PricedLine], day: date, tables: Tables) -> str:
    """How the amounts came about, step by step, or why there are none."""
    priced = [line for line in lines if line.because is None]
    open_lines = [f"line {line.line} {line.code}: {line.because}" for line in lines if line.because is not None]
    if not priced:
        reasons = list(dict.fromkeys(line.because for line in lines if line.because is not None))
        return f"No amount: {reasons[0] if len(reasons) == 1 else '; '.join(open_lines) or 'no line to price'}."
    said = [terms_said(t) for t in terms]
    said += [f"Line {line.line} {line.code}: {line.arithmetic}, allowed {line.allowed}" for line in priced]
    if share := tables.payment_rules.on("patient_share", "", day):
        said.append(share.says[:1].upper() + share.says[1:])
    if open_lines:
        said.append(f"Not in the amounts: {'; '.join(open_lines)}")
    return ". ".join(said) + "."


def terms_said(terms: FeeTerms) -> str:
    """The schedule, locality, rate and factor that price one date."""
    rate = "facility" if terms.facility else "non-facility"
    factor = f"conversion factor {terms.factor.amount}" + _track(terms.factor.track)
    i = terms.indices
    return (
        f"Medicare physician fee schedule of {terms.day}, locality {i.mac}/{i.locality} {i.name} ({i.state}), "
        f"{rate} rate (place of service {terms.place_of_service}), {factor}"
    )


def _track(track: str) -> str:
    return {"qp": " (qualifying participant)", "nonqp": " (not a qualifying participant)"}.get(track, "")


def assumptions(
    lines: Sequence[FeeLine],
    terms: Sequence[FeeTerms],
    practitioner: PaymentRule | None,
    other_track: Decimal | None,
    zip_edition: str | None,
) -> tuple[str, ...]:
    """What was taken for granted. `other_track` is the amount allowed to a qualifying participant, where not known."""
    if all(line.because is not None for line in lines):
        return ()
    said = [
        "every line is covered and paid as billed; what stands against the claim is said by its findings",
        "the clinician takes part in Medicare and accepts assignment",
        "the yearly deductible is met",
    ]
    if other_track is not None:
        factor = next(t.other.amount for t in terms if t.other)
        said.append(
            "the clinician is no qualifying participant (QP) of an advanced payment model: nobody said; "
            f"a QP, at {factor}, would be allowed {other_track}"
        )
    if practitioner is None:
        said.append("a physician performed it: nobody said; other practitioners may be paid a share")
    elif Decimal(practitioner.value) != 1:
        said.append("it is billed under the practitioner's own number, not incident to a physician's service")
    if any(t.facility for t in terms):
        said.append("the clinician's payment alone is meant: the facility is paid apart")
    if zip_edition:
        said.append(f"the ZIP code lay in this locality on that day as it did in {zip_edition}")
    for t in terms:
        if t.indices.evidence != "official":
            said.append(f"the cost indices of {t.day.year} were {t.indices.evidence} from published locality prices")
        if t.factor.evidence != "official":
            said.append(f"the conversion factor {t.factor.amount} is known from a {t.factor.evidence} source")
    said += [words for line in lines if line.because is None for words in line.assumes]
    return tuple(dict.fromkeys(said))
