"""Every rule that the fact tables hold of a policy is an edit of its file or is said there to be unchecked."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest

from tautband.model.evidence import EvidenceGrade
from tautband.model.policy import Revision
from tautband.rulebook.reading import read_revision

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "src" / "tautband" / "policies"
FACTS = ROOT.parent / "shared" / "facts"
GRADES: tuple[str, ...] = get_args(EvidenceGrade)

UNIFORM = "medicare/uniform-tpi/2024-04-01"
FILES = {
    "aetna_cpb_0016@2026-01-01": "aetna/cpb-0016/2026-01-01",
    "cigna_0139@2011-07-01": "cigna/0139/2011-07-31",
    "cigna_0139@2025-09-26": "cigna/0139/2025-09-26",
    "evicore_cmm_202@undated": "criteria/evicore/undated",
    "anthem_cg_surg_17@2024-06-28": "anthem/cg-surg-17/2024-06-28",
    "bcbsma_604@undated": "bcbs-ma/604/undated",
    "bcbsnc_tpi@undated": "bcbs-nc/trigger-point-injections/undated",
    "triple_s@undated": "triple-s/trigger-point-injections/undated",
    "emblemhealth@2017-03-01": "emblemhealth/trigger-point-injections/2017-03-01",
    "harvard_pilgrim@undated": "harvard-pilgrim/trigger-point-injections/undated",
    "odg@undated": "criteria/odg/undated",
    "wa_lni@undated": "wa-lni/wac-296-20-03001/undated",
    "ms_wc@undated": "ms-wc/fee-schedule-20-2-vi/undated",
    "tx_medicaid@2025-11-01": "tx-medicaid/joint-and-trigger-point-injections/2025-11-01",
    "tricare@undated": "tricare/dry-needling/undated",
    "highmark_ma_wv@2011-06-18": "highmark-wv-ma/z-56/2011-06-18",
    "regence_mod50@2025-08-01": "regence/modifier-50/2025-08-01",
    "humana_va_medicaid@undated": "humana-va-medicaid/chronic-pain-injections/undated",
    "L34211@2024-04-01": UNIFORM,
    "L36859@2024-04-01": UNIFORM,
    "L39656@2024-04-01": UNIFORM,
    "L39662@2024-04-01": UNIFORM,
    "L39671@2024-03-31": UNIFORM,
    "L39713@2024-04-01": UNIFORM,
    "L35010@2022-09-01": "medicare/l35010/2022-09-01",
    "L33912@2019-10-01": "medicare/l33912/2019-10-01",
}
NCDS = {"30.3.3": "medicare/ncd-30-3-3/2020-01-21", "150.7": "medicare/ncd-150-7/undated"}
GAPS = {
    "centene_cp_mp_169": ("arizona-complete-health", "CP.MP.169"),
    "caresource_mm_1760": ("caresource", "MP-MM-1760"),
    "ibx_11_14_02": ("independence-blue-cross", "11.14.02"),
    "horizon_107": ("horizon-bcbsnj", "107"),
    "bcbsfl_02_20000_28": ("florida-blue", "02-20000-28"),
    "amerihealth_caritas_pa": ("amerihealth-caritas-pa", "Spine pain: trigger point injections"),
    "colorado_dowc": ("wc-CO", "Rule 17 exhibit 9"),
    "unitedhealthcare": ("uhc", "none found"),
    "L34211": ("medicare", "L34211"),
    "L36859": ("medicare", "L36859"),
    "L35010": ("medicare", "L35010"),
    "L33912": ("medicare", "L33912"),
    "L34588": ("medicare", "L34588"),
    "L33622": ("medicare", "L33622"),
    "L29199": ("medicare", "before ICD-10-CM"),
    "L29351": ("medicare", "before ICD-10-CM"),
    "L30066": ("medicare", "before ICD-10-CM"),
}
FILING = {
    "Medicare FFS": "medicare",
    "UnitedHealthcare": "uhc",
    "Cigna": "cigna",
    "Anthem": "anthem",
    "Aetna": "aetna",
    "Humana commercial": "humana",
    "Humana Medicare Advantage": "humana-ma",
    "TRICARE": "tricare",
    "WellCare": "wellcare",
    "Ambetter": "ambetter",
    "Amerigroup": "amerigroup",
    "Kaiser Permanente": "kaiser",
    "Texas Medicaid": "tx-medicaid",
}
WHAT_A_POLICY_ASKS = (
    "covered_icd10", "indications", "initial_criteria", "session_limit", "session_limit_note", "min_days_between",
    "min_days_scope", "same_site_rule", "one_region_per_session", "per_session_cap", "conservative_care",
    "symptom_duration_min_days", "exam_findings", "repeat_response", "documentation", "not_covered", "modifiers",
    "imaging", "injectate", "dry_needling", "prior_auth", "billing_rules", "other_rules",
)  # fmt: skip
WHAT_A_POLICY_IS = (
    "policy_id", "revision_id", "title", "payer", "line", "contractor", "jurisdictions", "states", "mac_numbers",
    "status", "effective_from", "effective_from_exact", "effective_to", "effective_to_exact", "date_notes", "articles",
    "replaces", "replaced_by", "codes", "evidence", "field_evidence", "sources", "sources_other", "unverified",
    "concordant_sources", "concordant_note",
)  # fmt: skip


def facts(name: str) -> dict[str, Any]:
    if not (FACTS / name).exists():
        pytest.skip("the fact tables are not beside the checkout")
    read: dict[str, Any] = json.loads((FACTS / name).read_text(encoding="utf-8"))
    return read


def policies() -> list[dict[str, Any]]:
    return [*facts("payers.json")["policies"], *facts("medicare_lcds.json")["policies"]]


def revision(file: str) -> Revision:
    return read_revision(POLICIES / f"{file}.toml", POLICIES)


def asks(policy: dict[str, Any]) -> list[str]:
    return [field for field in WHAT_A_POLICY_ASKS if policy.get(field) not in (None, [], {}, "")]


def answered(file: str) -> set[str]:
    read = revision(file)
    return {f for edit in read.edit for f in edit.fields} | {s.field for s in read.silent if s.field}


def grade(policy: dict[str, Any], field: str) -> str:
    """The grade of one field, without the remark some carry in parentheses."""
    told: str = policy["field_evidence"].get(field, policy["evidence"])
    return told.split(" ")[0]


def test_every_policy_of_the_facts_has_a_file_or_a_gap() -> None:
    read = {p["revision_id"] for p in policies() if p["evidence"] != "none"}
    unread = {p["policy_id"] for p in policies() if p["evidence"] == "none"}
    assert (read, unread) == (set(FILES), set(GAPS))
    gaps = tomllib.loads((POLICIES / "gaps.toml").read_text(encoding="utf-8"))["gap"]
    assert set(GAPS.values()) - {(gap["payer"], gap["policy"]) for gap in gaps} == set()


def test_no_field_of_the_facts_is_overlooked() -> None:
    assert {field for p in policies() for field in p} - {*WHAT_A_POLICY_ASKS, *WHAT_A_POLICY_IS} == set()


def test_every_rule_of_the_facts_is_an_edit_or_said_to_be_unchecked() -> None:
    read = [p for p in policies() if p["evidence"] != "none"]
    assert sum(len(asks(p)) for p in read) > 150
    assert {
        p["revision_id"]: missing for p in read if (missing := sorted(set(asks(p)) - answered(FILES[p["revision_id"]])))
    } == {}


def test_edits_and_silences_name_no_field_that_the_facts_do_not_have() -> None:
    known = {*WHAT_A_POLICY_ASKS, "subject", "limits", "original_days", "corrected_days"}
    wrong = {}
    for path in sorted(POLICIES.glob("*/*/*.toml")):
        file = str(path.relative_to(POLICIES).with_suffix(""))
        if unknown := answered(file) - known:
            wrong[file] = unknown
    assert wrong == {}


def test_every_rule_of_a_national_determination_is_an_edit_or_said_to_be_unchecked() -> None:
    ncds = facts("medicare_lcds.json")["ncd"]
    assert {ncd["id"] for ncd in ncds} == set(NCDS)
    for ncd in ncds:
        told = {f for f in ("subject", "limits", "not_covered") if ncd.get(f)}
        assert (ncd["id"], told - answered(NCDS[ncd["id"]])) == (ncd["id"], set())


def test_the_numbers_are_those_of_the_facts() -> None:
    compared = 0
    for policy in policies():
        if policy["evidence"] == "none":
            continue
        edits = revision(FILES[policy["revision_id"]]).edit
        of = {f: [e.with_ for e in edits if f in e.fields] for f in WHAT_A_POLICY_ASKS}
        name = policy["revision_id"]
        if (limit := policy["session_limit"]) and limit["window"] != "day":
            told = [w["max_sessions"] for w in of["session_limit"] if "max_sessions" in w]
            assert (name, told) == (name, [limit[key] for key in ("count", "absolute_max") if key in limit])
            compared += 1
        if days := policy["min_days_between"]:
            interval = {61: ("min_months", 2)}.get(days, ("min_days", days))
            assert (name, [w.get(interval[0]) for w in of["min_days_between"]]) == (name, [interval[1]])
            compared += 1
        if listed := policy["covered_icd10"]:
            assert (name, [w["diagnoses"] for w in of["covered_icd10"]]) == (name, [listed])
            compared += 1
        if weeks := (policy["conservative_care"] or {}).get("min_weeks"):
            assert (name, [w["minimum"] for w in of["conservative_care"] if "minimum" in w]) == (name, [weeks])
            compared += 1
        if days := policy["symptom_duration_min_days"]:
            assert (name, [w["minimum"] * 7 for w in of["symptom_duration_min_days"]]) == (name, [days])
            compared += 1
    assert compared > 25


def test_no_edit_claims_better_evidence_than_the_facts() -> None:
    bolder = []
    for policy in policies():
        if policy["evidence"] == "none":
            continue
        read = revision(FILES[policy["revision_id"]])
        for edit in read.edit:
            best = [GRADES.index(grade(policy, f)) for f in edit.fields if policy.get(f) not in (None, [], {}, "")]
            if best and GRADES.index(edit.evidence or read.evidence) < min(best):
                bolder.append((policy["revision_id"], edit.id))
    assert bolder == []


def test_filing_limits_are_those_of_the_facts() -> None:
    if not (FACTS / "timely_filing.csv").exists():
        pytest.skip("the fact tables are not beside the checkout")
    with (FACTS / "timely_filing.csv").open(encoding="utf-8", newline="") as file:
        days = {row["payer"]: int(row["original_days"]) for row in csv.DictReader(file) if row["original_days"]}
    assert set(days) == set(FILING)
    for name, payer in FILING.items():
        (path,) = (POLICIES / payer / "timely-filing").glob("*.toml")
        (edit,) = read_revision(path, POLICIES).edit
        limit = edit.with_.get("days") or {12: 365}[edit.with_["months"]]
        assert (payer, edit.kind, limit) == (payer, "filed_in_time", days[name])
