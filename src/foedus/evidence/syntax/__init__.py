"""Shallow analysis: the predicates of a sentence with their arguments, in one form for every language.

English uses the spaCy parser where the extra ``en`` is installed, Korean the Kiwi morphemes where the extra
``ko`` is; without them, and in Spanish, word order and inflection tables decide.
"""
