import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** A browser without a window: the one from npm on linux x64, elsewhere the Chrome that is installed; or why there is none. */
export const startBrowser = async (args: readonly string[] = []): Promise<Browser | string> => {
  const bundled = process.platform === "linux" && process.arch === "x64";
  try {
    return await playwright.launch({
      headless: true,
      args: ["--no-sandbox", ...args],
      ...(bundled ? { executablePath: await chromium.executablePath() } : { channel: "chrome" }),
    });
  } catch (error) {
    return `no browser starts here: ${String(error).split("\n")[0]}`;
  }
};

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".css": "text/css",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

export interface Site {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Serving {
  readonly isolated?: boolean;
  /** The Content-Security-Policy of everything. */
  readonly policy?: string;
  /** What comes in the place of what is not there, as servers of applications in one page have it. */
  readonly fallback?: string;
}

/** Serves folders, each below its own path, cross-origin isolated unless told otherwise. */
export const serve = async (
  folders: Readonly<Record<string, string>>,
  { isolated = true, policy, fallback }: Serving = {},
): Promise<Site> => {
  const server: Server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url!, "http://site").pathname));
    const root = Object.keys(folders).find((prefix) => path.startsWith(prefix));
    const file = root === undefined ? "" : join(folders[root]!, path.slice(root.length));
    if (!existsSync(file) || !statSync(file).isFile()) {
      if (fallback === undefined) response.writeHead(404).end();
      else response.writeHead(200, { "Content-Type": "text/html" }).end(fallback);
      return;
    }
    response.writeHead(200, {
      "Content-Type": types[extname(file)] ?? "application/octet-stream",
      ...(isolated
        ? { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" }
        : {}),
      ...(policy === undefined ? {} : { "Content-Security-Policy": policy }),
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
