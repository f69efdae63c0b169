"""RECIST 1.1 as pure functions over frozen values: every call comes with its reasons."""
