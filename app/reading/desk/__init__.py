"""The read on the desk: what is stored of it, what a hand can do with it, and its words for the panels."""
