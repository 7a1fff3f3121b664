import type { Chart } from "./chart/chart.ts";
import { graceOf, outcomeOf } from "./chart/outcome.ts";
import type { DynamicCode, TrainingFinding } from "./contract/finding.ts";
import type { Rule, Symptom, Thresholds } from "./contract/rule.ts";
import type { Preset } from "./presets/preset.ts";
import { fits } from "./remedies/fits.ts";
import { remedies } from "./remedies/remedies.ts";
import { rules } from "./rules/index.ts";
import { withoutEffects } from "./without-effects.ts";

/** Which rules look, and their bounds where they are not the usual ones. */
export interface RuleChoice {
  /** Who looks in place of the usual rules. */
  readonly preset?: Preset;
  /** No rules were chosen: all that there is to say is said. */
  readonly isWhole: boolean;
  /** What lies around is looked at whether anything is wrong or not. */
  readonly isFull: boolean;
  readonly rules: readonly DynamicCode[];
  readonly thresholds: { readonly [Code in DynamicCode]?: Thresholds };
}

/** The step at which each thing was first seen, among those that were seen at the last look. */
export type FirstSeen = ReadonlyMap<DynamicCode, number>;

/**
 * What a chart shows. A symptom is a problem where the run is not doing well or the symptom is beyond doubt, otherwise a
 * note; what another finding explains is left out.
 */
export const diagnose = (
  chart: Chart,
  choice: RuleChoice,
  seen: FirstSeen,
): { readonly findings: readonly TrainingFinding<DynamicCode>[]; readonly seen: FirstSeen } => {
  const outcome = outcomeOf(chart);
  const isFailing = outcome === "diverging" || outcome === "no-better-than-constant";
  const isEarly = chart.losses.length < 2 * graceOf(chart);
  const found = choice.rules.flatMap((code): { code: DynamicCode; symptom: Symptom; since: number }[] => {
    const rule: Rule = rules[code];
    const symptom = choice.preset
      ? choice.preset[code]?.(chart)
      : rule.look(chart, { ...rule.thresholds, ...choice.thresholds[code] });
    return symptom ? [{ code, symptom, since: symptom.since ?? seen.get(code) ?? chart.losses.length }] : [];
  });
  const findings = found.map(
    ({ code, symptom: { layer, evidence, isCertain, isRemark, isPatient }, since }): TrainingFinding<DynamicCode> => {
      const rule: Rule = rules[code];
      return {
        code,
        severity: isCertain || (isFailing && !isRemark && !(isPatient && isEarly)) ? "problem" : "note",
        ...(layer === undefined ? {} : { layer }),
        since,
        evidence,
        explanation: rule.about.use,
        remedies: rule.remedies.filter((name) => fits(name, chart)).map((name) => ({ name, text: remedies[name] })),
      };
    },
  );
  return {
    findings: choice.preset ? findings : withoutEffects(findings),
    seen: new Map(found.map(({ code, since }) => [code, since])),
  };
};
