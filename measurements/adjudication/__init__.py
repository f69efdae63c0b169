"""Two readers of one subject: which lesions are the same, where they differ, what each difference does."""
