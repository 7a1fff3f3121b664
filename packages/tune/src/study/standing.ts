import { disk } from "../disk.ts";

/** How a folder stands: as a text that is another one once somebody has written there, and when that was last, in milliseconds. */
export interface Standing {
  readonly is: string;
  readonly newest: number;
}

/** Undefined where there is nothing in it. */
export const standing = async (folder: string): Promise<Standing | undefined> => {
  const { fs, path } = disk();
  const found = await fs.promises.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const lines: string[] = [];
  let newest = 0;
  for (const each of found) {
    if (each.isDirectory()) continue;
    const file = path.join(each.parentPath, each.name);
    // It may be renamed meanwhile: then it does not stand.
    const stat = await fs.promises.lstat(file, { bigint: true }).catch(() => undefined);
    lines.push(`${file} ${stat?.size} ${stat?.mtimeNs} ${stat?.ino}`);
    newest = Math.max(newest, Number(stat?.mtimeMs ?? 0n));
  }
  return lines.length === 0 ? undefined : { is: lines.sort().join("\n"), newest };
};
