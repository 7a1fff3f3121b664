import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { any } from "../../operations/statistics.ts";
import { iota } from "../../primitives/iota.ts";
import type { Call } from "./call.ts";

type Bool = Tensor<"bool">;

/** Which keys a query sees: where none says anything, all of them. */
export interface Mask {
  readonly allowed: Bool | undefined;
  /** What is added to the scores. */
  readonly added: AnyTensor | undefined;
  /** Whether a query may be left without any key. */
  readonly mayBeEmpty: boolean;
}

const both = (x: Bool | undefined, y: Bool): Bool => (x ? x.logicalAnd(y) : y);

/** [rows, keys] or, where each example has as many keys as it says, [N, 1, rows, keys]. */
export const maskOf = (call: Call, rows: number, keys: number): Mask => {
  const past = call.optional(4)?.shape[2];
  const lengths = call.optional(6)?.cast("int32").reshape([-1, 1, 1, 1]);
  const [left, right] = [call.integer("left_window_size", -1), call.integer("right_window_size", -1)];
  const place = iota(keys) as AnyTensor;
  const row = iota(rows).reshape([rows, 1]) as AnyTensor;
  // Where a query stands among the keys: behind those of earlier calls.
  const at = lengths ? row.add(lengths.sub(rows)) : row.add(past ?? 0);
  const conditions: Bool[] = [
    ...(call.flag("is_causal", false) ? [place.lessEqual(at)] : []),
    ...(left >= 0 ? [at.sub(place).lessEqual(left)] : []),
    ...(right >= 0 ? [place.sub(at).lessEqual(right)] : []),
    ...(lengths ? [place.less(lengths)] : []),
  ];
  const given = call.optional(3);
  const missing = keys - (given?.shape.at(-1) ?? keys);
  const nothing = given?.dtype === "bool" ? 0 : Number.NEGATIVE_INFINITY;
  const padded = given && missing > 0 ? padLast(given, missing, nothing) : given;
  const own = padded?.dtype === "bool" ? [padded as Bool] : [];
  return {
    allowed: [...conditions, ...own].reduce<Bool | undefined>(both, undefined),
    added: padded?.dtype === "bool" ? undefined : padded,
    mayBeEmpty: given !== undefined || lengths !== undefined || right >= 0,
  };
};

const padLast = (x: AnyTensor, width: number, value: number): AnyTensor =>
  x.pad(
    x.shape.map((_, axis) => [0, axis === x.rank - 1 ? width : 0] as const),
    value,
  );

/** Scores, −∞ where a query does not see a key. */
export const masked = (scores: AnyTensor, { allowed, added }: Mask): AnyTensor => {
  const biased = added ? scores.add(added) : scores;
  return allowed ? allowed.where(biased, Number.NEGATIVE_INFINITY as never) : biased;
};

/** The queries [..., rows, 1] that see at least one key. */
export const seesAny = ({ allowed, added, mayBeEmpty }: Mask): Bool | undefined => {
  if (!mayBeEmpty) return undefined;
  const finite = added?.greater(Number.NEGATIVE_INFINITY as never);
  const seen = allowed && finite ? allowed.logicalAnd(finite) : (allowed ?? finite);
  return seen && any(seen, -1, { keepDims: true });
};
