import { fnv1aOfWords } from "@kaviar/base/hash";
import { data, flatten } from "@kaviar/tensor";
import type { DataSet } from "./data-set.ts";

/** A hash of the numbers of inputs, targets and weights, and the number of rows: tells whether two runs saw the same data. */
export const fingerprintOf = async ({ x, y, weights, rows }: DataSet): Promise<string> => {
  const tensors = [...flatten(x), ...(x === y ? [] : flatten(y)), ...(weights ? [weights] : [])];
  const parts = (await data(tensors)) as unknown as Uint8Array[];
  let hash: number | undefined;
  for (const { buffer, byteOffset, byteLength } of parts) {
    const bytes = new Uint8Array(Math.ceil(byteLength / 4) * 4);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
    hash = fnv1aOfWords(new Uint32Array(bytes.buffer), hash);
  }
  return `${rows} rows, ${(hash ?? 0).toString(16).padStart(8, "0")}`;
};
