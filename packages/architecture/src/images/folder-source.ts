import { plural } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";
import { isUnreadable } from "./decode.ts";
import { formatOf, whyNoImage } from "./image-format.ts";
import { inLanes } from "./in-lanes.ts";
import { readHead } from "./read-bytes.ts";
import type { BrokenFile, Candidates } from "./source.ts";
import { type FoundFile, walkFolder } from "./walk-folder.ts";

/**
 * The files of a folder: each folder in it is a class, with files as deep as they lie; or, where the images lie in the
 * folder itself, there are no classes.
 */
export const folderSource = async (folder: string): Promise<Candidates> => {
  const { join } = process.getBuiltinModule("node:path");
  const { files, folders, broken } = await walkFolder(folder);
  const place = ({ path }: FoundFile): string => join(folder, ...path);
  const inside = files.filter(({ path }) => path.length > 1);
  const beside = files.filter(({ path }) => path.length === 1).map(place);
  const source = { name: `the folder ${folder}`, isList: false };
  if (folders.length === 0) return { ...source, files: beside.map((file) => ({ file })), broken };
  checkIsNoSplit(folder, folders, inside);
  const strays = await othersAmong(beside);
  if (strays.length < beside.length) {
    const others = await othersAmong(inside.map(place));
    if (others.length < inside.length) throw mixed(folder, beside.length - strays.length, folders);
    return { ...source, files: beside.map((file) => ({ file })), broken: [...broken, ...others] };
  }
  const filled = new Set(inside.map(({ path }) => path[0]!));
  const empty = folders.filter((each) => !filled.has(each));
  return {
    ...source,
    files: inside.map((each) => ({ file: place(each), target: each.path[0]! })),
    broken: [
      ...broken,
      ...strays,
      ...empty.map((each) => ({ file: join(folder, each), why: "it is a folder without files" })),
    ],
    classes: folders,
  };
};

/** So many files are open at a time. */
const lanes = 16;

/** The files that do not begin as images do. */
const othersAmong = async (files: readonly string[]): Promise<readonly BrokenFile[]> => {
  const others: (BrokenFile | undefined)[] = [];
  await inLanes(files, lanes, async (file, place) => {
    others[place] = await lookAt(file);
  });
  return others.filter((other) => other !== undefined);
};

/** Nothing where a file begins as an image does. */
const lookAt = async (file: string): Promise<BrokenFile | undefined> => {
  const head = await readHead(file);
  if (isUnreadable(head)) return { file, why: head.why };
  return formatOf(head) ? undefined : { file, why: whyNoImage(head) };
};

const mixed = (folder: string, images: number, folders: readonly string[]): ArchitectureError =>
  new ArchitectureError(
    "read",
    `The images of a folder lie in it, or in a folder for each class: ${folder} has ${plural(images, "image")} beside ${plural(folders.length, "folder")} (${folders.slice(0, 3).join(", ")}).`,
    { remedy: "Move them into the folder of their class. To read without classes, give a list of paths." },
  );

const splits = /^(train|training|val|valid|validation|test|testing|eval|dev)$/i;

/** Of a data set that was shared out already, "train" and "test" would be the classes. */
export const checkIsNoSplit = (folder: string, folders: readonly string[], inside: readonly FoundFile[]): void => {
  const isShared = folders.length > 1 && folders.every((name) => splits.test(name));
  if (!isShared || !inside.some(({ path }) => path.length > 2)) return;
  throw new ArchitectureError(
    "read",
    `A folder has a folder for each class: those of ${folder} are ${folders.join(", ")}, which are shares of rows with the classes inside.`,
    {
      remedy: `Read one of them: "${folder.replace(/\/$/, "")}/${folders.find((name) => /^train/i.test(name)) ?? folders[0]}".`,
    },
  );
};
