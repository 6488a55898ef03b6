"""Golden set, recordings and baselines, and the scripts that train the role classifier."""
