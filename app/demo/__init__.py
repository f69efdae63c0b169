"""The demonstration trial: made-up subjects with lesions of known size, scanned, read and called."""
