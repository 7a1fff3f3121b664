import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { jobOf } from "../../src/networks/job.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-job-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = (name: string, files: readonly string[], classes = 2): string => {
  for (let i = 0; i < classes; i++) {
    mkdirSync(join(folder, name, `class ${i}`), { recursive: true });
    if (i < 3) for (const file of files) writeFileSync(join(folder, name, `class ${i}`, file), "");
  }
  return join(folder, name);
};

describe("what a search over a folder is about", () => {
  it("is what most of its files are, whatever the folders are called", () => {
    expect(jobOf(made("photos", ["a.JPG", "b.png", "note.txt"]), {})).toBe("image");
    expect(jobOf(made("mails", ["a.eml", "b.txt", "logo.png"]), {})).toBe("text");
    expect(() => jobOf(made("tables", ["a.csv"]), {})).toThrow(/has tables\.[\s\S]*--sequence/);
    expect(() => jobOf(made("nothing.png", []), {})).toThrow(/has neither/);
  });

  it("is seen among ten thousand classes and more", () => {
    expect(jobOf(made("many", ["a.png"], 10_100), {})).toBe("image");
  });
});
