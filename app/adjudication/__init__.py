"""The adjudicator's window: two locked reads side by side, and which of them counts."""
