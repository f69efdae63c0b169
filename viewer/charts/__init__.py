"""Charts drawn by one code on a window, in a picture, in an SVG and on paper."""
