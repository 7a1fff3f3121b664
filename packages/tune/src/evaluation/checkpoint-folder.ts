import { copyFolder } from "@kaviar/base/files";
import { TuneError } from "../error.ts";
import type { TrialRecord } from "../trial/record.ts";

/** Makes the folder of a trial's checkpoint; absent where there is no disk. */
export type FolderOf = (trial: Pick<TrialRecord, "number" | "cloneOf">) => string;

/** Makes the folders of a study's trials, also in another process that is told the root. */
export type Folders = FolderOf & {
  /** The folder of all studies; it need not exist yet. */
  root(): string;
};

/** The folders of a study's trials. A trial that starts from another's checkpoint gets a copy of it. */
export const checkpointFolders = (kept: string | undefined, study: { readonly name: string }): Folders => {
  let root = kept;
  const rootOf = () => {
    const { path, os } = disk();
    root ??= path.join(os.tmpdir(), `kaviar-${crypto.randomUUID()}`);
    return root;
  };
  const folderOf: FolderOf = ({ number, cloneOf }) => {
    const { fs, path } = disk();
    const base = path.join(rootOf(), safeName(study.name));
    const folder = path.join(base, String(number));
    const original = cloneOf === undefined ? undefined : path.join(base, String(cloneOf));
    if (original !== undefined && !fs.existsSync(folder) && fs.existsSync(original)) copyFolder(fs, original, folder);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  };
  return Object.assign(folderOf, { root: rootOf });
};

const disk = () => {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs");
  const path = globalThis.process?.getBuiltinModule?.("node:path");
  const os = globalThis.process?.getBuiltinModule?.("node:os");
  if (!fs || !path || !os) throw new TuneError("no-disk", "A checkpoint needs a disk, and there is none here.");
  return { fs, path, os };
};

/** What a folder's name may have at most, on all usual file systems: 255 bytes. */
const longestName = 200;

/** A study's name as a folder's: two names never share one. */
const safeName = (name: string): string => {
  const safe = encodeURIComponent(name)
    .replaceAll("*", "%2A")
    .replace(/^\.+$/, (dots) => "%2E".repeat(dots.length));
  return safe.length > longestName ? `${safe.slice(0, longestName)}~${digestOf(name)}` : safe;
};

const digestOf = (name: string): string =>
  globalThis.process.getBuiltinModule("node:crypto").createHash("sha256").update(name).digest("hex").slice(0, 32);
