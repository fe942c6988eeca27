"""Web pages to text: bytes to a tree, the tree to lines, and which of the lines are the page's own furniture."""
