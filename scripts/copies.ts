/**
 * Functions that stand twice. What two rooms both need belongs into a room below them; a copy is mended in one place and
 * stays wrong in the other.
 */
import { parseSync } from "oxc-parser";

export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

/** Copies that stay, and why. Each names its places as `path name`. */
export interface AllowedCopy {
  readonly places: readonly string[];
  readonly reason: string;
}

/** What is done in one room and nowhere else, and how one sees in a source that it is done again. */
export interface OneRoom {
  readonly what: string;
  readonly room: string;
  readonly trace: RegExp;
}

interface Found {
  readonly place: string;
  readonly shape: string;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What is smaller than this is a phrase of the language: two of them say nothing. Counted in nodes of the tree. */
const leastFunction = 30;
const leastLoop = 50;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** Types may differ between copies; where a node stands does not matter. */
const passedOver = /^(TS|start$|end$|range$|loc$|raw$|typeAnnotation$|returnType$|typeParameters$|typeArguments$)/;

/**
 * A function as text in which its variables have the numbers of their first appearance: the same for two that differ
 * in names only. Names of fields, numbers and texts stay.
 */
const shapeOf = (body: Node): { readonly shape: string; readonly nodes: number } => {
  const numbers = new Map<string, number>();
  let nodes = 0;
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join()}]`;
    if (typeof value === "object" && value !== null && "cooked" in value) return JSON.stringify(value.cooked);
    if (!isNode(value)) return typeof value === "object" ? "" : `${typeof value} ${String(value)}`;
    if (passedOver.test(value.type)) return isNode(value.expression) ? write(value.expression) : "";
    nodes++;
    if (value.type === "Identifier") {
      const name = value.name as string;
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      return `#${numbers.get(name)}`;
    }
    const isNamed = (value.type === "MemberExpression" || value.type === "Property") && value.computed === false;
    const named = isNamed ? (value.type === "Property" ? "key" : "property") : undefined;
    const fields = Object.entries(value)
      .filter(([field]) => field !== "type" && !passedOver.test(field))
      .map(([field, inner]) => (field === named && isNode(inner) ? String(inner.name ?? inner.value) : write(inner)));
    return `${value.type}(${fields.join()})`;
  };
  return { shape: write(body), nodes };
};

const isFunction = ({ type }: Node): boolean => /^(ArrowFunction|Function)/.test(type);
const isLoop = ({ type }: Node): boolean => /^(For|While)/.test(type);

/** The functions and loops of a file, however deep; each under the name it is declared by or stands in. */
const piecesOf = ({ path, source }: SourceFile): Found[] => {
  const found: Found[] = [];
  const walk = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const inner of value) walk(inner, name);
    if (!isNode(value)) return;
    const declared = [value.id, value.key].find((it) => isNode(it) && it.type === "Identifier") as Node | undefined;
    const own = declared ? String(declared.name) : name;
    if (isFunction(value) || isLoop(value)) {
      const { shape, nodes } = shapeOf({ ...value, id: null });
      if (nodes >= (isLoop(value) ? leastLoop : leastFunction)) found.push({ place: `${path} ${own}`, shape });
    }
    for (const [field, inner] of Object.entries(value)) if (field !== "type") walk(inner, own);
  };
  walk(parseSync(path, source).program.body, "");
  return found;
};

/** A message for each file that does what only one room does. */
export const strays = (files: readonly SourceFile[], rooms: readonly OneRoom[]): string[] =>
  files.flatMap(({ path, source }) =>
    rooms
      .filter(({ room, trace }) => !path.startsWith(room) && trace.test(source))
      .map(({ what, room }) => `${path}: ${what} is in ${room}, and nowhere else`),
  );

/** A message for each function that stands in several files, and for each allowed copy that is there no longer. */
export const copies = (files: readonly SourceFile[], allowed: readonly AllowedCopy[]): string[] => {
  const byShape = new Map<string, string[]>();
  for (const { place, shape } of files.flatMap(piecesOf)) byShape.set(shape, [...(byShape.get(shape) ?? []), place]);
  const fileOf = (place: string) => place.split(" ")[0];
  const groups = [...byShape.values()]
    .map((places) => [...new Set(places)])
    .filter((places) => new Set(places.map(fileOf)).size > 1);
  const isAllowed = (places: readonly string[]) =>
    allowed.some((copy) => places.every((place) => copy.places.includes(place)));
  return [
    ...groups.filter((places) => !isAllowed(places)).map((places) => `written twice: ${places.join(", and ")}`),
    ...allowed
      .filter(({ places }) => !groups.some((group) => places.every((place) => group.includes(place))))
      .map(({ places }) => `no such copy any more: take ${places.join(", and ")} off the list`),
  ];
};
