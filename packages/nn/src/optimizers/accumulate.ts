import { withCard } from "@kaviar/base/card";
import { whole } from "@kaviar/base/check";
import { cond, type Tensor, zerosLike } from "@kaviar/tensor";
import { argument } from "../options.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import { forEachDtype, zero } from "./contract/create-link.ts";
import type { Link, LinkState, Moment } from "./contract/link.ts";
import { innerOf, wrap } from "./contract/wrap.ts";

const checkN = argument("accumulate", "n", whole(1).remedy("It counts steps."));

/**
 * One update for each `n` batches, by the mean of their gradients: a large batch at the memory of a small one.
 *
 * ```ts
 * accumulate(4, adamw({ rate: 1e-3 }))
 * ```
 * Inside, steps, and so schedules, count updates. Gradients left over at the end of a run are not applied.
 */
export const accumulate = withCard(
  (n: number, inner: Link): Link => {
    checkN(n);
    return {
      init: (parameters) => ({
        numbers: numbersOf({ batches: n }),
        total: mapParameters((_, p) => zero(p), parameters),
        inner: inner.init(parameters),
      }),
      update: (gradients, state, parameters, at) => {
        const { batches } = state.numbers as { readonly batches: Tensor };
        const total = mapParameters((_, t, g) => t.add(g!), state.total as Parameters, gradients);
        const isDue = at.step.add(1).mod(batches).equal(0);
        const one = forEachDtype((dtype) => batches.reciprocal().cast(dtype));
        const [updates, next] = cond(
          isDue,
          (sum: Parameters, now: LinkState): [Parameters, LinkState] => {
            const mean = mapParameters((_, t) => t.mul(one(t)), sum);
            const [made, after] = inner.update(mean, now, parameters, countingUpdates(at, batches));
            return [made, after];
          },
          (sum, now) => [mapParameters((_, t) => zerosLike(t), sum), now],
          total,
          innerOf(state),
        );
        const kept = mapParameters((_, t) => isDue.where(0, t), total);
        return [updates, { ...state, total: kept, inner: next }];
      },
      ...wrap(inner),
    };
  },
  {
    about: {
      name: "Gradient accumulation",
      formula: "every n batches: u = link(Σg/n), else u = 0",
      use: "batches larger than memory holds",
      pitfall:
        "the same as one large batch only if batches are equally large and nothing looks across rows: batch norm still sees the small ones",
      reference: "Goyal et al. 2017, section 3",
      seeAlso: ["lookahead"],
    },
  },
);

const countingUpdates = (at: Moment, batches: Tensor): Moment => ({
  loss: at.loss,
  key: at.key,
  step: at.step.div(batches).floor(),
  steps: at.steps.div(batches).floor().maximum(1),
  stepsPerEpoch: at.stepsPerEpoch.div(batches),
});
