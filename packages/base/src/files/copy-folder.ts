import type * as fs from "node:fs";

/** Copies a folder beside its new place and renames it: a copy that was cut short never counts as one. */
export const copyFolder = ({ cpSync, renameSync, rmSync }: typeof fs, from: string, to: string): void => {
  const beside = `${to}.part`;
  rmSync(beside, { recursive: true, force: true });
  cpSync(from, beside, { recursive: true });
  renameSync(beside, to);
};
