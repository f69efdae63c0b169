"""A read being made: commands, the service that runs them with undo, and what they changed."""
