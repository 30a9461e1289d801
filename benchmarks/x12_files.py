"""Invented 837P and 835 files of any size: every claim differs in person, number, day, diagnosis and lines."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

FIRST = ["ANNA", "BERT", "CARLA", "DORA", "EMIL", "FRIDA", "GUS", "HEDDA", "IDA", "JOST"]
LAST = ["MUSTER", "SAMPLE", "BEISPIEL", "ESEMPIO", "EJEMPLO", "VOORBEELD", "PRZYKLAD", "EXEMPEL"]
DIAGNOSES = ["M7918", "M7912", "M542", "M5459", "M7911", "G43709", "M2550", "M5412"]
LINES = [("20552", 9500), ("20553", 11875), ("99213:25", 14250), ("76942", 8000), ("J1010", 2150), ("20610", 12100)]
NPIS = ["1245319599", "1679576722", "1234567893"]
CLAIMS_A_SET = 5000


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}".rstrip("0").rstrip(".")


def claim_segments(number: int, dice: random.Random, level: int) -> list[str]:
    """One subscriber with one claim of one to three lines."""
    day = f"2026{dice.randint(1, 6):02d}{dice.randint(1, 28):02d}"
    lines = dice.sample(LINES, dice.choice((1, 1, 2, 2, 3)))
    codes = dice.sample(DIAGNOSES, dice.choice((1, 2, 3)))
    total = sum(charge for _, charge in lines)
    segments = [
        f"HL*{level}*1*22*0",
        f"SBR*P*18*GRP{number % 97}******{dice.choice(('MB', 'CI', 'BL'))}",
        f"NM1*IL*1*{dice.choice(LAST)}*{dice.choice(FIRST)}****MI*M{number:09d}",
        f"N3*{number % 9000 + 1} LOW STREET",
        f"N4*CINCINNATI*OH*45{number % 900 + 100:03d}",
        f"DMG*D8*19{dice.randint(30, 99)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}*{dice.choice('FM')}",
        f"NM1*PR*2*EXAMPLE PAYER {number % 7}*****PI*{60000 + number % 7}",
        f"CLM*PCN{number}*{_money(total)}***11:B:1*Y*A*Y*Y",
        "HI*" + "*".join(("ABF:" if at else "ABK:") + code for at, code in enumerate(codes)),
        f"NM1*82*1*SAMPLE*PAT****XX*{dice.choice(NPIS)}",
        "PRV*PE*PXC*208VP0014X",
    ]
    for at, (code, charge) in enumerate(lines, 1):
        pointer = ":".join(str(p) for p in range(1, dice.randint(1, len(codes)) + 1))
        segments += [
            f"LX*{at}",
            f"SV1*HC:{code}*{_money(charge)}*UN*1***{pointer}",
            f"DTP*472*D8*{day}",
            f"REF*6R*{number}L{at}",
        ]
    return segments


HEADER = """\
BHT*0019*00*BATCH1*20260705*1015*CH
NM1*41*2*EXAMPLE PAIN CLINIC*****46*CLINIC01
PER*IC*BILLING DESK*TE*5135550100
NM1*40*2*EXAMPLE CLEARING HOUSE*****46*CLEARING01
HL*1**20*1
PRV*BI*PXC*208VP0014X
NM1*85*2*EXAMPLE PAIN CLINIC*****XX*1234567893
N3*12 HIGH STREET
N4*CINCINNATI*OH*452021234
REF*EI*123456789""".splitlines()


def claim_file(claims: int, seed: int = 1) -> Iterator[str]:
    """A file of professional claims, transaction set by transaction set."""
    dice = random.Random(seed)
    yield "ISA*00*          *00*          *ZZ*CLINIC01       *ZZ*CLEARING01     *260705*1015*^*00501*000000101*0*T*:~\n"
    yield "GS*HC*CLINIC01*CLEARING01*20260705*1015*7*X*005010X222A1~\n"
    sets = 0
    for first in range(0, claims, CLAIMS_A_SET):
        sets += 1
        body = list(HEADER)
        for number in range(first, min(first + CLAIMS_A_SET, claims)):
            body += claim_segments(number, dice, number - first + 2)
        control = f"{sets:04d}"
        yield f"ST*837*{control}*005010X222A1~\n" + "~\n".join(body) + f"~\nSE*{len(body) + 2}*{control}~\n"
    yield f"GE*{sets}*7~\nIEA*1*000000101~\n"


def remittance_file(claims: int, seed: int = 1) -> Iterator[str]:
    """A file of remittances that balance, a hundred claims a payment."""
    dice = random.Random(seed)
    yield "ISA*00*          *00*          *ZZ*PAYER01        *ZZ*CLINIC01       *260705*1015*^*00501*000000102*0*T*:~\n"
    yield "GS*HP*PAYER01*CLINIC01*20260705*1015*8*X*005010X221A1~\n"
    sets = 0
    for first in range(0, claims, 100):
        sets += 1
        paid = 0
        body: list[str] = []
        for number in range(first, min(first + 100, claims)):
            lines = dice.sample(LINES, dice.choice((1, 1, 2, 2, 3)))
            charge, claim_paid, service = 0, 0, []
            for at, (code, amount) in enumerate(lines, 1):
                allowed = amount * dice.randint(30, 90) // 100
                share = allowed // 5
                denied = dice.random() < 0.1
                pays = 0 if denied else allowed - share
                charge, claim_paid = charge + amount, claim_paid + pays
                service += [f"SVC*HC:{code}*{_money(amount)}*{_money(pays)}**1", "DTM*472*20260302"]
                if denied:
                    service += [f"CAS*CO*151*{_money(amount)}", f"REF*6R*{number}L{at}", "LQ*HE*N115"]
                else:
                    service += [
                        f"CAS*CO*45*{_money(amount - allowed)}",
                        f"CAS*PR*2*{_money(share)}",
                        f"REF*6R*{number}L{at}",
                        f"AMT*B6*{_money(allowed)}",
                    ]
            paid += claim_paid
            body += [
                f"CLP*PCN{number}*1*{_money(charge)}*{_money(claim_paid)}**MB*ICN{number}*11*1",
                f"NM1*QC*1*{dice.choice(LAST)}*{dice.choice(FIRST)}****MI*M{number:09d}",
                "NM1*82*1*SAMPLE*PAT****XX*1245319599",
                *service,
            ]
        head = [
            f"BPR*I*{_money(paid)}*C*ACH*CCP*01*111000025*DA*123*1234567890**01*111000025*DA*456*20260705",
            f"TRN*1*CHK{sets}*1234567890", "DTM*405*20260705", "N1*PR*EXAMPLE PAYER", "N3*1 PAYER WAY",
            "N4*DAYTON*OH*45402", "PER*BL*PROVIDER DESK*TE*8005550100",
            "N1*PE*EXAMPLE PAIN CLINIC*XX*1234567893", "REF*TJ*123456789", "LX*1",
        ]  # fmt: skip
        control = f"{sets:04d}"
        body = head + body
        yield f"ST*835*{control}~\n" + "~\n".join(body) + f"~\nSE*{len(body) + 2}*{control}~\n"
    yield f"GE*{sets}*8~\nIEA*1*000000102~\n"


def write(path: Path, parts: Iterator[str]) -> int:
    """Write the parts and give back the bytes written."""
    with path.open("w", encoding="latin-1", newline="") as file:
        return sum(file.write(part) for part in parts)
