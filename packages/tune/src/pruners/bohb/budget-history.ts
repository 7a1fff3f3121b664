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

interface Ledger {
  budget: number;
  finished: TrialRecord[];
  observations: number;
  view: History;
}

/** The views of a history at budgets resource · ηᵏ, from the lowest, and at the end; gone on with as the history grows. */
export const budgetHistories = (resource: number, factor: number) => {
  interface Book {
    rewrites: number;
    read: number;
    readonly ledgers: Ledger[];
    readonly end: Ledger;
  }
  const books = new WeakMap<History, Book>();

  const open = (history: History): Book => {
    const end = createLedger(history, Infinity);
    return { rewrites: history.rewrites, read: 0, ledgers: [], end };
  };

  return (history: History): readonly BudgetHistory[] => {
    let book = books.get(history);
    if (book === undefined || book.rewrites !== history.rewrites) book = open(history);
    books.set(history, book);
    for (; book.read < history.finished.length; book.read++) {
      const trial = history.finished[book.read]!;
      const reached = Math.max(-1, ...history.reports(trial.number).keys());
      while (resource * factor ** book.ledgers.length <= reached) {
        const ledger = createLedger(history, resource * factor ** book.ledgers.length);
        // What failed before anyone came this far is to be avoided there too.
        for (const before of history.finished.slice(0, book.read)) put(ledger, before, history);
        book.ledgers.push(ledger);
      }
      for (const ledger of [...book.ledgers, book.end]) put(ledger, trial, history);
    }
    return [...book.ledgers, book.end];
  };
};

const createLedger = (history: History, budget: number): Ledger => {
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
  };
  return { budget, finished, observations: 0, view };
};

const put = (ledger: Ledger, trial: TrialRecord, history: History): void => {
  if (trial.state === "failed") {
    ledger.finished.push(trial);
    return;
  }
  const values = valuesAt(trial, ledger.budget, history);
  if (values === undefined) return;
  ledger.finished.push({ ...trial, state: "complete", values });
  if (losses(values, history.directions).every((loss) => loss < Infinity)) ledger.observations++;
};

/** At the first report at the budget or beyond; a complete trial that reports nothing has its value everywhere. */
const valuesAt = (trial: TrialRecord, budget: number, history: History): readonly number[] | undefined => {
  for (const [step, values] of history.reports(trial.number)) if (step >= budget) return values;
  return trial.state === "complete" && (budget === Infinity || history.reports(trial.number).size === 0)
    ? trial.values
    : undefined;
};
