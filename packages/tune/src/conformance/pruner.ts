import { keyedRandom, type Random } from "@kaviar/base/random";
import type { Pruner, Watch } from "../pruners/contract/pruner.ts";
import { checkpointAttribute } from "../trial/attributes.ts";
import type { Curve } from "../trial/curve.ts";
import { createCurves } from "../trial/curves.ts";
import type { Direction, TrialState } from "../trial/record.ts";
import type { Case } from "./case.ts";

/**
 * What every pruner has to show.
 *
 * ```ts
 * for (const { name, run } of prunerConformance) test(name, () => run(() => mine()));
 * ```
 * A rule with bounds of its own on the reported values mirrors only when its bounds do.
 */
export const prunerConformance: readonly Case<() => Pruner>[] = [
  about("has a name", (make) => {
    hold(make().name.length > 0, () => "its name is empty");
  }),
  about("says why it stops, and nothing else than to stop or to go on", (make) => {
    const pruner = make();
    for (const watch of watches(["minimize"])) judge(pruner, watch);
  }),
  about("judges the first trial of a study, alone", (make) => {
    const pruner = make();
    for (const watch of watches(["minimize"])) judge(pruner, { ...watch, others: [] });
  }),
  about("judges among trials that reported nothing", (make) => {
    const pruner = make();
    for (const watch of watches(["minimize"]))
      judge(pruner, { ...watch, others: watch.others.map((curve) => ({ ...curve, values: new Map() })) });
  }),
  about("judges NaN, infinite and extreme reports, among others like them", (make) => {
    const pruner = make();
    for (const special of specials) for (const watch of watches(["minimize"], () => special)) judge(pruner, watch);
  }),
  about("judges with several objectives", (make) => {
    const pruner = make();
    for (const watch of watches(["minimize", "maximize"])) judge(pruner, watch);
    for (const watch of watches(["maximize", "maximize", "minimize"])) judge(pruner, watch);
  }),
  about("judges as far as steps go", (make) => {
    const pruner = make();
    for (const step of [0, 1, 2 ** 31, Number.MAX_SAFE_INTEGER])
      for (const watch of watches(["minimize"]).slice(0, 20)) {
        const values = new Map([[step, 1]]);
        judge(pruner, { ...watch, step, curve: { ...watch.curve, values } });
      }
  }),
  about("says the same of a maximized value as of its mirror image", (make) => {
    const pruner = make();
    const mirrored = watches(["maximize"], undefined, -1);
    for (const [i, watch] of watches(["minimize"]).entries())
      hold(judge(pruner, watch) === judge(pruner, mirrored[i]!), () => `it judges ${said(watch)} otherwise mirrored`);
  }),
  about("says the same in whatever order the other trials come", (make) => {
    const pruner = make();
    for (const watch of [...watches(["minimize"]), ...watches(["minimize", "minimize"])])
      hold(
        judge(pruner, watch) === judge(pruner, { ...watch, others: watch.others.toReversed() }),
        () => `it judges ${said(watch)} otherwise when the other trials are reversed`,
      );
  }),
  about("has no memory: a fresh one, and one asked before, say the same", (make) => {
    const asked = make();
    const all = watches(["minimize"]);
    const first = all.map((watch) => judge(asked, watch));
    for (const [i, watch] of [...all.entries()].reverse())
      hold(
        judge(asked, watch) === first[i] && judge(make(), watch) === first[i],
        () => `it judges ${said(watch)} otherwise`,
      );
  }),
  about("leaves what it reads as it was", (make) => {
    const pruner = make();
    for (const watch of watches(["minimize"])) {
      const before = said(watch);
      judge(pruner, frozen(watch));
      pruner.promote?.(Object.freeze([...watch.others]), { seed: watch.seed });
      hold(said(watch) === before, () => `it changed ${before}`);
    }
  }),
  about(
    "promotes only stopped trials that keep a checkpoint, the same ones in any order and by a fresh one",
    (make) => {
      const pruner = make();
      if (pruner.promote === undefined) return;
      hold(pruner.promote([], { seed: 1 }) === undefined, () => "it promotes a trial where there is none");
      for (const { others, seed } of watches(["minimize"])) {
        const number = pruner.promote(others, { seed });
        hold(
          number === pruner.promote(others.toReversed(), { seed }),
          () => "it promotes another one in reversed order",
        );
        hold(number === make().promote!(others, { seed }), () => "a fresh one promotes another trial");
        const chosen = others.find((curve) => curve.number === number);
        hold(
          number === undefined || (chosen?.state === "pruned" && chosen.resumable),
          () => `it promotes trial ${number}, which is ${chosen?.state}`,
        );
      }
    },
  ),
];

