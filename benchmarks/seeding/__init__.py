"""An office's data of any size, made up: which documents there are, who cites whom, what is ordered; see `seed`."""
