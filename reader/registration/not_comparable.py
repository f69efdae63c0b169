"""Why nothing can be followed between two series."""

from measurements.following import Hindrance


class NotComparable(Exception):
    """Says what is in the way, and in which series (`Series.key`)."""

    def __init__(self, hindrance: Hindrance, series_key: str) -> None:
        super().__init__(hindrance, series_key)
        self.hindrance, self.series_key = hindrance, series_key
