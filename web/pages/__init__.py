"""The pages, one module each: its views, guarded by `for_group`, and its list `urls`."""
