import { TuneError } from "../error.ts";
import type { FolderOf } from "../evaluation/checkpoint-folder.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import type { Space } from "../space/parameter.ts";
import type { TrialRecord } from "../trial/record.ts";
import { askTrial } from "./ask.ts";
import { scopeOf } from "./ask-scope.ts";
import { asAsked } from "./asking.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Declaring } from "./declaring.ts";
import { openTrial } from "./open-trial.ts";
import { byHand, type Registration } from "./owner.ts";
import { readAskOptions } from "./read-options.ts";
import { runningTrial } from "./running-trial.ts";
import type { Session } from "./session.ts";
import type { Decode, Trial } from "./snapshot.ts";
import type { AskedTrial, AskOptions, Study } from "./study.ts";
import { tellTrial, withReason } from "./tell.ts";
import { checkPruned, outcomeOf } from "./told.ts";

interface Around {
  readonly declaring: Declaring;
  readonly registration: Registration;
  readonly checkpoints: Checkpoints | undefined;
  readonly folderOf: FolderOf;
  readonly snapshot: (record: TrialRecord) => Trial;
}

/** What a study offers to whoever runs its trials by hand. */
export const askedByHand = (
  session: Session,
  { declaring, registration, checkpoints, folderOf, snapshot }: Around,
): Pick<Study, "ask" | "tell" | "running"> => {
  const asked = new Map<number, TrialHandle>();
  return {
    ask: async (space?: Space | null, askOptions: AskOptions = {}) => {
      const { detached = false } = readAskOptions(askOptions);
      registration.mayBeBusy();
      const declared = space === undefined ? declaring.current : await declaring.declare(space);
      const record = await askTrial(session, {
        ...scopeOf(declared),
        budget: { concurrency: 1 },
        ...(detached && { owner: byHand }),
      });
      if (typeof record === "string")
        throw new TuneError(
          "exhausted",
          "Every point of this space was asked, and a deterministic objective is not asked twice.",
          {
            remedy: "Give the study `deterministic: false` to repeat points.",
          },
        );
      await checkpoints?.fetch(record);
      const handle = openTrial(session, record, folderOf, declared !== undefined, checkpoints?.reported);
      asked.set(record.number, handle);
      return withParams(handle, declaring.decodeOf(record)) as never;
    },

    tell: async (trial, told) => {
      const record = await runningTrial(session, typeof trial === "object" && trial !== null ? trial.number : trial);
      const { number } = record;
      const handle = asked.get(number);
      const ended = outcomeOf(told, session.history);
      checkPruned(ended, session.history);
      const outcome = handle === undefined ? ended : withReason(ended, handle);
      await checkpoints?.save(record, false);
      const extra = handle !== undefined && handle.suggested.dimensions.length > 0 ? asAsked(handle.suggested) : {};
      if ((await tellTrial(session, record, outcome, extra, { from: "running" })) === undefined)
        throw new TuneError(
          "not-running",
          `Only a running trial can be told: trial ${number} was told by another process.`,
        );
      asked.delete(number);
      return snapshot(session.history.trials[number]!);
    },

    running: async (number) => {
      const record = await runningTrial(session, number);
      if (!asked.has(number)) await checkpoints?.fetch(record);
      const handle =
        asked.get(number) ?? openTrial(session, record, folderOf, record.space !== undefined, checkpoints?.reported);
      asked.set(number, handle);
      return withParams(handle, declaring.decodeOf(record));
    },
  };
};

const withParams = (handle: TrialHandle, decode: Decode): AskedTrial =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(handle.trial),
      params: { enumerable: true, get: () => decode({ ...handle.record.params, ...handle.suggested.params }) },
    },
  ) as AskedTrial;
