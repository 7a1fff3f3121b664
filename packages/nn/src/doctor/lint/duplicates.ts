import { fnv1aOfWords } from "@kaviar/base/hash";
import { isTensor, type Structure } from "@kaviar/tensor";
import type { Pass } from "../../data/source.ts";
import { readValues } from "../../data/values-tree.ts";
import type { Values } from "../../metrics/contract/metric.ts";
import type { Facts } from "./facts.ts";

/** More numbers take longer to go through than the answer is worth. */
const most = 4e6;

/** Which shares of rows stand among those of training, by their inputs; rows of few numbers meet by chance. */
export const duplicatesOf = async (training: Pass, validation: Pass | undefined): Promise<Facts["duplicates"]> => {
  const [here, there] = [training.set.x, validation?.set.x];
  if (!validation || !isPlain(here) || !isPlain(there)) return undefined;
  const known = new Map<number, number>();
  const own = await keysOf(here, training.order);
  for (const key of own) known.set(key, (known.get(key) ?? 0) + 1);
  const others = await keysOf(there, validation.order);
  return {
    validation: others.filter((key) => known.has(key)).length / Math.max(1, others.length),
    training: own.filter((key) => known.get(key)! > 1).length / Math.max(1, own.length),
  };
};

const isPlain = (x: Structure | undefined): x is Structure =>
  x !== undefined && isTensor(x) && x.size <= most && x.size / x.shape[0]! >= 4;

/** A number a row, of all its bits: of some thousand rows hardly two have the same by chance. */
const keysOf = async (x: Structure, order: Int32Array): Promise<readonly number[]> => {
  const { data, shape } = (await readValues(x)) as Values;
  const width = data.length / shape[0]!;
  const words = new Uint32Array(Float32Array.from(data).buffer);
  return Array.from(order, (row) => fnv1aOfWords(words.subarray(row * width, (row + 1) * width)));
};
