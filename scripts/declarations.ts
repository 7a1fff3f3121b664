/**
 * What the built declarations of a package say of its exports: where each is declared, its signature and its comment. The
 * types there are those that a user's editor shows.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";

/** An export as it is declared. */
export interface Declared {
  /** The folder of the package it is from: "optimizers", "layers/core". */
  readonly folder: string;
  /** `adam(given?: AdamOptions): Link`, a line for each way to call it; or `relu: Activation`. */
  readonly signature: string;
  /** Without its stars. */
  readonly comment: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

interface File {
  readonly source: string;
  readonly body: readonly Node[];
  readonly comments: readonly {
    readonly type: string;
    readonly start: number;
    readonly end: number;
    readonly value: string;
  }[];
}

const files = new Map<string, File>();

const fileAt = (path: string): File => {
  const known = files.get(path);
  if (known) return known;
  const source = readFileSync(path, "utf8");
  const { program, comments } = parseSync(path, source);
  const file = { source, body: program.body as unknown as readonly Node[], comments };
  files.set(path, file);
  return file;
};

/** The declarations of a module: beside it, or in another package of the workspace. */
const declarationsOf = (from: string, specifier: string): string | undefined => {
  const [, home, inside = "index"] = /^@kaviar\/(\w+)(?:\/(.*))?$/.exec(specifier) ?? [];
  const path = home
    ? `${from.slice(0, from.lastIndexOf("/packages/"))}/packages/${home}/dist/${inside}`
    : resolve(dirname(from), specifier).replace(/\.ts$/, "");
  return [`${path}.d.ts`, `${path}/index.d.ts`].find(existsSync);
};

const nameOf = (node: unknown): string =>
  String(
    (node as { readonly name?: string; readonly value?: string }).name ?? (node as { readonly value?: string }).value,
  );

/** What a name of an `index.d.ts` is, through all its re-exports. */
export const declared = (index: string, name: string, root = dirname(index)): Declared | undefined => {
  const file = fileAt(index);
  for (const node of file.body) {
    const from = node.source ? declarationsOf(index, nameOf(node.source)) : undefined;
    if (node.type === "ExportAllDeclaration" && from) {
      const found = declared(from, name, root);
      if (found) return found;
    }
    if (node.type !== "ExportNamedDeclaration") continue;
    const specifier = (node.specifiers as readonly Node[]).find(({ exported }) => nameOf(exported) === name);
    if (specifier) {
      const local = nameOf(specifier.local);
      const found = from ? declared(from, local, root) : declaredHere(file, local, index, root);
      return found && { ...found, signature: found.signature.replaceAll(new RegExp(`^${local}\\b`, "gm"), name) };
    }
    const signature = signatureIn(node.declaration as Node | null, name, file.source);
    if (signature !== undefined) return at(file, node, signature, index, root);
  }
  return undefined;
};

/** A name that a file exports at its end: declared in it, or imported. */
const declaredHere = (file: File, name: string, path: string, root: string): Declared | undefined => {
  for (const node of file.body) {
    const specifier =
      node.type === "ImportDeclaration" &&
      (node.specifiers as readonly Node[]).find(({ local }) => nameOf(local) === name);
    const from = specifier && declarationsOf(path, nameOf(node.source));
    if (from) return declared(from, nameOf(specifier.imported), root);
    const signature = signatureIn(node, name, file.source);
    if (signature !== undefined) return at(file, node, signature, path, root);
  }
  return undefined;
};

/** A declaration with the comment right above it. */
const at = ({ source, comments }: File, node: Node, signature: string, path: string, root: string): Declared => {
  const comment = comments.findLast(
    ({ type, end }) => type === "Block" && end <= node.start && /^\s*$/.test(source.slice(end, node.start)),
  );
  const folder = relative(root, dirname(path));
  return { folder: folder.startsWith("..") ? "" : folder, signature, comment: withoutStars(comment?.value ?? "") };
};

const signatureIn = (declaration: Node | null, name: string, source: string): string | undefined => {
  if (declaration?.type === "TSDeclareFunction" && nameOf(declaration.id) === name)
    return plain(source.slice((declaration.id as Node).start, declaration.end)).replace(/;$/, "");
  if (declaration?.type === "ClassDeclaration" && nameOf(declaration.id) === name)
    return plain(source.slice(declaration.start, (declaration.body as Node).start)).replace(/^declare /, "");
  if (declaration?.type !== "VariableDeclaration") return undefined;
  const declarator = (declaration.declarations as readonly Node[]).find(({ id }) => nameOf(id) === name);
  const annotation = (declarator?.id as Node | undefined)?.typeAnnotation as Node | undefined;
  if (!annotation) return undefined;
  const calls = callsIn(annotation.typeAnnotation as Node);
  const text = (node: Node) => plain(source.slice(node.start, node.end));
  if (calls.length === 0) return `${name}: ${text(annotation.typeAnnotation as Node)}`;
  return calls.map((call) => `${name}${text(call).replace(/\) => (?!.*\) => )/s, "): ")}`).join("\n");
};

/** The function types of a type that may be called, and may have a card beside. */
const callsIn = (type: Node): readonly Node[] => {
  if (type.type === "TSFunctionType") return [type];
  if (type.type === "TSParenthesizedType") return callsIn(type.typeAnnotation as Node);
  if (type.type === "TSIntersectionType") return (type.types as readonly Node[]).flatMap(callsIn);
  return [];
};

/** On one line, without the modules that types are from. */
const plain = (text: string): string =>
  text
    .replaceAll(/import\("[^"]*"\)\./g, "")
    .replaceAll(/\/\*\*.*?\*\//gs, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\breadonly (?=\w+\??:)/g, "")
    .replaceAll("; }", " }")
    .trim();

const withoutStars = (comment: string): string =>
  comment
    .replace(/^\*/, "")
    .replaceAll(/^ *\* ?/gm, "")
    .trim();
