"""No test sees what its developer has loaded: the data directory is an empty one, set before any table is opened."""

from __future__ import annotations

import os
import tempfile

_data = tempfile.TemporaryDirectory(prefix="tautband-tests-")
os.environ["TAUTBAND_DATA"] = _data.name
