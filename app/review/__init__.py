"""The investigator's review: a subject's lesions by timepoints, its sums over time, its calls and why."""
