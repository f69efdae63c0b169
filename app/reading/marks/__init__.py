"""What is marked beside lesions: annotations, key images, and the tools for them."""
