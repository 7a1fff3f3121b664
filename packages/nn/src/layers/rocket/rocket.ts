import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { concat, conv1d, fold, type Tensor, tensor, uniform } from "@kaviar/tensor";
import { argument, options } from "../../options.ts";
import type { Layer, State } from "../contract/layer.ts";
import { type Mask, maskBeside } from "../contract/mask.ts";
import { written } from "../contract/written.ts";
import { checkSequence } from "../recurrent/contract/check-sequence.ts";
import { drawChannels } from "./contract/channels.ts";
import { halves, kernelLength, kernelsOfHalf } from "./contract/kernels.ts";
import { type Bank, planOf } from "./contract/plan.ts";
import { quantiles, spread } from "./contract/quantiles.ts";

const checkFeatures = argument("rocket", "features", whole(4 * kernelsOfHalf));
const read = options("rocket", {
  /** Steps that the widest kernels span; as many as the longest series has, unless said. */
  span: whole(1).optional(),
  /** Whether kernels see how series change from step to step as well, half of them. */
  differences: flag.default(true),
});

export type RocketOptions = OptionsOf<typeof read>;

/** A series as kernels see it: itself, or its differences. */
interface View {
  readonly x: Tensor;
  readonly mask: Mask | undefined;
}

const create = (features: number, given: RocketOptions = {}): Layer => {
  checkFeatures(features);
  const { span, differences } = read(given);
  const plansFor = (steps: number): readonly (readonly Bank[])[] => {
    const reach = span ?? steps;
    return differences && reach > 1
      ? [planOf(reach, features / 2), planOf(reach - 1, features / 2)]
      : [planOf(reach, features)];
  };
  return {
    kind: "rocket",
    options: written({ features, ...given }),
    init: (key, inputShape) => {
      const [steps, channels] = checkSequence("rocket", inputShape);
      const banks = plansFor(steps).flat();
      const thresholds = banks.reduce((sum, bank) => sum + bank.thresholds, 0);
      return {
        params: {},
        state: {
          // Until the layer is fitted these choose the rows whose quantiles they become.
          thresholds: uniform(fold(key, 0), [kernelsOfHalf * thresholds]),
          ...(channels > 1 ? { channels: drawChannels(fold(key, 1), kernelsOfHalf * banks.length, channels) } : {}),
        },
        outputShape: [kernelsOfHalf * thresholds],
        multiplyAdds: kernelsOfHalf * steps * (kernelLength * channels * banks.length + thresholds),
        activations: 2 * kernelsOfHalf * steps * Math.max(...banks.map((bank) => bank.thresholds)),
      };
    },
    apply: (_, state, x, { fitting, mask }) => {
      const plans = plansFor(x.shape[1]!);
      const views = viewsOf(...reaching(x, mask, span), plans.length);
      const fitted = fitting ? { ...state, thresholds: fit(partsOf(plans, views, state)) } : state;
      return { y: concat(partsOf(plans, views, fitted).map(shares), 1), state: fitted, mask: null };
    },
  };
};

/** Series that are shorter than kernels reach are series that end there. */
const reaching = (x: Tensor, mask: Mask | undefined, reach = 0): readonly [Tensor, Mask | undefined] => {
  const more = reach - x.shape[1]!;
  if (more <= 0) return [x, mask];
  const first = x.slice(null, null, 0);
  const there = (mask ?? first.equal(first)).cast("float32");
  const behind = [0, more] as const;
  return [x.pad([[0, 0], behind, [0, 0]]), there.pad([[0, 0], behind]).greater(0)];
};

const viewsOf = (x: Tensor, mask: Mask | undefined, count: number): readonly View[] => {
  const there = mask ? x.mul(maskBeside(mask, x)) : x;
  const whole = { x: there.transpose([0, 2, 1]), mask };
  if (count === 1) return [whole];
  const last = x.shape[1]!;
  const change = whole.x.slice(null, null, [1, last]).sub(whole.x.slice(null, null, [0, last - 1]));
  const both = mask?.slice(null, [1, last]).logicalAnd(mask.slice(null, [0, last - 1]));
  return [whole, { x: both ? change.mul(both.cast("float32").expandDims(1)) : change, mask: both }];
};

/** A bank of kernels with what is its own of the state. */
interface Part {
  readonly bank: Bank;
  readonly view: View;
  readonly thresholds: Tensor;
  readonly weights: Tensor;
}

