"""Treaty organisations as data and as machines: members by date, articles, rules, and what happens after a request."""
