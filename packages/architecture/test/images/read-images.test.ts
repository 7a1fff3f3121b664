import { closeSync, ftruncateSync, openSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ArchitectureError, type ImagesRead, readImages } from "@kaviar/architecture";
import { dense, fit, flatten, sequential, sparseSoftmaxCrossEntropy } from "@kaviar/nn";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openPixelMaker } from "../../src/images/pixel-maker.ts";
import { folderOf, plain } from "./folder.ts";
import { recordedFile } from "./recorded.ts";

const refusal = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => "",
    (error) => (error instanceof ArchitectureError ? error.message : `not ours: ${error}`),
  );

const red = await plain(10, 10, [255, 0, 0]);
const green = await plain(10, 10, [0, 255, 0]);
const grey = await plain(10, 10, [90, 90, 90]);

/** The values of the pixel in the middle, by channel. */
const middles = ({ x: { data, shape } }: Awaited<ReturnType<typeof readImages>>): number[][] => {
  const [rows, channels, height, width] = shape;
  const at = Math.floor(height / 2) * width + Math.floor(width / 2);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: channels }, (_, c) => data[(row * channels + c) * height * width + at]!),
  );
};

describe("readImages of a folder", () => {
  it("takes the folders in it as classes, however deep their files lie", async () => {
    const folder = folderOf({ "rot/a.png": red, "rot/deep/er/b.png": red, "grün/c.png": green });
    const images = await readImages(folder);
    expect(images.x.shape).toEqual([3, 3, 10, 10]);
    expect(images.y).toEqual(["grün", "rot", "rot"]);
    expect(images.files).toEqual(["grün/c.png", "rot/a.png", "rot/deep/er/b.png"].map((name) => join(folder, name)));
    expect(middles(images)).toEqual([
      [0, 255, 0],
      [255, 0, 0],
      [255, 0, 0],
    ]);
    expect(images.classes).toEqual([
      { label: "grün", images: 1 },
      { label: "rot", images: 2 },
    ]);
    expect(images.broken).toEqual([]);
  });

  it("goes straight into fit", async () => {
    const { x, y } = await readImages(folderOf({ "a/1.png": red, "a/2.png": red, "b/3.png": green, "b/4.png": green }));
    const model = await fit(
      sequential(flatten, dense(2)),
      { x, y: y! },
      {
        loss: sparseSoftmaxCrossEntropy,
        epochs: 1,
        validation: 0.5,
      },
    );
    expect(model.classes).toEqual(["a", "b"]);
  });

  it("has no classes where the images lie in the folder itself", async () => {
    const images = await readImages(folderOf({ "b.png": green, "a.png": red }));
    expect(images.x.shape).toEqual([2, 3, 10, 10]);
    expect("y" in images || "classes" in images).toBe(false);
    expect(middles(images)).toEqual([
      [255, 0, 0],
      [0, 255, 0],
    ]);
  });

  it("refuses to guess what images beside folders of images are", async () => {
    const message = await refusal(readImages(folderOf({ "a.png": red, "class/b.png": red })));
    expect(message).toMatch(/has 1 image beside 1 folder \(class\)/);
    const withNotes = await readImages(folderOf({ "a.png": red, "run/report.html": "<html>" }));
    expect(withNotes.x.shape[0]).toBe(1);
    expect(withNotes.broken.length).toBe(1);
  });

  it("refuses shares of rows as classes", async () => {
    const folder = folderOf({ "train/cat/a.png": red, "test/cat/b.png": red });
    expect(await refusal(readImages(folder))).toMatch(
      /are test, train, which are shares of rows.*Read one of them: ".*\/train"/s,
    );
    expect((await readImages(join(folder, "train"))).y).toEqual(["cat"]);
  });

  it("goes by what files are: names what is none, and passes over what systems leave behind", async () => {
    const folder = folderOf({
      "a/1.png": red,
      "a/2.jpg": red,
      "a/3": green,
      "a/notes.txt": "about a",
      "a/.DS_Store": "x",
      "a/Thumbs.db": "x",
      ".git/b.png": red,
      "a/text.png": "I am a text",
      "README.md": "classes",
      "b/empty.png": "",
    });
    const images = await readImages(folder);
    expect(images.files).toEqual(["a/1.png", "a/2.jpg", "a/3"].map((name) => join(folder, name)));
    expect(Object.fromEntries(images.broken.map(({ file, why }) => [file.slice(folder.length + 1), why]))).toEqual({
      "README.md": 'it is no image: it begins with "classes"',
      "a/notes.txt": 'it is no image: it begins with "about a"',
      "a/text.png": 'it is no image: it begins with "I am a text"',
      "b/empty.png": "it is empty",
    });
    expect(images.classes).toEqual([
      { label: "a", images: 3 },
      { label: "b", images: 0 },
    ]);
  });

  it("keeps rows and files together where one in the middle is broken", async () => {
    const photo = recordedFile("colours.jpg").file;
    const folder = folderOf({ "a/1.png": red, "a/2.jpg": photo.subarray(0, 400), "b/3.png": green });
    const images = await readImages(folder);
    expect(images.y).toEqual(["a", "b"]);
    expect(middles(images)).toEqual([
      [255, 0, 0],
      [0, 255, 0],
    ]);
    expect(images.broken).toEqual([{ file: join(folder, "a/2.jpg"), why: expect.stringMatching(/cannot be decoded/) }]);
  });

  it("refuses where more than half are broken, counting what was meant to be an image", async () => {
    const folder = folderOf({ "a/1.png": red, "a/2.png": "no", "a/3.png": "neither" });
    expect(await refusal(readImages(folder))).toMatch(
      /it would be 2 of 3\.\n {2}.*a\/2\.png: it is no image.*a\/3\.png/s,
    );
    const labelled = folderOf({ "a/1.png": red, "a/1.txt": "box 1", "a/1.xml": "<box/>" });
    expect((await readImages(labelled)).broken.length).toBe(2);
  });

  it("says what a folder without images has", async () => {
    expect(await refusal(readImages(folderOf({})))).toMatch(/the folder .* has no files\./);
    expect(await refusal(readImages(folderOf({ "a/b.txt": "text", "c.txt": "more" })))).toMatch(/none in 2 files\.\n/);
    expect(await refusal(readImages("/nowhere/photos"))).toMatch(/\/nowhere\/photos: there is no such file/);
  });

  it("follows links, but not in a circle", async () => {
    const elsewhere = folderOf({ "x.png": red });
    const folder = folderOf({ "a/1.png": red });
    symlinkSync(elsewhere, join(folder, "b"));
    symlinkSync(folder, join(folder, "a", "round"));
    symlinkSync("/nowhere/x.png", join(folder, "a", "lost.png"));
    const images = await readImages(folder);
    expect(images.y).toEqual(["a", "b"]);
    expect(images.broken.map(({ why }) => why)).toEqual([
      "there is no such file",
      "it is a link to a folder that it lies in",
    ]);
  });

  it("names classes in any script", async () => {
    const folder = folderOf({ "🐈‍⬛/קטן 1.png": red, "كلب/b.png": green, "__proto__/c.png": green });
    expect((await readImages(folder)).y).toEqual(["__proto__", "كلب", "🐈‍⬛"]);
  });

  it("has as many classes as there are folders", async () => {
    const folder = folderOf(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`class ${i}/a.png`, red])));
    const { x, classes } = await readImages(folder, { size: 4 });
    expect(x.shape).toEqual([1000, 3, 4, 4]);
    expect(classes!.length).toBe(1000);
  });
});

