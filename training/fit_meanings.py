"""Vectors for single words, distilled from the encoder's starting weights: `python -m training.fit_meanings`.

Each word is read alone by MiniLM (before any tuning: what the reader learns about criteria would bend its meaning),
brought down to its 64 main directions, and words with one stem become one vector. They are kept as codes: each of 16
stretches of four numbers is the number of one of 256 typical stretches (product quantisation), 16 bytes a word.
Needs `training/requirements.txt`; the weights it writes need numpy alone. The reader's tuning does not touch them, so
they are fitted once and not again with the reader.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import torch
from numpy.typing import NDArray

import themes
from training import bert
from training.fit_ask import FOLDER, asked, labelled
from training.lessons import full_pieces, padded
from workbench.depth.wordpiece import WordPiece
from workbench.tailoring.emphasis import sentences_of
from workbench.tailoring.phrases import tokens
from workbench.tailoring.questions import EMPTY

WIDTH, STRETCHES, TYPICAL = 64, 16, 256
COMMON = 12_000
"""Words among so many first pieces of the vocabulary, which is sorted by how common they are, are taken in."""
SEEN = 2
"""Rarer words are taken in where so many labelled stories or questions hold them."""
ROUNDS, SEED = 12, 0
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")


def counted() -> Counter[str]:
    """In how many labelled stories, and questions to learn from, each word stands."""
    found: Counter[str] = Counter()
    for story in labelled():
        text = " ".join([story.title, *(sentence.text for sentence in sentences_of(story))])
        found.update(set(_WORD.findall(text.lower())))
    for text in [*asked(), *(question.text for question in themes.catalogue().questions.values())]:
        found.update(set(_WORD.findall(text.lower())))
    return found


def alone(words: list[str]) -> NDArray[np.float64]:
    """What each word means when it is read alone, at unit length."""
    model, pieces = bert.pretrained().eval(), WordPiece(full_pieces())
    made = []
    with torch.no_grad():
        for start in range(0, len(words), 256):
            ids, mask = padded([pieces.ids(word, 12) for word in words[start : start + 256]])
            made.append(model(ids, mask).double().numpy())
    vectors = np.concatenate(made)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def by_stem(words: list[str], vectors: NDArray[np.float64], counts: Counter[str]) -> dict[str, NDArray[np.float64]]:
    """One vector for each stem: the mean of its words, common ones counting more."""
    centred = vectors - vectors.mean(axis=0)
    main = np.linalg.svd(centred, full_matrices=False)[2][:WIDTH]
    small = centred @ main.T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    sums: dict[str, NDArray[np.float64]] = {}
    for word, vector in zip(words, small, strict=True):
        stems = tokens(word)
        if len(stems) == 1 and stems[0] not in EMPTY:
            sums[stems[0]] = sums.get(stems[0], np.zeros(WIDTH)) + (counts[word] + 0.5) * vector
    return {stem: sums[stem] / np.linalg.norm(sums[stem]) for stem in sorted(sums)}


def coded(vectors: NDArray[np.float64]) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The numbers of the typical stretches of each vector, and the typical stretches."""
    random = np.random.RandomState(SEED)
    step = WIDTH // STRETCHES
    codes = np.zeros((len(vectors), STRETCHES), np.uint8)
    books = np.zeros((STRETCHES, TYPICAL, step))
    for at in range(STRETCHES):
        part = vectors[:, at * step : (at + 1) * step]
        book = part[random.choice(len(part), TYPICAL, replace=False)].copy()
        for _ in range(ROUNDS):
            nearest = _nearest(part, book)
            for number in range(TYPICAL):
                here = nearest == number
                if here.any():
                    book[number] = part[here].mean(axis=0)
        codes[:, at] = _nearest(part, book)
        books[at] = book
    return codes, books


def _nearest(part: NDArray[np.float64], book: NDArray[np.float64]) -> NDArray[np.int64]:
    far = (part**2).sum(axis=1)[:, None] - 2 * part @ book.T + (book**2).sum(axis=1)
    return np.asarray(far.argmin(axis=1))


def main() -> None:
    counts = counted()
    common = {piece for piece in full_pieces()[:COMMON] if piece.isascii() and piece.isalpha() and len(piece) > 1}
    words = sorted(common | {word for word, number in counts.items() if number >= SEEN and len(word) > 1})
    vectors = by_stem(words, alone(words), counts)
    whole = np.array(list(vectors.values()))
    codes, books = coded(whole)
    np.savez_compressed(
        FOLDER / "meanings.npz",
        stems=np.array("\n".join(vectors)),
        codes=codes,
        books=books.astype(np.float16),
    )
    again = np.concatenate([books[at][codes[:, at]] for at in range(STRETCHES)], axis=1)
    again /= np.linalg.norm(again, axis=1, keepdims=True)
    size = (FOLDER / "meanings.npz").stat().st_size
    kept = float((again * whole).sum(axis=1).mean())
    print(f"{len(words)} words, {len(vectors)} stems, likeness after coding {kept:.3f}, {size} bytes")


if __name__ == "__main__":
    main()
