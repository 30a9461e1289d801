"""One encounter: the facts a note states, each with the words that prove it.

Nothing here is inferred: a field that the note does not settle is None, `unspecified` or an empty tuple.
"""

from __future__ import annotations

import datetime
from datetime import date
from typing import Literal, get_args

from tautband.model.evidence import Evidence
from tautband.model.strict import Strict

Side = Literal["left", "right", "midline", "unspecified"]

Status = Literal[
    "performed", "planned", "offered", "declined", "deferred", "denied", "historical", "not_performed", "unclear"
]
"""What the note says became of a service. Only `performed` was done at this encounter."""

NoteStatus = Literal["signed", "unsigned", "draft", "not_shown"]
"""`not_shown`: the text carries no signature line, which is no proof that the record is unsigned."""

DocumentationElement = Literal[
    "pain_history", "duration", "location", "referred_pain", "taut_band", "tenderness", "twitch_response",
    "functional_impact", "conservative_care", "consent", "muscles_named", "trigger_point_counts", "agent", "volume",
    "prep", "technique_needle", "tolerance", "post_instructions", "pre_pain_score", "post_pain_score", "followup_plan",
]  # fmt: skip
DOCUMENTATION_ELEMENTS: tuple[DocumentationElement, ...] = get_args(DocumentationElement)

ServiceKind = Literal[
    "joint_injection", "bursa_injection", "tendon_sheath_injection", "tendon_origin_injection", "ligament_injection",
    "nerve_block", "facet_injection", "epidural", "sacroiliac_injection", "botulinum", "dry_needling", "acupuncture",
    "prolotherapy", "prp", "hydrodissection", "intramuscular_injection", "vaccination", "infiltration",
    "ultrasound_guidance", "fluoroscopic_guidance", "emg_guidance", "chiropractic_manipulation",
    "osteopathic_manipulation", "surgery", "other",
]  # fmt: skip


class MuscleFindings(Strict):
    """What the exam or procedure says of one injected muscle. None: the note is silent about it."""

    taut_band: bool | None = None
    tenderness: bool | None = None
    referred_pain: bool | None = None
    twitch_response: bool | None = None
    activity: Literal["active", "latent"] | None = None
    evidence: tuple[Evidence, ...] = ()


class Injection(Strict):
    """A muscle the note speaks of injecting, on one side.

    `muscle` is a name of `tables/muscles`; parts are folded into their muscle, and `part` keeps the words of the
    table for them. `kind` is `group` where the note names only a group ("paraspinals"), which is at least one muscle.
    `trigger_points` counts sites in this muscle, where stated.
    """

    muscle: str
    kind: Literal["muscle", "group"] = "muscle"
    parts: tuple[str, ...] = ()
    side: Side = "unspecified"
    trigger_points: int | None = None
    volume_ml: float | None = None
    status: Status = "performed"
    findings: MuscleFindings = MuscleFindings()
    evidence: tuple[Evidence, ...] = ()


class Region(Strict):
    """A region said to be injected with no muscle named ("both shoulders"). It supports no code."""

    name: str
    side: Side = "unspecified"
    status: Status = "performed"
    evidence: tuple[Evidence, ...] = ()


class Agent(Strict):
    """A drug injected at this encounter, one entry a drug and strength.

    `drug` is a drug of `tables/agents` (or its plain generic name where that does not list it). `volume_ml` is what
    went in, `mass_mg` volume times strength; None where the note does not allow the sum. Toxins, measured in units,
    have `dose_units` and `wasted_units` instead. A waste of 0 means that the note says nothing was left. `container`
    is what the note says of the vial. `for_service` names the service it belongs to when that is not the trigger point
    injection.
    """

    drug: str
    concentration: str | None = None
    volume_ml: float | None = None
    mass_mg: float | None = None
    wasted_mg: float | None = None
    dose_units: float | None = None
    wasted_units: float | None = None
    container: Literal["single_dose", "multi_dose"] | None = None
    with_epinephrine: bool = False
    for_service: ServiceKind | None = None
    evidence: tuple[Evidence, ...] = ()


class Documented(Strict):
    """Whether the note states one documentation element, and where.

    `present` None means the reader could not decide; a negated, unchecked or merely historical statement is False.
    """

    present: bool | None
    evidence: tuple[Evidence, ...] = ()


class OtherService(Strict):
    """A service in the note that is not a trigger point injection, done or not.

    `target` is the joint, tendon, nerve or level in the note's own terms, lower case ("greater occipital nerve").
    `count` holds levels, muscles needled or joints. `image_saved` and `report` matter for guidance only.
    `separate_site` is True where the note says that this was done at another site than the trigger point injection.
    `ablation` is True where a nerve was destroyed, not injected, as the joints of the spine have both.
    """

    kind: ServiceKind
    target: str | None = None
    side: Side = "unspecified"
    status: Status = "performed"
    count: int | None = None
    guided: Literal["ultrasound", "fluoroscopy", "ct"] | None = None
    image_saved: bool | None = None
    report: bool | None = None
    separate_site: bool | None = None
    by_other_clinician: bool = False
    ablation: bool = False
    evidence: tuple[Evidence, ...] = ()


