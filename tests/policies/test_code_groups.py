"""The named groups of codes hold what a coder expects of them, and nothing next to it."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest

from policies.trees import SHIPPED
from tautband.rulebook.packed import code_array
from tautband.shipped import shipped_rulebook

GROUPS = tomllib.loads((SHIPPED / "code_groups.toml").read_text(encoding="utf-8"))["group"]

EXPECTED = {
    "tpi": ("20552 20553", "20550 20551 20560 20554"),
    "policed_by_payers": ("20552 20553", "20560 64405"),
    "tpi_one_or_two": ("20552", "20553"),
    "tpi_three_or_more": ("20553", "20552"),
    "dry_needling": ("20560 20561", "20552 97810"),
    "tendon_injection": ("20550 20551 20527", "20526 20552"),
    "joint_injection": ("20600 20604 20605 20606 20610 20611 20612 27096 G0260", "20615 20550 G0259"),
    "nerve_block": ("64400 64405 64418 64445 64486 64489 64505 64510 64520 64530", "64490 64493 64479 64612 64531"),
    "epidural": ("62320 62321 62322 62323 62324 62327 64479 64480 64483 64484", "62328 64490 64405"),
    "facet_injection": ("64490 64491 64493 64495 0213T 0216T 0218T", "64496 0219T 64483 27096"),
    "blocks": ("64405 64418 64505 62323 64483 64493 0213T", "20552 20610 64612"),
    "anesthesia": ("00100 01991 01992 01999 99151 99157", "99202 99150 20552"),
    "image_guidance": ("76942 77002 77003 77012 77021", "76881 77001"),
    "visits": (
        "99202 99205 99211 99213 99215 99221 99239 99242 99255 99281 99285 99304 99316 99341 99350 92002 92014 G0463",
        "99201 99217 99291 99381 99417 G2211 G0439 20552",
    ),
    "drugs": ("C9399 J0665 J1030 J2003 J3301 J9999 S0020", "A4212 Q9991 S0021 C9398"),
    "payable_drugs": ("J0702 J1010 J1020 J1030 J1040 J1100 J3301 J3303 J1885", "J2003 J0665 J2795 J0585"),
    "measured_drugs": ("J3301 J1885 J0665 J0670 J2003 J2004 J2795", "J2001 J2000 J0585 J3490"),
    "acupuncture": ("97810 97811 97813 97814", "20560 97140"),
    "supplies": ("99070 A4212 A4550 36000 36410", "36415 J2003"),
    "needle_procedures": ("20552 20550 20551 20527 20610 20526 64405 62323 64493 27096", "20560 64612 76942 99213"),
}  # fmt: skip


def held(group: str, codes: str) -> list[str]:
    rulebook = shipped_rulebook()
    wanted = codes.split()
    (inside,) = rulebook.in_code_set(
        np.array([rulebook.groups[group]]), np.concatenate([code_array([c]) for c in wanted])
    )
    return [code for code, is_in in zip(wanted, inside.tolist(), strict=True) if is_in]


def test_each_group_has_its_codes_written_down_here() -> None:
    assert sorted(EXPECTED) == sorted(GROUPS)


@pytest.mark.parametrize("group", EXPECTED)
def test_a_group_holds_its_codes_and_no_neighbour(group: str) -> None:
    inside, outside = EXPECTED[group]
    assert held(group, inside) == inside.split()
    assert held(group, outside) == []


def leaves(entries: list[str]) -> list[str]:
    return [leaf for entry in entries for leaf in (leaves(GROUPS[entry]) if entry in GROUPS else [entry])]


@pytest.mark.parametrize("group", EXPECTED)
def test_no_member_of_a_group_can_be_dropped_unseen(group: str) -> None:
    """Each code and range of the group itself takes in a code above that no other member does."""
    inside = EXPECTED[group][0].split()

    def takes(member: str, code: str) -> bool:
        return any(low <= code <= (high or low) for low, _, high in (leaf.partition("-") for leaf in leaves([member])))

    unseen = [
        member
        for member in GROUPS[group]
        if not any(takes(member, c) and not any(takes(m, c) for m in GROUPS[group] if m != member) for c in inside)
    ]
    assert unseen == []
