import { compile, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import type { Moment } from "../../src/optimizers/contract/link.ts";
import {
  adam,
  adamw,
  chain,
  clipByNorm,
  type Link,
  momentum,
  rprop,
  scaleByRate,
  sgd,
} from "../../src/optimizers/index.ts";
import { cosine } from "../../src/schedules/index.ts";
import { type Flat, layer, walk } from "./walk.ts";

/** The numbers in a state, by name. */
const namesIn = (state: unknown): string[] =>
  Object.entries(state as Record<string, unknown>).flatMap(([name, part]) => {
    if (name === "numbers") return Object.keys(part as object);
    return part && typeof part === "object" && !("shape" in part) ? namesIn(part) : [];
  });

describe("numbers of an optimizer", () => {
  it("are in its state by name: rate, decay, momentum, betas, limits, a schedule's", () => {
    const names = (link: Link) => namesIn(link.init(layer())).toSorted();
    expect(names(adamw())).toEqual(["beta1", "beta2", "decay", "epsilon", "rate"]);
    expect(names(momentum())).toEqual(["momentum", "rate"]);
    expect(names(chain(clipByNorm(1), sgd({ rate: cosine({ peak: 1 }) })))).toEqual([
      "floor",
      "limit",
      "peak",
      "warmup",
    ]);
    expect(names(sgd({ rate: ({ step }) => step.add(1).reciprocal() }))).toEqual([]);
  });

  it("are inputs: another rate, beta or decay is the same graph", async () => {
    const update = compile((parameters: Flat, state: Structure, at: Moment) => {
      const [updates] = adamw().update(parameters, state as never, parameters, at);
      return updates as Flat;
    });
    const zero = tensor(0);
    const at = { step: zero, steps: zero, stepsPerEpoch: zero, loss: zero, key: tensor(new Uint32Array(2)) };
    const parameters = { w: tensor([1]) };
    const states = [adamw({ rate: 1, decay: 0 }), adamw({ rate: 0.5, decay: 0.5 })].map((link) =>
      link.init(parameters),
    );
    const found = await Promise.all(states.map((state) => update(parameters, state as Structure, at).w!.item()));
    // The first step of Adam has length η; then −ηλw.
    expect(found.map((u) => Number(u.toFixed(6)))).toEqual([-1, -0.75]);
    expect(update.traces()).toBe(1);
  });
});

describe("a rate", () => {
  it("may be a plain function of where the run is", async () => {
    const link = scaleByRate(({ step, steps }) => step.add(1).div(steps));
    const { path } = walk(link, { w: tensor([0]) }, [{ w: tensor([1]) }, { w: tensor([1]) }]);
    expect(await (path[1]!.w as Tensor).item()).toBe(-1.5);
  });
});

describe("bad options are refused at once", () => {
  it.each([
    [() => adam({ beta1: 1 }), "`beta1` of adam must be at least 0 and less than 1: got 1."],
    [() => adam({ epsilon: 0 }), "`epsilon` of adam must be greater than 0: got 0."],
    [
      () => sgd({ rate: -0.1 }),
      "`rate` of sgd must be a number ≥ 0, a schedule or a link that applies a rate: got -0.1.",
    ],
    [
      () => sgd({ rate: "fast" as never }),
      '`rate` of sgd must be a number ≥ 0, a schedule or a link that applies a rate: got "fast".',
    ],
    [() => momentum({ momentum: 1.5 }), "`momentum` of momentum must be at least 0 and less than 1: got 1.5."],
    [() => rprop({ shrink: 2 }), "rprop needs shrink ≤ 1 ≤ grow: got shrink 2, grow 1.2."],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});
