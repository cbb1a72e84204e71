"""Pages: what a leader reads, a journalist checks and a researcher cites, of the published file. See docs/site.md."""
