"""Drugs that are also given for a muscle's pain, so that they alone show no other problem."""

from __future__ import annotations

PAIN_DRUGS = {
    "duloxetine", "gabapentin", "methocarbamol", "cyclobenzaprine", "tizanidine", "meloxicam", "naproxen", "pregabalin",
    "amitriptyline", "nortriptyline", "topiramate", "prednisone", "methylprednisolone", "medrol", "baclofen",
    "tramadol", "celecoxib", "metaxalone", "diclofenac", "etodolac", "nabumetone", "oxycodone", "hydrocodone",
    "cymbalta", "lyrica", "neurontin", "flexeril", "zanaflex", "robaxin", "mobic", "lidocaine", "trazodone",
    "venlafaxine", "ibuprofen", "indomethacin", "ketorolac", "tapentadol", "hydromorphone", "muscle", "milnacipran",
    "buprenorphine", "naltrexone", "propranolol", "hydroxyzine", "diazepam", "clonazepam", "lorazepam", "alprazolam",
    "zolpidem", "carbamazepine", "lamotrigine", "oxcarbazepine", "prednisolone", "hydrocortisone", "botulinum",
    "onabotulinum", "orphenadrine", "norflex", "carisoprodol", "soma", "chlorzoxazone", "lorzone", "skelaxin",
    "dantrolene", "ketoprofen", "oxaprozin", "piroxicam", "sulindac", "salsalate", "diflunisal", "acetaminophen",
    "tylenol", "codeine", "morphine", "oxymorphone", "aspirin", "desipramine", "imipramine", "doxepin", "mexiletine",
    "lacosamide", "capsaicin", "valium", "ativan", "xanax", "percocet", "norco", "vicodin", "suboxone", "butrans",
    "belbuca", "savella", "topamax", "pamelor", "elavil", "celebrex", "toradol", "voltaren", "relafen", "daypro",
    "amrix", "fexmid", "gralise", "ultram", "nucynta", "butalbital", "fioricet", "riboflavin", "magnesium", "botox",
    "dysport", "xeomin", "ketamine", "dexamethasone", "decadron", "kenalog", "naloxone", "narcan", "turmeric",
    "methadone", "fentanyl", "ketotifen", "quinine", "ubidecarenone", "motrin", "advil", "aleve", "biofreeze",
    "clonidine", "melatonin", "zolmitriptan", "triamcinolone",
}  # fmt: skip
"""Drugs that are also given for a muscle's pain, or to sleep or sit still with it."""
