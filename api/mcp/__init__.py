"""The Model Context Protocol: the archive as tools and resources, over HTTP at `/mcp` and over standard input."""
