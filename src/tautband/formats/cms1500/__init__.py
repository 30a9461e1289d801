"""The printed claim form CMS-1500 (02/12): a claim and its registration as text at fixed places of a page, as PDF.

Where each box stands is data: `grid.csv`, with `rules.csv` and `labels.csv` for a background of our own drawing.
"""
