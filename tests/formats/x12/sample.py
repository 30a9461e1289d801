"""Invented professional claims that hold every element the guide's table of names lists, and nothing wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO

from tautband.formats.x12.problem import Problem
from tautband.formats.x12.reading import ClaimFile

ISA = "ISA*00*          *00*          *ZZ*CLINIC01       *ZZ*CLEARING01     *260305*1015*^*00501*000000101*0*T*:"
GS = "GS*HC*CLINIC01*CLEARING01*20260305*1015*7*X*005010X222A1"

HEADER = """\
BHT*0019*00*BATCH1*20260305*1015*CH
NM1*41*2*EXAMPLE PAIN CLINIC*****46*CLINIC01
PER*IC*BILLING DESK*TE*5135550100
NM1*40*2*EXAMPLE CLEARING HOUSE*****46*CLEARING01
HL*1**20*1
PRV*BI*PXC*208VP0014X
NM1*85*2*EXAMPLE PAIN CLINIC*****XX*1234567893
N3*12 HIGH STREET
N4*CINCINNATI*OH*452021234
REF*EI*123456789
NM1*87*2
N3*PO BOX 12
N4*CINCINNATI*OH*452021235""".splitlines()

PLAIN = """\
HL*2*1*22*0
SBR*P*18*GRP1******MB
NM1*IL*1*MUSTER*ANNA****MI*1EG4TE5MK73
N3*1 LOW STREET
N4*CINCINNATI*OH*45203
DMG*D8*19610203*F
NM1*PR*2*EXAMPLE CONTRACTOR*****PI*15202
CLM*PCN1*190***11:B:1*Y*A*Y*Y
HI*ABK:M7918*ABF:M542
NM1*82*1*SAMPLE*PAT****XX*1245319599
PRV*PE*PXC*208VP0014X
LX*1
SV1*HC:20552*95*UN*1***1
DTP*472*D8*20260302
LX*2
SV1*HC:99213:25*95*UN*1***2
DTP*472*D8*20260302""".splitlines()

FULL = """\
HL*3*1*22*1
SBR*S**GRP2******CI
NM1*IL*1*MUSTER*BERT****MI*W222333444
NM1*PR*2*EXAMPLE MUTUAL*****PI*60054
HL*4*3*23*0
PAT*19
NM1*QC*1*MUSTER*CARLA
N3*2 LOW STREET
N4*CINCINNATI*OH*45203
DMG*D8*19991224*F
CLM*PCN2*250***11:B:7*Y*A*Y*Y**AA:::OH*********11
DTP*431*D8*20260110
DTP*454*D8*20260120
DTP*439*D8*20260105
PWK*OZ*EL***AC*ATT0001
AMT*F5*20
REF*9F*RF100
REF*G1*AUTH100
REF*F8*ICN100200
REF*X4*36D0000001
REF*D9*CH100200
REF*EA*MR100
REF*P4*DP01
K3*STATE DATA
NTE*ADD*SECOND SESSION
HI*ABK:M7918*ABF:M542
NM1*DN*1*REFER*RITA****XX*1679576722
NM1*82*1*SAMPLE*PAT****XX*1245319599
PRV*PE*PXC*208VP0014X
NM1*77*2*EXAMPLE PAIN CLINIC SOUTH*****XX*1234567893
N3*99 SOUTH STREET
N4*CINCINNATI*OH*452021239
NM1*DQ*1*SUPER*VERA****XX*1679576722
SBR*P*01*GRP3******BL
CAS*PR*1*25
AMT*D*175
OI***Y*P**Y
MOA***MA01
NM1*IL*1*MUSTER*DORA****MI*XYZ999
NM1*PR*2*EXAMPLE BLUE*****PI*00510
LX*1
SV1*HC:20553:XS*200*UN*1*11**1:2**Y**Y
PWK*OZ*EL***AC*ATT0002
DTP*472*D8*20260302
REF*G1*AUTH101
REF*6R*LINE1
REF*9F*RF101
K3*LINE DATA
NTE*ADD*TRAPEZIUS AND LEVATOR
NM1*82*1*SAMPLE*PAT****XX*1245319599
SVD*00510*160*HC:20553:XS**1
CAS*CO*45*40
DTP*573*D8*20260304
LX*2
SV1*HC:J3490:::::EXAMPLE DRUG 10 MG*50*UN*1***1
DTP*472*RD8*20260302-20260302
LIN**N4*00409428202
CTP****2*ML
REF*XZ*RX100
SVD*00510*40*HC:J3490**1
CAS*CO*45*10
DTP*573*D8*20260304""".splitlines()

BODY = [*HEADER, *PLAIN, *FULL]


def file_of(
    body: Iterable[str] = BODY, isa: str = ISA, gs: str = GS, end: str = "~\n", st: str = "ST*837*0001*005010X222A1"
) -> bytes:
    """A whole file with its counts and control numbers."""
    body = list(body)
    parts = [isa, gs, st, *body, f"SE*{len(body) + 2}*0001", "GE*1*7", "IEA*1*000000101"]
    return "".join(part + end for part in parts).encode("latin-1")


def problems_of(data: bytes, chunk: int = 1 << 20) -> list[Problem]:
    """Every problem of a file, those of the envelope first."""
    reading = ClaimFile(BytesIO(data), chunk=chunk)
    of_claims = [problem for claim in reading for problem in claim.problems]
    return [*reading.problems, *of_claims]


def places(problems: Iterable[Problem]) -> list[tuple[str, str, str | None]]:
    """Loop, segment and element of each problem."""
    return [(problem.loop, problem.segment, problem.element) for problem in problems]


def changed(find: str, change: Callable[[str], str | None], body: list[str] = BODY, nth: int = 0) -> list[str]:
    """The body with the nth segment that begins with `find` changed, or left out for None."""
    at = [index for index, text in enumerate(body) if text.startswith(find)][nth]
    new = change(body[at])
    return [*body[:at], *([new] if new is not None else []), *body[at + 1 :]]