it("does not read what is large and no image, nor what is no file", async () => {
  const folder = folderOf({ "a.png": red, "b.png": red });
  const film = openSync(join(folder, "film.mp4"), "w");
  // Of 40 GB that take no room on the disk.
  ftruncateSync(film, 40e9);
  closeSync(film);
  symlinkSync("/dev/null", join(folder, "pipe"));
  const { files, broken } = await readImages(folder);
  expect(files.length).toBe(2);
  expect(broken.map(({ why }) => why)).toEqual([
    "it is no file",
    expect.stringMatching(/^it is no image: it begins with/),
  ]);
});

describe("the images that readImages gives", () => {
  it("have one channel where none has colours, also where grey is written as three", async () => {
    const single = recordedFile("grey.png").file;
    const images = await readImages(folderOf({ "a.png": grey, "b.png": single }), { size: 10 });
    expect(images.x.shape).toEqual([2, 1, 10, 10]);
    expect(middles(images)[0]).toEqual([90]);
    const three = await readImages(folderOf({ "a.png": grey, "b.png": single, "c.png": red }), { size: 10 });
    expect(three.x.shape).toEqual([3, 3, 10, 10]);
    expect(middles(three)[0]).toEqual([90, 90, 90]);
    expect(middles(three)[2]).toEqual([255, 0, 0]);
  });

  it("have the channels and the size asked for", async () => {
    const folder = folderOf({ "a.png": red, "b.png": grey });
    expect(middles(await readImages(folder, { channels: 1, size: 7 }))).toEqual([[76], [90]]);
    const images = await readImages(folder, { channels: 3, size: [6, 20] });
    expect(images.x.shape).toEqual([2, 3, 6, 20]);
    expect(images.size).toEqual([6, 20]);
    await expect(readImages(folder, { size: 0 })).rejects.toThrow(/`size` of readImages must be/);
    await expect(readImages(folder, { sise: 7 } as never)).rejects.toThrow(/no option `sise`/);
  });

  it("are whole where there is a very large one among them", async () => {
    const large = await sharp({ create: { width: 8000, height: 5000, channels: 3, background: "#00ff00" } })
      .jpeg()
      .toBuffer();
    const images = await readImages(folderOf({ "a.jpg": large, "b.png": red, "c.jpg": large }), { size: 32 });
    expect(middles(images).map(([r, g]) => [r! < 3, g! > 252])).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ]);
  });

  it("are the same where other threads make them of larger files", async () => {
    const size = [31, 17] as const;
    const noise = { type: "gaussian", mean: 120, sigma: 60 } as const;
    const photo = await sharp({ create: { width: 700, height: 500, channels: 3, noise, background: "#000" } })
      .jpeg()
      .toBuffer();
    const here = openPixelMaker({ size, channels: undefined });
    const made = await here.make(photo, { height: 500, width: 700, colours: "rgb" });
    await here.close();
    const { x } = await readImages(folderOf({ "a.jpg": photo, "b.png": red, "c.jpg": photo }), { size });
    const length = 3 * size[0] * size[1];
    expect(x.data.subarray(0, length)).toEqual(made);
    expect(x.data.subarray(2 * length)).toEqual(made);
  });

  it("are refused where they do not fit into memory, with what would", async () => {
    const message = await refusal(readImages([..."ab"], { size: 100_000 }));
    expect(message).toMatch(/2 images of \[1, 100000, 100000\] are 18\.63 GB.*\{ size: 32768 \}/s);
  });
});

