"""Small widgets that every window uses: chips, tags, banners, lines of text."""
