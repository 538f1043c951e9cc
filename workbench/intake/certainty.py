"""How sure a proposed part is: the weight of all cuttings of a text that agree with it.

The best cutting alone does not say how close the second was. So every cutting is weighed by its score, and what a
sentence's part is worth is the share of those that put the sentence there. The shares are for putting sentences in
order, the least certain first; they are no measured chances of being right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
_NEVER: Final = -1e9


def shares(runs: Scores, absent: Scores, sources: Sequence[NDArray[np.int64]]) -> tuple[Scores, float]:
    """Return each sentence's share of each part (sentences × parts), and the logarithm of the weight of all cuttings.

    `runs[start, end, part]` is the score of a run, `absent[mask]` of a cutting that uses those parts and no others,
    and `sources[part]` are the sets of parts after which a part may come.
    """
    count, parts = runs.shape[0], runs.shape[2]
    sets = 1 << parts
    forward = np.full((count + 1, sets), _NEVER)
    backward = np.full((count + 1, sets), _NEVER)
    forward[0, 0], backward[count] = 0.0, absent
    for end in range(1, count + 1):
        for part in range(parts):
            source = sources[part]
            reached = source | 1 << part
            value = np.logaddexp.reduce(forward[:end, source] + runs[:end, end, part, None], axis=0)
            forward[end, reached] = np.logaddexp(forward[end, reached], value)
    for start in range(count - 1, -1, -1):
        for part in range(parts):
            source = sources[part]
            reached = source | 1 << part
            value = np.logaddexp.reduce(runs[start, start + 1 :, part, None] + backward[start + 1 :, reached], axis=0)
            backward[start, source] = np.logaddexp(backward[start, source], value)
    total = float(np.logaddexp.reduce(forward[count] + absent))
    change = np.zeros((count + 1, parts))
    for part in range(parts):
        source = sources[part]
        reached = source | 1 << part
        for start in range(count):
            through = forward[start, source] + runs[start, start + 1 :, part, None] + backward[start + 1 :, reached]
            weight = np.exp(np.minimum(0.0, np.logaddexp.reduce(through, axis=1) - total))
            change[start, part] += weight.sum()
            change[start + 1 :, part] -= weight
    return change.cumsum(axis=0)[:count], total
