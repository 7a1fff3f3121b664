import type { AnyTensor } from "../../core/tensor.ts";
import { concat, stack } from "../../operations/shaping.ts";
import type { Translation } from "./call.ts";

/** Pairs of features turned by an angle that grows with the position. (Su et al. 2021) */
export const rotary: Translation = (call) => {
  const given = call.input(0);
  const heads = call.integer("num_heads", 0);
  const [n, t] = given.rank === 4 ? [given.shape[0]!, given.shape[2]!] : (given.shape as [number, number]);
  // [N, T, heads, D]
  const x = given.rank === 4 ? given.transpose([0, 2, 1, 3]) : given.reshape([n, t, heads, -1]);
  const width = call.integer("rotary_embedding_dim", 0) || x.shape[3]!;
  const places = call.optional(3);
  const [cos, sin] = [1, 2].map((i) => {
    const table = places ? call.input(i).gather(places) : call.input(i);
    return table.reshape([-1, t, 1, width / 2]);
  }) as [AnyTensor, AnyTensor];
  const turning = x.slice(null, null, null, [0, width]);
  const interleaved = call.flag("interleaved", false);
  const pairs = turning.reshape([n, t, x.shape[2]!, ...(interleaved ? [width / 2, 2] : [2, width / 2])]);
  const axis = interleaved ? 4 : 3;
  const [a, b] = pairs.split(2, axis).map((each) => each.squeeze(axis)) as [AnyTensor, AnyTensor];
  const turned = stack([a.mul(cos).sub(b.mul(sin)), a.mul(sin).add(b.mul(cos))], axis).reshape(turning.shape);
  const y = width === x.shape[3] ? turned : concat([turned, x.slice(null, null, null, [width, null])], 3);
  return given.rank === 4 ? y.transpose([0, 2, 1, 3]) : y.reshape(given.shape);
};
