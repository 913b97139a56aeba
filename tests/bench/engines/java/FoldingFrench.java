import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.util.ElisionFilter;

/** The steps of FrenchAnalyzer, with accents folded before words are dropped and stemmed. */
final class FoldingFrench extends Analyzer {
    private static final CharArraySet STOP_WORDS = folded(FrenchAnalyzer.getDefaultStopSet());

    private final boolean dropsStopWords;

    FoldingFrench(boolean dropsStopWords) {
        this.dropsStopWords = dropsStopWords;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream tokens = new ElisionFilter(words, FrenchAnalyzer.DEFAULT_ARTICLES);
        tokens = new ASCIIFoldingFilter(new LowerCaseFilter(tokens));
        if (dropsStopWords) {
            tokens = new StopFilter(tokens, STOP_WORDS);
        }
        return new TokenStreamComponents(words, new FrenchLightStemFilter(tokens));
    }

    /** The terms of a text, in its order. */
    List<String> terms(String text) throws IOException {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        }
        return terms;
    }

    private static CharArraySet folded(CharArraySet words) {
        CharArraySet folded = new CharArraySet(words.size(), true);
        for (Object word : words) {
            char[] from = (char[]) word;
            char[] to = new char[4 * from.length]; // what the filter asks for
            int length = ASCIIFoldingFilter.foldToASCII(from, 0, to, 0, from.length);
            folded.add(new String(to, 0, length));
        }
        return folded;
    }
}
