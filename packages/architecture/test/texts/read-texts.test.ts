import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readTexts } from "../../src/index.ts";

const made: string[] = [];
const folderOf = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "texts-"));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

describe("a folder with a folder for each class", () => {
  it("gives texts in any writing, empty ones too, and names what is none", async () => {
    const folder = folderOf({
      "ham/1.txt": "grüße 😀 שלום",
      "ham/2.eml": Uint8Array.of(0xff, 0xfe, 0x61, 0, 0xe9, 0),
      "ham/3.md": Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x80),
      "ham/00012.5a43e1851f3b1c4549d81fbe0a68129c": "as mails are named",
      "ham/be.txt": Uint8Array.of(0xfe, 0xff, 0, 0x7a),
      "spam/deeper/empty.txt": "",
      "spam/mark.txt": "\ufeffmark",
      "spam/picture.txt": Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2),
      "spam/table.csv": "a,b",
      "README.md": "what it is",
    });
    const { x, y, files, encodings, broken } = await readTexts(folder);
    expect(Object.fromEntries(files!.map((file, i) => [file.slice(folder.length + 1), [y![i], x[i]]]))).toEqual({
      "ham/00012.5a43e1851f3b1c4549d81fbe0a68129c": ["ham", "as mails are named"],
      "ham/1.txt": ["ham", "grüße 😀 שלום"],
      "ham/2.eml": ["ham", "aé"],
      "ham/3.md": ["ham", "café€"],
      "ham/be.txt": ["ham", "z"],
      "spam/deeper/empty.txt": ["spam", ""],
      "spam/mark.txt": ["spam", "mark"],
    });
    expect(encodings).toEqual({ "utf-8": 4, "utf-16": 2, "latin-1": 1 });
    expect(broken.map(({ file, why }) => [file.slice(folder.length + 1), why]).sort()).toEqual([
      ["README.md", "it lies beside the folders of the classes"],
      ["spam/picture.txt", "it is no text: it has bytes that no text has"],
      ["spam/table.csv", "its name is not that of a text: .txt, .md and .eml are read"],
    ]);
  });

  it("has no classes where there are no folders", async () => {
    const { x, y } = await readTexts(folderOf({ "b.txt": "two", "a.txt": "one" }));
    expect(x).toEqual(["one", "two"]);
    expect(y).toBeUndefined();
  });

  it("is refused where it is a data set that was shared out", async () => {
    const folder = folderOf({ "train/a/1.txt": "x", "test/a/1.txt": "x" });
    await expect(readTexts(folder)).rejects.toThrow(/shares of rows/);
  });

  it.each([
    [{}, /has no files/],
    [{ "a/1.png": "x" }, /none in 1 file\.\n {2}.*1\.png: its name is not that of a text/],
  ])("is refused where it has no text: %j", async (files, message) => {
    await expect(readTexts(folderOf(files as Record<string, string>))).rejects.toThrow(message);
  });
});

describe("a table", () => {
  const folder = folderOf({
    "reviews.csv": 'review,stars,when\n"good, really",5,2024-01-01\n,1,2024-01-02\nNA,2,2024-01-03\n12,,2024-01-04\n',
    "reviews.jsonl": '{"t": "great 😀", "y": "pos"}\n{"t": null, "y": "neg"}\n{"t": "مرحبا", "y": "pos"}\n',
  });

  it("gives a column of texts as they stand, and numbers as targets", async () => {
    const { x, y, broken } = await readTexts(join(folder, "reviews.csv"), { text: "review", target: "stars" });
    expect(x).toEqual(["good, really", "", "NA"]);
    expect(y).toEqual([5, 1, 2]);
    expect(broken).toEqual([{ file: `${join(folder, "reviews.csv")}, row 4`, why: "it has no `stars`" }]);
  });

  it("gives texts of json lines, and of rows without a target", async () => {
    const { x, y } = await readTexts(join(folder, "reviews.jsonl"), { text: "t", target: "y" });
    expect(x).toEqual(["great 😀", "", "مرحبا"]);
    expect(y).toEqual(["pos", "neg", "pos"]);
    expect((await readTexts(join(folder, "reviews.csv"), { text: "review" })).x[3]).toBe("12");
  });

  it.each([
    [{}, /says in which column they are/],
    [{ text: "reviw", target: "stars" }, /reviw/],
    [{ text: "review", target: "star" }, /no column `star`/],
    [{ text: "review", target: "when" }, /has dates/],
    [{ text: "review", target: "review" }, /both are `review`/],
    [{ txt: "review" }, /readTexts has no option/],
  ])("is refused with %j", async (columns, message) => {
    await expect(readTexts(join(folder, "reviews.csv"), columns as never)).rejects.toThrow(message);
  });
});

it.each([
  ["/nowhere/at-all", {}, /Texts are read from a folder or a table/],
  [42, {}, /takes a folder or a table: got 42/],
  [folderOf({ "a.txt": "x" }), { text: "a" }, /are columns of a table/],
])("refuses %s", async (source, columns, message) => {
  await expect(readTexts(source as string, columns)).rejects.toThrow(message);
});
