import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type OptionsOf, text } from "@kaviar/base/check";
import { options } from "../options.ts";
import { safeHeaders } from "../server/headers.ts";
import { limits } from "../server/limits.ts";
import { listen, listenFrom } from "../server/listen.ts";
import { portLaw } from "../server/port-law.ts";
import { siteFiles } from "./site-files.ts";

/** A laboratory that is being served. */
export interface Lab {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The port that is taken where none is named, or the next free one. */
export const usualLabPort = 7575;

const read = options("openLab", { port: portLaw.optional(), host: text.default("127.0.0.1") });

/**
 * Serves the laboratory: pages in which to see how training works. Everything is computed in them, so the same files do on
 * any file server.
 *
 * ```ts
 * const lab = await openLab({ port: 0 });
 * console.log(lab.url);                                   // http://127.0.0.1:PORT/
 * await lab.close();
 * ```
 * It listens on this machine alone unless `host` says otherwise; `port` 0 takes any free one. There is nothing of yours in it,
 * so it has no token.
 */
export const openLab = async (given: OptionsOf<typeof read> = {}): Promise<Lab> => {
  const { port, host } = read(given);
  const files = await siteFiles();
  const server: Server = createServer({ maxHeaderSize: limits.headerBytes }, ({ method, url = "" }, response) => {
    const isAsked = method === "GET" || method === "HEAD";
    const file = isAsked ? files.get(url.split("?")[0]!) : undefined;
    if (file === undefined) {
      response.writeHead(isAsked ? 404 : 405, {
        ...labHeaders,
        "Content-Type": "text/plain; charset=utf-8",
        Connection: "close",
      });
      response.end(isAsked ? "There is nothing here.\n" : "These pages are only read.\n");
      return;
    }
    response.writeHead(200, { ...labHeaders, ...file.headers });
    response.end(method === "HEAD" ? undefined : file.body);
  });
  server.headersTimeout = limits.headers;
  server.requestTimeout = limits.request;
  server.maxConnections = limits.connections;
  const taken = port === undefined ? await listenFrom(server, host, usualLabPort) : await listen(server, host, port);
  const { family } = server.address() as AddressInfo;
  const name = family === "IPv6" && host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name === "0.0.0.0" || name === "[::]" ? "127.0.0.1" : name}:${taken}/`,
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** The engine is WebAssembly, which a policy has to allow by name; workers are our own. */
const labHeaders = {
  ...safeHeaders,
  "Content-Security-Policy": String(safeHeaders["Content-Security-Policy"])
    .replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    .concat("; worker-src 'self'"),
};
