"""The learning curve: how well words alone rank an unseen author's stories, by the number of stories learnt from.

Printed is the mean area under the curve over the criteria, of the best sentence's score, for "mentioned" and for
"specific", on the stories with AI of each fold in turn. Single sentences are always learnt from.
"""

from __future__ import annotations

import numpy as np
from sklearn.metrics import roc_auc_score

from training import fit_linear
from training.corpus import FOLDS, stories
from training.linear import fit
from workbench.depth.pooling import COUNT


def main() -> None:
    """Fit on none to four folds and print a line each."""
    m = fit_linear.material()
    start = fit_linear.first_start(m)
    gold = np.stack([s.levels for s in stories()])
    ai = np.array([s.role != "none" for s in stories()])
    print("stories  mentioned  specific")
    for many in range(FOLDS):
        found, size = [], []
        for f in range(FOLDS):
            learn = [(f + 1 + i) % FOLDS for i in range(many)]
            keep = np.concatenate([np.isin(m.fold, learn)[m.owner], np.ones(m.x.shape[0] - len(m.owner), bool)])
            fitted = fit(m.x[keep], m.y[keep], m.trust[keep], fit_linear.SENTENCE_PENALTY, 50, start)
            scores = fitted.scores(m.x[: len(m.owner)])
            chosen = np.flatnonzero((m.fold == f) & ai)
            best = np.array([scores[m.owner == i].max(0) for i in chosen])
            found.append(
                [_area(gold[chosen] >= level, best[:, COUNT * (level - 1) : COUNT * level]) for level in (1, 2)]
            )
            size.append(int(np.isin(m.fold, learn).sum()))
        mentioned, specific = np.mean(found, axis=0)
        print(f"{np.mean(size):7.0f} {mentioned:10.3f} {specific:9.3f}", flush=True)


def _area(gold: np.ndarray, scores: np.ndarray) -> float:
    columns = [k for k in range(COUNT) if 0 < gold[:, k].sum() < len(gold)]
    return float(np.mean([roc_auc_score(gold[:, k], scores[:, k]) for k in columns]))


if __name__ == "__main__":
    main()
