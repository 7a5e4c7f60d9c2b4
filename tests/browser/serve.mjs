// A static file server for a built site, as strict as a careful web host: one policy header,
// nothing but files of the folder, the site's own 404 page.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

export const POLICY = "default-src 'self'";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/** Serves a folder on a free port of this machine, under a policy; gives the origin and a way to stop. */
export async function serve(folder, { policy } = { policy: POLICY }) {
  const server = createServer((request, response) => {
    answer(folder, policy, request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((done) => server.close(done)),
  };
}

async function answer(folder, policy, request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
  const asked = join(folder, normalize(path));
  if (asked !== folder && !asked.startsWith(folder + sep)) {
    return void response.writeHead(403).end();
  }
  if (!path.endsWith("/") && (await isFolder(asked))) {
    return void response.writeHead(301, { Location: `${path}/` }).end();
  }
  const found = path.endsWith("/") ? join(asked, "index.html") : asked;
  const body = await readFile(found).catch(() => undefined);
  if (body !== undefined) return send(response, policy, 200, found, body);
  const language = path.startsWith("/en/") ? "en" : "";
  const missing = join(folder, language, "404.html");
  send(response, policy, 404, missing, await readFile(missing).catch(() => Buffer.from("not found")));
}

async function isFolder(path) {
  return stat(path).then((found) => found.isDirectory(), () => false);
}

function send(response, policy, status, path, body) {
  response.writeHead(status, {
    "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    ...(policy && { "Content-Security-Policy": policy }),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  });
  response.end(body);
}
