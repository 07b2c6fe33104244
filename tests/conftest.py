"""Each part of the tests is collected only where it can run: see tests/run.py."""

import importlib.util
import os

collect_ignore = []
if importlib.util.find_spec("django") is None:
    collect_ignore += ["web", "gate", "browser"]
elif os.environ.get("DJANGO_SETTINGS_MODULE") is None:
    collect_ignore += ["web", "gate"]
