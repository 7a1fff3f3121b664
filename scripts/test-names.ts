/**
 * Where a test stands: in `test/`, at the path its subject has in `src/`, under its subject's name: a file, or a folder. Of
 * what is bundled into a page it stands in `test/page/`, at the path that it has in `page/`.
 * Behind a dot it may say what of it: `layers/layers.pytorch.test.ts`.
 */

import { posix } from "node:path";

/** Folders of tests that are about a package as a whole, and of what. */
const aboutTheWhole: Readonly<Record<string, string>> = {
  browser: "what runs in a browser",
  docs: "pages and examples, run",
  fuzz: "random programs that PyTorch ran too, with its numbers",
  faults: "what is killed, full or cut off",
  lab: "what rooms of the laboratory compute, whose sources are pages",
  programs: "whole programs, of the kinds that others' collections of examples have",
  pytorch: "programs that PyTorch ran too, with its numbers",
};

const named = /^packages\/([^/]+)\/test\/(?:(.+)\/)?([^/.]+)[^/]*\.test(?:-d)?\.ts$/;

/** A message for each test that has the name of nothing. `files` are all files of the packages, from the root. */
export const misnamedTests = (files: readonly string[]): string[] => {
  const subjects = new Set(files.flatMap(subjectsOf));
  return files.flatMap((file) => {
    const [, home, folder = "", name] = named.exec(file) ?? [];
    if (name === undefined || folder.split("/")[0]! in aboutTheWhole) return [];
    const room = /^page(\/|$)/.test(folder) ? folder : posix.join("src", folder);
    const place = `packages/${home}/${room}`;
    const isOfItsFolder = folder.split("/").at(-1) === name && subjects.has(place);
    if (isOfItsFolder || subjects.has(`${place}/${name}`)) return [];
    return [`${file}: there is no ${place}/${name}.ts and no folder of that name`];
  });
};

/** What a test of a source may be named after: the file, and each folder it is in. */
const subjectsOf = (file: string): string[] => {
  if (!/^packages\/[^/]+\/(src|page)\//.test(file)) return [];
  const parts = file.replace(/\.tsx?$/, "").split("/");
  return parts.slice(3).map((_, i) => parts.slice(0, i + 4).join("/"));
};
