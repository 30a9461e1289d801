"""The formats of official files, one file each; `sample.py` says what the loader needs of a format."""
