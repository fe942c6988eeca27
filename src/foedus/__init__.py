"""foedus: documents about a crisis in, evidence with exact spans and a forecast with its reasons out."""

__version__ = "0.1.0"
