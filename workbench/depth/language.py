"""Can this text be judged at all? Not when it is not English, and not when it is too short."""

from __future__ import annotations

import re
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W\d_]{1,40}")
_ENGLISH: Final = _set(
    "the and to of a in was that it for with on as by at is were had this from we our they be have are "
    "not which but an or i my so all one when there what them who how before after their been you would "
    "could did no if than out up into only because about each over its his her she he more then where "
    "while these those also just"
)
_OTHERS: Final = _set(
    "der die das und ich wir ist nicht mit ein eine den dem des von zu auf für im sich war wurde haben "
    "het een van dat niet en op ik och att det som är inte jag og ikke til av le la les des un une et est "
    "dans pour que qui nous je avec sur pas au ce el los las una y en de del con para por se nuestro fue "
    "como o os as uma um não nós eu com em do da foi il lo gli di per che non abbiamo sono stato della w "
    "na z się nie jest że do dla po przez ve bir bu için ile yang dan di ini untuk dengan kami je v se že "
    "jsme jsem "
    # Danish, Norwegian, Finnish, Hungarian, Romanian
    "vi på før så blev fra af har efter hvor også kun ja että ei oli kun joka se kaksi me mutta myös ennen az egy és "
    "hogy nem volt amely meg két ami și să cu pe este nu la care când "
    # Vietnamese, Hindi in Latin letters, Swahili, Tagalog
    "và của là các cho không được một chúng tôi khi hai ka ki ke ko ne aur jo nahi tak humne maine se ya wa kwa ni "
    "katika ang ng mga sa ay"
) - frozenset({"a", "i", "in", "on", "so", "was", "do", "an", "me", "hot", "come", "as", "la", "ya", "for"})
_LOWEST_SHARE: Final = 0.10
_TELEGRAPHIC: Final = 0.05
"""Lines of a curriculum vitae hold hardly a small word; those that they hold are English."""
_SAMPLE: Final = 4000
_FEWEST_DIFFERENT: Final = 12
"""Different words that a text must hold: told stories of 25 words hold 18 and more, repetitions hardly ten."""


def why_not_read(text: str, min_words: int) -> str:
    """The reason why `text` is not judged, as a plain sentence; empty when it is."""
    words = [m.group().lower() for _, m in zip(range(_SAMPLE), _WORD.finditer(text), strict=False)]
    letters = sum(len(w) for w in words)
    latin = sum(c < "\u0250" or "\u1e00" <= c < "\u1f00" for w in words for c in w)
    # Scripts without spaces have few "words": what is not Latin is told before what is short.
    if latin < 0.7 * letters:
        return "Not in English, and only English is read."
    if len(words) < min_words:
        return f"Too short to judge: {len(words)} words, and at least {min_words} are needed."
    if len(set(words)) < _FEWEST_DIFFERENT:
        return "The same few words over and over: there is nothing to judge."
    english = sum(w in _ENGLISH for w in words)
    others = sum(w in _OTHERS for w in words)
    telegraphic = english >= _TELEGRAPHIC * len(words) and english > 2 * others
    if others > english or (english < _LOWEST_SHARE * len(words) and not telegraphic):
        return (
            "Not in English, and only English is read."
            if others >= english
            else "Not English prose: hardly a sentence in it."
        )
    return ""
