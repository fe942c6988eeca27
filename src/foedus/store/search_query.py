"""What a user types into a search, understood: words, "phrases", OR, -not, prefix*, and filters by field.

Nothing typed is an error. What makes no sense is taken as words, or left out with a note.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from foedus.store.search_words import KEPT, Word, grams, indexed, query_stems, related, words

FIELDS = ("doc", "lang", "kind", "date", "actor")
MOST = 64  #: words and phrases of one query; what follows is left out
_ATOM = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)"?|([^\s"()]+))(\*?)')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A word or a phrase to find.

    Attributes
    ----------
    tokens
        Its words; more than one for a phrase and for what is written together (``5,000``).
    exact
        A phrase in quotation marks: no other forms of its words.
    prefix
        The last word may go on.
    """

    tokens: tuple[Word, ...]
    exact: bool = False
    prefix: bool = False

    def find(self, text: Sequence[Word], code: str) -> Iterator[Span]:
        """Yield where it stands among the words of a text in language `code`."""
        size = len(self.tokens)
        for i in range(len(text) - size + 1):
            first = text[i]
            if size == 1:
                yield from self._inside(first) if self.tokens[0].unspaced else self._whole(first, code)
            elif all(self._fits(k, text[i + k], code) for k in range(size)) and self._together(text[i : i + size]):
                last = self.tokens[-1]
                start, end = first.start, text[i + size - 1].end
                if self.tokens[0].unspaced and _letterwise(first):
                    start = first.end - len(self.tokens[0].form)
                if last.unspaced and _letterwise(text[i + size - 1]):
                    end = text[i + size - 1].start + len(last.form)
                yield start, end

    def _inside(self, word: Word) -> Iterator[Span]:
        """Yield each place of a word without spaces around it within `word`."""
        wanted = self.tokens[0].form
        at = word.form.find(wanted) if word.unspaced and not self.prefix else 0 if word.unspaced and word.form.startswith(wanted) else -1
        while at >= 0:
            yield (word.start + at, word.start + at + len(wanted)) if _letterwise(word) else (word.start, word.end)
            at = -1 if self.prefix else word.form.find(wanted, at + len(wanted))

    def _whole(self, word: Word, code: str) -> Iterator[Span]:
        if self._fits(0, word, code):
            yield word.start, word.end

    def _fits(self, k: int, word: Word, code: str) -> bool:
        token, last = self.tokens[k], k == len(self.tokens) - 1
        if token.unspaced != word.unspaced:
            return False
        if token.unspaced:
            # A particle may follow the last word, another noun may precede the first.
            if k == 0:
                return word.form.endswith(token.form)
            return word.form.startswith(token.form) if last else word.form == token.form
        if last and self.prefix:
            return word.form.startswith(token.form) and _agree(token, word)
        same = word.form == token.form or (not self.exact and related(token.form, word.form, code))
        return same and _agree(token, word)

    def _together(self, found: Sequence[Word]) -> bool:
        """Say whether words written together in the query are so in the text; those of a phrase need only follow each other."""
        gaps = [b.start - a.end for a, b in zip(self.tokens, self.tokens[1:], strict=False)]
        return self.exact or all((b.start - a.end == 0) == (gap == 0) for gap, a, b in zip(gaps, found, found[1:], strict=False))

    def candidates(self, codes: Collection[str]) -> str:
        """Return an FTS5 expression that finds every segment that may hold it, in texts of languages `codes`."""
        if self.exact and not any(t.unspaced for t in self.tokens):
            return f'words : {_quoted(*(t.form for t in self.tokens))}{" *" if self.prefix else ""}'
        parts = []
        for k, token in enumerate(self.tokens):
            if token.unspaced:
                cut = grams(token.form)[:-1]
                parts.append(f"grams : {_quoted(*cut)}" if cut else f"grams : {_quoted(token.form)} *")
            elif self.prefix and k == len(self.tokens) - 1:
                parts.append(f"words : {_quoted(token.form)} *")
            else:
                forms = [f"words : {_quoted(token.form)}"]
                if not self.exact:
                    forms += [f"{{words stems}} : {_quoted(s)}" for s in sorted(query_stems(token.form, codes)) if s != token.form]
                    forms.append(f"stems : {_quoted(token.form)}")
                parts.append(f"({' OR '.join(forms)})")
        return f"({' AND '.join(parts)})"

    def certain(self) -> str | None:
        """Return an FTS5 expression all of whose segments hold it, though others may as well; None if there is none."""
        (first, *more) = self.tokens
        if more or first.form != first.strict:
            return None
        if first.unspaced:
            cut = grams(first.form)[:-1]
            return None if self.prefix or not cut else f"grams : {_quoted(*cut)}"
        return f"words : {_quoted(first.form)}{' *' if self.prefix else ''}"


