"""The endpoints of a trial, as pure functions of its reads, its clinical events and its protocol."""
