import { isBetter, type Study, type StudyEvent, type TrialRecord } from "@kaviar/tune";

/** How often a study is looked at that others run, in milliseconds. */
const every = 500;

/** What happens in a study that runs elsewhere, as a study tells it that runs here; ends some time after `isOver` says so. */
export async function* followed(study: Study, isOver: () => boolean): AsyncGenerator<StudyEvent> {
  const known = new Map<number, TrialRecord>();
  let best: TrialRecord | undefined;
  const isBest = (trial: TrialRecord) => {
    const is = study.directions.length === 1 && isBetter(trial, best, study.directions);
    if (is) best = trial;
    return is;
  };
  for (const trial of study.history.trials) {
    if (trial === undefined) continue;
    known.set(trial.number, trial);
    isBest(trial);
  }
  for (let last = false; ; ) {
    await study.refresh();
    for (const trial of study.history.trials) {
      if (trial === undefined || known.get(trial.number) === trial) continue;
      yield* eventsOf(known.get(trial.number), trial, isBest);
      known.set(trial.number, trial);
    }
    // What ended before that was heard is told as well.
    if (last) return;
    last = isOver();
    if (!last) await new Promise((resolve) => setTimeout(resolve, every));
  }
}

function* eventsOf(
  before: TrialRecord | undefined,
  trial: TrialRecord,
  isBest: (trial: TrialRecord) => boolean,
): Generator<StudyEvent> {
  const { number, state, sampler, why } = trial;
  const isEnd = state === "complete" || state === "pruned" || state === "failed";
  const wasRunning = before?.state === "running" && before.attempt === trial.attempt;
  if (!wasRunning && (state === "running" || isEnd)) yield { kind: "asked", trial, sampler, why };
  if (isEnd && before?.state !== state) yield { kind: "told", trial, best: isBest(trial) };
  if (state === "waiting" && before?.state === "running")
    yield { kind: "requeued", number, why: "who ran it is gone, or gave it back" };
}
