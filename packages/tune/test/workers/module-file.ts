import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";

/** A folder for the files of one test file, removed in the end. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-workers-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** Writes a module, and gives its URL. */
export const moduleFile = (folder: string, name: string, source: string): URL => {
  writeFileSync(join(folder, name), source);
  return pathToFileURL(join(folder, name));
};

/** Whether a process lives. One that has ended, and waits for the system to take notice, does not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
};

/** Waits until something is so. */
export const until = async (isSo: () => boolean, milliseconds = 20_000): Promise<boolean> => {
  const deadline = performance.now() + milliseconds;
  while (!isSo()) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
};
