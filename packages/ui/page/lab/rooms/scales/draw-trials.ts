import { createStudy, float, log, oneMinusLog, random } from "@kaviar/tune";
import type { ScalesChoices } from "./choices.ts";
import {
  leastMomentum,
  leastRate,
  mostMomentum,
  mostRate,
  type ScalingName,
  scalingNames,
  scalings,
} from "./scalings.ts";
import { goodLoss, lossAfter } from "./valley.ts";

/** A rate and a momentum that were drawn, and what came of them. */
export interface Drawn {
  readonly rate: number;
  readonly momentum: number;
  readonly loss: number;
  readonly isGood: boolean;
}

/** What was drawn so far on each scaling. */
export type ScalesView = { readonly [Name in ScalingName]: readonly Drawn[] };

const spreads = { linear: float, log, oneMinusLog };

/** Draws trial after trial on each scaling, at random, by the tuner. */
export async function* drawTrials({ trials, seed }: ScalesChoices): AsyncGenerator<() => ScalesView, void, void> {
  const studies = await Promise.all(
    scalingNames.map(async (name) => ({
      name,
      space: {
        rate: spreads[scalings[name].rate.name](leastRate, mostRate),
        momentum: spreads[scalings[name].momentum.name](leastMomentum, mostMomentum),
      },
      study: await createStudy({ storage: "memory", seed, sampler: random() }),
      drawn: [] as Drawn[],
    })),
  );
  for (let trial = 0; trial < trials; trial++) {
    for (const { study, space, drawn } of studies) {
      const asked = await study.ask(space);
      const { rate, momentum } = asked.params;
      const loss = lossAfter(rate, momentum);
      // A study takes numbers alone: what flies away is as bad as can be.
      await study.tell(asked, Math.min(loss, 1e6));
      drawn.push({ rate, momentum, loss, isGood: loss < goodLoss });
    }
    yield () => Object.fromEntries(studies.map(({ name, drawn }) => [name, [...drawn]])) as unknown as ScalesView;
  }
}
