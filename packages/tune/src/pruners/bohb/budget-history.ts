import type { History } from "../../trial/history.ts";
import { losses } from "../../trial/loss.ts";
import type { TrialRecord } from "../../trial/record.ts";

/** A study as it looks after so many steps: each trial that came so far is complete there, with the value it had. */
export interface BudgetHistory {
  /** Infinity: what complete trials came to. */
  readonly budget: number;
  readonly view: History;
  /** How many trials have a finite value there. */
  readonly observations: number;
}

/** The same while trials are still being added to it. */
interface MutableView {
  budget: number;
  finished: TrialRecord[];
  observations: number;
  view: History;
}

/** The views of a history at budgets resource · ηᵏ, from the lowest, and at the end; gone on with as the history grows. */
export const budgetHistories = (resource: number, factor: number) => {
  /** The views of one history, how many of its finished trials they hold, and since which rewriting. */
  interface Views {
    rewrites: number;
    read: number;
    readonly views: MutableView[];
    readonly end: MutableView;
  }
  const known = new WeakMap<History, Views>();

  const open = (history: History): Views => {
    const end = createView(history, Infinity);
    return { rewrites: history.rewrites, read: 0, views: [], end };
  };

  return (history: History): readonly BudgetHistory[] => {
    let all = known.get(history);
    if (all === undefined || all.rewrites !== history.rewrites) all = open(history);
    known.set(history, all);
    for (; all.read < history.finished.length; all.read++) {
      const trial = history.finished[all.read]!;
      const reached = Math.max(-1, ...history.reports(trial.number).keys());
      while (resource * factor ** all.views.length <= reached) {
        const view = createView(history, resource * factor ** all.views.length);
        // What failed before anyone came this far is to be avoided there too.
        for (const before of history.finished.slice(0, all.read)) put(view, before, history);
        all.views.push(view);
      }
      for (const view of [...all.views, all.end]) put(view, trial, history);
    }
    return [...all.views, all.end];
  };
};

const createView = (history: History, budget: number): MutableView => {
  const finished: TrialRecord[] = [];
  const view: History = {
    directions: history.directions,
    trials: history.trials,
    finished,
    running: history.running,
    reports: history.reports,
    get rewrites() {
      return history.rewrites;
    },
    get revision() {
      return history.revision;
    },
    get version() {
      return history.version;
    },
  };
  return { budget, finished, observations: 0, view };
};

const put = (view: MutableView, trial: TrialRecord, history: History): void => {
  if (trial.state === "failed") {
    view.finished.push(trial);
    return;
  }
  const values = valuesAt(trial, view.budget, history);
  if (values === undefined) return;
  view.finished.push({ ...trial, state: "complete", values });
  if (losses(values, history.directions).every((loss) => loss < Infinity)) view.observations++;
};

/** At the first report at the budget or beyond; a complete trial that reports nothing has its value everywhere. */
const valuesAt = (trial: TrialRecord, budget: number, history: History): readonly number[] | undefined => {
  for (const [step, values] of history.reports(trial.number)) if (step >= budget) return values;
  return trial.state === "complete" && (budget === Infinity || history.reports(trial.number).size === 0)
    ? trial.values
    : undefined;
};
