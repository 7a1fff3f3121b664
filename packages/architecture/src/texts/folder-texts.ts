import { plural } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";
import { checkIsNoSplit } from "../images/folder-source.ts";
import { inLanes } from "../images/in-lanes.ts";
import { whyOf } from "../images/read-bytes.ts";
import type { BrokenFile } from "../images/source.ts";
import { type FoundFile, walkFolder } from "../images/walk-folder.ts";
import { type Read, textOfBytes } from "./text-of-bytes.ts";
import type { TextEncodingName, TextRows } from "./text-rows.ts";

/** The endings of files with one text each. Files of mails often have none, or a number. */
const isText = (name: string): boolean => /(\.(txt|text|md|markdown|eml)|^[^.]*|\.[0-9a-f]{8,})$/i.test(name);

/** So many files are open at a time. */
const lanes = 16;

/** The texts of a folder: each folder in it is a class; or, where it has none, they have no classes. */
export const folderTexts = async (folder: string): Promise<TextRows> => {
  const { join } = process.getBuiltinModule("node:path");
  const walked = await walkFolder(folder);
  const hasClasses = walked.folders.length > 0;
  const broken: BrokenFile[] = [...walked.broken];
  if (hasClasses) {
    const inside = walked.files.filter(({ path }) => path.length > 1);
    checkIsNoSplit(folder, walked.folders, inside);
  }
  const wanted = walked.files.filter(({ path }) => {
    const why = hasClasses && path.length === 1 ? "it lies beside the folders of the classes" : whyNoText(path.at(-1)!);
    if (why !== undefined) broken.push({ file: join(folder, ...path), why });
    return why === undefined;
  });
  const read: Read[] = [];
  await inLanes(wanted, lanes, async ({ path }, place) => {
    read[place] = await readText(join(folder, ...path));
  });
  return rowsOf(folder, wanted, read, broken, hasClasses);
};

const whyNoText = (name: string): string | undefined =>
  isText(name) ? undefined : "its name is not that of a text: .txt, .md and .eml are read";

const readText = async (file: string): Promise<Read> => {
  try {
    return textOfBytes(await process.getBuiltinModule("node:fs/promises").readFile(file));
  } catch (error) {
    return { why: whyOf(error) };
  }
};

const rowsOf = (
  folder: string,
  wanted: readonly FoundFile[],
  read: readonly Read[],
  left: readonly BrokenFile[],
  hasClasses: boolean,
): TextRows => {
  const { join } = process.getBuiltinModule("node:path");
  const [x, y, files, broken] = [[] as string[], [] as string[], [] as string[], [...left]];
  const encodings: Partial<Record<TextEncodingName, number>> = {};
  for (const [i, each] of read.entries()) {
    const { path } = wanted[i]!;
    const file = join(folder, ...path);
    if ("why" in each) {
      broken.push({ file, why: each.why });
      continue;
    }
    x.push(each.text);
    y.push(path[0]!);
    files.push(file);
    encodings[each.encoding] = (encodings[each.encoding] ?? 0) + 1;
  }
  if (x.length === 0) throw noTexts(folder, broken);
  return { x, ...(hasClasses ? { y } : {}), files, encodings, broken };
};

const noTexts = (folder: string, broken: readonly BrokenFile[]): ArchitectureError => {
  const some = broken.slice(0, 3).map(({ file, why }) => `\n  ${file}: ${why}`);
  return new ArchitectureError(
    "read",
    `Reading texts needs some: the folder ${folder} has ${broken.length === 0 ? "no files" : `none in ${plural(broken.length, "file")}`}.${some.join("")}`,
    { remedy: "A text is a file .txt, .md or .eml, in the folder or in a folder for each class; or a row of a table." },
  );
};
