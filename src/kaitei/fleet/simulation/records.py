"""Records by address, for compiled code that hands the same few arrays down thousands of calls.

NOTE: numba passes an array as seven words and counts its references atomically at every call; that was most of the
run time and made threads wait for each other. A record is one pointer. Whoever makes an array keeps it alive until
the code that has its address is done.
"""

from typing import Any

import numpy as np
from numba import from_dtype, types
from numba.extending import intrinsic


def record_at(dtype: np.dtype[np.void]) -> Any:
    """A compiled function from an address to the record of a dtype that lies there."""
    record = from_dtype(dtype)

    @intrinsic
    def at(typing_context: Any, address: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.inttoptr(arguments[0], context.get_value_type(record))

        return record(types.int64), generate

    return at
