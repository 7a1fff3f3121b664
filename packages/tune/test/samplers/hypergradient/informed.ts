import type { Sampler } from "@kaviar/tune";
import { ends, toUnit } from "../../../src/space/domain.ts";
import { hypergradientAttribute } from "../../../src/trial/attributes.ts";
import type { TrialRecord } from "../../../src/trial/record.ts";

/** Tells the derivatives of the suite's own objective, Σ (u − 0.3)² on the unit scale, which tells none itself. */
export const informed = (sampler: Sampler): Sampler => {
  const told = (trial: TrialRecord, sign: number): TrialRecord => {
    const derivatives = trial.dimensions.flatMap(({ name, domain }) => {
      const x = trial.params[name];
      if (typeof x !== "number" || domain.kind === "categorical") return [];
      const [low, high] = ends(domain);
      const stretch = domain.scale === "log" ? x : domain.scale === "oneMinusLog" ? 1 - x : 1;
      const derivative = (sign * 2 * (toUnit(domain, x) - 0.3)) / ((high - low) * stretch);
      return Number.isFinite(derivative) ? [[name, derivative] as const] : [];
    });
    return { ...trial, attributes: { [hypergradientAttribute]: Object.fromEntries(derivatives) } };
  };
  return {
    ...sampler,
    propose: (question) => {
      const { history } = question;
      const sign = history.directions[0] === "maximize" ? -1 : 1;
      const view = {
        directions: history.directions,
        trials: history.trials.map((trial) => trial && told(trial, sign)),
        finished: history.finished.map((trial) => told(trial, sign)),
        running: history.running,
        reports: history.reports,
        rewrites: history.rewrites,
        revision: history.revision,
        version: history.version,
      };
      return sampler.propose({ ...question, history: view });
    },
  };
};
