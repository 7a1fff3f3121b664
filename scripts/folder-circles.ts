/**
 * Circles between folders that stand beside each other: two rooms that each need the other are one room, or a third is
 * missing below them. Types count too: whoever reads one room has to read the other.
 */
import { posix } from "node:path";

/** A file, and the files of the same package it imports; paths from the root of the repository. */
export interface FileImports {
  readonly path: string;
  readonly imports: readonly string[];
}

/** Folders that stay in a circle, and the reason. */
export interface AllowedCircle {
  readonly folders: readonly string[];
  readonly reason: string;
}

interface Edge {
  count: number;
  readonly example: string;
}

type Graph = Map<string, Map<string, Edge>>;

/** The graph of folders beside each other: an import of a file in one by a file in the other, or below them. */
const graphOf = (files: readonly FileImports[]): Graph => {
  const graph: Graph = new Map();
  for (const { path, imports } of files)
    for (const imported of imports) {
      const pair = siblings(path, imported);
      if (pair === undefined) continue;
      const [from, to] = pair;
      const edges = graph.get(from) ?? new Map<string, Edge>();
      graph.set(from, edges);
      const known = edges.get(to);
      if (known) known.count++;
      else edges.set(to, { count: 1, example: `${path} imports ${imported}` });
    }
  return graph;
};

/** The two folders in which two paths part; undefined where one of them is a file there. */
const siblings = (a: string, b: string): readonly [string, string] | undefined => {
  const [left, right] = [posix.dirname(a).split("/"), posix.dirname(b).split("/")];
  let depth = 0;
  while (depth < Math.min(left.length, right.length) && left[depth] === right[depth]) depth++;
  if (depth === left.length || depth === right.length) return undefined;
  return [left.slice(0, depth + 1).join("/"), right.slice(0, depth + 1).join("/")];
};

/** The folders that each reach all others of their group, in groups of two and more. (Tarjan 1972) */
const strongComponents = (graph: Graph): string[][] => {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const path: string[] = [];
  const groups: string[][] = [];
  const visit = (folder: string): void => {
    order.set(folder, order.size);
    low.set(folder, order.get(folder)!);
    path.push(folder);
    for (const next of graph.get(folder)?.keys() ?? []) {
      if (!order.has(next)) visit(next);
      if (path.includes(next)) low.set(folder, Math.min(low.get(folder)!, low.get(next)!));
    }
    if (low.get(folder) !== order.get(folder)) return;
    const group = path.splice(path.indexOf(folder));
    if (group.length > 1) groups.push(group.sort());
  };
  for (const folder of graph.keys()) if (!order.has(folder)) visit(folder);
  return groups;
};

/** The ways inside a group, thinnest first: where to begin. */
const waysIn = (graph: Graph, group: readonly string[]): string[] =>
  group
    .flatMap((from) => [...(graph.get(from) ?? [])].filter(([to]) => group.includes(to)).map(([, edge]) => edge))
    .sort((a, b) => a.count - b.count)
    .slice(0, 6)
    .map(({ count, example }) => `    ${example}${count > 1 ? `, and ${count - 1} more` : ""}`);

/** A message for each circle that is not allowed, and for each allowed one that is there no longer. */
export const folderCircles = (files: readonly FileImports[], allowed: readonly AllowedCircle[]): string[] => {
  const graph = graphOf(files);
  const groups = strongComponents(graph);
  const isAllowed = (group: readonly string[]): boolean =>
    allowed.some(({ folders }) => group.every((folder) => folders.includes(folder)));
  const circles = groups
    .filter((group) => !isAllowed(group))
    .map((group) => [`folders in a circle: ${group.join(" ↔ ")}`, ...waysIn(graph, group)].join("\n"));
  const stale = allowed
    .filter(({ folders }) => !groups.some((group) => folders.every((folder) => group.includes(folder))))
    .map(({ folders }) => `no such circle any more: take ${folders.join(" ↔ ")} off the list`);
  return [...circles, ...stale];
};
