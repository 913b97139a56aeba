import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;

/** Documents that come as messages become an index of one segment. */
final class Building {
    private static final double MEMORY_MB = 512;

    private Building() {}

    static void build(
            Messages messages, Path folder, Analyzer analyzer, Function<List<String>, Document> read)
            throws IOException {
        IndexWriterConfig settings = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(MEMORY_MB);
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, settings)) {
            List<String> message;
            while ((message = messages.read()) != null) {
                writer.addDocument(read.apply(message));
            }
            writer.forceMerge(1);
        }
    }
}
