"""Lesions in the panel: their list, the form of the one in hand, its menus, and what they ask of the desk."""
