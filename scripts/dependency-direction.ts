/**
 * Who may import whom. Packages look up, never down or sideways; a few walls inside packages keep what one room knows
 * in that room; neither files nor folders beside each other import each other in a circle.
 */
import { posix } from "node:path";
import { parseSync } from "oxc-parser";
import { type AllowedCircle, folderCircles } from "./folder-circles.ts";

/** Each package of the house, and the packages it may import. `page` comes on top of these for what is bundled. */
const mayImport: Record<string, readonly string[]> = {
  base: [],
  page: ["base"],
  tensor: ["base"],
  nn: ["base", "tensor"],
  tune: ["base"],
  tabular: ["base", "tensor", "nn", "tune"],
  architecture: ["base", "tensor", "nn", "tune", "tabular"],
  cluster: ["base"],
  ui: ["base", "tensor", "nn", "tune", "tabular", "architecture"],
  kaviar: ["base", "tensor", "nn", "tune", "tabular", "architecture", "cluster", "ui"],
};

interface Wall {
  law: string;
  stops(importer: string, imported: string): boolean;
}

const walls: readonly Wall[] = [
  {
    law: "only tensor/src/runtimes knows onnxruntime",
    stops: (importer, imported) =>
      /^#?onnxruntime/.test(imported) && !importer.startsWith("packages/tensor/src/runtimes/"),
  },
  {
    law: "only page/src/charts knows echarts",
    stops: (importer, imported) => /^echarts(\/|$)/.test(imported) && !importer.startsWith("packages/page/src/charts/"),
  },
  {
    law: "only architecture/src/images/sharp.ts knows sharp",
    stops: (importer, imported) =>
      /^sharp(\/|$)/.test(imported) && importer !== "packages/architecture/src/images/sharp.ts",
  },
  {
    law: "@kaviar/page is not published: only what is bundled into a page, in the package's folder `page`, imports it",
    stops: (importer, imported) =>
      packageOf(imported) === "page" && packageOf(importer) !== "page" && !isBundled(importer),
  },
  {
    law: "calculus works on tensors: it knows neither the file format nor the runtimes",
    stops: (importer, imported) =>
      importer.startsWith("packages/tensor/src/calculus/") &&
      /^packages\/tensor\/src\/(onnx|files|runtimes)\//.test(imported),
  },
  {
    law: "metrics and splits know no tensors: they work on numbers, of networks and of anything else",
    stops: (importer, imported) =>
      /^packages\/nn\/src\/(metrics|splits)\//.test(importer) && /^@kaviar\/tensor(\/|$)/.test(imported),
  },
];

/** Folders beside each other that stay in a circle. Every other one is a broken law. */
const allowedCircles: readonly AllowedCircle[] = [];

export interface Import {
  specifier: string;
  /** Types leave no trace at run time, and a dynamic import waits: only a static import of values can close a circle. */
  kind: "value" | "type" | "dynamic";
}

export interface Module {
  /** From the root of the repository, with forward slashes: `packages/tensor/src/index.ts`. */
  path: string;
  imports: readonly Import[];
}

/** The imports and re-exports written in one source file. */
export function importsOf(path: string, source: string): Import[] {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const kindOf = (entries: readonly { isType: boolean }[]) =>
    entries.length > 0 && entries.every(({ isType }) => isType) ? "type" : "value";
  return [
    ...module.staticImports.map(
      ({ moduleRequest, entries }): Import => ({ specifier: moduleRequest.value, kind: kindOf(entries) }),
    ),
    ...module.staticExports.flatMap(({ entries }): Import[] => {
      const specifier = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest?.value;
      return specifier === undefined ? [] : [{ specifier, kind: kindOf(entries) }];
    }),
    ...module.dynamicImports.flatMap(({ moduleRequest }): Import[] => {
      const text = source.slice(moduleRequest.start, moduleRequest.end);
      const literal = /^(["'`])([^"'`$]*)\1$/.exec(text)?.[2];
      return literal === undefined ? [] : [{ specifier: literal, kind: "dynamic" }];
    }),
  ];
}

/** The broken laws; none when the house is in order. */
export function violations(modules: readonly Module[], allowed: readonly AllowedCircle[] = allowedCircles): string[] {
  const files = modules.map(({ path, imports }) => ({
    path,
    imports: imports.flatMap(({ specifier }) => (isRelative(specifier) ? [resolve(path, specifier)] : [])),
  }));
  return [...modules.flatMap(wrongWay), ...circles(modules), ...folderCircles(files, allowed)];
}

function wrongWay({ path, imports }: Module): string[] {
  const home = packageOf(path);
  if (home === undefined || !(home in mayImport))
    return [`${path}: the package is not in the list of scripts/dependency-direction.ts`];
  return imports.flatMap(({ specifier }) => {
    const imported = resolve(path, specifier);
    const target = packageOf(imported);
    const laws = walls.filter((wall) => wall.stops(path, imported)).map(({ law }) => law);
    if (isRelative(specifier)) {
      const rooms = isBundled(path) ? ["src", "page"] : ["src"];
      if (!rooms.some((room) => imported.startsWith(`packages/${home}/${room}/`)))
        laws.push(`a relative import stays inside its package's ${rooms.join(" and ")}`);
    } else if (target === home) {
      laws.push("inside a package, import by a relative path");
    } else if (target !== undefined && target !== "page" && !mayImport[home]?.includes(target)) {
      laws.push(`${home} may import ${mayImport[home]?.join(", ") || "no other package"}`);
    }
    return laws.map((law) => `${path} imports ${specifier}: ${law}`);
  });
}

const isRelative = (specifier: string) => /^\.\.?(\/|$)/.test(specifier);

const resolve = (importer: string, specifier: string) =>
  isRelative(specifier) ? posix.join(posix.dirname(importer), specifier) : specifier;

/** What ends up inside a page, and is never imported at run time: `packages/tune/page`. */
const isBundled = (path: string) => /^packages\/[^/]+\/page\//.test(path);

/** The package a path or a specifier belongs to; none for what comes from outside the house. */
function packageOf(name: string): string | undefined {
  return /^(?:packages|@kaviar)\/([^/]+)/.exec(name)?.[1] ?? /^(kaviar)(?:\/|$)/.exec(name)?.[1];
}

/**
 * One line a circle. A depth-first walk: an import of a module still on the path closes a circle. A module is left for
 * good once walked, so circles that share modules may show up one at a time.
 */
function circles(modules: readonly Module[]): string[] {
  const importedBy = new Map(
    modules.map(({ path, imports }) => [
      path,
      imports.filter(({ kind }) => kind === "value").map(({ specifier }) => resolve(path, specifier)),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`import circle: ${[...trail.slice(start), path].join(" → ")}`);
    if (start >= 0 || done.has(path)) return;
    for (const next of importedBy.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of importedBy.keys()) walk(path, []);
  return found;
}