@dataclass(frozen=True, slots=True)
class Query:
    """A search as understood.

    Attributes
    ----------
    clauses
        A segment must hold, of each clause, at least one item.
    excluded
        And none of these.
    wanted, unwanted
        Values of each field, one of which must hold; and those that must not.
    notes
        What was left out, in words.
    """

    clauses: tuple[tuple[Item, ...], ...] = ()
    excluded: tuple[Item, ...] = ()
    wanted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unwanted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.clauses and not self.wanted

    def find(self, text: Sequence[Word], code: str) -> list[Span] | None:
        """Return where the query's words stand in a text, in order and apart; None if the text is no hit."""
        spans: list[Span] = []
        for clause in self.clauses:
            found = [span for item in clause for span in item.find(text, code)]
            if not found:
                return None
            spans += found
        if any(next(item.find(text, code), None) for item in self.excluded):
            return None
        return _apart(spans)

    def expression(self, codes: Collection[str]) -> str:
        """Return the FTS5 expression whose segments hold every hit."""
        both = " AND ".join(f"({' OR '.join(item.candidates(codes) for item in clause)})" for clause in self.clauses)
        out = " OR ".join(found for item in self.excluded if (found := item.certain()))
        return f"({both}) NOT ({out})" if out else both


def parse(text: str) -> Query:
    """Return what was typed as a query. Never raises."""
    clauses: list[tuple[Item, ...]] = []
    excluded: list[Item] = []
    fields: dict[bool, dict[str, tuple[str, ...]]] = {True: {}, False: {}}
    notes: list[str] = []
    signs: list[str] = []  # an emoji, a sign of money, alone
    joined = False  # OR stands before the next item
    composed = unicodedata.normalize("NFC", text).translate(_QUOTES)
    for number, (minus, name, phrase, bare, star) in enumerate(_atoms(composed)):
        if number == MOST:
            notes.append(f"only the first {MOST} words were looked for")
            break
        value = phrase or bare
        if name.lower() in FIELDS and value:
            kept = fields[not minus]
            kept[name.lower()] = (*kept.get(name.lower(), ()), value)
            continue
        if bare == "OR" and not minus and not name:
            joined = bool(clauses)
            continue
        item = _item(f"{name}:{value}" if name else value, exact=bool(phrase), prefix=bool(star) or bare.endswith("*"))
        if item is None:
            if value not in signs and any(unicodedata.category(c).startswith("S") for c in value):
                signs.append(value)
            continue
        if minus:
            excluded.append(item)
        elif joined:
            clauses[-1] = (*clauses[-1], item)
        else:
            clauses.append((item,))
        joined = False
    if signs:
        notes.append(f"{' '.join(signs)} cannot be looked for: only letters and digits are indexed")
    query = Query(tuple(clauses), tuple(excluded), fields[True], fields[False], ())
    if query.empty and (excluded or not signs):
        notes.append("there is no word to look for" if not excluded else "only words to leave out; name one to look for as well")
    return Query(query.clauses, query.excluded, query.wanted, query.unwanted, tuple(notes))


def _atoms(text: str) -> Iterator[tuple[str, str, str, str, str]]:
    for match in _ATOM.finditer(text):
        before = text[match.start() - 1 : match.start()]
        minus = match[1] if match[1] and (not before or before.isspace() or before == "(") else ""
        yield minus, match[2] or "", match[3] or "", match[4] or "", match[5]


def _item(text: str, *, exact: bool, prefix: bool) -> Item | None:
    tokens = tuple(words(text)[:MOST])
    return Item(tokens, exact, prefix) if tokens else None


def _agree(token: Word, word: Word) -> bool:
    """Say whether letters of their own in the query (ñ) are so in the text; plain ones may be either."""
    if token.form == token.strict:
        return True
    to = token.strict.rindex(KEPT) + 2  # the mark and its letter
    return token.strict[:to] == word.strict[:to]


def _letterwise(word: Word) -> bool:
    """Say whether each letter of the folded word is one of the text."""
    return len(word.form) == word.end - word.start


def _quoted(*forms: str) -> str:
    return '"' + " ".join(indexed(f) for f in forms).replace('"', "") + '"'


def _apart(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