describe("readImages while it reads", () => {
  const list = (count: number) => Array.from({ length: count }, (_, i) => [`${i}.png`, i % 3 === 0 ? "no image" : red]);

  it("tells how far it is, broken files included", async () => {
    const reading = readImages(folderOf(Object.fromEntries(list(9))));
    const told: ImagesRead[] = [];
    for await (const at of reading) told.push(at);
    expect(told).toEqual(Array.from({ length: 10 }, (_, done) => ({ done, of: 9 })));
    expect((await reading).broken.length).toBe(3);
  });

  it("tells it no more than a thousand times", async () => {
    const folder = folderOf({ "a.png": red });
    const reading = readImages(Array.from({ length: 2500 }, () => join(folder, "a.png")));
    const told: ImagesRead[] = [];
    for await (const at of reading) told.push(at);
    expect(told.length).toBeLessThanOrEqual(1001);
    expect(told.at(-1)).toEqual({ done: 2500, of: 2500 });
  });

  it("ends when its signal says so, with the reason, and leaves the rest unread", async () => {
    const stop = new AbortController();
    const reading = readImages(folderOf(Object.fromEntries(list(200))), { signal: stop.signal });
    let last = 0;
    const listening = (async () => {
      for await (const { done } of reading) {
        last = done;
        if (done === 20) stop.abort(new Error("enough"));
      }
    })();
    await expect(reading).rejects.toThrow("enough");
    await expect(listening).rejects.toThrow("enough");
    expect(last).toBeLessThan(40);
    await expect(readImages(["a.png"], { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
  });
});

describe("readImages of a table or a list", () => {
  const files = { "in/a.png": red, "in/b.png": green, "c, d.png": green };

  it("reads paths from the table's folder, and classes beside them", async () => {
    const folder = folderOf({ ...files, "all.csv": 'file,label\nin/a.png,rot\n"c, d.png",grün\nin/b.png,grün\n' });
    const images = await readImages(join(folder, "all.csv"), { path: "file", target: "label" });
    expect(images.y).toEqual(["rot", "grün", "grün"]);
    expect(images.files).toEqual(["in/a.png", "c, d.png", "in/b.png"].map((name) => join(folder, name)));
    expect(middles(images)).toEqual([
      [255, 0, 0],
      [0, 255, 0],
      [0, 255, 0],
    ]);
  });

  it("reads numbers as numbers, from jsonl too", async () => {
    const rows = [
      { file: join(folderOf(files), "in/a.png"), age: 1.5 },
      { file: "in/b.png", age: 30 },
    ];
    const folder = folderOf({ ...files, "all.jsonl": rows.map((row) => JSON.stringify(row)).join("\n") });
    const images = await readImages(join(folder, "all.jsonl"), { path: "file", target: "age" });
    expect(images.y).toEqual([1.5, 30]);
    expect("classes" in images).toBe(false);
  });

  it("names rows without a path, a target or a file", async () => {
    const folder = folderOf({
      ...files,
      "all.csv": "file,label\nin/a.png,x\nin/b.png,\n,y\nin/lost.png,y\nin/a.png,x\nin/b.png,y\nin/b.png,y\n",
    });
    const images = await readImages(join(folder, "all.csv"), { path: "file", target: "label" });
    expect(images.y).toEqual(["x", "x", "y", "y"]);
    expect(images.broken).toEqual([
      { file: join(folder, "in/b.png"), why: "it has no `label`" },
      { file: `${folder}/all.csv, row 3`, why: "it has no `file`" },
      { file: join(folder, "in/lost.png"), why: "there is no such file" },
    ]);
  });

  it("refuses paths of which most lead nowhere", async () => {
    const folder = folderOf({ ...files, "all.csv": "file\na.png\nb.png\nin/a.png\n" });
    const message = await refusal(readImages(join(folder, "all.csv"), { path: "file" }));
    expect(message).toMatch(/it would be 2 of 3\.\n {2}.*a\.png: there is no such file.*where the paths begin/s);
  });

  it("asks for the column of paths", async () => {
    const table = join(folderOf({ ...files, "all.csv": "file,label\nin/a.png,x\n" }), "all.csv");
    expect(await refusal(readImages(table))).toMatch(/\{ path: "file" \}\. The table has file, label/);
    await expect(readImages(table, { path: "fil" })).rejects.toThrow(/`fil`.*`file`/s);
    await expect(readImages(table, { path: "file", target: "labels" })).rejects.toThrow(/`label`/);
  });

  it("takes a list of paths, in its order", async () => {
    const folder = folderOf(files);
    const list = ["in/b.png", "in/a.png", "in/b.png"].map((name) => join(folder, name));
    const images = await readImages(list);
    expect(images.files).toEqual(list);
    expect(middles(images).map(([r]) => r)).toEqual([0, 255, 0]);
    expect(await refusal(readImages([]))).toMatch(/the list of paths has no files/);
    expect(await refusal(readImages([7] as never))).toMatch(/takes a folder, a table or a list of paths: got \[7\]/);
    expect(await refusal(readImages(list, { target: "label" }))).toMatch(
      /are columns of a table: the source is a list/,
    );
  });
});
