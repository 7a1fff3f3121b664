import { parseDuration } from "@kaviar/base/text";
import type { Storage, StudyRecord } from "@kaviar/tune";
import { isBegunBy } from "../../agents/commission.ts";
import { aliveOf, checkShared, dryRun, place } from "../../agents/place.ts";
import type { EngineName, Placement } from "../../agents/placement-options.ts";
import type { Given } from "../../command/command.ts";
import type { Outcome, Output } from "../../command/outcome.ts";
import { recordOf, withStorage } from "../../studies/open.ts";
import { defaultStorage } from "../../studies/storage-option.ts";
import { artifactsIn } from "../../tuning/study-options.ts";
import { checkFolder, checkStudy } from "../begun-before.ts";
import type { Names } from "../names.ts";
import type { fitOptions } from "../options.ts";
import { finisherOf } from "./elect.ts";
import { followSearch } from "./follow-search.ts";
import { handedOverOf, takeBack, writeHandedOver } from "./handed-over.ts";
import type { SharedWork, Watching } from "./shared-work.ts";

/** An agent reads rows before its time begins, and ends by itself after it: in milliseconds. */
const besides = 10 * 60_000;

/** Where the study of a search is, and what of it is kept where. */
export interface Place {
  readonly storage: string;
  readonly artifacts: string | undefined;
  readonly workers: number;
}

/** A search that is to be handed to agents. */
interface ToPlace<E> {
  readonly given: Pick<Given<typeof fitOptions>, "options" | "typed">;
  readonly engine: EngineName;
  readonly names: Names;
  /** How long it is to take, where that is said. */
  readonly time: string | undefined;
  /** Paths and addresses of what agents read besides. */
  readonly read: readonly string[];
  /** What else there is to refuse of one that is begun now. */
  check?(): Promise<void>;
  /** Reads the rows; `mayBegin` refuses what is not to be written over, once they are known to be there. */
  prepare(
    place: Place,
    mayBegin: () => void,
  ): Promise<{
    readonly shared: SharedWork<E>;
    readonly watching: Watching<E>;
    /** Keeps with the study what agents need. */
    keep(storage: Storage, record: StudyRecord): Promise<void>;
    /** Gives back what the rows hold here. */
    close?(): Promise<void>;
  }>;
}

/** Hands a search to agents, or finds those that it has, and shows what they do; what one of them writes in the end is written here. */
export const placeSearch = async <E>(
  { given: { options, typed }, engine, names, time: asked, read, check, prepare }: ToPlace<E>,
  output: Output,
): Promise<Outcome> => {
  const url = defaultStorage();
  checkShared(url);
  const { workers = 1 } = options;
  const artifacts = artifactsIn(options);
  const { time: _, ...others } = options;
  const limit = asked === undefined ? {} : { time: `${Math.ceil((parseDuration(asked)! + besides) / 1000)}s` };
  const placement: Placement = { ...others, ...limit };
  if (options["dry-run"]) return dryRun(names.study, engine, url, placement, workers, [artifacts, ...read]);
  return withStorage(url, "make", async (storage) => {
    const before = (await storage.studies()).find(({ name }) => name === names.study);
    const isSame = before !== undefined && isBegunBy(before, typed);
    const handed = isSame ? await handedOverOf(storage, before) : undefined;
    if (handed !== undefined) {
      await writeHandedOver(storage, before!, handed, names.out);
      return { data: handed.data, lines: handed.lines };
    }
    const isThere = isSame && (await aliveOf(before)).length > 0;
    if (!isSame) {
      await checkStudy(names.study, options);
      await check?.();
    }
    const mayBegin = () => {
      if (!isThere) checkFolder(names.out, options);
    };
    const prepared = await prepare({ storage: url, artifacts, workers }, mayBegin);
    const { shared, watching } = prepared;
    try {
      if (!isThere) await shared.begin();
      const record = await recordOf(storage, names.study);
      const keep = async () => {
        await takeBack(storage, record);
        await prepared.keep(storage, record);
      };
      const isOver = async () => (await finisherOf(storage, record)) !== undefined;
      const toPlace = { record, storage, url, engine, placement, workers, data: read, isOver, keep };
      const crew = await place(toPlace, output);
      return await followSearch({ shared, watching, storage, record, crew, out: names.out }, output);
    } finally {
      await prepared.close?.();
    }
  });
};
