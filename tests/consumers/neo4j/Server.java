import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;

/**
 * Neo4j for check.py: java Server.java SCRATCH. Each line of stdin is a home whose database is
 * served next; the answer is a line with the Bolt address. Community edition serves one
 * database, and imports only into one that is not served: hence a server a home.
 */
public class Server {
    public static void main(String[] args) throws Exception {
        var homes = new BufferedReader(new InputStreamReader(System.in));
        Neo4j server = null;
        for (String line; (line = homes.readLine()) != null; ) {
            if (server != null) {
                server.close();
            }
            var home = Path.of(line);
            server = Neo4jBuilders.newInProcessBuilder(Path.of(args[0]))
                    .withDisabledServer()
                    .withConfig(GraphDatabaseSettings.load_csv_file_url_root, home.resolve("import"))
                    .copyFrom(home)
                    .build();
            System.out.println("ready " + server.boltURI());
        }
        if (server != null) {
            server.close();
        }
    }
}
