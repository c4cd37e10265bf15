"""Families of shocks that may come: how often, how long, on what, each number with its source or reason."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from kaitei.security.shocks.numbers import Number, value_of
from kaitei.security.shocks.scope import Elements, Stages
from kaitei.security.shocks.terms import BanTerms, LicenceTerms, OutageTerms, Part, Terms

MOST_SHOCKS = 64
"""Most shocks of a family in one future."""


class Target(Part):
    """Products and elements that stop together."""

    elements: Elements
    stages: Stages


class Scope(Part):
    """One of the scopes a shock may have, and how often it has it; its targets share time and severity."""

    weight: Number
    targets: tuple[Target, ...] = Field(min_length=1, max_length=8)


class _Chance(Terms):
    hazard: Number
    """Starts of shocks a year, independent of each other; drawn once for a future."""
    duration: Number
    most: Annotated[int, Field(strict=True, ge=1, le=MOST_SHOCKS)]
    """Places for shocks in one future; more than that are left out and counted."""
    scopes: tuple[Scope, ...] = Field(min_length=1, max_length=16)

    @model_validator(mode="after")
    def _weights_are_shares(self) -> Self:
        total = sum(value_of("weight", scope.weight) for scope in self.scopes)
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the weights of the scopes must sum to 1, not {total:g}")
        if any(scope.weight.spread for scope in self.scopes):
            raise ValueError("a weight of a scope takes no spread")
        return self

    def sources(self) -> set[str]:
        """Citation keys of the family, all its numbers and the weights of its scopes."""
        return super().sources() | {key for scope in self.scopes for key in scope.weight.sources}

    @property
    def targets(self) -> int:
        """Places one shock takes."""
        return max(len(scope.targets) for scope in self.scopes)


class BanFamily(_Chance, BanTerms):
    """Bans that may come."""


class LicenceFamily(_Chance, LicenceTerms):
    """Duties to hold a licence that may come."""


class OutageFamily(_Chance, OutageTerms):
    """Outages that may come."""


Family = BanFamily | LicenceFamily | OutageFamily

FAMILIES: dict[str, type[Family]] = {"ban": BanFamily, "licence": LicenceFamily, "outage": OutageFamily}
