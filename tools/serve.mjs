// A static server for one folder, on this machine only.
//
// It must always hold: nothing outside the folder is served, only 127.0.0.1 is listened on unless HOST says
// otherwise, and a file whose name carries its hash may be cached for ever while every other is asked for anew.
//
//   node tools/serve.mjs [FOLDER] [--port 8080]

import { createReadStream, existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify, parseArgs } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // The page's own policy is a meta element; this is the one directive that a meta element cannot carry.
  "Content-Security-Policy": "frame-ancestors 'none'",
};

/** Serves `root` and resolves to `{ url, port, close }`. Port 0 takes any free one. */
export async function serve({ root, port = 0, host = "127.0.0.1" }) {
  const folder = resolve(root);
  const packed = new Map();
  const server = createServer((request, response) => {
    answer(folder, packed, request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise((done, fail) => server.once("error", fail).listen(port, host, done));
  const address = server.address();
  return {
    url: `http://${host}:${address.port}/`,
    port: address.port,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

async function answer(folder, packed, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405, { Allow: "GET, HEAD" }).end();
  const path = fileOf(folder, request.url);
  const info = path && (await stat(path).catch(() => null));
  if (!info?.isFile()) return response.writeHead(404, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" }).end("404\n");

  const hashed = /-[0-9a-f]{8,}(_bg)?\.\w+$/.test(path);
  const headers = {
    ...HEADERS,
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    ETag: `"${info.size.toString(36)}-${Math.trunc(info.mtimeMs).toString(36)}"`,
    Vary: "Accept-Encoding",
  };
  if (request.headers["if-none-match"] === headers.ETag) return response.writeHead(304, headers).end();

  const body = await pack(packed, path, info, headers, request.headers["accept-encoding"] ?? "");
  headers["Content-Length"] = body ? body.length : info.size;
  response.writeHead(200, headers);
  if (request.method === "HEAD") response.end();
  else if (body) response.end(body);
  else createReadStream(path).pipe(response);
}

/** The file that a request names, or null where it would leave the folder. */
function fileOf(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return null;
  }
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  return file.startsWith(folder + sep) ? file : null;
}

/** The compressed body, made once a version of the file; null for what gains nothing from it. Sets the header. */
async function pack(packed, path, info, headers, accepted) {
  if (info.size < 1024 || /\.png$/.test(path)) return null;
  const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : null;
  if (!encoding) return null;
  headers["Content-Encoding"] = encoding;
  // A compressed answer is another representation, so it has another tag.
  headers.ETag = headers.ETag.replace(/"$/, `-${encoding}"`);
  const key = `${path} ${headers.ETag}`;
  if (!packed.has(key)) packed.set(key, compress(encoding, await readFile(path)));
  return packed.get(key);
}

function compress(encoding, bytes) {
  if (encoding === "gzip") return promisify(gzip)(bytes);
  // Quality 9 packs the page in a quarter of a second; 11 takes ten times as long for two per cent.
  return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values, positionals } = parseArgs({ options: { port: { type: "string", default: "8080" } }, allowPositionals: true });
  const root = positionals[0] ?? "dist";
  if (!existsSync(root)) {
    console.error(`There is no folder ${root} to serve: run script/server, which builds it.`);
    process.exit(1);
  }
  try {
    const { url } = await serve({ root, port: Number(values.port), host: process.env.HOST ?? "127.0.0.1" });
    console.log(`Meipi is at ${url}  (stop with Ctrl C)`);
  } catch (error) {
    const taken = error.code === "EADDRINUSE";
    console.error(taken ? `Port ${values.port} is taken: stop the program that holds it, or choose another with PORT=….` : String(error));
    process.exit(1);
  }
}
