import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lists of strings to and from the bench, laid out as engines/messages.py says. */
final class Messages {
    private final DataInputStream in;
    private final DataOutputStream out;

    Messages(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /** The next message, or null when there are no more. */
    List<String> read() throws IOException {
        int number;
        try {
            number = in.readInt();
        } catch (EOFException end) {
            return null;
        }
        List<String> strings = new ArrayList<>(number);
        for (int n = 0; n < number; n++) {
            strings.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        return strings;
    }

    void write(List<String> strings) throws IOException {
        out.writeInt(strings.size());
        for (String string : strings) {
            byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
    }
}
