import { data, flatten } from "@kaviar/tensor";
import type { DataSet } from "./data-set.ts";

/** FNV-1a over the 32-bit words of inputs, targets and weights, and the number of rows: tells whether two runs saw the same data. */
export const fingerprintOf = async ({ x, y, weights, rows }: DataSet): Promise<string> => {
  const tensors = [...flatten(x), ...(x === y ? [] : flatten(y)), ...(weights ? [weights] : [])];
  const parts = (await data(tensors)) as unknown as Uint8Array[];
  let hash = 0x811c9dc5;
  for (const { buffer, byteOffset, byteLength } of parts) {
    const bytes = new Uint8Array(Math.ceil(byteLength / 4) * 4);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
    const words = new Uint32Array(bytes.buffer);
    for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  }
  return `${rows} rows, ${(hash >>> 0).toString(16).padStart(8, "0")}`;
};
