import { TuneError } from "../../error.ts";
import type { LiveTrial } from "../../evaluation/live-trial.ts";
import type { Sampler } from "../../samplers/contract/sampler.ts";
import { compileSpace } from "../../space/compile-space.ts";
import { toUnit } from "../../space/domain.ts";
import { contains } from "../../space/flat-space.ts";
import type { Space } from "../../space/parameter.ts";
import { createStudy } from "../../study/create-study.ts";
import type { OptimizeOptions, StudyOptions } from "../../study/study.ts";
import type { Returned } from "../../trial/objectives.ts";

/** Fails with the evidence unless something holds. */
export const ensure = (holds: boolean, evidence: string): void => {
  if (!holds) throw new Error(evidence);
};

/** A value for every point: the sum of squared distances from 0.3 on the parameters' scales. */
export const valueIn = (space: Space): ((values: unknown) => number) => {
  const { dimensions, encode } = compileSpace(space);
  return (values) => {
    const params = encode(values);
    ensure(contains(dimensions, params), `a point of the space was to be proposed, got ${JSON.stringify(values)}`);
    return dimensions.reduce(
      (sum, { name, domain }) => (params[name] === undefined ? sum : sum + (toUnit(domain, params[name]) - 0.3) ** 2),
      0,
    );
  };
};

type Run = OptimizeOptions & {
  study?: StudyOptions;
  objective?: (values: unknown, trial: LiveTrial) => unknown;
};

/** Enough for what begins by chance or by a design, and ten more. */
const usual = 24;

/** The trials of a study; none when the sampler refuses the space or the objectives by a law, before the first trial. */
export const trialsOf = async (sampler: Sampler, space: Space, { study: of = {}, objective, ...options }: Run = {}) => {
  const study = await createStudy({ storage: "memory", seed: 3, ...of, sampler });
  const value = valueIn(space);
  const broken: unknown[] = [];
  try {
    const { stopped } = await study.optimize(
      space,
      (values, trial) => {
        try {
          const at = value(values);
          if (objective === undefined) return at;
        } catch (error) {
          // Thrown on, it would only fail the trial.
          broken.push(error);
          return 0;
        }
        return objective(values, trial) as Returned;
      },
      { trials: usual, ...options },
    );
    if (broken.length > 0) throw broken[0];
    const wanted = options.trials ?? usual;
    ensure(
      study.trials.length === wanted || options.signal?.aborted || stopped === "every point of the space was asked",
      `${wanted} trials were asked for, got ${study.trials.length}: ${stopped}`,
    );
    return study.trials;
  } catch (error) {
    if (error instanceof TuneError && study.trials.length === 0) return [];
    throw error;
  } finally {
    await study.close();
  }
};

/** The params of trials, as text to compare. */
export const textsOf = (trials: readonly { params: unknown }[]): string[] =>
  trials.map(({ params }) => JSON.stringify(params));

/** Fails with the first trial in which two studies differ. */
export const same = (a: readonly string[], b: readonly string[], law: string): void => {
  const at = a.findIndex((text, i) => text !== b[i]);
  ensure(a.length === b.length && at < 0, `${law}: trial ${at} was ${a[at]} and ${b[at]}`);
};
