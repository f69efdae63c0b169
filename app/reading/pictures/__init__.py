"""Pictures on the wall: what hangs where, what moves with what, and the stacks behind it in memory."""
