"""Fields of medicine, their clinics and their people, as notes call those to whom a patient is sent."""

from __future__ import annotations

SPECIALTIES = {
    "cardiology", "endocrinology", "endocrine", "nephrology", "neurology", "hematology", "heme", "oncology",
    "psychiatry", "psychology", "rheumatology", "pulmonology", "pulmonary", "gi", "gastroenterology", "urology",
    "gynecology", "gyn", "dermatology", "derm", "ophthalmology", "optometry", "ent", "audiology", "podiatry",
    "orthopedics", "ortho", "surgery", "surgeon", "vascular", "therapy", "counseling", "counselling", "therapist",
    "dietitian", "dietician", "nutrition", "nutritionist", "orthotist", "sleep", "allergy", "cardiologist",
    "neurologist", "psychiatrist", "psychologist", "urologist", "dermatologist", "hand", "wound", "infectious",
    "rehab", "vestibular", "hepatology", "rheumatologist", "endocrinologist", "nephrologist", "gastroenterologist",
    "pulmonologist", "ophthalmologist", "podiatrist", "behavioral", "social", "diabetes", "genetics",
}  # fmt: skip
