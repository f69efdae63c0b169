"""The call: sums, response, its reasons, how far it is from another, over all timepoints."""
