"""Bytes in, documents out: decoding, languages, un-wrapping, sentences, what a document says of itself."""
