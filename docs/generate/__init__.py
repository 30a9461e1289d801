"""Writes the reference pages of the documentation from the rule book, the tables, the models and the command line.

`python -m docs.generate OUT` writes them as Markdown; `mkdocs build` takes them straight from `hook.py`. No page is
written by hand here and nothing is listed twice: what the program holds appears, and what it loses disappears.
"""
