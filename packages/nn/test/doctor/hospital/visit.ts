import { type BrokenRun, type Epoch, type TrainingFinding, train } from "@kaviar/nn";
import type { Case } from "./case.ts";

/** What was said after an epoch, and the part of the run that was over then. */
export interface Visit {
  readonly part: number;
  readonly findings: readonly TrainingFinding[];
}

/** Who comes along: is shown each epoch, and told where a run ended in numbers that are none. */
interface Companion {
  epoch(epoch: Epoch): Promise<void>;
  broken(part: number): void;
}

/** What is said of a run in its course, up to a part of it. */
export const visit = async (
  { model, data, options }: Case,
  companion?: Companion,
  until = 1,
): Promise<readonly Visit[]> => {
  const visits: Visit[] = [];
  const epochs = options.epochs ?? 10;
  try {
    for await (const epoch of train(model, data, options)) {
      visits.push({ part: epoch.number / epochs, findings: epoch.findings });
      await companion?.epoch(epoch);
      if ((epoch.number + 1) / epochs > until) break;
    }
  } catch (error) {
    const { findings } = error as Partial<BrokenRun>;
    if (!findings) throw error;
    const part = (visits.length + 1) / epochs;
    visits.push({ part, findings });
    companion?.broken(part);
  }
  return visits;
};

const early = 0.3;

/** What is said within the first 30 % of a run; of a run of few epochs, after the first. */
export const earlyVisits = (visits: readonly Visit[]): readonly Visit[] =>
  visits.filter(({ part }, i) => part <= early || i === 0);

/** A run that is ended when no more can be said early. */
export const visitEarly = async (each: Case): Promise<readonly Visit[]> =>
  earlyVisits(await visit(each, undefined, early));
