import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;

/** The smallest HTTP server that answers SELECT over Jena in memory: GET /sparql?query=..., answered as JSON. */
public final class JenaServer {
  private JenaServer() {}

  /** Takes the port and the RDF file. */
  public static void main(String[] arguments) throws IOException {
    Model model = ModelFactory.createDefaultModel();
    RDFDataMgr.read(model, arguments[1]);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 128);
    server.createContext("/sparql", exchange -> answer(exchange, model));
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.start();
  }

  private static void answer(HttpExchange exchange, Model model) throws IOException {
    int status = 200;
    String type = "application/sparql-results+json";
    byte[] body;
    try {
      Query query = QueryFactory.create(queryOf(exchange.getRequestURI().getRawQuery()));
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      try (QueryExecution execution = QueryExecutionFactory.create(query, model)) {
        ResultSetFormatter.outputAsJSON(written, execution.execSelect());
      }
      body = written.toByteArray();
    } catch (RuntimeException problem) {
      status = 400;
      type = "text/plain";
      body = String.valueOf(problem.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream output = exchange.getResponseBody()) {
      output.write(body);
    }
  }

  private static String queryOf(String parameters) {
    for (String parameter : parameters.split("&")) {
      if (parameter.startsWith("query=")) {
        return URLDecoder.decode(parameter.substring(6), StandardCharsets.UTF_8);
      }
    }
    throw new IllegalArgumentException("There is no query.");
  }
}
