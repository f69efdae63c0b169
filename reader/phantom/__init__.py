"""A made-up patient in a made-up scanner: CT series with lesions whose diameters are known exactly."""
