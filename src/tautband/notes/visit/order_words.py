"""Words by which a clinician orders, changes or refuses a drug, a test, a device or a referral."""

from __future__ import annotations

from tautband.notes.vocabulary.word_lists import words_of

BEGUN = words_of("begun")
"""Words by which a drug is begun, changed or ordered."""
NARRATED = {
    "chose", "chooses", "elects", "decided", "trial", "started", "began", "gave", "stopped", "changed", "increased",
    "use", "take", "stop", "up", "put",
}  # fmt: skip
"""Of those, the ones that also tell of earlier care: outside an assessment or plan they prove nothing alone."""
ORDERING = {"start", "starting", "started", "begin", "prescribe", "prescribed", "prescribing", "initiate", "rx", "add"}
FREQUENCY = {
    "bid", "tid", "qid", "daily", "nightly", "qhs", "qam", "qpm", "weekly", "qd", "hs", "bedtime", "morning", "prn",
    "monthly", "evening", "night", "breakfast", "supper", "dinner", "qod",
}  # fmt: skip
DOSES = {
    "mg", "mcg", "ug", "g", "gm", "units", "u", "puffs", "puff", "tab", "tabs", "capsule", "capsules", "meq", "iu",
    "gtt", "gtts", "drops",
}  # fmt: skip
SPAN = {"d", "day", "days", "wk", "wks", "week", "weeks", "mo", "month", "months"}
FORMS = {
    "oint", "ointment", "cream", "topical", "tablet", "tablets", "tab", "tabs", "oral", "po", "gel", "lotion", "drops",
    "nasal", "spray", "pack", "dosepak", "taper", "inhaler", "foam", "patch", "shampoo", "solution", "suspension",
    "syrup", "eyedrops", "suppository", "wash", "puff", "puffs", "pill", "capsule", "capsules", "lozenge",
}  # fmt: skip
"""Forms in which a drug that is also injected is taken otherwise."""
TAKEN = FORMS | FREQUENCY
MEASURED = DOSES | FREQUENCY
TAKING = {
    "taking", "takes", "completing", "completed", "finished", "finishing", "uses", "using", "received", "took", "had",
    "remains", "continue", "continues", "still", "continuing", "keep", "keeps", "finish",
}  # fmt: skip
KEPT_UP = {"refill", "refilled", "refills", "renew", "renewed", "continue", "continued"}
SELF_CARE = {
    "walking", "walk", "exercise", "exercises", "stretching", "stretches", "diet", "pt", "therapy", "ice", "heat",
    "yoga", "massage", "home", "program", "log", "journal", "diary", "otc", "counter", "tylenol", "acetaminophen",
    "vitamin", "water", "fluids", "fiber",
}  # fmt: skip
"""What is begun without a prescription."""
TESTS = words_of("ordered_studies")
ROUTINE = {"screening", "routine", "annual", "maintenance", "wellness", "preventive", "surveillance"}
"""Words of a test that no problem asks for."""
REFERRED = {"referral", "referred", "refer", "referring", "consult", "consultation"}
DEVICES = {
    "brace", "splint", "boot", "cast", "crutches", "sling", "cpap", "mask", "nebulizer", "neb", "orthosis", "orthotics",
    "insole", "insoles", "stockings", "afo", "inhaler", "spacer", "walker", "cane", "wrap", "pessary", "monofilament",
    "wound", "ulcer", "dressing", "abscess", "laceration", "foreign",
}  # fmt: skip
WOUNDS = {"wound", "ulcer", "dressing", "abscess", "laceration", "foreign"}
NEEDLE = {"injected", "injection", "injections", "inject", "needle", "needled", "needling", "infiltrated", "instilled"}
MIGHT = {
    "if", "consider", "considered", "considering", "might", "may", "could", "unless", "should", "would", "declined",
    "declines", "refused", "refuses", "deferred", "defer", "until", "whether", "discuss", "advised", "asked", "ask",
    "planned", "plans", "eventually", "future", "avoid", "wants", "requests", "when", "versus", "suggested",
    "suggest", "offered",
}  # fmt: skip
"""After such a word nothing in its clause was done."""
NOT = {"no", "not", "without", "never", "nor", "denies", "didn't", "none", "hold", "instead"}
CLAUSE = {";", "."}
ARROWS = {">", "\N{RIGHTWARDS ARROW}"}
NEAR = 6
