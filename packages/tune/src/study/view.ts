import { TuneError } from "../error.ts";
import { checkpointPath } from "../evaluation/checkpoint-folder.ts";
import { importanceOf } from "../importance/importance.ts";
import { likelyBest } from "../samplers/gp/likely-best.ts";
import { studyFolder } from "../storage/study-folder.ts";
import { objectivesOf } from "../trial/objectives.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Declared, Declaring } from "./declaring.ts";
import { ownTrials } from "./own-trials.ts";
import { readArtifact } from "./read-artifact.ts";
import type { Session } from "./session.ts";
import { snapshotOf, type Trial } from "./snapshot.ts";
import type { StudyView } from "./study.ts";
import { createStudyAttributes } from "./study-attributes.ts";

/** What can be read of a study, by those who run it and by those who only look; and how a trial of it is shown. */
export const createView = (session: Session, declaring: Declaring) => {
  const { study, storage, history } = session;
  const attributes = createStudyAttributes(storage, study);
  const valuesOf = (record: TrialRecord) => declaring.decodeOf(record)(record.params);
  const spaceNow = () => declaring.current?.compiled.dimensions ?? session.learner.space();

  const folder = storage.folder === undefined ? undefined : studyFolder(storage.folder, study);
  const placeOf = (number: number) => folder && checkpointPath(folder, number);
  const snapshots = new WeakMap<TrialRecord, Trial>();
  const snapshot = (record: TrialRecord): Trial => {
    if (record.state === "running") return snapshotOf(record, history, valuesOf, placeOf);
    const kept = snapshots.get(record) ?? snapshotOf(record, history, valuesOf, placeOf);
    snapshots.set(record, kept);
    return kept;
  };

  let judged: { readonly revision: number; readonly trial: TrialRecord | undefined } | undefined;
  /** Of a noisy objective the lowest value may be luck; a model of all trials tells, once for each state of the study. */
  const likely = (): TrialRecord | undefined => {
    if (session.deterministic || session.best === undefined) return session.best;
    if (judged?.revision !== history.revision)
      judged = { revision: history.revision, trial: likelyBest(history, spaceNow(), study.seed) };
    return judged.trial;
  };
  const trialsOf = (declared: Declared | undefined) => ownTrials(session, declaring.isOf(declared), likely);

  const view: Omit<StudyView, "close"> = {
    name: study.name,
    directions: Object.freeze(study.directions),
    objectives: objectivesOf(study),
    seed: study.seed,
    get best() {
      if (study.directions.length > 1)
        throw new TuneError(
          "needs-one-objective",
          `\`best\` needs one objective, this study has ${study.directions.length}.`,
          {
            remedy: "Use `await study.pareto()`.",
          },
        );
      const own = trialsOf(declaring.only);
      const best = own.best();
      if (best === undefined)
        throw new TuneError(
          "nothing-complete",
          `\`best\` needs a complete trial that keeps its constraints; of ${own.all().length} trials none is.`,
        );
      return snapshot(best);
    },
    get trials() {
      return trialsOf(declaring.only).all().map(snapshot);
    },
    get attributes() {
      return attributes.all;
    },
    history,
    refresh: async () => {
      await Promise.all([session.sync(), attributes.refresh()]);
    },
    pareto: async () => trialsOf(declaring.only).front().map(snapshot),
    artifact: (number, name) => readArtifact(session, number, name),
    importance: async (options) => importanceOf(history, spaceNow(), options),
  };
  return { view, attributes, folder, snapshot, valuesOf, trialsOf };
};
