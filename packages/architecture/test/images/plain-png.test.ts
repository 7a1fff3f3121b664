import { deflateSync } from "node:zlib";
import { crc32 } from "@kaviar/base/hash";
import { seededRandom } from "@kaviar/base/random";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readPlainPng } from "../../src/images/plain-png.ts";
import { recordedFile } from "./recorded.ts";

const chunk = (name: string, body: Uint8Array): Uint8Array => {
  const made = Buffer.alloc(body.length + 12);
  made.writeUInt32BE(body.length, 0);
  made.write(name, 4, "latin1");
  made.set(body, 8);
  made.writeUInt32BE(crc32(made.subarray(4, body.length + 8)), body.length + 8);
  return made;
};

const header = (height: number, width: number, colours: number): Uint8Array => {
  const made = Buffer.alloc(13);
  made.writeUInt32BE(width, 0);
  made.writeUInt32BE(height, 4);
  made.set([8, colours, 0, 0, 0], 8);
  return made;
};

const file = (...chunks: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...chunks, chunk("IEND", new Uint8Array(0))]));

/** A PNG of any bytes as lines, each behind the number of its filter: what they stand for is the decoder's to say. */
const randomPng = (filters: readonly number[], width: number, channels: 1 | 3, random: () => number): Uint8Array => {
  const lines = filters.map((filter) =>
    Uint8Array.from({ length: 1 + width * channels }, (_, i) => (i === 0 ? filter : Math.floor(random() * 256))),
  );
  const packed = deflateSync(Buffer.concat(lines));
  const half = Math.floor(packed.length / 2);
  return file(
    chunk("IHDR", header(filters.length, width, channels === 1 ? 0 : 2)),
    chunk("gAMA", Uint8Array.of(0, 0, 0xb1, 0x8f)),
    chunk("IDAT", packed.subarray(0, half)),
    chunk("IDAT", packed.subarray(half)),
  );
};

const bySharp = async (png: Uint8Array): Promise<Uint8Array | undefined> =>
  sharp(png, { failOn: "error", ignoreIcc: true })
    .autoOrient()
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer()
    .then(
      (pixels) => new Uint8Array(pixels),
      () => undefined,
    );

const threefold = (data: Uint8Array, channels: number): Uint8Array =>
  channels === 3 ? data : Uint8Array.from({ length: data.length * 3 }, (_, i) => data[Math.floor(i / 3)]!);

describe("readPlainPng", () => {
  it.each([0, 1, 2, 3, 4])("takes back filter %i as libpng does, in the first line too", async (filter) => {
    const random = seededRandom(filter);
    for (const channels of [1, 3] as const) {
      for (const width of [1, 2, 13]) {
        const png = randomPng([filter, filter, 0, filter, 4, filter], width, channels, random);
        const image = readPlainPng(png)!;
        expect(image.shape).toEqual([6, width, channels]);
        expect(threefold(image.data, channels)).toEqual(await bySharp(png));
      }
    }
  });

  it("leaves to the decoder what is not plain", () => {
    const names = ["palette.png", "bits.png", "16-bit.png", "transparent.png", "transparent-grey.png", "moving.png"];
    for (const name of [...names, "turned-6.png", "colours.jpg"])
      expect(readPlainPng(recordedFile(name).file), name).toBeUndefined();
    for (const name of ["colours.png", "grey.png"]) expect(readPlainPng(recordedFile(name).file), name).toBeDefined();
    const see = chunk("tRNS", Uint8Array.of(0, 7));
    const lines = deflateSync(Uint8Array.of(0, 7));
    expect(readPlainPng(file(chunk("IHDR", header(1, 1, 0)), chunk("IDAT", lines)))!.data).toEqual(Uint8Array.of(7));
    expect(readPlainPng(file(chunk("IHDR", header(1, 1, 0)), see, chunk("IDAT", lines)))).toBeUndefined();
    expect(readPlainPng(file(chunk("IHDR", header(2, 1, 0)), chunk("IDAT", lines)))).toBeUndefined();
    expect(
      readPlainPng(file(chunk("IHDR", header(1, 1, 0)), chunk("IDAT", deflateSync(Uint8Array.of(5, 7))))),
    ).toBeUndefined();
    expect(readPlainPng(file(chunk("IHDR", header(0, 1, 0)), chunk("IDAT", lines)))).toBeUndefined();
    expect(readPlainPng(file(chunk("IDAT", lines)))).toBeUndefined();
    expect(readPlainPng(file())).toBeUndefined();
  });

  it("sees what the decoder sees, or nothing, in files with a wrong byte or an end too soon", async () => {
    const random = seededRandom(7);
    const pick = (below: number): number => Math.floor(random() * below);
    for (let i = 0; i < 300; i++) {
      const whole = randomPng([1, 4, 2], 5, random() < 0.5 ? 1 : 3, random);
      const png = random() < 0.3 ? whole.slice(0, pick(whole.length)) : whole.slice();
      for (let k = pick(3); k > 0; k--) if (png.length > 8) png[8 + pick(png.length - 8)] = pick(256);
      const image = readPlainPng(png);
      if (image) expect(threefold(image.data, image.shape[2])).toEqual(await bySharp(png));
    }
  });
});
