"""Give other systems our concepts by code or word, and theirs for ours: names, places, mappings."""
