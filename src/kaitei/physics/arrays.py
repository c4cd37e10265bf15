"""The array types that kernels speak."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
ByteArray = NDArray[np.uint8]
CodeArray = NDArray[np.uint16]
RecordArray = NDArray[np.void]