function about(name: string, run: (make: () => Pruner) => void): Case<() => Pruner> {
  return { name, run: async (make) => run(make) };
}

const hold = (fact: boolean, otherwise: () => string): void => {
  if (!fact) throw new Error(`A pruner must not do this: ${otherwise()}.`);
};

/** Whether it stops the trial, once the verdict is found well-formed. */
const judge = (pruner: Pruner, watch: Watch): boolean => {
  const verdict = pruner.judge(watch);
  hold(typeof verdict.stop === "boolean", () => `it says ${JSON.stringify(verdict)} to ${said(watch)}`);
  hold(!verdict.stop || verdict.why.length > 0, () => `it stops ${said(watch)} and does not say why`);
  return verdict.stop;
};

const specials = [Number.NaN, Infinity, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, -0, 0];
const states: readonly TrialState[] = ["complete", "complete", "complete", "pruned", "running", "failed", "waiting"];

/**
 * Questions about random studies: trials of every state, steps with gaps, out of order and repeated, values among which
 * are some special ones. `sign` mirrors them.
 */
const watches = (
  directions: readonly Direction[],
  value = (random: Random): number =>
    random() < 0.03 ? specials[Math.floor(random() * specials.length)]! : random() * 2 - 1,
  sign = 1,
): readonly Watch[] => {
  const asked: Watch[] = [];
  for (let seed = 0; seed < 8; seed++) {
    const random = keyedRandom(seed, 0, "conformance");
    const curves = createCurves(directions);
    const drawValues = () => directions.map(() => sign * value(random));
    const place = (number: number, state: TrialState) => {
      const attributes = random() < 0.5 ? { [checkpointAttribute]: true } : {};
      const record = { number, state, params: {}, dimensions: [], attributes, constraints: {}, attempt: 1 };
      const values = drawValues().map((each) => (Number.isNaN(each) ? 0 : each));
      const trials = [state === "complete" ? { ...record, values } : record];
      curves.apply({ revision: 0, trials, reports: [] });
    };
    const trials = 4 + 4 * seed;
    for (let number = 0; number < trials; number++) {
      place(number, number === trials - 1 ? "running" : states[Math.floor(random() * states.length)]!);
      const disorder = random() < 0.3 ? 3 : 0;
      for (let i = 0; i < 10; i++) {
        if (random() < 0.2) continue;
        const step = Math.max(0, i - Math.floor(random() * disorder));
        const values = drawValues();
        curves.apply({ revision: 0, trials: [], reports: [{ number, step, values }] });
        if (number < trials - 1) continue;
        const [curve, ...others] = [curves.of(number), ...curves.all().filter((each) => each.number !== number)].map(
          copy,
        );
        asked.push({ number, step, curve: curve!, others, values, directions, seed });
      }
    }
  }
  return asked;
};

const copy = (curve: Curve): Curve => ({ ...curve, values: new Map(curve.values) });

const said = ({ number, step, curve, others, values }: Watch): string => {
  const told = (each: Curve) => `${each.number} ${each.state} ${[...each.values].join(" ")}`;
  return `trial ${number} at step ${step} with ${values}, ${told(curve)} among ${others.map(told).join("; ")}`;
};

const frozen = (watch: Watch): Watch =>
  Object.freeze({
    ...watch,
    curve: Object.freeze(watch.curve),
    others: Object.freeze(watch.others.map((curve) => Object.freeze(curve))),
    values: Object.freeze([...watch.values]),
  });
