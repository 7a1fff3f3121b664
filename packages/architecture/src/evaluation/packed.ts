import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Names of files and how long each is, before what they hold, one behind the other. */
type Header = readonly (readonly [name: string, size: number])[];

/** A folder of files as bytes: the length of the header, the header, the files. */
export const packFolder = async (folder: string): Promise<Uint8Array> => {
  const names = (await readdir(folder)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const header = names.map((name, i) => [name, contents[i]!.length] as const) satisfies Header;
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length);
  return Buffer.concat([length, text, ...contents]);
};

/** Writes the files into a folder, which is made. */
export const unpackFolder = async (bytes: Uint8Array, folder: string): Promise<void> => {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  await mkdir(folder, { recursive: true });
  let at = 4 + length;
  for (const [name, size] of header) {
    // Whoever can write where artifacts are does not get to write elsewhere.
    if (/^[\w-][\w.-]*$/.test(name)) await writeFile(join(folder, name), bytes.subarray(at, at + size));
    at += size;
  }
};
