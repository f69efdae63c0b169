"""One lesion's timepoints laid over each other: pictures in one frame, calipers of all of them."""
