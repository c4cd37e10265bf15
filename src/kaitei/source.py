"""The bibliography: every number's origin, by citation key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from unicodedata import normalize

from kaitei.errors import KaiteiError

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]+)\s*,(.*?)\n\}", re.DOTALL)
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", '"': "\u0308"}
_ACCENT = re.compile(r"""\\(['`^~"])(\w)""")
_FIELD = re.compile(r"(\w+)\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}")


@dataclass(frozen=True)
class Source:
    """One entry of ``references.bib``."""

    key: str
    kind: str
    fields: Mapping[str, str]

    def __str__(self) -> str:
        get = self.fields.get
        home = get("journal") or get("booktitle") or get("publisher") or get("howpublished") or ""
        link = f"doi:{get('doi')}" if get("doi") else get("url", "")
        parts = (f"{get('author', self.key)} ({get('year', 'n.d.')})", get("title", ""), home, link)
        return ". ".join(part for part in parts if part)

    @property
    def link(self) -> str:
        """Web address, from the DOI where there is one."""
        doi = self.fields.get("doi")
        return f"https://doi.org/{doi}" if doi else self.fields.get("url", "")


def parse_bibtex(text: str) -> dict[str, Source]:
    """The entries of a BibTeX text, by key; one field a line or several, braces one level deep.

    >>> parse_bibtex("@misc{Key2020,\\n title = {A {B} c},\\n year = {2020}\\n}")["Key2020"].fields["title"]
    'A B c'

    Raises KaiteiError when a key stands twice.
    """
    found: dict[str, Source] = {}
    for kind, key, body in _ENTRY.findall(text):
        if key in found:
            raise KaiteiError(f"references.bib has {key} twice; keep one entry")
        clean = {name.lower(): _plain(raw) for name, raw in _FIELD.findall(body)}
        found[key] = Source(key, kind.lower(), MappingProxyType(clean))
    return found


def _plain(raw: str) -> str:
    r"""A field without the marks of TeX: accents, escaped signs, dashes, braces.

    >>> _plain(r"Ren{\'e} Mu{\~n}oz, 0.43 \% of {GDP}, 3860--3870")
    'René Muñoz, 0.43 % of GDP, 3860–3870'
    """
    text = re.sub(r"\s+", " ", raw.replace(r"\textdegree", "°").replace("{", "").replace("}", "")).strip()
    text = _ACCENT.sub(lambda found: normalize("NFC", found[2] + _ACCENTS[found[1]]), text)
    return re.sub(r"\\([%&$_#])", r"\1", text).replace("--", "–")


@cache
def references() -> Mapping[str, Source]:
    """All sources the package cites, by key."""
    text = files("kaitei.data").joinpath("references.bib").read_text("utf-8")
    return MappingProxyType(parse_bibtex(text))
