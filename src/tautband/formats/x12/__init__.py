"""X12 version 005010: professional claims (837P), remittances (835) and acknowledgments (999, 277CA, TA1)."""
