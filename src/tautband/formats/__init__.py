"""How claims and payments travel: X12 files, the printed form, and FHIR resources, read and written."""
