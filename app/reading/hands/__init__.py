"""The hands of a reader: what keys, mouse and window numbers mean to this reader, and the sheet of keys."""
