"""The pages: what a leader reads, a journalist checks and a researcher cites, from the published file. See docs/site.md."""
