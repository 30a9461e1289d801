"""Mutation testing of the edits and the rule book: a program changed in one place must fail a test."""
