"""Every channel by which appeals come: a file of its kind is read into messages, and what is none is counted.

    form, operator   .jsonl       one object a line
    a text           .txt         one message
    e-mail           .eml .mbox   each letter; what it quotes is kept apart, attachments are named
    Telegram         .json        what Telegram Desktop exports (result.json)
    WhatsApp         .txt         what a telephone exports
    a sheet          .csv .xlsx .ods .xls   a row is a message

To read another kind of file, write a function `(file, asked) -> numbered pieces` in a module of its own, and add it to
CHANNELS.
"""

from tidings.extraction.channels.loading import CHANNELS, Gathered, gather, load, load_all, pieces
from tidings.extraction.channels.pieces import WHY, Asked, LeftOut, Piece, say_left_out

__all__ = [
    "CHANNELS",
    "WHY",
    "Asked",
    "Gathered",
    "LeftOut",
    "Piece",
    "gather",
    "load",
    "load_all",
    "pieces",
    "say_left_out",
]
