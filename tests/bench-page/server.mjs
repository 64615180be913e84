// A plain server on loopback: files of a folder and a few made-up ones, with brotli, the same rules for all of them.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
  ".json": "application/json", ".wasm": "application/wasm", ".md": "text/markdown; charset=utf-8", ".webmanifest": "application/manifest+json",
};

export function brotli(text) {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });
}

/** Gives the address and `close`. A repeat visit asks again for pages (304), and never for files named by their content. */
export async function serve(folder, made) {
  const kept = new Map();
  const answer = async (path) => {
    const raw = made[path] ?? (await readFile(join(folder, normalize(path))));
    const ready = made[path] ? null : await readFile(join(folder, normalize(`${path}.br`))).catch(() => null);
    const body = TYPES[extname(path)] ? (ready ?? brotli(raw)) : raw;
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    return { body, etag, encoding: TYPES[extname(path)] && "br" };
  };
  const server = createServer(async (request, response) => {
    let path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (path.endsWith("/")) path += "index.html";
    try {
      if (!kept.has(path)) kept.set(path, await answer(path));
      const { body, etag, encoding } = kept.get(path);
      response.setHeader("etag", etag);
      response.setHeader("cache-control", /-[0-9a-f]{12}\./.test(path) ? "max-age=31536000, immutable" : "no-cache");
      response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
      if (encoding) response.setHeader("content-encoding", encoding);
      if (request.headers["if-none-match"] == etag) response.writeHead(304).end();
      else response.writeHead(200, { "content-length": body.length }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
