"""Product slates."""

import numpy as np
import pytest

from kaitei.errors import InputError
from kaitei.refinery.train.slate import Product, membership

ELEMENTS = ("La", "Pr", "Nd")


def test_every_element_belongs_to_one_product() -> None:
    made = membership([Product(("La",)), Product(("Nd", "Pr"))], ELEMENTS)
    assert np.all(made.sum(axis=0) == 1)


@pytest.mark.parametrize(
    ("slate", "message"),
    [
        ([Product(("La",)), Product(("Pr",))], "no product takes Nd; add a group for the rest"),
        ([Product(("La", "Pr")), Product(("Pr", "Nd"))], "Pr stands in 2 products"),
        ([Product(("La", "Pr", "Nd", "Dy"))], "Dy is not fed"),
        ([Product(ELEMENTS, purity=1.0)], r"La\+Pr\+Nd: purity must lie above 0.5 and not above 0.999999, 1 came"),
        ([Product(ELEMENTS, purity=0.4)], "purity must lie above 0.5"),
        ([Product(ELEMENTS, recovery=1.5)], "recovery must lie above 0.5 and not above 0.999999, 1.5 came"),
    ],
)
def test_a_slate_that_does_not_fit_is_refused(slate: list[Product], message: str) -> None:
    with pytest.raises(InputError, match=message):
        membership(slate, ELEMENTS)
