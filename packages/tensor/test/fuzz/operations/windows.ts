import type { Padding } from "@kaviar/tensor";
import { byName } from "../by-name.ts";
import { type Draft, unfit, type Value } from "../draft.ts";
import { drawDType, tensorLike } from "../drawing.ts";
import { type Operation, operation } from "../operation.ts";

type Axes = 1 | 2 | 3;

/** Images that windows slide over. */
const imagesOf = (draft: Draft, axes: Axes, channels: number): Value => {
  const dtype = drawDType(draft, "float");
  const fits = ({ shape }: Value) => shape.length === axes + 2 && shape[1] === channels && !shape.slice(2).includes(0);
  const longest = [6, 4, 2][axes - 1]!;
  return draft.take(
    (value) => value.dtype === dtype && fits(value),
    () => {
      const spatial = Array.from({ length: axes }, () => draft.dice.int(1, longest));
      return draft.fresh(dtype, [draft.dice.pick([0, 1, 1, 2]), channels, ...spatial]);
    },
  );
};

const perAxis = (draft: Draft, axes: Axes, least: number, most: number): number | number[] =>
  draft.dice.chance(0.5)
    ? draft.dice.int(least, most)
    : Array.from({ length: axes }, () => draft.dice.int(least, most));

const at = (value: number | readonly number[], axis: number): number =>
  typeof value === "number" ? value : value[axis]!;

const drawPadding = (draft: Draft, axes: Axes, most: number): Padding => {
  const way = draft.dice.int(0, 3);
  if (way === 0) return "valid";
  if (way === 1) return "same";
  if (way === 2) return draft.dice.int(0, most);
  return Array.from({ length: axes }, () => [draft.dice.int(0, most), draft.dice.int(0, most)] as const);
};

interface Window {
  readonly stride: number | number[];
  readonly padding: Padding;
}
interface Kernel extends Window {
  readonly dilation: number | number[];
  readonly groups: number;
}

/** How far the padding reaches on an axis; "same" always makes room. */
const room = (padding: Padding, axis: number): number =>
  padding === "same"
    ? Infinity
    : padding === "valid"
      ? 0
      : typeof padding === "number"
        ? 2 * padding
        : padding[axis]![0] + padding[axis]![1];

const drawKernel = (draft: Draft, axes: Axes) => {
  const lengths = Array.from({ length: axes }, () => draft.dice.int(1, axes === 3 ? 2 : 3));
  const kernel: Kernel = {
    stride: perAxis(draft, axes, 1, 3),
    padding: drawPadding(draft, axes, 2),
    dilation: draft.dice.chance(0.7) ? 1 : perAxis(draft, axes, 1, 2),
    groups: draft.dice.pick([1, 1, 2]),
  };
  const spans = lengths.map((n, i) => (n - 1) * at(kernel.dilation, i) + 1);
  return { lengths, kernel, spans };
};

const conv = (axes: Axes): Operation =>
  operation<Kernel>({
    draw: (draft) => {
      const { lengths, kernel, spans } = drawKernel(draft, axes);
      const inputs = draft.dice.int(1, 2);
      const x = imagesOf(draft, axes, inputs * kernel.groups);
      if (spans.some((span, i) => x.shape[i + 2]! + room(kernel.padding, i) < span)) return unfit();
      const outputs = draft.dice.int(1, 2) * kernel.groups;
      const w = tensorLike(draft, { dtype: x.dtype, shape: [outputs, inputs, ...lengths] });
      const bias = draft.dice.chance(0.3) ? [tensorLike(draft, { dtype: x.dtype, shape: [outputs] })] : [];
      return { operands: [x, w, ...bias], params: kernel };
    },
    run: ([x, w, bias], params) => byName(`conv${axes}d`)(x, w, bias ? { ...params, bias } : params),
  });

interface TransposedKernel extends Kernel {
  readonly outputPadding: number | number[];
}

const convTranspose = (axes: Axes): Operation =>
  operation<TransposedKernel>({
    draw: (draft) => {
      const { lengths, kernel, spans } = drawKernel(draft, axes);
      const outputs = draft.dice.int(1, 2);
      const x = imagesOf(draft, axes, draft.dice.int(1, 2) * kernel.groups);
      const same = kernel.padding === "same";
      const outputPadding = same
        ? 0
        : Array.from({ length: axes }, (_, i) => draft.dice.int(0, at(kernel.stride, i) - 1));
      // Under "same" each stride has to be reached by the kernel.
      if (same && spans.some((span, i) => span < at(kernel.stride, i))) return unfit();
      const left = spans.map(
        (span, i) => (x.shape[i + 2]! - 1) * at(kernel.stride, i) + span - (same ? 0 : room(kernel.padding, i)),
      );
      if (left.some((n) => n < 1)) return unfit();
      const w = tensorLike(draft, { dtype: x.dtype, shape: [x.shape[1]!, outputs, ...lengths] });
      return { operands: [x, w], params: { ...kernel, outputPadding } };
    },
    run: ([x, w], params) => byName(`convTranspose${axes}d`)(x, w, params),
  });

interface Pool extends Partial<Window> {
  readonly size: number | number[];
  readonly countPadding?: boolean;
}

const pool = (kind: "max" | "average", axes: Axes): Operation =>
  operation<Pool>({
    draw: (draft) => {
      const x = imagesOf(draft, axes, draft.dice.int(1, 2));
      const size = perAxis(draft, axes, 1, 3);
      const least = Math.min(...Array.from({ length: axes }, (_, i) => at(size, i)));
      const padding = drawPadding(draft, axes, least - 1);
      if (x.shape.slice(2).some((n, i) => n + room(padding, i) < at(size, i))) return unfit();
      const stride = draft.dice.chance(0.5) ? {} : { stride: perAxis(draft, axes, 1, 3) };
      const counted = kind === "average" && draft.dice.chance(0.5) ? { countPadding: true } : {};
      return { operands: [x], params: { size, padding, ...stride, ...counted } };
    },
    run: ([x], { size, ...options }) => byName(`${kind}Pool${axes}d`)(x, size, options),
  });

export const windows = {
  conv1d: conv(1),
  conv2d: conv(2),
  conv3d: conv(3),
  convTranspose1d: convTranspose(1),
  convTranspose2d: convTranspose(2),
  convTranspose3d: convTranspose(3),
  maxPool1d: pool("max", 1),
  maxPool2d: pool("max", 2),
  maxPool3d: pool("max", 3),
  averagePool1d: pool("average", 1),
  averagePool2d: pool("average", 2),
  averagePool3d: pool("average", 3),
};
