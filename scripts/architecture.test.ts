/** The map of the repository, `docs/architecture.md`, says the truth about where things are. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(`${root}docs/architecture.md`, "utf8");
const packages = readdirSync(`${root}packages`);

const foldersOf = (path: string): string[] =>
  existsSync(`${root}${path}`)
    ? readdirSync(`${root}${path}`, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${path}/${name}`)
    : [];

/** `tensor/core/tensor.ts` is short for `packages/tensor/src/core/tensor.ts`. */
const short = (path: string): string => path.replace(/^packages\/([^/]+)\/src\//, "$1/");
const long = (path: string): string => {
  const [first, ...rest] = path.split("/");
  return packages.includes(first!) ? ["packages", first, "src", ...rest].join("/") : path;
};

/** What stands in backquotes and has a slash in it; names of packages, such as `@kaviar/base/error`, are no paths. */
const named = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]*)+)`/g)].map(([, path]) => path!);

describe("docs/architecture.md", () => {
  it("names files and folders that are there", () => {
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((path) => !existsSync(`${root}${long(path)}`))).toEqual([]);
  });

  it("has every package, and its folders down to the second level, on the map", () => {
    const rooms = packages.flatMap((name) => foldersOf(`packages/${name}/src`));
    const all = [
      ...packages.map((name) => `packages/${name}`),
      ...rooms.map(short),
      ...rooms.flatMap(foldersOf).map(short),
    ];
    expect(all.length).toBeGreaterThan(90);
    expect(all.filter((folder) => !named.includes(`${folder}/`))).toEqual([]);
  });
});
