import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/**
 * Texts, indexed or ranked: build FOLDER, or search FOLDER.
 *
 * <p>A text is [identifier, text]; a question [depth, text], and its answer the identifiers of the
 * best texts that hold any of its words.
 */
public final class Texts {
    private static final String ID = "id";
    private static final String TEXT = "text";

    private static final FoldingFrench FRENCH = new FoldingFrench(true);

    private Texts() {}

    public static void main(String[] arguments) throws IOException {
        Messages messages = new Messages(System.in, System.out);
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("build")) {
            Building.build(messages, folder, FRENCH, Texts::document);
            return;
        }
        try (IndexReader reader = DirectoryReader.open(FSDirectory.open(folder))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            List<String> question;
            while ((question = messages.read()) != null) {
                messages.write(
                        best(searcher, query(question.get(1)), Integer.parseInt(question.get(0))));
            }
        }
    }

    private static Document document(List<String> text) {
        Document document = new Document();
        document.add(new StringField(ID, text.get(0), Field.Store.YES));
        document.add(new TextField(TEXT, text.get(1), Field.Store.NO));
        return document;
    }

    private static Query query(String text) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String term : FRENCH.terms(text)) {
            query.add(new TermQuery(new Term(TEXT, term)), Occur.SHOULD);
        }
        return query.build();
    }

    private static List<String> best(IndexSearcher searcher, Query query, int depth)
            throws IOException {
        List<String> ids = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, depth).scoreDocs) {
            ids.add(searcher.doc(hit.doc, Set.of(ID)).get(ID));
        }
        return ids;
    }
}
