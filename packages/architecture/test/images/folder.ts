import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { onTestFinished } from "vitest";

/** A folder with these files, gone when the test is over. */
export const folderOf = (files: Readonly<Record<string, Uint8Array | string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-images-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
  return folder;
};

type Colour = readonly [red: number, green: number, blue: number];

/** A PNG of one colour. */
export const plain = (height: number, width: number, [r, g, b]: Colour = [200, 30, 90]): Promise<Uint8Array> =>
  sharp({ create: { height, width, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
