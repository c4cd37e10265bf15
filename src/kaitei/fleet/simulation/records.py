"""Records by address, for compiled code that hands the same few arrays down thousands of calls.

NOTE: numba passes an array as seven words and counts its references atomically at every call; that was most of the
run time and made threads wait for each other. A record is one pointer. Whoever makes an array keeps it alive until
the code that has its address is done.
"""

from typing import Any

import numpy as np
from numba import from_dtype, types
from numba.extending import intrinsic


def record_at(dtype: np.dtype[np.void], field: str) -> Any:
    """A compiled function from an owner and a place to a record: place 0 lies at the address in the owner's field."""
    record = from_dtype(dtype)

    @intrinsic
    def at(typing_context: Any, owner: Any, place: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            first = context.get_getattr(owner, field)(context, builder, owner, arguments[0], field)
            size = context.get_constant(types.int64, dtype.itemsize)
            address = builder.add(first, builder.mul(arguments[1], size))
            return builder.inttoptr(address, context.get_value_type(record))

        return record(owner, types.int64), generate

    return at
