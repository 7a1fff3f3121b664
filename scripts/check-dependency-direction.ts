/** Holds the sources of every package against the laws of `dependency-direction.ts`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importsOf, violations } from "./dependency-direction.ts";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const modules = readdirSync("packages")
  .flatMap((name) => [`packages/${name}/src`, `packages/${name}/page`])
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file.replaceAll("\\", "/")}`),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, imports: importsOf(path, readFileSync(path, "utf8")) }));

const broken = violations(modules);
for (const line of broken) console.error(line);
console.log(`${modules.length} modules, ${broken.length} broken laws`);
process.exitCode = broken.length === 0 ? 0 : 1;
