import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { UiError } from "../error.ts";

/** A file that is handed out. */
export interface SiteFile {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** All files of the laboratory by their addresses: read once, so that no address reaches the disk. */
export const siteFiles = async (): Promise<ReadonlyMap<string, SiteFile>> => {
  const folder = builtFolder();
  const files = await Promise.all(
    (await readdir(folder)).map(async (file) => {
      const body = await readFile(join(folder, file));
      // What is packed is handed out packed: every browser unpacks it.
      const isPacked = file.endsWith(".gz");
      const name = isPacked ? file.slice(0, -".gz".length) : file;
      const headers = {
        "Content-Type": types[extname(name)] ?? "application/octet-stream",
        "Content-Length": body.byteLength,
        ...(isPacked && { "Content-Encoding": "gzip" }),
      };
      return [`/${name}`, { headers, body }] as const;
    }),
  );
  const all = new Map<string, SiteFile>(files);
  return all.set("/", all.get("/index.html")!);
};

const builtFolder = (): string => {
  try {
    return dirname(createRequire(import.meta.url).resolve("#lab/index.html"));
  } catch (cause) {
    throw new UiError("not-built", "The laboratory is made of files, and there are none of them here.", {
      remedy: "Install the package anew; in a clone of kaviar, `npm run build` makes them.",
      cause,
    });
  }
};
