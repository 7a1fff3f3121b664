import { readdir, readFile } from "node:fs/promises";

const isTerms = (file: string): boolean => /^(licen[cs]es?|notice|copying|copyright\w*)\b/i.test(file);

/** Files with the terms of packages that come without them, by the names of the packages. */
export type KnownTerms = Readonly<Record<string, readonly string[]>>;

/**
 * The licences and notices of the packages that these files come from, as one comment; empty where all files are our own.
 * A package that does not say its terms is an error, unless they are known: it cannot be handed on.
 */
export const licencesOf = async (files: readonly string[], known: KnownTerms = {}): Promise<string> => {
  const folders = new Map<string, string>();
  for (const file of files) {
    const [, folder, name] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(file) ?? [];
    if (name !== undefined && !folders.has(name)) folders.set(name, folder!);
  }
  const sorted = [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
  const terms = await Promise.all(
    sorted.map(async ([name, folder]) => `${name}\n\n${await textOf(known[name] ?? (await termsIn(name, folder)))}`),
  );
  return terms.length === 0 ? "" : `/*\n${terms.join("\n\n").replaceAll("*/", "* /")}\n*/\n`;
};

/** Its files of terms, and those in its folder of others' terms. */
const termsIn = async (name: string, folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => isTerms(entry.name))
      .map(async (entry) =>
        entry.isFile()
          ? [`${folder}/${entry.name}`]
          : (await readdir(`${folder}/${entry.name}`)).map((file) => `${folder}/${entry.name}/${file}`),
      ),
  );
  if (found.length === 0) throw new Error(`${name} has no file with its licence: it cannot be put into a page.`);
  return found.flat();
};

const textOf = async (files: readonly string[]): Promise<string> =>
  (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n\n");
