"""What sets the services a needle gives apart: what they aim at, and whether they put fluid in."""

from __future__ import annotations

TRIGGER_POINT = "tpi"
"""The trigger point injection itself."""
WHATEVER_THE_TARGET = {"prolotherapy", "prp", "botulinum"}
"""Services that stay what they are whatever structure the needle reaches."""
INTO_A_STRUCTURE = {
    "joint_injection", "bursa_injection", "tendon_sheath_injection", "tendon_origin_injection", "ligament_injection",
    "nerve_block", "facet_injection", "epidural", "sacroiliac_injection", "intramuscular_injection", "vaccination",
}  # fmt: skip
"""Services whose target is no muscle with a trigger point: words that dose such a muscle tell of another service."""
PAST_MUSCLES = {"nerve_block", "facet_injection", "epidural"}
"""Services whose needle passes muscles on its way."""
FOR_THE_WHOLE_BODY = {"intramuscular_injection", "vaccination"}
"""Services whose drug is meant for no place, and is put into a large muscle."""
LARGE_MUSCLES = {"deltoid", "gluteus maximus", "gluteus medius", "vastus lateralis", "triceps brachii"}
NEEDLES_ALONE = {"dry_needling", "acupuncture"}
"""Services that put no fluid in: words that inject a muscle beside them tell of a trigger point injection."""
