import { data, flatten } from "@kaviar/tensor";
import type { DataSet } from "./data-set.ts";

/** FNV-1a over the 32-bit words of inputs and targets, and the number of rows: tells whether two runs saw the same data. */
export const fingerprintOf = async ({ x, y, rows }: DataSet): Promise<string> => {
  const parts = (await data([...flatten(x), ...(x === y ? [] : flatten(y))])) as unknown as ArrayBufferView[];
  let hash = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of parts) {
    const words = new Uint32Array(buffer, byteOffset, byteLength >> 2);
    for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  }
  return `${rows} rows, ${(hash >>> 0).toString(16).padStart(8, "0")}`;
};
