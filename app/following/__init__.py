"""Where the lesions of an open read lie at its other timepoints: found in the background, kept, told."""