class Diagnosis(Strict):
    """A diagnosis the clinician states. `concept` is a key of the diagnosis lexicon; `written_code` what the note
    prints.

    `site` is a region of the muscles table (or `mastication`) where the wording gives one. `status` is `assessed` for
    this encounter, otherwise why it is not.
    """

    concept: str
    written_code: str | None = None
    site: str | None = None
    side: Side = "unspecified"
    status: Literal["assessed", "historical", "ruled_out", "family"] = "assessed"
    injected: bool = True
    evidence: tuple[Evidence, ...] = ()


class PriorSession(Strict):
    """An earlier trigger point session the note tells of."""

    date: datetime.date | None = None
    muscles: tuple[str, ...] = ()
    relief_percent: float | None = None
    relief_weeks: float | None = None
    evidence: tuple[Evidence, ...] = ()


class NoteHistory(Strict):
    """Earlier sessions as the note tells them. None: the note gives no history; 0: it rules them out."""

    prior_sessions_12mo: int | None = None
    last_session_date: date | None = None
    last_relief_percent: float | None = None
    last_relief_weeks: float | None = None
    function_improved: bool | None = None
    sessions: tuple[PriorSession, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class ConservativeCare(Strict):
    """One treatment tried before the injection: what, how long, and what became of it."""

    treatment: str
    weeks: float | None = None
    outcome: Literal["failed", "partial", "helped", "ongoing", "not_stated"] = "not_stated"
    contraindicated: bool = False
    evidence: tuple[Evidence, ...] = ()


class OtherProblem(Strict):
    """A problem that was assessed or managed at the visit apart from an injection, with the words that show the work.

    Where nothing was injected, the muscle pain itself is one of them. `course` says how the note describes it:
    `worsening` covers an exacerbation, a chronic illness not at its goal and one newly found that needs treatment;
    `undiagnosed` a new problem of uncertain outcome, `systemic` an acute illness of the whole body. `tests_ordered`
    counts distinct tests, None where the note is silent. `doubt` says why work that is shown does not make it
    `managed`: it may be the injected pain under another name, was worked up as a cause of that pain, or too little was
    done to tell.
    """

    concept: str
    side: Side = "unspecified"
    status: Literal["assessed", "managed", "mentioned"] = "mentioned"
    course: Literal["minor", "acute", "stable", "worsening", "undiagnosed", "systemic"] | None = None
    prescription: bool = False
    tests_ordered: int | None = None
    doubt: Literal["same_pain", "injected_pain", "little_work"] | None = None
    evidence: tuple[Evidence, ...] = ()


class Visit(Strict):
    """What speaks for and against a separate visit that day.

    `beside_injection`: the note tells of a needle that day, even where the procedure itself could not be read.
    """

    new_patient: bool | None = None
    scheduled_for_injection: bool | None = None
    decision_made_today: bool | None = None
    beside_injection: bool | None = None
    other_problems: tuple[OtherProblem, ...] = ()
    stated_level: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Person(Strict):
    """A clinician's part in the encounter, by credential and never by name."""

    credential: str
    role: Literal["performer", "supervisor", "co_signer"]
    evidence: tuple[Evidence, ...] = ()


class Conflict(Strict):
    """Two places of the note that cannot both be right, such as a header that counts three muscles and a body with
    two.
    """

    about: Literal["muscle_count", "side", "performed", "volume", "date", "procedure"]
    says: str
    evidence: tuple[Evidence, ...] = ()


class Postoperative(Strict):
    """An operation the note says this encounter follows, which may hold the injection inside its global period."""

    operation: str
    weeks_since: float | None = None
    same_surgeon: bool | None = None
    related: bool | None = None
    evidence: tuple[Evidence, ...] = ()


class StatedCode(Strict):
    """A procedure code printed in the note. It is judged, never copied."""

    code: str
    modifiers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Encounter(Strict):
    """The facts of one note: what was done to whom, where and when, with evidence.

    `procedure_performed` is True only where fluid was injected into a muscle trigger point at this encounter, None
    where the note does not settle it. `performed_evidence` holds the words that decide it.
    """

    date_of_service: date | None = None
    payer: str | None = None
    payer_text: str | None = None
    state: str | None = None
    stated_state: str | None = None
    """The state that the note itself names, where the practice registered another."""
    zip_code: str | None = None
    place_of_service: str | None = None
    note_status: NoteStatus = "not_shown"
    procedure_performed: bool | None = None
    performed_evidence: tuple[Evidence, ...] = ()
    injections: tuple[Injection, ...] = ()
    regions: tuple[Region, ...] = ()
    agents: tuple[Agent, ...] = ()
    dry_needle_only: bool = False
    documentation: dict[DocumentationElement, Documented] = {}
    history: NoteHistory = NoteHistory()
    conservative_care: tuple[ConservativeCare, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    services: tuple[OtherService, ...] = ()
    visit: Visit = Visit()
    people: tuple[Person, ...] = ()
    postoperative: Postoperative | None = None
    conflicts: tuple[Conflict, ...] = ()
    stated_muscle_count: int | None = None
    stated_codes: tuple[StatedCode, ...] = ()
    symptom_weeks: float | None = None
    pre_pain_score: float | None = None
    post_pain_score: float | None = None
    muscle_count_is_exact: bool = True
    evidence: dict[str, tuple[Evidence, ...]] = {}
    """Evidence of the plain fields above, by field name (`date_of_service`, `payer`, `note_status`, ...)."""
