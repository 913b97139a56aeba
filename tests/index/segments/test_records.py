"""Records give back every release as it was, whatever is written in it."""

from hypothesis import given
from hypothesis import strategies as st

from index.releases import Aside, Contact, Mention, Release
from index.segments.records import Compression, from_record, to_record

# Lone surrogates, too: a record may have them, and UTF-8 has not.
texts = st.text(st.sampled_from('aé’"\\\n\r\t\0 中🙂\ud800\udfff'), max_size=20)
maybe = st.none() | texts
codes = st.lists(st.sampled_from(["PE", "BO"]), unique=True).map(tuple)
mentions = st.builds(
    Mention, codes.map("".join), st.just("name"), st.just("body"), st.just(3), st.just(7)
)
contacts = st.builds(Contact, maybe, maybe, maybe, maybe)
asides = st.builds(Aside, st.just("caption"), texts)


def several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=2).map(tuple)


releases = st.builds(
    Release,
    *(texts, texts, texts, texts, maybe, maybe, maybe, codes),
    *(several(mentions), several(contacts), several(asides), several(texts), maybe),
)


@given(releases)
def test_a_record_gives_back_its_release(release: Release) -> None:
    compression = Compression(b"")
    again = from_record(compression.unpack(compression.pack(to_record(release))))
    assert again == release
    for values, kind in ((again.mentions, Mention), (again.contacts, Contact)):
        assert all(type(value) is kind for value in values)
    assert all(type(aside) is Aside for aside in again.asides)
