import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../../scripts/documentation.ts";
import { type CardKind, cards } from "../src/cards/index.ts";

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
  "splits",
];
/** Files of a catalogue that list its concepts. */
const lists = ["index.ts", "all.ts"];

/** The folders of a catalogue that hold concepts: all but the inner rooms of contracts. */
const foldersOf = async (folder: string): Promise<string[]> => {
  const inner = (await readdir(join(sources, folder), { withFileTypes: true })).filter((each) => each.isDirectory());
  const deeper = inner.filter(({ name }) => name !== "contract").map(({ name }) => foldersOf(join(folder, name)));
  return [folder, ...(await Promise.all(deeper)).flat()];
};

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(sources, folder)))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(sources, folder, name));

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
    expect(forgotten).toEqual([]);
  });
});

it("every type of options has a name, and is exported beside its function", async () => {
  const files = (await Promise.all((await Promise.all(catalogues.map(foldersOf))).flat().map(filesIn))).flat();
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const));
  const listed = texts.flatMap(([file, text]) => (lists.includes(basename(file)) ? [text] : [])).join("\n");
  const nameless = texts.filter(([, text]) =>
    text.split("\n").some((line) => line.includes("OptionsOf<") && !line.startsWith("export type ")),
  );
  const unlisted = texts.flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:type|interface) (\w*Options)\b/gm)].flatMap(([, name]) =>
      new RegExp(`\\b${name}\\b`).test(listed) ? [] : [`${name} of ${basename(file)}`],
    ),
  );
  expect(nameless.map(([file]) => basename(file))).toEqual([]);
  expect(unlisted).toEqual([]);
});

/** Where tests of each kind of concept are. */
const tests: { readonly [Kind in CardKind]: readonly string[] } = {
  activation: ["activations"],
  augmentation: ["augmentation"],
  finding: ["diagnosis", "doctor"],
  initializer: ["initializers"],
  layer: ["layers", "registry"],
  loss: ["losses"],
  metric: ["metrics"],
  optimizer: ["optimizers"],
  regularizer: ["regularizers"],
  schedule: ["schedules"],
  split: ["splits"],
};
/** Tested as a part, or under the name, of another one. */
const within: Readonly<Record<string, string>> = {
  createSchedule: "every schedule",
  gradientDescent: "sgd",
  inverseSquareRoot: "noam",
  randomize: "training, which it acts on",
};

const textOf = async (folder: string): Promise<string> => {
  const files = (await readdir(join(root, "packages/nn/test", folder), { recursive: true })).filter((name) =>
    /\.(ts|json)$/.test(name),
  );
  const texts = files.map((name) => readFile(join(root, "packages/nn/test", folder, name), "utf8"));
  return (await Promise.all(texts)).join("\n");
};

describe("every concept is named in the tests of its kind", () => {
  it.each(Object.entries(tests))("%s", async (kind, folders) => {
    const text = (await Promise.all(folders.map(textOf))).join("\n");
    const concepts = cards().filter((card) => card.kind === kind);
    const untested = concepts
      .map((card) => card.export)
      .filter((name) => !(name in within) && !name.startsWith("scaleBy") && !new RegExp(`\\b${name}\\b`).test(text));
    expect(untested).toEqual([]);
  });
});
