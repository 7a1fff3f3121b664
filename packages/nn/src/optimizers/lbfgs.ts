import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { concat, loop, scan, type Tensor, tensor, zeros } from "@kaviar/tensor";
import { options } from "../options.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { flattened, unflattened } from "./contract/flat.ts";
import type { Link, Moment } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { withRate } from "./contract/with-rate.ts";

const read = options("lbfgs", {
  /** The longest step along the direction, 1 where the curvature is known. */
  rate: rateLaw.default(1),
  /** How many of the last steps are remembered. */
  memory: whole(1).default(10),
  /** Halves a step until the loss of the batch falls enough; otherwise each has the length of the rate. */
  search: flag.default(true),
});

export type LbfgsOptions = OptionsOf<typeof read>;

/** A step s, what it did to the gradient y, and 1/s·y; rows of zeros where there was none yet. */
interface History {
  readonly moves: Tensor;
  readonly changes: Tensor;
  readonly inverses: Tensor;
}

interface LbfgsState extends History {
  readonly [name: string]: Tensor;
  /** Updates done so far. */
  readonly count: Tensor;
  /** s·y / y·y of the last pair: how long a gradient step would be. */
  readonly scale: Tensor;
  readonly gradient: Tensor;
  readonly move: Tensor;
}

const dot = (a: Tensor, b: Tensor): Tensor => a.mul(b).sum();

/** s·y below which a pair says nothing of the curvature. */
const least = 1e-10;

/** The oldest row goes, this one comes. */
const pushed = (rows: Tensor, row: Tensor): Tensor => concat([rows.slice([1]), row.expandDims(0)]);

/** −H·g, H the inverse Hessian that the remembered steps tell. (Nocedal & Wright 2006, algorithm 7.4) */
const direction = (gradient: Tensor, { moves, changes, inverses }: History, scale: Tensor): Tensor => {
  const pairs = { s: moves, y: changes, inverse: inverses };
  type Pair = typeof pairs;
  const [q, shares] = scan(
    (q: Tensor, { s, y, inverse }: Pair): [Tensor, Tensor] => {
      const share = dot(s, q).mul(inverse);
      return [q.sub(y.mul(share)), share];
    },
    gradient.neg(),
    pairs,
    { reverse: true },
  );
  const [found] = scan(
    (r: Tensor, { s, y, inverse, share }: Pair & { share: Tensor }): [Tensor, null] => [
      r.add(s.mul(share.sub(dot(y, r).mul(inverse)))),
      null,
    ],
    q.mul(scale),
    { ...pairs, share: shares },
  );
  return found;
};

/** How much of the promised fall is enough, and how often a step is halved. */
const [enough, halvings] = [1e-4, 20];

/** The part of a loss that is its rounding. */
const roundingOf = ({ dtype }: Tensor): number => ((dtype as string) === "float64" ? 1e-14 : 1e-6);

/** The length, halved until the loss falls by enough of what the slope promises (Armijo 1966); 0 where it never does. */
const searched = (
  { loss, lossAt }: Moment,
  parameters: Parameters,
  along: Tensor,
  slope: Tensor,
  first: Tensor,
): Tensor => {
  if (!lossAt) return first;
  const lossOf = (length: Tensor) => {
    const moves = unflattened(along.mul(length), parameters);
    return lossAt(mapParameters((_, p, u) => p.add(u!), parameters, moves));
  };
  const highest = loss.add(loss.abs().mul(roundingOf(loss)));
  const falls = (length: Tensor, value: Tensor) =>
    value.lessEqual(highest.add(slope.mul(length).mul(enough).cast(loss.dtype)));
  const begun = { length: first, value: lossOf(first), tries: tensor(0) as Tensor };
  const { length, value } = loop(
    {
      while: ({ length, value, tries }: typeof begun) =>
        falls(length, value).logicalNot().logicalAnd(tries.less(halvings)),
    },
    begun,
    ({ length, tries }) => {
      const half = length.mul(0.5);
      return { length: half, value: lossOf(half), tries: tries.add(1) };
    },
  );
  return falls(length, value).where(length, 0);
};

/**
 * Steps along −H·g, H from the last steps: few of them, each on all rows.
 *
 * ```ts
 * await fit(model, { x, y }, { loss, optimizer: lbfgs(), batchSize: "all", epochs: 50 })
 * ```
 * With `search: false` it steps as PyTorch's LBFGS does with max_iter 1 and without a line search.
 */
export const lbfgs = withCard(
  (given: LbfgsOptions = {}): Link => {
    const { rate, memory, search } = read(given);
    const link: Link<LbfgsState> = {
      init: (parameters) => {
        const still = flattened(parameters).mul(0);
        const rows = still.expandDims(0).broadcastTo([memory, still.size]);
        return {
          count: tensor(0),
          moves: rows,
          changes: rows,
          inverses: zeros([memory], { dtype: still.dtype }) as Tensor,
          scale: still.sum().add(1),
          gradient: still,
          move: still,
        };
      },
      update: (gradients, state, parameters, at) => {
        const gradient = flattened(gradients);
        const isFirst = state.count.equal(0);
        const change = gradient.sub(state.gradient);
        const curvature = dot(change, state.move);
        const tells = curvature.greater(least).logicalAnd(isFirst.logicalNot());
        const safe = tells.where(curvature, 1);
        const history: History = {
          moves: tells.where(pushed(state.moves, state.move), state.moves),
          changes: tells.where(pushed(state.changes, change), state.changes),
          inverses: tells.where(pushed(state.inverses, safe.reciprocal()), state.inverses),
        };
        const scale = tells.where(safe.div(tells.where(dot(change, change), 1)), state.scale);
        const along = direction(gradient, history, scale);
        const slope = dot(gradient, along);
        // Nothing is known of the curvature at first: a step of length 1 at most.
        const reach = gradient.abs().sum();
        const cautious = reach.greater(1).where(reach.greater(1).where(reach, 1).reciprocal(), 1);
        const full = at.rate!.cast(gradient.dtype);
        const first = isFirst.where(cautious.mul(full), full);
        const length = search ? searched(at, parameters, along, slope, first) : first;
        const move = along.mul(length);
        // Where no step helps, what is remembered misleads: it begins anew, along the gradient.
        const isLost = length.equal(0);
        return [
          unflattened(move, parameters),
          {
            count: isLost.where(0, state.count.add(1)),
            moves: isLost.where(0, history.moves),
            changes: isLost.where(0, history.changes),
            inverses: isLost.where(0, history.inverses),
            scale: isLost.where(1, scale),
            gradient,
            move,
          },
        ];
      },
    };
    return withRate(rate, link as unknown as Link);
  },
  {
    about: {
      name: "L-BFGS",
      formula: "θ ← θ − ηHg, H from the last m pairs of steps and changes of the gradient",
      use: 'small nets on few rows, all of them in each batch (batchSize: "all"): a hundredth of gradient descent\'s steps',
      pitfall: "mini-batches and dropout mislead it: a gradient must change because of the step, not of the rows",
      reference: "Nocedal 1980; Liu & Nocedal 1989",
      seeAlso: ["adam", "minimize"],
    },
  },
);
