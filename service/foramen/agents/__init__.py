"""Hand the graph to language models as tools, by the Model Context Protocol."""
