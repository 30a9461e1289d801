"""What holds for every test: the official files a developer has loaded on this machine change no answer."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["TAUTBAND_DATA"] = str(Path(__file__).parent / "nothing-was-loaded")
