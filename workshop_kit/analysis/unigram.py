"""A unigram tokeniser: cuts a text into the pieces of a vocabulary, as XLM-R and multilingual E5 do.

Source: T. Kudo, Subword Regularization (ACL 2018), section 3.2: the best cut is the one with the highest sum of
log-probabilities, found by the Viterbi algorithm.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SPACE = "\u2581"
"""The sign that stands for a space inside the pieces."""
UNKNOWN_PENALTY = 10.0
"""How much worse than the worst piece an unknown letter is (the constant of SentencePiece)."""


@dataclass(frozen=True)
class Unigram:
    pieces: Mapping[str, int]  # piece -> token
    scores: list[float]  # log-probability of each token
    normal: Mapping[str, str]  # letter -> its normal form
    begin: int
    end: int
    unknown: int
    longest: int  # letters in the longest piece
    unknown_score: float

    def tokens(self, text: str, limit: int) -> list[int]:
        """The tokens of a text with its begin and end marks, at most `limit` of them."""
        return [self.begin, *self._best_cut(self._normalised(text))[: limit - 2], self.end]

    def _normalised(self, text: str) -> str:
        letters = "".join(self.normal.get(letter, letter) for letter in text)
        return "".join(SPACE + word for word in letters.split(" ") if word) or SPACE

    def _best_cut(self, text: str) -> list[int]:
        best = [0.0] + [-float("inf")] * len(text)
        token_before, starts = [0] * len(best), [0] * len(best)
        for start in range(len(text)):
            for end, token, score in self._steps(text, start):
                if best[start] + score > best[end]:
                    best[end], token_before[end], starts[end] = best[start] + score, token, start
        return _walked_back(token_before, starts)

    def _steps(self, text: str, start: int) -> list[tuple[int, int, float]]:
        steps = []
        for end in range(start + 1, min(len(text), start + self.longest) + 1):
            token = self.pieces.get(text[start:end])
            if token is not None and token != self.unknown:
                steps.append((end, token, self.scores[token]))
        return [*steps, (start + 1, self.unknown, self.unknown_score)]


def _walked_back(token_before: list[int], starts: list[int]) -> list[int]:
    cut, end = [], len(starts) - 1
    while end > 0:
        cut.append(token_before[end])
        end = starts[end]
    return cut[::-1]


def unigram(
    pieces: Mapping[str, int], scores: list[float], normal: Mapping[str, str], marks: tuple[int, int, int]
) -> Unigram:
    """A tokeniser from a vocabulary; `marks` are the tokens for begin, end and unknown."""
    begin, end, unknown = marks
    longest = max(map(len, pieces), default=1)
    return Unigram(pieces, scores, normal, begin, end, unknown, longest, min(scores, default=0.0) - UNKNOWN_PENALTY)
