/**
 * What the sources say of options: the comment of each entry of a table of options, by the function that the table is
 * for. Laws and defaults are in the tables themselves; their comments are only in the sources.
 */
import { parseSync } from "oxc-parser";

/** First comments of options, by name. */
export type OptionDocs = ReadonlyMap<string, string>;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

const walk = (node: Node, visit: (node: Node) => void): void => {
  visit(node);
  for (const part of Object.values(node))
    for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) walk(child, visit);
};

/** A table as it is written: entries with their comments, and names of what is spread into it. */
type Written = readonly ({ readonly name: string; readonly doc: string } | { readonly spread: string })[];

interface Sources {
  /** The type that the options of an owner are written down as, where there is one by hand. */
  readonly typed: Map<string, string>;
  /** Such types: what they say of each member, and the types they go on from. */
  readonly types: Map<
    string,
    { readonly members: readonly (readonly [string, string])[]; readonly from: readonly string[] }
  >;
  /** Tables that are written where they are used, by owner. */
  readonly owned: Map<string, { readonly file: string; readonly written: Written }>;
  /** Tables with a name of their own, and functions that make one, by file and name. */
  readonly named: Map<string, Written>;
}

const writtenIn = (object: Node, source: string, comments: readonly Node[]): Written =>
  (object.properties as readonly Node[]).map((property, i, all) => {
    if (property.type === "SpreadElement") {
      const argument = property.argument as Node;
      const callee = argument.type === "CallExpression" ? (argument.callee as Node) : argument;
      return { spread: String(callee.name) };
    }
    const after = i === 0 ? object.start : all[i - 1]!.end;
    const comment = comments.findLast(({ start, end }) => start >= after && end <= property.start);
    const key = property.key as Node;
    return { name: String(key.name), doc: comment ? source.slice(comment.start + 3, comment.end - 2) : "" };
  });

/** The object that a function returns at once, or that a call of `options` in it is given. */
const objectOf = (node: Node | null | undefined): Node | undefined => {
  if (node?.type === "ObjectExpression") return node;
  if (node?.type === "ArrowFunctionExpression") return objectOf(node.body as Node);
  if (node?.type === "ParenthesizedExpression") return objectOf(node.expression as Node);
  const isTable = node?.type === "CallExpression" && (node.callee as Node).name === "options";
  return isTable ? objectOf((node.arguments as readonly Node[])[1]) : undefined;
};

const isOptionsOf = ({ callee }: Node): boolean => (callee as Node).name === "optionsOf";

/** What an interface says of its members. */
const membersIn = (node: Node, source: string, comments: readonly Node[]): readonly (readonly [string, string])[] => {
  const body = (node.body as Node).body as readonly Node[];
  return body.flatMap((member, i): readonly (readonly [string, string])[] => {
    const after = i === 0 ? (node.body as Node).start : body[i - 1]!.end;
    const comment = comments.findLast(({ start, end }) => start >= after && end <= member.start);
    const name = (member.key as Node | undefined)?.name;
    return name === undefined ? [] : [[String(name), comment ? source.slice(comment.start + 3, comment.end - 2) : ""]];
  });
};

/** The name of a type, of what `Omit` leaves of it too. */
const typeName = (node: Node | undefined): string[] => {
  if (!node) return [];
  const name = String(((node.typeName ?? node.expression) as Node | undefined)?.name ?? "");
  const inside = ((node.typeArguments as Node | null | undefined)?.params ?? []) as readonly Node[];
  return name === "Omit" || name === "Pick" ? typeName(inside[0]) : [name];
};

const read = (file: string, source: string, { owned, named, typed, types }: Sources): void => {
  const { program, comments } = parseSync(file, source);
  const written = (object: Node) => writtenIn(object, source, comments as unknown as readonly Node[]);
  walk(program as unknown as Node, (node) => {
    if (node.type === "VariableDeclarator") {
      const object = objectOf(node.init as Node | null);
      if (object) named.set(`${file}#${(node.id as Node).name}`, written(object));
    }
    if (node.type === "TSInterfaceDeclaration") {
      const members = membersIn(node, source, comments as unknown as readonly Node[]);
      const from = ((node.extends ?? []) as readonly Node[]).flatMap(typeName);
      types.set(String((node.id as Node).name), { members, from });
    }
    if (node.type !== "CallExpression") return;
    const [owner, table] = node.arguments as readonly Node[];
    if (owner?.type !== "Literal" || typeof owner.value !== "string") return;
    const callee = node.callee as Node;
    const isTable = callee.name === "options" || (callee.type === "CallExpression" && isOptionsOf(callee));
    if (!isTable || !table) return;
    const [type] = ((callee.typeArguments as Node | null | undefined)?.params ?? []) as readonly Node[];
    const [by] = typeName(type);
    if (by) typed.set(owner.value, by);
    const own = table.type === "ObjectExpression" ? written(table) : [{ spread: String(table.name) }];
    owned.set(owner.value, { file, written: own });
  });
};

/**
 * The comments of the options of a function that has options of these names. A function whose name is not written beside
 * its table (`conv1d`, `lstm`: one table makes several) has the comments of the table with the same names.
 */
export const optionDocs = (
  files: ReadonlyMap<string, string>,
): ((owner: string, names: readonly string[]) => OptionDocs) => {
  const sources: Sources = { owned: new Map(), named: new Map(), typed: new Map(), types: new Map() };
  for (const [file, source] of files) read(file, source, sources);
  const find = (file: string, name: string): readonly [string, Written] | undefined => {
    const here = `${file}#${name}`;
    const key = sources.named.has(here) ? here : [...sources.named.keys()].find((each) => each.endsWith(`#${name}`));
    return key === undefined ? undefined : [key.slice(0, key.indexOf("#")), sources.named.get(key)!];
  };
  const flat = (file: string, written: Written): readonly (readonly [string, string])[] =>
    written.flatMap((entry): readonly (readonly [string, string])[] => {
      if ("name" in entry) return [[entry.name, entry.doc]];
      const found = find(file, entry.spread);
      return found ? flat(...found) : [];
    });
  const named = [...sources.named].map(([key, written]) => flat(key.slice(0, key.indexOf("#")), written));
  const has = (table: readonly (readonly [string, string])[], names: readonly string[]): boolean =>
    table.length === names.length && table.every(([name], i) => name === names[i]);
  const ofType = (name: string | undefined): readonly (readonly [string, string])[] => {
    const type = name === undefined ? undefined : sources.types.get(name);
    return type ? [...type.from.flatMap(ofType), ...type.members] : [];
  };
  return (owner, names) => {
    const own = sources.owned.get(owner);
    const entries = own ? flat(own.file, own.written) : (named.find((table) => has(table, names)) ?? []);
    const byType = ofType(sources.typed.get(owner)).filter(([, doc]) => doc !== "");
    return new Map([...entries, ...byType]);
  };
};
