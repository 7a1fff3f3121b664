/**
 * No package that the repository installs runs a script: the one of `onnxruntime-node` fails where only the registry can
 * be reached. npm 11 and later go by `allowScripts` in package.json; npm 10 runs what the lockfile says has a script.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(`${root}${path}`, "utf8"));
const { packages } = read("package-lock.json") as Lock;

it("the lockfile says of no package that it has an install script: take `hasInstallScript` out of it", () => {
  expect(Object.keys(packages).filter((path) => packages[path]!.hasInstallScript)).toEqual([]);
});

it("every package that is installed and has an install script is denied it", () => {
  const { allowScripts } = read("package.json") as { readonly allowScripts: Readonly<Record<string, boolean>> };
  const scripted = Object.keys(packages)
    .filter((path) => path.includes("node_modules/") && existsSync(`${root}${path}/package.json`))
    .map((path) => read(`${path}/package.json`) as Manifest)
    .filter(({ scripts = {} }) => ["preinstall", "install", "postinstall"].some((event) => event in scripts));
  expect(scripted.map(({ name }) => name)).toContain("onnxruntime-node");
  expect(scripted.filter(({ name }) => allowScripts[name] !== false).map(({ name }) => name)).toEqual([]);
});
