import { once } from "node:events";
import * as fs from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { copyFolder, readIfThere, writeAtomically, writeFolder } from "@kaviar/base/files";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

it("writes text and bytes, over what was there, and leaves nothing beside it", async () => {
  await writeAtomically(at("a"), "first");
  await writeAtomically(at("a"), Uint8Array.of(104, 105));
  expect(await readFile(at("a"), "utf8")).toBe("hi");
  expect(await readdir(folder)).toEqual(["a"]);
});

it("keeps a symbolic link, and writes what it points to", async () => {
  await mkdir(at("real"));
  await writeFile(at("real/a"), "old");
  await symlink("real/a", at("link"));
  await symlink("link", at("link-to-link"));
  await writeAtomically(at("link-to-link"), "new");
  expect((await lstat(at("link-to-link"))).isSymbolicLink()).toBe(true);
  expect(await readFile(at("real/a"), "utf8")).toBe("new");
  expect(await readdir(at("real"))).toEqual(["a"]);
});

it("makes what a link points to when it is not there yet", async () => {
  await symlink("later", at("link"));
  await writeAtomically(at("link"), "new");
  expect(await readFile(at("later"), "utf8")).toBe("new");
  expect((await lstat(at("link"))).isSymbolicLink()).toBe(true);
});

it("keeps the permissions of a file that is there", async () => {
  await writeFile(at("a"), "old");
  await chmod(at("a"), 0o640);
  await writeAtomically(at("a"), "new");
  expect((await stat(at("a"))).mode & 0o777).toBe(0o640);
});

it("leaves what was there, and nothing beside it, when it fails", async () => {
  await mkdir(at("a"));
  await expect(writeAtomically(at("a"), "text")).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  await expect(writeAtomically(at("missing/a"), "text")).rejects.toThrow("ENOENT");
  expect(await readdir(folder)).toEqual(["a"]);
});

it("lets two writers of one file pass each other: one of them is there, whole", async () => {
  const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(100_000));
  await Promise.all(texts.map((text) => writeAtomically(at("a"), text)));
  expect(texts).toContain(await readFile(at("a"), "utf8"));
  expect(await readdir(folder)).toEqual(["a"]);
});

it("lets writers in other threads pass too", async () => {
  const source = `
    import { writeAtomically } from ${JSON.stringify(new URL("../../dist/files/index.js", import.meta.url).href)};
    import { workerData } from "node:worker_threads";
    for (let i = 0; i < 50; i++) await writeAtomically(workerData.file, String(workerData.digit).repeat(10_000));`;
  const code = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const threads = [0, 1, 2].map((digit) => new Worker(code, { workerData: { file: at("a"), digit } }));
  const ends = await Promise.all(threads.map((thread) => once(thread, "exit")));
  expect(ends).toEqual([[0], [0], [0]]);
  expect(["0", "1", "2"].map((digit) => digit.repeat(10_000))).toContain(await readFile(at("a"), "utf8"));
  expect(await readdir(folder)).toEqual(["a"]);
});

it("says that links go in a circle", async () => {
  await symlink("b", at("a"));
  await symlink("a", at("b"));
  await expect(writeAtomically(at("a"), "text")).rejects.toThrow("ELOOP");
});

it("reads a file, or nothing where there is none", async () => {
  await writeFile(at("a"), "text");
  expect(Buffer.from((await readIfThere(at("a")))!).toString()).toBe("text");
  expect(await readIfThere(at("b"))).toBeUndefined();
  await expect(readIfThere(folder)).rejects.toThrow("EISDIR");
});

it("copies a folder: whole, over what an interrupted copy left, with nothing beside it", async () => {
  await mkdir(at("from/deep"), { recursive: true });
  await writeFile(at("from/deep/a"), "text");
  await mkdir(at("to.part"));
  await writeFile(at("to.part/half"), "half");
  copyFolder(fs, at("from"), at("to"));
  expect(await readFile(at("to/deep/a"), "utf8")).toBe("text");
  expect((await readdir(folder)).sort()).toEqual(["from", "to"]);
  expect(await readdir(at("to"))).toEqual(["deep"]);
});

it("fills a folder beside its place: all of the new, or what was there before", async () => {
  const filled = async (folder: string) => {
    await writeFile(join(folder, "b"), "new");
    return true;
  };
  await mkdir(at("to"));
  await writeFile(at("to/a"), "old");
  expect(await writeFolder(at("to"), async (folder) => !(await filled(folder)))).toBe(false);
  const broken = writeFolder(at("to"), async (folder) => {
    await filled(folder);
    throw new Error("broken");
  });
  await expect(broken).rejects.toThrow("broken");
  expect([await readdir(folder), await readdir(at("to"))]).toEqual([["to"], ["a"]]);
  expect(await writeFolder(at("to"), filled)).toBe(true);
  expect(await writeFolder(at("new"), filled)).toBe(true);
  expect([(await readdir(folder)).sort(), await readdir(at("to"))]).toEqual([["new", "to"], ["b"]]);
});
