import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSeries } from "../../src/index.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "kaviar-series-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

let count = 0;
/** A folder of its own, with these files in it. */
const folder = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const own = join(root, String(count++));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(own, name)), { recursive: true });
    await writeFile(join(own, name), content);
  }
  return own;
};
const file = async (name: string, content: string): Promise<string> => join(await folder({ [name]: content }), name);
const nan = Number.NaN;

describe("a folder of csv files", () => {
  it("has a class for each folder in it, and NaN behind the end of a shorter series", async () => {
    const own = await folder({
      "walk/1.csv": "a,b\n1,2\n3,4\n5,6\n",
      "walk/2.csv": "a,b\n7,8\n",
      "run/1.csv": "a,b\n9,10\n11,12\n",
    });
    const { x, y, names, channels, lengths, broken } = await readSeries(own);
    expect(x.shape).toEqual([3, 3, 2]);
    expect([...x.data]).toEqual([9, 10, 11, 12, nan, nan, 1, 2, 3, 4, 5, 6, 7, 8, nan, nan, nan, nan]);
    expect(y).toEqual(["run", "walk", "walk"]);
    expect(names).toEqual(["run/1.csv", "walk/1.csv", "walk/2.csv"].map((name) => join(own, name)));
    expect([channels, lengths, broken]).toEqual([["a", "b"], [2, 3, 1], []]);
  });

  it("is sorted by time, fills gaps by straight lines and says how many", async () => {
    const own = await folder({ "1.csv": "time,a\n3,6\n1,2\n2,\n4,?\n", "2.csv": "time,a\n1,\n2,5\n3,5\n" });
    const { x, y, filled, lengths, channels } = await readSeries(own);
    expect([...x.data]).toEqual([2, 4, 6, 5, 5, 5]);
    expect([y, channels, lengths]).toEqual([undefined, ["a"], [3, 3]]);
    expect(filled).toEqual({ numbers: 2, series: 2 });
  });

  it("takes times that are dates, channels that are named, and the target out of a column", async () => {
    const own = await folder({
      "1.csv": "when;a;b;kind\n2024-01-02;2;x;up\n2024-01-01;1;y;up\n",
      "2.csv": "when;a;b;kind\n2024-01-01;4;x;down\n2024-01-03;3;y;down\n",
    });
    const { x, y } = await readSeries(own, { time: "when", channels: ["a"], target: "kind" });
    expect([[...x.data], y]).toEqual([
      [1, 2, 4, 3],
      ["up", "down"],
    ]);
  });

  it("takes what labels.csv says of files, with or without their ending; numbers are numbers", async () => {
    const files = { "1.csv": "a\n1\n2\n", "2.csv": "a\n3\n4\n", "3.csv": "a\n3\n4\n" };
    const named = await readSeries(await folder({ ...files, "labels.csv": "file,class\n2.csv,b\n1,a\n3,a\n" }));
    expect(named.y).toEqual(["a", "b", "a"]);
    const own = await folder({ ...files, "labels.csv": "file,weight,age\n1.csv,3.5,7\n2.csv,4,8\n" });
    const { y, broken } = await readSeries(own, { target: "weight" });
    expect(y).toEqual([3.5, 4]);
    expect(broken).toEqual([{ file: join(own, "3.csv"), why: "it has no target" }]);
    await expect(readSeries(own)).rejects.toThrow(
      /several columns beside the names of files: `weight`, `age`\.\n.*\{ target: "weight" \}/,
    );
  });

  it("leaves out and names what is broken, where that is little", async () => {
    const own = await folder({
      "1.csv": "a,b\n1,2\n",
      "2.csv": "a,b\n1,2\n",
      "3.csv": "a,b\n1,2\n",
      "4.csv": "a,b\n1,2\n3,4\n",
      "5.csv": "a,b\n1,2\n",
      "6.csv": "a,b\n1,2\n",
      "empty.csv": "",
      "header.csv": "a,b\n",
      "other.csv": "a,c\n1,2\n",
      "silent.csv": "a,b\n1,\n2,\n",
      "texts.csv": "a,b\n1,abc\n",
      "notes.txt": "hello",
    });
    const { broken, lengths } = await readSeries(own);
    expect(lengths).toEqual([1, 1, 1, 2, 1, 1]);
    expect(Object.fromEntries(broken.map((each) => [each.file.slice(own.length + 1), each.why]))).toEqual({
      "empty.csv": "it is empty",
      "header.csv": "it has no rows",
      "other.csv": 'its columns are "a,c", those of others "a,b"',
      "silent.csv": "`b` has no number in it",
      "texts.csv": '`b` has "abc", which is no number',
      "notes.txt": "it is no csv file",
    });
  });

  it.each([
    [{ "notes.txt": "x" }, /has csv files, one for each: .* has none in 1 file/],
    [{ "A_TRAIN.ts": "@data\n1:a" }, /Name the file: ".*A_TRAIN\.ts"/],
    [{ "1.csv": "a\nx\n", "2.csv": "a\ny\n" }, /needs some: .* has none in 2\.\n.*`a` has "x", which is no number/],
    [{ "1.csv": "1,2\n3,4\n" }, /names its columns: that of .* is "1,2"/],
    [{ "walk/1.csv": "a\n1\n", "2.csv": "a\n1\n" }, /has 1 file beside `walk`/],
    [{ "train/a/1.csv": "a\n1\n", "test/a/1.csv": "a\n1\n" }, /shares of rows with the classes inside/],
    [{ "1.csv": "time,a\n1,2\n1,3\n" }, /one step at a time: .* has two where `time` is 1/],
    [{ "1.csv": "a\n1\n", "2.csv": "", "3.csv": "" }, /left out where they are few: .* 2 of 3 series/],
  ])("refuses %o", async (files, message) => {
    await expect(readSeries(await folder(files as never))).rejects.toThrow(message);
  });
});

