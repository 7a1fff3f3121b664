import { either, type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { TuneError } from "../../error.ts";
import { options } from "../../options.ts";
import type { Curve } from "../../trial/curve.ts";
import { goOn, type Pruner, type Verdict, type Watch } from "./pruner.ts";
import { arrival, arrivedWith, highestRung, type RungSpacing, stepOf, valuesAt } from "./rungs.ts";

/** The options of a rule that halves in one bracket, under the rule's own name. */
export const halvingOptions = (rule: string, minResource: number | "auto") =>
  options(rule, {
    /** The step of the first rung. `"auto"`: a hundredth of the steps of the first complete trial; until then none is stopped. */
    minResource: stepsOrAuto.default(minResource),
    /** η: about one in this many goes on from each rung, to η times as many steps. */
    reductionFactor: whole(2).default(4),
    /** How many of the lowest rungs to leave out. */
    minEarlyStoppingRate: whole().default(0),
    /** How many must have arrived at a rung before one goes on from it. */
    bootstrapCount: whole().default(0),
  });

/** Given in steps, or else learned from the first complete trial. */
export const stepsOrAuto = either(whole(1), oneOf("auto"));

export type HalvingOptions = OptionsOf<ReturnType<typeof halvingOptions>>;

/** The rule on rungs, which hyperband spaces differently for each bracket. */
export interface Halving {
  judge(watch: Watch, spacing: RungSpacing): Verdict;
  promote(curves: readonly Curve[], spacing: RungSpacing): number | undefined;
}

/** Successive halving where all trials are in one bracket. */
export const inOneBracket = (
  name: string,
  { minResource, minEarlyStoppingRate, reductionFactor, bootstrapCount }: Required<HalvingOptions>,
  firstGoOn: boolean,
): Pruner => {
  const rule = halving({ bootstrapCount, firstGoOn });
  if (minResource === "auto" && bootstrapCount > 0)
    throw new TuneError(
      "bad-count",
      `\`bootstrapCount\` of ${name} needs a \`minResource\` that is a number: got "auto".`,
    );
  const spacingOf = (curves: readonly Curve[]): RungSpacing | undefined => {
    const steps = minResource === "auto" ? lastStepOfFirst(curves) : undefined;
    if (minResource === "auto" && steps === undefined) return undefined;
    const least = minResource === "auto" ? Math.max(Math.floor(steps! / 100), 1) : minResource;
    return { resource: least * reductionFactor ** minEarlyStoppingRate, factor: reductionFactor };
  };
  return {
    name,
    judge: (watch) => {
      const spacing = spacingOf(watch.others);
      return spacing === undefined ? goOn : rule.judge(watch, spacing);
    },
    promote: (curves) => {
      const spacing = spacingOf(curves);
      return spacing === undefined ? undefined : rule.promote(curves, spacing);
    },
  };
};

/** The last step of the complete trial with the lowest number: the same for whoever looks, and whenever. */
export const lastStepOfFirst = (curves: readonly Curve[]): number | undefined => {
  let first: Curve | undefined;
  for (const curve of curves)
    if (curve.state === "complete" && curve.values.size > 0 && !(first && first.number < curve.number)) first = curve;
  return first && Math.max(...first.values.keys());
};

/**
 * With `firstGoOn` the best of fewer than η goes on; without, one that keeps a checkpoint waits at the rung until η have
 * arrived. (Li et al. 2020, algorithm 2)
 */
export const halving = ({
  bootstrapCount,
  firstGoOn,
}: {
  readonly bootstrapCount: number;
  readonly firstGoOn: boolean;
}): Halving => ({
  judge: ({ curve, others, step }, spacing) => {
    for (const rung of arrivedWith(curve, spacing, step)) {
      const value = curve.values.get(step)!;
      const at = `at rung ${rung}, step ${stepOf(spacing, rung)}`;
      if (value === Infinity) return { stop: true, why: `its value ${at} is infinite or NaN` };
      const rivals = valuesAt([...others, curve], spacing, rung);
      const least = firstGoOn || !curve.resumable ? 1 : 0;
      const places = Math.max(Math.floor(rivals.length / spacing.factor), least);
      if (rivals.length <= bootstrapCount)
        return { stop: true, why: `${at} only ${rivals.length} of ${bootstrapCount + 1} have arrived` };
      if (places === 0 || value > rivals[places - 1]!)
        return { stop: true, why: `${at} it is not among the best ${places} of ${rivals.length}` };
    }
    return goOn;
  },
  promote: (curves, spacing) => {
    const paused = curves
      .filter((curve) => isPaused(curve, spacing))
      .map((curve) => ({ curve, rung: highestRung(curve, spacing), value: [...curve.values.values()].at(-1)! }))
      .sort((a, b) => b.rung - a.rung || a.value - b.value || a.curve.number - b.curve.number);
    let rung = -1;
    for (const each of paused) {
      if (each.rung === rung) continue;
      rung = each.rung;
      const rivals = valuesAt(curves, spacing, rung);
      const places = rivals.length <= bootstrapCount ? 0 : Math.floor(rivals.length / spacing.factor);
      if (places > 0 && each.value <= rivals[places - 1]! && each.value < Infinity) return each.curve.number;
    }
    return undefined;
  },
});

/** Stopped at the report with which it arrived at its highest rung, with a checkpoint to go on from. */
const isPaused = (curve: Curve, spacing: RungSpacing): boolean => {
  if (curve.state !== "pruned" || !curve.resumable) return false;
  const rung = highestRung(curve, spacing);
  return rung >= 0 && arrival(curve, stepOf(spacing, rung))?.step === [...curve.values.keys()].at(-1);
};
