import { range, type Shape } from "../../values/shape.ts";
import type { Call } from "./call.ts";

export type Pair = readonly [before: number, after: number];

/** How an operator's windows lie: what its attributes say, the lengths it leaves to them worked out. */
export interface Windows {
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly Pair[];
}

export const windowsOf = (call: Call, kernel: Shape, spatial: Shape): Windows => {
  const stride = call.integers("strides") ?? kernel.map(() => 1);
  const dilation = call.integers("dilations") ?? kernel.map(() => 1);
  const span = kernel.map((k, i) => dilation[i]! * (k - 1) + 1);
  const same = (i: number): number => {
    const total = (Math.ceil(spatial[i]! / stride[i]!) - 1) * stride[i]! + span[i]! - spatial[i]!;
    if (total >= -1) return Math.max(0, total);
    throw call.refuse(
      `where its windows of ${span[i]} begin, ${stride[i]} apart under auto_pad, is not agreed on`,
      "Export it with pads.",
    );
  };
  return { stride, dilation, padding: paddingOf(call, kernel.length, same) };
};

/** The explicit padding, or what `auto_pad` makes of the total that an axis needs. */
export const paddingOf = (call: Call, axes: number, total: (axis: number) => number): Pair[] => {
  const [mode, given] = [call.text("auto_pad", "NOTSET"), call.integers("pads")];
  if (mode === "SAME_UPPER" || mode === "SAME_LOWER") {
    return range(axes).map((i) => {
      const [less, more] = [Math.floor(total(i) / 2), Math.ceil(total(i) / 2)];
      return mode === "SAME_UPPER" ? [less, more] : [more, less];
    });
  }
  const pads = mode === "VALID" ? undefined : given;
  return range(axes).map((i) => [pads?.[i] ?? 0, pads?.[i + axes] ?? 0]);
};
