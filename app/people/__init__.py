"""Who is at the window: signing in, the lock, accounts and what each is given to do."""
