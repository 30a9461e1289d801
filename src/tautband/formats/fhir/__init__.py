"""FHIR R4 (4.0.1): notes and claims are read from its resources, and a claim with its evidence is written as a Bundle.

Resources are walked as plain JSON, checked where they are read; an error names the JSON path and never a value.
"""
