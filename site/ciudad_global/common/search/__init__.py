"""Full-text search that both engines keep and answer alike: words, indexes, snippets."""
