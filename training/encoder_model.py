"""The second reader: the sentence encoder, a recurrent layer over the story, and its outputs.

Sentences become vectors (`bert.Encoder`); a bidirectional GRU reads them in order, so that a sentence is
judged with its neighbours; each sentence gets 36 scores; the story's scores are a soft maximum over its
sentences, corrected by a small layer that sees all 36 at once and the story as a whole.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from training import bert
from workbench.depth.labels import CRITERIA
from workbench.depth.storywide import OUTPUTS

COUNT = len(CRITERIA)
MEMORY = 96
SHARP = 1.5
"""How near the soft maximum is to the maximum."""


class StoryHead(nn.Module):
    """From sentence vectors to the scores of sentences and story."""

    def __init__(self) -> None:
        super().__init__()
        self.gru = nn.GRU(bert.WIDTH, MEMORY, batch_first=True, bidirectional=True)
        self.alone = nn.Linear(bert.WIDTH, 2 * COUNT)
        self.context = nn.Linear(2 * MEMORY, 2 * COUNT)
        self.whole = nn.Linear(bert.WIDTH + 4 * MEMORY, 64)
        self.mix = nn.Linear(2 * COUNT + 64, 2 * COUNT)
        self.rest = nn.Linear(2 * COUNT + 64, OUTPUTS)
        self.drop = nn.Dropout(0.25)
        nn.init.constant_(self.alone.bias, -2.0)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def sentences_alone(self, vectors: Tensor) -> Tensor:
        """Scores of single sentences that stand in no story."""
        scores: Tensor = self.alone(self.drop(vectors))
        return scores

    def forward(self, vectors: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`vectors`: stories × sentences × width. Returns the scores of sentences, criteria and whole story."""
        mask = torch.arange(vectors.shape[1])[None] < lengths[:, None]
        dropped = self.drop(vectors)
        packed = nn.utils.rnn.pack_padded_sequence(dropped, lengths, batch_first=True, enforce_sorted=False)
        memory, _ = nn.utils.rnn.pad_packed_sequence(
            self.gru(packed)[0], batch_first=True, total_length=vectors.shape[1]
        )
        scores = self.alone(dropped) + self.context(self.drop(memory))
        hidden = scores.masked_fill(~mask[:, :, None], -1e4)
        soft = torch.logsumexp(hidden * SHARP, 1) / SHARP
        many = mask[:, :, None].to(vectors.dtype)
        share = many.sum(1)
        mean_memory = (memory * many).sum(1) / share
        top_memory = memory.masked_fill(~mask[:, :, None], -1e4).max(1).values
        mean_vector = (vectors * many).sum(1) / share
        story = torch.tanh(self.whole(self.drop(torch.cat([mean_vector, mean_memory, top_memory], 1))))
        both = torch.cat([soft, self.drop(story)], 1)
        return scores, soft + self.mix(both), self.rest(both)


class Top(nn.Module):
    """The upper layers of the encoder with the story head: all that a fold trains."""

    def __init__(self, encoder: bert.Encoder, cut: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(list(encoder.layers)[cut:])
        self.head = StoryHead()

    def vectors(self, tokens: Tensor, mask: Tensor) -> Tensor:
        """Token vectors of the lower layers to sentence vectors."""
        bias = (1.0 - mask)[:, None, None, :] * -1e4
        x = tokens
        for layer in self.layers:
            x = layer(x, bias)
        return bert.mean(x, mask).float()


def loss_of(scores: Tensor, wanted: Tensor, trust: Tensor, positive: float) -> Tensor:
    """Mean over rows of the summed log loss; positives count `positive` times."""
    losses = fn.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * (1 + (positive - 1) * wanted)
    return (losses * trust).sum(-1).mean()
