// The least that can answer a look-up: node:http, one JSON text of a given size from memory, no routes, no checks.
import { createServer } from "node:http";

const [port, size] = process.argv.slice(2).map(Number);
const body = JSON.stringify({ answer: "x".repeat(Math.max(0, size - '{"answer":""}'.length)) });
const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
server.listen(port, "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
