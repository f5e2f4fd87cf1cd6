"""Connect findings with roots, foramina and other causes, each with its reasons from the graph."""
