import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

/**
 * Releases, indexed or searched: build FOLDER, or search FOLDER.
 *
 * <p>A release is [title, body, day, country…]. A question is [kind, country, first day, last day,
 * number of words, word…, excluded word…], and its answer [nanoseconds of processor time, total,
 * number of hits, title, passages, title, passages…, country, count, country, count…].
 */
public final class Releases {
    private static final String TITLE = "title";
    private static final String BODY = "body";
    private static final String DAY = "day";
    private static final String COUNTRY = "country";
    private static final float TITLE_WEIGHT = 3;
    private static final int HITS = 10;
    private static final int PASSAGES = 2;
    private static final int PASSAGE_LENGTH = 200;
    private static final int COUNTRIES = 250;

    private static final FoldingFrench FRENCH = new FoldingFrench(false);
    private static final FacetsConfig FACETS = new FacetsConfig();
    private static final FieldType WITH_OFFSETS = new FieldType(TextField.TYPE_STORED);

    static {
        FACETS.setMultiValued(COUNTRY, true);
        WITH_OFFSETS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        WITH_OFFSETS.freeze();
    }

    private final IndexSearcher searcher;
    private final SortedSetDocValuesReaderState countries;
    private final UnifiedHighlighter highlighter;

    private Releases(IndexReader reader) throws IOException {
        searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null); // no engine remembers answers here
        countries = new DefaultSortedSetDocValuesReaderState(reader);
        highlighter = new UnifiedHighlighter(searcher, FRENCH);
        highlighter.setBreakIterator(
                () ->
                        LengthGoalBreakIterator.createClosestToLength(
                                BreakIterator.getSentenceInstance(Locale.FRENCH),
                                PASSAGE_LENGTH,
                                0.5f)); // the match in the middle
    }

    public static void main(String[] arguments) throws IOException {
        Messages messages = new Messages(System.in, System.out);
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("build")) {
            Building.build(messages, folder, FRENCH, Releases::document);
            return;
        }
        try (IndexReader reader = DirectoryReader.open(FSDirectory.open(folder))) {
            Releases releases = new Releases(reader);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            List<String> question;
            while ((question = messages.read()) != null) {
                long began = threads.getCurrentThreadCpuTime();
                List<String> answer = releases.answer(query(question));
                answer.add(0, Long.toString(threads.getCurrentThreadCpuTime() - began));
                messages.write(answer);
            }
        }
    }

    private static Document document(List<String> release) {
        Document document = new Document();
        document.add(new TextField(TITLE, release.get(0), Field.Store.YES));
        document.add(new Field(BODY, release.get(1), WITH_OFFSETS));
        document.add(new IntPoint(DAY, Integer.parseInt(release.get(2))));
        for (String country : release.subList(3, release.size())) {
            document.add(new SortedSetDocValuesFacetField(COUNTRY, country));
        }
        try {
            return FACETS.build(document);
        } catch (IOException error) {
            throw new IllegalStateException(error); // only taxonomies are written elsewhere
        }
    }

    private List<String> answer(Query query) throws IOException {
        TopScoreDocCollector best = TopScoreDocCollector.create(HITS, Integer.MAX_VALUE);
        FacetsCollector matches = new FacetsCollector();
        searcher.search(query, MultiCollector.wrap(best, matches));
        TopDocs hits = best.topDocs();
        List<String> answer = new ArrayList<>();
        answer.add(Long.toString(hits.totalHits.value));
        answer.add(Integer.toString(hits.scoreDocs.length));
        if (hits.scoreDocs.length > 0) {
            addHits(answer, query, hits);
            addCountries(answer, matches);
        }
        return answer;
    }

    private void addHits(List<String> answer, Query query, TopDocs hits) throws IOException {
        String[] passages = highlighter.highlight(BODY, query, hits, PASSAGES);
        for (int rank = 0; rank < passages.length; rank++) {
            ScoreDoc hit = hits.scoreDocs[rank];
            answer.add(searcher.doc(hit.doc, Set.of(TITLE)).get(TITLE));
            answer.add(passages[rank] == null ? "" : passages[rank]);
        }
    }

    private void addCountries(List<String> answer, FacetsCollector matches) throws IOException {
        FacetResult counts =
                new SortedSetDocValuesFacetCounts(countries, matches)
                        .getTopChildren(COUNTRIES, COUNTRY);
        if (counts != null) {
            for (LabelAndValue count : counts.labelValues) {
                answer.add(count.label);
                answer.add(count.value.toString());
            }
        }
    }

    private static Query query(List<String> question) throws IOException {
        String country = question.get(1);
        int firstExcluded = 5 + Integer.parseInt(question.get(4));
        List<String> words = question.subList(5, firstExcluded);
        List<String> excluded = question.subList(firstExcluded, question.size());
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(asked(question.get(0), words), Occur.MUST);
        for (String word : excluded) {
            query.add(term(word), Occur.MUST_NOT);
        }
        if (!country.isEmpty()) {
            Term named = DrillDownQuery.term(FacetsConfig.DEFAULT_INDEX_FIELD_NAME, COUNTRY, country);
            query.add(new TermQuery(named), Occur.FILTER);
        }
        if (!question.get(2).isEmpty()) {
            int first = Integer.parseInt(question.get(2));
            int last = Integer.parseInt(question.get(3));
            query.add(IntPoint.newRangeQuery(DAY, first, last), Occur.FILTER);
        }
        return query.build();
    }

    private static Query asked(String kind, List<String> words) throws IOException {
        switch (kind) {
            case "phrase":
                String[] stems = FRENCH.terms(String.join(" ", words)).toArray(new String[0]);
                return both(field -> new PhraseQuery(field, stems));
            case "prefix":
                return both(field -> new PrefixQuery(new Term(field, words.get(0))));
            case "fuzzy":
                String stem = stem(words.get(0));
                return both(field -> new FuzzyQuery(new Term(field, stem), 1));
            default:
                BooleanQuery.Builder query = new BooleanQuery.Builder();
                for (String word : words) {
                    query.add(term(word), kind.equals("or") ? Occur.SHOULD : Occur.MUST);
                }
                return query.build();
        }
    }

    private static Query term(String word) throws IOException {
        String stem = stem(word);
        return both(field -> new TermQuery(new Term(field, stem)));
    }

    private static String stem(String word) throws IOException {
        List<String> terms = FRENCH.terms(word);
        if (terms.size() != 1) {
            throw new IllegalArgumentException(word + " is not one word");
        }
        return terms.get(0);
    }

    private static Query both(Function<String, Query> of) {
        return new BooleanQuery.Builder()
                .add(new BoostQuery(of.apply(TITLE), TITLE_WEIGHT), Occur.SHOULD)
                .add(of.apply(BODY), Occur.SHOULD)
                .build();
    }
}
