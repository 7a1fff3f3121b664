import { type Direction, type Json, placeAttributes, type StudyRecord } from "@kaviar/tune";
import { TableError } from "../../error.ts";
import type { WarmStart } from "../../evolution/warm-start.ts";
import { fingerprintOf } from "../../pipeline/fingerprint.ts";
import type { Table } from "../../table/table.ts";
import type { Options } from "./prepare-search.ts";
import { earlierText } from "./warm-start.ts";
import { isKept, withStorage } from "./with-storage.ts";

/** Where a study keeps what its search was begun with. */
const attribute = "kaviar:search";

/** What scores depend on: those of a study can be compared only while it stays the same. */
interface Begun {
  readonly settings: Readonly<Record<string, Json>>;
  readonly table: string;
  /** How many rows were looked at, of those not held out. */
  readonly rows: number;
  /** What another study gave to begin with: that study may have changed since, or be gone. */
  readonly warm: WarmStart;
}

const begunWith = async (table: Table, options: Options): Promise<Pick<Begun, "settings" | "table">> => {
  const { holdout, metric } = options;
  const named = ["target", "task", "positive", "weights", "group", "time", "preset", "folds", "seed"] as const;
  return {
    settings: {
      ...Object.fromEntries(named.map((name) => [name, options[name] ?? null])),
      metric: typeof metric === "function" ? metric.name : (metric ?? null),
      holdout: typeof holdout === "object" ? await fingerprintOf(holdout) : holdout,
      warmStart: earlierText(options.warmStart),
    },
    table: `${table.rows} rows of ${table.columns.length} columns, ${await fingerprintOf(table)}`,
  };
};

/** What a study that goes on was begun with; undefined where none does. Other data and settings are refused. */
export const begunBefore = async (table: Table, options: Options): Promise<Begun | undefined> => {
  if (!isKept(options)) return undefined;
  const study = await withStorage(options, async (storage) =>
    (await storage.studies()).find(({ name }) => name === options.name),
  );
  if (study === undefined) return undefined;
  const before = study.attributes[attribute] as Begun | undefined;
  if (before === undefined)
    throw refused(study, "it was not begun by `autofit`", "Give another `name`: this study is one of its own.");
  const now = await begunWith(table, options);
  if (before.table !== now.table)
    throw refused(study, `it was begun with ${before.table}, and the table is of ${now.table}`, remedy);
  for (const [name, value] of Object.entries(now.settings)) {
    const own = before.settings[name] ?? null;
    if (own === value) continue;
    const [was, is] = [own, value].map((each) => (each === null ? "not given" : JSON.stringify(each)));
    throw refused(study, `\`${name}\` was ${was}, and is ${is}`, remedy);
  }
  return before;
};

/** Keeps what a search is begun with in its study. */
export const keepBegun = async (
  table: Table,
  options: Options,
  { directions, ...begun }: Pick<Begun, "rows" | "warm"> & { readonly directions: readonly Direction[] },
): Promise<void> => {
  if (!isKept(options)) return;
  const attributes = {
    ...placeAttributes(options.artifacts),
    [attribute]: { ...(await begunWith(table, options)), ...begun } as unknown as Json,
  };
  await withStorage(options, (storage) =>
    storage.openStudy({ name: options.name!, directions, seed: options.seed, createdAt: Date.now(), attributes }),
  );
};

const remedy = "Give it again what it was begun with, or begin another search: another `name`.";

const refused = ({ name }: StudyRecord, evidence: string, remedy: string): TableError =>
  new TableError("options", `A search goes on with what it was begun with: of the study "${name}" ${evidence}.`, {
    remedy,
  });