const partsOf = (
  plans: readonly (readonly Bank[])[],
  views: readonly View[],
  { thresholds, channels }: State,
): readonly Part[] => {
  let [from, kernels] = [0, 0];
  return plans.flatMap((banks, i) =>
    banks.map((bank) => {
      const to = from + kernelsOfHalf * bank.thresholds;
      const own = (thresholds as Tensor).slice([from, to]).reshape([kernelsOfHalf, bank.thresholds]);
      const seen = (channels as Tensor | undefined)?.slice([kernels, kernels + kernelsOfHalf]).expandDims(-1);
      const kernel = tensor(halves[bank.half], { shape: [kernelsOfHalf, 1, kernelLength] });
      from = to;
      kernels += kernelsOfHalf;
      return { bank, view: views[i]!, thresholds: own, weights: seen ? kernel.mul(seen) : kernel };
    }),
  );
};

const reachOf = ({ dilation }: Bank): number => (dilation * (kernelLength - 1)) / 2;

/** Answers [N, K, T′] of kernels, or of groups of them to channels of their own. */
const answers = (x: Tensor, weights: Tensor, bank: Bank, groups = 1): Tensor => {
  const border = bank.padded ? reachOf(bank) : 0;
  return conv1d(x, weights, { dilation: bank.dilation, padding: [[border, border]], groups });
};

/** Where an answer is one to steps that are there: its middle is, and without a border its ends are. */
const answered = (mask: Mask, bank: Bank): Mask => {
  if (bank.padded) return mask;
  const [steps, width] = [mask.shape[1]!, 2 * reachOf(bank)];
  return mask.slice(null, [0, steps - width]).logicalAnd(mask.slice(null, [width, steps]));
};

/** Quantiles of what each kernel answers to one of the rows. */
const fit = (parts: readonly Part[]): Tensor => {
  let drawn = 0;
  const fitted = parts.map(({ bank, view: { x, mask }, thresholds, weights }) => {
    const [count, channels, steps] = x.shape as [number, number, number];
    const rows = thresholds
      .slice(null, 0)
      .mul(count)
      .floor()
      .clip(0, count - 1)
      .cast("int32");
    const own = x.gather(rows, 0).reshape([1, kernelsOfHalf * channels, steps]);
    const values = answers(own, weights, bank, kernelsOfHalf).squeeze(0);
    const there = mask ? answered(mask.gather(rows, 0), bank) : values.equal(values);
    const shares = spread(kernelsOfHalf * bank.thresholds, drawn);
    drawn += shares.length;
    return quantiles(values, there, shares).reshape([shares.length]);
  });
  return concat(fitted, 0);
};

/** The share of places, of those that are there, where a kernel answers above each of its thresholds. */
const shares = ({ bank, view: { x, mask }, thresholds, weights }: Part): Tensor => {
  const values = answers(x, weights, bank).expandDims(2);
  const above = values.greater(thresholds.expandDims(-1)).cast("float32");
  const there = mask && answered(mask, bank).cast("float32").expandDims(1).expandDims(1);
  const share = there ? above.mul(there).sum(-1).div(there.sum(-1).maximum(1)) : above.mean(-1);
  return share.reshape([-1, kernelsOfHalf * bank.thresholds]);
};

/**
 * Random convolutions: a great many fixed kernels at many dilations slide along sequences [N, T, F], and what counts is how often each
 * answers above some thresholds. With a linear layer behind it that `fitHead` solves, this is among the best there is for
 * series, in seconds.
 *
 * ```ts
 * const trained = await fitHead(sequential(normalize(), rocket(10_000), dense(3)), { x, y });
 * ```
 * Nothing in it learns by descent: thresholds are quantiles of what kernels answer to training rows, taken once before
 * training. A mask of the steps that are there is kept: what is beyond the end of a series takes no part.
 */
export const rocket = withCard(create, {
  about: {
    name: "Random convolutions (ROCKET)",
    formula: "y = share of places where w ∗ x > b; w of −1 and 2, dilated up to the length, b quantiles of w ∗ x",
    use: "series with few to some thousand rows: before a linear layer that is solved",
    pitfall:
      "as many features as asked for in each row: memory and the head grow with them; fitted once, learns nothing",
    reference: "Dempster et al. 2020, 2021; Tan et al. 2022",
    seeAlso: ["conv1d", "normalize", "masking"],
  },
});
