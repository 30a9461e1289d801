"""Claims refused before anyone decided on them: the fault, its segment, its claim, and the running limit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import pytest

from formats.x12.desk import CREATED
from formats.x12.sample import ISA, changed, file_of, problems_of
from remits.remitted import BOOK, sent
from tautband.cli.sent_files import SentFiles
from tautband.formats.x12.acknowledging import AcknowledgmentReader
from tautband.formats.x12.answering import write_answer
from tautband.formats.x12.converting import to_claim
from tautband.formats.x12.reading import ClaimFile
from tautband.formats.x12.tree import read_document
from tautband.model.desk import ContractTerms, DeskSettings
from tautband.model.work_list import Rejection
from tautband.remits import Sent, rejections, sent_sets

GS = "GS*HN*15202*CLINIC01*20260306*0900*1*X*005010X214"


def behind(data: bytes) -> SentFiles:
    """What was sent, as the desk reads it."""
    reading = ClaimFile(BytesIO(data), "claims", BOOK.tables)
    found = SentFiles(sets=sent_sets(BytesIO(data), "claims"))
    for record in reading:
        found.problems.extend(record.problems)
        if claim := to_claim(record, BOOK.payers):
            found.sent.append(Sent(claim, record.frequency))
    found.problems.extend(reading.problems)
    return found


def refused(answer: bytes, sent: bytes | None = None) -> list[Rejection]:
    told = behind(sent) if sent else SentFiles()
    return list(rejections(AcknowledgmentReader().read(BytesIO(answer)), told.answered(BOOK, None), BOOK))


def status(*claims: str) -> bytes:
    """A 277CA of claims written `PCN1 A7:254 20260302`."""
    segments = [ISA, GS, "ST*277*0001*005010X214", "HL*1**20*1", "HL*2*1*21*1", "HL*3*2*19*1"]
    for number, text in enumerate(claims, 4):
        claim_id, code, *day = text.split()
        segments += [f"HL*{number}*3*PT", f"TRN*2*{claim_id}", f"STC*{code}*20260306*U*190"]
        segments += [f"DTP*472*D8*{day[0]}"] if day else []
    segments += [f"SE*{len(segments) - 1}*0001", "GE*1*1", "IEA*1*000000101"]
    return "".join(f"{segment}~\n" for segment in segments).encode()


BAD = file_of(changed("CLM*PCN2", lambda text: text.replace("*A*Y*Y", "*Q*Y*Y")))
ANSWER = write_answer(read_document(BAD), problems_of(BAD), CREATED)


def test_a_999_names_the_claim_the_segment_and_what_mends_it() -> None:
    (found,) = refused(ANSWER, BAD)
    assert (found.by, found.claim_id, found.loop, found.segment, found.element) == (
        "999", "PCN2", "2300", "CLM", "CLM07",
    )  # fmt: skip
    assert found.says.startswith("the code is not valid; CLM07")
    assert (found.route, found.do) == ("new_claim", problems_of(BAD)[0].fix)


def test_without_the_sent_file_the_segment_is_all_there_is() -> None:
    (found,) = refused(ANSWER)
    assert (found.claim_id, found.segment, found.says) == (None, "CLM", "the code is not valid")
    assert found.deadline.last_day is None


def test_a_contract_tells_the_limit_also_of_a_payer_that_is_not_in_the_rule_book() -> None:
    named = SentFiles(sent=[sent("20552", claim_id="PCN1", payer="Prairie Mutual Trust")])
    terms = ContractTerms(payer="PRAIRIE MUTUAL TRUST", original_days=30)
    answered = named.answered(BOOK, None, DeskSettings(contracts=(terms,)))
    answer = AcknowledgmentReader().read(BytesIO(status("PCN1 A7:254 20260302")), "answer")
    (found,) = rejections(answer, answered, BOOK)
    assert (found.deadline.last_day, found.deadline.evidence) == (date(2026, 4, 1), "own")


def test_a_refusal_of_an_accepted_file_is_none() -> None:
    good = file_of()
    assert refused(write_answer(read_document(good), [], CREATED), good) == []


def test_a_277ca_names_the_claim_in_our_words_and_the_files_own_fault() -> None:
    (plain,) = refused(status("PCN1 A7:254 20260302"))
    assert (plain.claim_id, plain.category, plain.status) == ("PCN1", "A7", "254")
    assert plain.says == ("returned because something in it is not valid; the first diagnosis is missing or not valid")
    assert plain.do == "Correct it to the valid code of the documented diagnosis"
    (named,) = refused(status("PCN2 A7:21"), BAD)
    assert (named.claim_id, named.segment, named.element) == ("PCN2", "CLM", "CLM07")
    assert named.do == problems_of(BAD)[0].fix


def test_the_filing_limit_goes_on_running_for_a_refused_claim() -> None:
    (found,) = refused(status("PCN1 A3:21 20260302"), file_of())
    assert found.deadline.last_day == date(2027, 3, 2)


def test_claims_that_were_taken_are_not_told() -> None:
    assert refused(status("PCN1 A1:19 20260302", "PCN2 A2:20 20260302")) == []


def test_numbers_nobody_holds_are_said_to_be_unknown() -> None:
    (found,) = refused(status("PCN1 A8:9999"))
    assert found.says.endswith("status 9999, which the table does not hold")
    assert found.do == "Make them agree and send it as a new claim"


def test_an_interchange_refused_whole_has_no_claim_to_name() -> None:
    data = f"{ISA}~TA1*000000905*260305*1015*R*024~IEA*0*000000101~".encode()
    (found,) = refused(data)
    assert (found.by, found.control_number, found.says) == (
        "TA1", "000000905", "the whole interchange was refused, note 024",
    )  # fmt: skip


def answer_999(*body: str) -> bytes:
    head = [ISA, "GS*FA*15202*CLINIC01*20260306*0900*1*X*005010X231A1", "ST*999*0001*005010X231A1", "AK1*HC*7"]
    segments = [*head, *body, f"SE*{len(body) + 3}*0001", "GE*1*1", "IEA*1*000000101"]
    return "".join(f"{segment}~" for segment in segments).encode()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (["AK9*R*1*1*0"], ["the whole group was refused"]),
        (["AK2*837*0001", "IK5*R", "AK9*R*1*1*0"], ["the transaction set was refused, and no segment is named"]),
        (["AK2*837*0001", "IK3*CLM*22*2300", "IK5*R", "AK9*R*1*1*0"], ["the answer does not say what is wrong"]),
        (["AK2*837*0001", "IK3*REF*22**3", "IK5*R", "AK9*R*1*1*0"], ["a required segment is missing"]),
        (["AK2*837*0001", "IK3*REF*22**77", "IK5*R", "AK9*R*1*1*0"], ["error 77, which the table does not hold"]),
        (["AK2*837*0001", "IK3*CLM*9*2300*8", "IK4*5:3**7*9", "IK4*1**5", "IK5*R", "AK9*R*1*1*0"],
         ["the code is not valid", "the value is too long"]),
    ],
)  # fmt: skip
def test_whatever_a_999_says_is_told(body: list[str], says: list[str]) -> None:
    assert [found.says for found in refused(answer_999(*body))] == says


def test_positions_count_from_the_set_of_the_same_number() -> None:
    data = file_of()
    (sent_set,) = sent_sets(BytesIO(data), "claims")
    segments = data.decode().split("~")
    at = {name: next(n for n, s in enumerate(segments, 1) if f"CLM*{name}*" in s) for name in ("PCN1", "PCN2")}
    begin = next(n for n, s in enumerate(segments, 1) if s.strip().startswith("ST*"))
    assert sent_set.claims == tuple((place - begin + 1, name) for name, place in at.items())
    first, second = (place for place, _ in sent_set.claims)
    assert claims_at(sent_set.claim_at, (1, first - 1, first, second - 1, second, 10_000)) == [
        None, None, "PCN1", "PCN1", "PCN2", "PCN2",
    ]  # fmt: skip


def claims_at(claim_at: object, positions: Iterable[int]) -> list[str | None]:
    assert callable(claim_at)
    return [claim_at(position) for position in positions]
