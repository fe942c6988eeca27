"""File formats: each module here turns the bytes of one into texts, or into the files it holds."""
