import { TuneError } from "../error.ts";
import { keptGoals } from "../goals/goal.ts";
import type { AddedTrial, Storage, StudyDraft, StudyRecord } from "../storage/storage.ts";
import type { Report } from "../trial/record.ts";

/** A study with all that is in it, to be put elsewhere. */
export interface StudyContents {
  readonly study: StudyDraft;
  readonly trials: readonly AddedTrial[];
}

/** What is in a study. What runs there waits here, as nobody runs the copy. */
export const contentsOf = async (storage: Storage, study: StudyRecord): Promise<StudyContents> => {
  const { trials, reports } = await storage.changes(study.id, 0);
  const reportsOf = new Map<number, Report[]>();
  for (const { number, ...report } of reports) {
    const own = reportsOf.get(number);
    if (own === undefined) reportsOf.set(number, [report]);
    else own.push(report);
  }
  const { id: _, ...draft } = study;
  const running = new Set(keptGoals(study).map(([name]) => name));
  const attributes = Object.fromEntries(Object.entries(study.attributes).filter(([name]) => !running.has(name)));
  return {
    study: { ...draft, attributes },
    trials: trials
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, owner, ...trial }) => ({
        trial: { ...trial, state: trial.state === "running" ? "waiting" : trial.state },
        reports: reportsOf.get(number) ?? [],
      })),
  };
};

/** Puts a study under a name that is free; `beside` does what belongs to it before its trials are there. */
export const putContents = async (
  storage: Storage,
  { study: draft, trials }: StudyContents,
  beside: (study: StudyRecord) => void | Promise<void> = () => {},
): Promise<StudyRecord> => {
  const { study, created } = await storage.openStudy(draft);
  if (!created) throw nameTaken(storage, draft.name);
  try {
    await beside(study);
    await storage.add(study.id, trials);
    return study;
  } catch (error) {
    await storage.deleteStudy(study.id).catch(() => {});
    throw error;
  }
};

export const nameTaken = ({ url }: Storage, name: string): TuneError =>
  new TuneError("study-exists", `A study is put under a name that is free: ${url} has "${name}" already.`, {
    remedy: "Put it under another name (`as`), or delete that one.",
  });
