import { readFileSync } from "node:fs";

const { decoded, resized } = JSON.parse(readFileSync(new URL("pillow.json", import.meta.url), "utf8"));

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

interface RecordedFile {
  readonly name: string;
  readonly file: Uint8Array;
  readonly shape: readonly [number, number, number];
  readonly rgb: Uint8Array;
  readonly grey: Uint8Array;
}

/** Files that Pillow has written, and what it reads in them: upright, on white, eight bits. By record.py. */
export const recordedFiles: readonly RecordedFile[] = Object.entries(
  decoded as Readonly<
    Record<string, Readonly<Record<"file" | "rgb" | "grey", string> & { shape: [number, number, number] }>>
  >,
).map(([name, { file, shape, rgb, grey }]) => ({ name, file: bytes(file), shape, rgb: bytes(rgb), grey: bytes(grey) }));

export const recordedFile = (name: string): RecordedFile => recordedFiles.find((each) => each.name === name)!;

/** Images of the pixels 7919 i mod 251, and what Pillow's `resize(…, BILINEAR)` makes of them. By record.py. */
export const recordedSizes = (
  resized as readonly { from: [number, number]; to: [number, number]; pixels: string }[]
).map(({ from, to, pixels }) => ({ from, to, pixels: bytes(pixels) }));

export const patternOf = ([height, width]: readonly [number, number]): Uint8Array =>
  Uint8Array.from({ length: height * width * 3 }, (_, i) => (i * 7919) % 251);