describe("a long table", () => {
  const table = "id,t,a,b,kind\nx,2,3,4,up\ny,1,5,6,down\nx,1,1,2,up\ny,2,7,,down\n";

  it("has a series for each name in a column, in the order of times, and its target", async () => {
    const own = await file("steps.csv", table);
    const { x, y, names, channels } = await readSeries(own, { series: "id", time: "t", target: "kind" });
    expect(x.shape).toEqual([2, 2, 2]);
    expect([...x.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 6]);
    expect([y, names, channels]).toEqual([
      ["up", "down"],
      ["x", "y"],
      ["a", "b"],
    ]);
  });

  it("gives numbers for targets that are numbers, and takes names of series that are numbers", async () => {
    const own = await file("steps.csv", "id,a,price\n2,1,3.5\n2,2,3.5\n1,3,4\n1,4,4\n");
    const { y, names } = await readSeries(own, { series: "id", target: "price" });
    expect([y, names]).toEqual([
      [3.5, 4],
      ["2", "1"],
    ]);
  });

  it.each([
    [table, { series: "id", target: "b", channels: ["a"] }, /one target: `b` of "x" is "4" and "2"/],
    [table, { series: "id" }, /Channels are numbers: `kind` .* texts, such as "up"/],
    [table, { series: "ID" }, /has no `ID`\.\n.*`id`/],
    [table, {}, /says of which series each row is/],
    ["id,t,a\nx,1,2\nx,1,3\n", { series: "id", time: "t" }, /"x" has two where `t` is 1/],
    ["id,t,a\nx,,2\nx,1,3\n", { series: "id", time: "t" }, /row 1 of .* has no `t`/],
    ["id,a\nx,1\n,2\n", { series: "id" }, /1 row of .* do not/],
    ["id,when,a\nx,2024-01-01,1\nx,2024-01-02,2\n", { series: "id" }, /`when` .* has dates\.\n.*\{ time: "when" \}/],
  ])("refuses %j with %j", async (content, options, message) => {
    await expect(readSeries(await file("steps.csv", content), options as never)).rejects.toThrow(message);
  });
});

describe("files of the archives", () => {
  it("reads .ts: channels by colons, the class at the end, lengths that differ, gaps and comments", async () => {
    const content =
      "# about\n@problemName Two\n@univariate false\n@classLabel true up down\n@data\n1,2,3:4,?,6:up\n7,8:9,10:down\n";
    const { x, y, lengths, filled, channels } = await readSeries(await file("Two_TRAIN.ts", content));
    expect(x.shape).toEqual([2, 3, 2]);
    expect([...x.data]).toEqual([1, 4, 2, 5, 3, 6, 7, 9, 8, 10, nan, nan]);
    expect([y, lengths, channels, filled.numbers]).toEqual([["up", "down"], [3, 2], ["channel1", "channel2"], 1]);
  });

  it("makes rows of as many steps as are asked for, and counts the series that lose their end", async () => {
    const own = await file("A.ts", "@classLabel true a b\n@data\n1,2,3:a\n4:b\n");
    const [long, short] = [await readSeries(own, { steps: 4 }), await readSeries(own, { steps: 2 })];
    expect([[...long.x.data], long.cut]).toEqual([[1, 2, 3, nan, 4, nan, nan, nan], 0]);
    expect([[...short.x.data], short.lengths, short.cut]).toEqual([[1, 2, 4, nan], [2, 1], 1]);
    await expect(readSeries(own, { steps: 0 })).rejects.toThrow(/`steps` of readSeries must be a whole number ≥ 1/);
  });

  it("reads numbers to learn from .ts, and series of a step", async () => {
    const { x, y } = await readSeries(await file("A.ts", "@targetLabel true\n@data\n1:0.5\n2:1.5\n"));
    expect([x.shape, y]).toEqual([
      [2, 1, 1],
      [0.5, 1.5],
    ]);
  });

  it("reads .tsv of the UCR archive: the class first, NaN behind the end", async () => {
    const { x, y, lengths } = await readSeries(await file("A_TRAIN.tsv", "1\t0.5\t1.5\t2.5\n2\t1\t2\tNaN\n"));
    expect([[...x.data], y, lengths]).toEqual([
      [0.5, 1.5, 2.5, 1, 2, nan],
      ["1", "2"],
      [3, 2],
    ]);
  });

  it.each([
    ["A.ts", "1,2,3:a\n", /has a line @data/],
    ["A.ts", "@timeStamps true\n@data\n(1,2):a\n", /pairs of times and numbers/],
    ["A.ts", "@classLabel true a\n@data\n1,2:3,4:a\n1,2:a\n", /the same channels: line 3 .* has 2, line 4 .* has 1/],
    ["A.ts", "@classLabel true a\n@data\n1,x:a\n", /made of numbers: line 3 .* has "x"/],
    ["A.ts", "@data\n", /needs some: .*A\.ts has none/],
    ["A.csv", "a,b\n1,2\n", /without such a column/],
  ])("refuses %s with %j", async (name, content, message) => {
    await expect(readSeries(await file(name, content))).rejects.toThrow(message);
  });

  it("refuses what is not there, and a name of series for a folder", async () => {
    await expect(readSeries(join(root, "nothing"))).rejects.toThrow(/There is no file or folder/);
    await expect(readSeries(await folder({ "1.csv": "a\n1\n" }), { series: "id" })).rejects.toThrow(
      /each file is a series/,
    );
  });
});
