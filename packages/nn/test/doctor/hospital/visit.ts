import { type BrokenRun, type TrainingFinding, train } from "@kaviar/nn";
import type { Case } from "./case.ts";

/** What was said after an epoch, and the part of the run that was over then. */
export interface Visit {
  readonly part: number;
  readonly findings: readonly TrainingFinding[];
}

/** What is said of a run in its course. */
export const visit = async ({ model, data, options }: Case): Promise<readonly Visit[]> => {
  const visits: Visit[] = [];
  const epochs = options.epochs ?? 10;
  try {
    for await (const { number, findings } of train(model, data, options))
      visits.push({ part: number / epochs, findings });
  } catch (error) {
    const { findings } = error as Partial<BrokenRun>;
    if (!findings) throw error;
    visits.push({ part: (visits.length + 1) / epochs, findings });
  }
  return visits;
};

const early = 0.3;

/** What is said within the first 30 % of a run; of a run of few epochs, after the first. */
export const earlyVisits = (visits: readonly Visit[]): readonly Visit[] =>
  visits.filter(({ part }, i) => part <= early || i === 0);
