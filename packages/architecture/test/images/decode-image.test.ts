import { ArchitectureError, decodeImage } from "@kaviar/architecture";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { folderOf } from "./folder.ts";
import { recordedFile, recordedFiles } from "./recorded.ts";

const furthest = (a: Uint8Array, b: Uint8Array): number =>
  a.length === b.length ? a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0) : Number.NaN;

const refusal = (image: string | Uint8Array): Promise<string> =>
  decodeImage(image).then(
    () => "",
    (error) => (error instanceof ArchitectureError ? error.message : `not ours: ${error}`),
  );

describe("decodeImage", () => {
  it.each(recordedFiles)("sees in $name what Pillow sees", async ({ name, file, shape, rgb, grey }) => {
    // What is half transparent on white is rounded in two ways.
    const close = name.startsWith("transparent") ? 1 : 0;
    const image = await decodeImage(file, { channels: 3 });
    expect(image.shape).toEqual(shape);
    expect(furthest(image.data, rgb)).toBeLessThanOrEqual(close);
    const dark = await decodeImage(file, { channels: 1 });
    expect(dark.shape).toEqual([...shape.slice(0, 2), 1]);
    expect(furthest(dark.data, grey)).toBeLessThanOrEqual(close);
  });

  it("has the channels that an image has, unless it is told", async () => {
    const channels = async (name: string) => (await decodeImage(recordedFile(name).file)).shape[2];
    expect(await channels("colours.png")).toBe(3);
    expect(await channels("grey.jpg")).toBe(1);
    expect(await channels("16-bit.png")).toBe(1);
    expect(await channels("cmyk.jpg")).toBe(3);
  });

  it("leaves profiles of colours aside, as Pillow does", async () => {
    const { file, rgb } = recordedFile("colours.png");
    const wide = await sharp(file).withIccProfile("p3", { attach: true }).png().toBuffer();
    const raw = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
    expect(furthest((await decodeImage(new Uint8Array(wide))).data, new Uint8Array(raw))).toBe(0);
    expect(furthest(new Uint8Array(raw), rgb)).toBeGreaterThan(5);
  });

  it("reads a file of any name", async () => {
    const { file, rgb } = recordedFile("colours.png");
    for (const name of ["without-ending", "wrong.jpg", "🐈‍⬛ קטן.png"]) {
      const folder = folderOf({ [name]: file });
      expect((await decodeImage(`${folder}/${name}`)).data).toEqual(rgb);
    }
  });

  it("reads what has bytes too many, as Pillow does, but nothing that lacks some", async () => {
    const { file, rgb } = recordedFile("colours.jpg");
    const table = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xc4);
    const odd = [...file.subarray(0, table), 1, 2, 3, ...file.subarray(table), ...new TextEncoder().encode("trailer")];
    expect((await decodeImage(Uint8Array.from(odd))).data).toEqual(rgb);
    expect(await refusal(file.subarray(0, table + 9))).toMatch(/cannot be decoded/);
  });

  it("says why it does not", async () => {
    const { file } = recordedFile("colours.jpg");
    expect(await refusal(new Uint8Array(0))).toMatch(/these bytes: it is empty/);
    expect(await refusal(new TextEncoder().encode("hello, this is a letter"))).toMatch(
      /no image: it begins with "hello, this is a"/,
    );
    expect(await refusal(file.subarray(0, file.length - 40))).toMatch(/cannot be decoded: .*premature end/i);
    expect(await refusal("/nowhere/cat.png")).toMatch(/\/nowhere\/cat.png: there is no such file/);
    expect(await refusal(folderOf({}))).toMatch(/it is a folder/);
    expect(await refusal(Uint8Array.of(0x42, 0x4d, 1, 2, 3, 4, 0, 0, 0, 0))).toMatch(/a BMP image, which is not read/);
    expect(await refusal(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"))).toMatch(/SVG/);
    expect(await refusal(7 as never)).toMatch(/takes a path or the bytes of a file: got 7/);
    await expect(decodeImage(file, { channels: 4 as never })).rejects.toThrow(
      /`channels` of decodeImage must be 1 or 3/,
    );
  });

  it("refuses pixels that are no bytes", async () => {
    expect(await refusal(floatTiff())).toMatch(/its pixels are numbers of the kind float/);
  });

  it("refuses a file that says it has billions of pixels", async () => {
    expect(await refusal(pngOf(60_000, 60_000))).toMatch(/it has more than 268 megapixels/);
  });
});

/** A TIFF of one pixel, a float32: baseline fields, by hand. */
const floatTiff = (): Uint8Array => {
  const fields = [
    [256, 3, 1, 1],
    [257, 3, 1, 1],
    [258, 3, 1, 32],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 200],
    [277, 3, 1, 1],
    [278, 3, 1, 1],
    [279, 4, 1, 4],
    [339, 3, 1, 3],
  ] as const;
  const file = new DataView(new ArrayBuffer(204));
  file.setUint32(0, 0x49492a00);
  file.setUint32(4, 8, true);
  file.setUint16(8, fields.length, true);
  fields.forEach(([tag, type, count, value], i) => {
    const at = 10 + 12 * i;
    file.setUint16(at, tag, true);
    file.setUint16(at + 2, type, true);
    file.setUint32(at + 4, count, true);
    file.setUint32(at + 8, value, true);
  });
  file.setFloat32(200, 0.5, true);
  return new Uint8Array(file.buffer);
};

/** A PNG that has a header only. */
const pngOf = (height: number, width: number): Uint8Array => {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write("IHDR", 4, "latin1");
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  header.set([8, 2, 0, 0, 0], 16);
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21);
  const data = Buffer.from([0, 0, 0, 1, 0x49, 0x44, 0x41, 0x54, 0x78, 0, 0, 0, 0]);
  return new Uint8Array(Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), header, data]));
};

const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
};
