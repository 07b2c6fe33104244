"""What an office's own decisions add to the rules: a small model beside them, never in their place.

It begins as the rules: their points are where it starts from, and with few decisions it says what they say. Each word of the
earlier decisions may then push towards a category or an urgency. It is logistic regression with a penalty on every push, so
that one appeal proves little; the same decisions always give the same model. A critical urgency that the rules found stays.

    learnt = learn(decided)          # at least LEAST decisions of at least two categories
    effect = measure(decided)        # on decisions that the model had not seen
    learnt.blend(text, found)        # a Triage, with the words that pushed it among its reasons

Who calls it leaves out names, telephones and the like (by spaces, so that places in the text stay what they are): one
appeal is sorted by what happened, not by whom it happened to.
"""

from tidings.triage.learning.decisions import LEAST, MOST, Decided, TooFew, points_of
from tidings.triage.learning.fitting import learn
from tidings.triage.learning.measuring import Change, Effect, Part, measure
from tidings.triage.learning.model import Learnt, Weighed

__all__ = [
    "LEAST",
    "MOST",
    "Change",
    "Decided",
    "Effect",
    "Learnt",
    "Part",
    "TooFew",
    "Weighed",
    "learn",
    "measure",
    "points_of",
]
