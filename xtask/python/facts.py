"""Prints, as JSON, what spaCy 3.8.7 keeps in its code and not in the model's wheel: reserved string ids, base norms, and the
characters that Python calls letters, capitals, digits and spaces. Its output stands in
xtask/data/facts.json: `python3 xtask/python/facts.py > xtask/data/facts.json` where spaCy 3.8.7 is installed."""

import json
import sys

from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS


def ranges(test):
    """Inclusive [first, last] pairs of the code points that pass."""
    out = []
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000 or not test(chr(code)):
            continue
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


json.dump(
    {
        "reserved": sorted((name, number) for name, number in IDS.items() if name),
        "norms": sorted(BASE_NORMS.items()),
        "letters": ranges(str.isalpha),
        "capitals": ranges(str.isupper),
        "digits": ranges(str.isdigit),
        "spaces": ranges(str.isspace),
    },
    sys.stdout,
    ensure_ascii=False,
    separators=(",", ":"),
)
