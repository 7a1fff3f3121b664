/** Holds the sources of every package against `copies.ts`: nothing is written twice, and some things in one room only. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type AllowedCopy, copies, type OneRoom, strays } from "./copies.ts";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const oneRoom: readonly OneRoom[] = [
  { what: "FNV-1a", room: "packages/base/src/hash/", trace: /0x811c9dc5|0x0*1000193\b/i },
  { what: "writing beside and renaming", room: "packages/base/src/files/", trace: /\brename(Sync)?\(.*part|\.part`/ },
  { what: "colours of a terminal", room: "packages/base/src/text/", trace: /\\x1b\[|\\u001b\[/i },
  { what: "nearness of names", room: "packages/base/src/check/", trace: /levenshtein/i },
];

const allowed: readonly AllowedCopy[] = [];

const files = readdirSync("packages")
  .flatMap((name) => [`packages/${name}/src`, `packages/${name}/page`])
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`))
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
  .map((path) => ({ path, source: readFileSync(path, "utf8") }));

const found = [...strays(files, oneRoom), ...copies(files, allowed)];
for (const line of found) console.error(line);
console.log(`${files.length} files, ${found.length} copies`);
process.exitCode = found.length === 0 ? 0 : 1;
