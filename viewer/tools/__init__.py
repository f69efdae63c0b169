"""What a hand can do with the left button, as generators over pointer events in patient millimetres.

A press starts one, moves are sent in, and it returns what was drawn or nothing. Closing it leaves no trace.
None of them knows a window.
"""
