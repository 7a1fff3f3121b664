import { formatMoment } from "@kaviar/base/text";
import {
  type Goal,
  goalsOf,
  living,
  type Outlook,
  outlooksOf,
  type Storage,
  type StudyRecord,
  type StudyView,
} from "@kaviar/tune";

/** What those aim at who run a study now, in any process. */
export const goalsIn = async (storage: Storage, record: StudyRecord): Promise<readonly Goal[]> =>
  goalsOf(record, living(await storage.heartbeats()));

/** How far they are from where they end, a line for all that aim at the same. */
export const outlookLines = (goals: readonly Goal[], { history, directions }: StudyView): readonly string[] =>
  outlooksOf(goals, history.trials, directions, Date.now()).map(wordsOf);

const wordsOf = ({ parts, until }: Outlook): string => {
  const all = [...parts, ...(until === undefined ? [] : [`until ${formatMoment(new Date(until))}`])];
  return `${all.join("; ")}${all.length > 1 ? ": whichever comes first" : ""}`;
};
