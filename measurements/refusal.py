"""The one exception for what a user can cause and mend."""


class Refusal(Exception):
    """Bad input, told in one sentence: what happened, which file, what to do next.

    Windows show the sentence as it is; the command line prints it and exits with status 2.
    Nothing has been changed when it is raised.
    """


class NotStored(Refusal):
    """A change that was right but that the disk did not take: the same may succeed when the disk is back."""


class Signed(Refusal):
    """What was to be changed is signed: the database refuses it until it is unlocked."""


class NotAllowed(Refusal):
    """Whoever is at the trial may not do or see this in the role they act in."""
