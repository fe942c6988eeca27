"""Tables of issues and stakeholders in the formats of others, read into arrays; no document and no case stands behind them."""
