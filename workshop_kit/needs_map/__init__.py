"""The needs map: what many workshops said, where and when, and what no service answers.

The machine proposes which themes of different workshops say one need; people confirm. Pages show what is kept.

    standing    the themes of the boards and the needs they belong to, in a few queries for all
    joining     which themes may say the same (pure)
    suggest     a run of the machine over all boards
    asking      what is left for a person to confirm
    deciding    what a person does with needs; each is one gesture (`gestures`), and can be taken back
    tables      needs by area, by year and by language; gaps
    said        the ideas behind a number
    map         areas as shapes or tiles in the plane (pure)
"""
