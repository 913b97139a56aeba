"""When are two French words the same? One answer for the writer, the reader and the snippets.

Nothing else in the project tokenises, folds or stems.
"""

from index.french.analysis import Token, Tokens, analyze
from index.french.explain import Step, explain
from index.french.query import QueryWord, query_words, without_stop_words
from index.french.terms import term
from index.french.text import clean
from index.french.versions import fingerprint

__all__ = [
    "QueryWord",
    "Step",
    "Token",
    "Tokens",
    "analyze",
    "clean",
    "explain",
    "fingerprint",
    "query_words",
    "term",
    "without_stop_words",
]
