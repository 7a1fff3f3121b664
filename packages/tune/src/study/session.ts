import type { Pruner } from "../pruners/contract/pruner.ts";
import type { Sampler } from "../samplers/contract/sampler.ts";
import type { Params } from "../space/dimension.ts";
import { fingerprint } from "../space/flat-space.ts";
import { deepFrozen } from "../storage/frozen.ts";
import type { Storage, StudyRecord } from "../storage/storage.ts";
import { isBetter } from "../trial/best.ts";
import type { Changes } from "../trial/changes.ts";
import { type Curves, createCurves } from "../trial/curves.ts";
import { createHistory, type History, type LiveHistory } from "../trial/history.ts";
import { objectivesOf } from "../trial/objectives.ts";
import type { TrialRecord } from "../trial/record.ts";
import { type AskedTree, createAskedTree } from "./asked-tree.ts";
import { createEventHub, type EventHub } from "./events.ts";
import { inTurn } from "./in-turn.ts";
import { createSpaceLearner, type SpaceLearner } from "./learned-space.ts";

/** What the parts of a running study share: its record, its storage, and a view of it that `sync` brings up to date. */
export interface Session {
  readonly study: StudyRecord;
  readonly storage: Storage;
  readonly sampler: Sampler;
  readonly pruner: Pruner | undefined;
  readonly deterministic: boolean;
  /** Other studies to start from, as they were. */
  readonly prior: readonly History[];
  /** This process, as storages know it. */
  readonly owner: string;
  readonly history: LiveHistory;
  /** The learning curves that the pruner compares; empty in a study without a pruner. */
  readonly curves: Curves;
  /** The last step that any complete trial has reported, as far as known; −1 while there is none. */
  readonly lastStep: number;
  readonly learner: SpaceLearner;
  /** All points that were asked, by their fingerprints, with how many trials hold each. */
  readonly askedPoints: ReadonlyMap<string, { readonly params: Params; readonly holders: number }>;
  /** The same for define-by-run trials, whose points follow from what they ask. */
  readonly asked: AskedTree;
  /** The best complete trial that keeps its constraints, of a study with one objective. */
  readonly best: TrialRecord | undefined;
  readonly events: EventHub;
  /** Runs a job after those that were given before: points are proposed one after the other. */
  inTurn<T>(job: () => Promise<T>): Promise<T>;
  /** When the storage was last read, by the clock of `performance.now()`. */
  readonly readAt: number;
  /** Takes in what changed. */
  apply(changes: Changes): void;
  /**
   * Shows a trial that is on its way to the storage in the place of what stands there; undefined where there is, or shall be,
   * nothing. False when something else stands there by now.
   */
  foresee(number: number, before: TrialRecord | undefined, record: TrialRecord | undefined): boolean;
  /** Reads what changed in the storage, and takes it in. */
  sync(): Promise<void>;
  /**
   * Reads what changed while a change of our own is on its way, which takes one round trip instead of two where the
   * storage answers in the order in which it is asked. Once it resolves, the change itself has been read too. It fails
   * only when reading fails.
   */
  syncBehind(change: Promise<TrialRecord | undefined | "taken">): Promise<void>;
}

export type SessionParts = Pick<
  Session,
  "study" | "storage" | "sampler" | "pruner" | "deterministic" | "prior" | "owner"
>;

export const createSession = (parts: SessionParts): Session => {
  const { study, storage } = parts;
  const history = createHistory({ directions: study.directions, objectives: objectivesOf(study) });
  const curves = createCurves(study.directions);
  const learner = createSpaceLearner();
  const events = createEventHub();
  const askedPoints = new Map<string, { params: Params; holders: number }>();
  const asked = createAskedTree();
  let unseen: number[] = [];
  let readAt = -Infinity;
  const pointOf: (string | undefined)[] = [];
  let unnoted: number[] = [];
  let best: TrialRecord | undefined;
  let lastStep = -1;
  let reading: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  // A define-by-run trial may end at another point than was proposed: then the count moves from one point to the other.
  const note = (number: number) => {
    const params = history.trials[number]?.params ?? {};
    const before = pointOf[number];
    const now = Object.keys(params).length > 0 ? fingerprint(params) : undefined;
    if (now === before) return;
    pointOf[number] = now;
    if (now !== undefined) {
      const known = askedPoints.get(now);
      if (known === undefined) askedPoints.set(now, { params, holders: 1 });
      else known.holders++;
    }
    if (before === undefined) return;
    const left = askedPoints.get(before)!;
    if (--left.holders === 0) askedPoints.delete(before);
  };

  const apply = (changes: Changes) => {
    // What a user does to a trial that was read must not change the study.
    deepFrozen(changes.trials);
    for (const { values } of changes.reports) Object.freeze(values);
    if (parts.pruner !== undefined) curves.apply(changes);
    for (const record of history.apply(changes)) {
      learner.see(record);
      if (parts.pruner !== undefined && record.state === "complete")
        lastStep = Math.max(lastStep, ...history.reports(record.number).keys());
      if (isBetter(record, best, study.directions)) best = record;
      unnoted.push(record.number);
      unseen.push(record.number);
    }
  };

  // One read at a time: two at once would apply the same changes twice. Who asks during one waits for the next, with all
  // who do: what they want to see may be newer than what is being read.
  const sync = (): Promise<void> => {
    if (reading === undefined) {
      reading = read().finally(() => {
        reading = undefined;
      });
      return reading;
    }
    next ??= reading
      .catch(() => {})
      .then(() => {
        next = undefined;
        return sync();
      });
    return next;
  };
  const read = async () => {
    const began = performance.now();
    apply(await storage.changes(study.id, history.revision));
    readAt = began;
  };

  return {
    ...parts,
    history,
    curves,
    learner,
    events,
    // Points are counted when somebody asks for them, which only studies of finite spaces do.
    get askedPoints() {
      for (const number of unnoted) note(number);
      unnoted = [];
      return askedPoints;
    },
    get asked() {
      for (const number of unseen) asked.see(history.trials[number]!);
      unseen = [];
      return asked;
    },
    inTurn: inTurn(),
    get readAt() {
      return readAt;
    },
    apply,
    foresee: (number, before, record) => {
      if (!history.replace(number, before, record)) return false;
      unnoted.push(number);
      return true;
    },
    get best() {
      return best;
    },
    get lastStep() {
      return lastStep;
    },
    sync,
    syncBehind: async (change) => {
      const ahead = sync();
      ahead.catch(() => {});
      const changed = await change.catch(() => undefined);
      await ahead;
      if (typeof changed === "object" && Math.max(changed.askedIn ?? 0, changed.toldIn ?? 0) > history.revision)
        await sync();
    },
  };
};
