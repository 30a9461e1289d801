"""Is it a trigger point injection at all? What went into the muscle can make another service of it.

Toxin is chemodenervation, platelet-rich plasma has a code of its own, and a needle without fluid is dry needling (R20,
R21). CPT names no other agent: saline, dextrose or a botanical into a trigger point is still a trigger point injection.
"""

from __future__ import annotations

from typing import cast

from tautband.coding.basis import Basis
from tautband.model.encounter import Encounter, OtherService, ServiceKind


def as_performed(basis: Basis) -> Encounter:
    """The encounter with muscles that got no trigger point injection moved to the service that was done instead."""
    encounter = basis.encounter
    kind = _other_kind(basis)
    if kind is None or not basis.injected:
        return encounter
    named = dict.fromkeys((i.muscle, i.side) for i in basis.injected)
    sides = {side for _, side in named}
    service = OtherService(
        kind=kind,
        target=", ".join(dict.fromkeys(muscle for muscle, _ in named)),
        side=sides.pop() if len(sides) == 1 else "unspecified",
        count=len(named),
        evidence=tuple(dict.fromkeys(e for i in basis.injected for e in i.evidence)),
    )
    done = () if any(s.kind == kind for s in basis.services) else (service,)
    agents = tuple(a if a.for_service else a.model_copy(update={"for_service": kind}) for a in encounter.agents)
    rest = tuple(i for i in encounter.injections if i.status != "performed")
    changed = {"injections": rest, "services": (*encounter.services, *done), "agents": agents}
    return encounter.model_copy(update={**changed, "procedure_performed": False})


def _other_kind(basis: Basis) -> ServiceKind | None:
    if basis.encounter.dry_needle_only:
        return "dry_needling"
    kinds = {row["agent"]: row["service"] for row in basis.tables["agent_services"]}
    for agent in basis.encounter.agents:
        name = basis.needs.agent(agent.drug)
        if agent.for_service is None and name and (kind := kinds.get(name.drug) or kinds.get(name.drug_class)):
            return cast(ServiceKind, kind)
    return None
