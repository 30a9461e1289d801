"""The words of an attachment: base64 as plain text or HTML; every other form is refused with the reason."""

from __future__ import annotations

import base64
import binascii
import codecs

from tautband.formats.fhir.element import Element
from tautband.formats.fhir.resources import Resources
from tautband.formats.html import looks_like_html, text_of_html
from tautband.model.errors import InputError

LARGEST = 1_000_000
"""Bytes of one note."""
_MARKS = {
    b"%PDF": "a PDF", b"{\\rtf": "an RTF file", b"PK\x03\x04": "a Word or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "an image", b"\xff\xd8\xff": "an image", b"II*\x00": "an image", b"MM\x00*": "an image",
}  # fmt: skip
_REFUSED = {
    "application/pdf": "a PDF", "text/rtf": "an RTF file", "application/rtf": "an RTF file",
    "text/xml": "a C-CDA document or other XML", "application/xml": "a C-CDA document or other XML",
    "application/hl7-v3+xml": "a C-CDA document or other XML", "application/cda+xml": "a C-CDA document or other XML",
}  # fmt: skip
HTML = frozenset({"text/html", "application/xhtml+xml"})
PLAIN = "text/plain"
_SAVE = "Give the note as text/plain or text/html."


def kind_of(attachment: Element) -> str:
    """The content type in small letters, without its parameters; empty where there is none."""
    return (attachment.text("contentType") or "").partition(";")[0].strip().lower()


def text_of(resources: Resources, attachment: Element) -> str:
    """The text of an attachment, HTML as the page shows it. InputError with the reason for one that is not text."""
    kind = kind_of(attachment)
    if (named := _REFUSED.get(kind)) or kind.startswith(("image/", "audio/", "video/")):
        raise InputError(attachment.at("contentType"), f"{named or 'not text'}; only words can be read", _SAVE)
    data, parameters = _data(resources, attachment)
    for mark, named in _MARKS.items():
        if data.startswith(mark):
            raise InputError(attachment.at("data"), f"{named}, not text", _SAVE)
    text = _decoded(attachment, data, parameters)
    opening = text.lstrip()[:5].lower()
    if kind in HTML or (kind != PLAIN and looks_like_html(text) and opening != "<?xml"):
        text = text_of_html(text)
    elif opening == "<?xml":
        raise InputError(attachment.at("data"), "a C-CDA document or other XML, not text", _SAVE)
    if not text.strip():
        raise InputError(attachment.at("data"), "no words in it", "Give the note's text.")
    if "\0" in text:
        raise InputError(attachment.at("data"), "binary, not text", _SAVE)
    return text


def _data(resources: Resources, attachment: Element) -> tuple[bytes, str]:
    """The bytes and the content type with its parameters, from the attachment or the Binary its URL names."""
    held, parameters = attachment.text("data"), attachment.text("contentType") or ""
    where = attachment.at("data")
    if held is None and (url := attachment.text("url")):
        binary = resources.named(Element({"reference": url}, attachment.path, attachment.root))
        if binary is None or binary.kind != "Binary":
            raise InputError(
                attachment.at("url"), "the words stand elsewhere, and nothing is fetched", "Give them as data."
            )
        held, parameters = binary.text("data"), binary.text("contentType") or parameters
        where = binary.at("data")
    if held is None:
        raise InputError(where, "missing", "Give the note's text as base64.")
    if len(held) > LARGEST * 3 // 2:
        raise InputError(where, f"larger than a note, which is at most {LARGEST:,} bytes", "Give each note by itself.")
    try:
        data = base64.b64decode("".join(held.split()), validate=True)
    except (binascii.Error, ValueError):
        raise InputError(where, "not base64", "Encode the note's text again.") from None
    if len(data) > LARGEST:
        raise InputError(where, f"larger than a note, which is at most {LARGEST:,} bytes", "Give each note by itself.")
    return data, parameters


def _decoded(attachment: Element, data: bytes, parameters: str) -> str:
    """The text by the charset the content type names, by a byte order mark, or as UTF-8."""
    named = next((p.partition("=")[2].strip(" \"'") for p in parameters.split(";") if "charset" in p.lower()), "")
    encoding = named or "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    try:
        known = codecs.lookup(encoding)
        if not known._is_text_encoding:  # such as base64, which decodes to bytes
            raise LookupError
        return known.decode(data)[0]
    except (LookupError, ValueError):
        raise InputError(
            attachment.at("contentType"), "its charset does not fit the bytes", "Name the charset, such as utf-8."
        ) from None
