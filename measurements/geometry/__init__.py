"""Points, planes and calipers in patient space: LPS, millimetres."""
