import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../../scripts/documentation.ts";

const sources = join(root, "packages/nn/src");
const catalogues = [
  "activations",
  "augmentation",
  "initializers",
  "layers",
  "losses",
  "metrics",
  "optimizers",
  "regularizers",
  "schedules",
];
/** Files of a catalogue that list its concepts. */
const lists = ["index.ts", "all.ts"];

/** The folders of a catalogue that hold concepts: all but the inner rooms of contracts. */
const foldersOf = async (folder: string): Promise<string[]> => {
  const inner = (await readdir(join(sources, folder), { withFileTypes: true })).filter((each) => each.isDirectory());
  const deeper = inner.filter(({ name }) => name !== "contract").map(({ name }) => foldersOf(join(folder, name)));
  return [folder, ...(await Promise.all(deeper)).flat()];
};

describe("every file of a catalogue is one of its list of concepts", async () => {
  const folders = (await Promise.all(catalogues.map(foldersOf))).flat();
  it.each(folders)("%s", async (folder) => {
    const files = (await readdir(join(sources, folder))).filter((name) => name.endsWith(".ts"));
    const listed = await Promise.all(
      files.filter((name) => lists.includes(name)).map((name) => readFile(join(sources, folder, name), "utf8")),
    );
    const forgotten = files.filter(
      (name) => !lists.includes(name) && !listed.some((text) => text.includes(`"./${basename(name)}"`)),
    );
    expect(forgotten.filter((name) => name !== "table.ts")).toEqual([]);
  });
});
