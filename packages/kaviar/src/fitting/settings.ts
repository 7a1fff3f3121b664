import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readIfThere } from "@kaviar/base/files";
import { shownUrl, toJson } from "@kaviar/base/text";
import type { PresetName, Table, ThresholdMetric } from "@kaviar/tabular";
import { CommandError } from "../command/command-error.ts";
import { UsageError } from "../command/usage-error.ts";
import { writeWhole } from "../command/write-whole.ts";
import type { EarlierStudy } from "../studies/earlier-study.ts";
import type { HoldoutGiven } from "./options.ts";

/** What a search was begun with. Scores can be compared only while it stays the same. */
export interface Settings {
  readonly metric?: string;
  readonly preset?: PresetName;
  readonly folds?: number;
  readonly group?: string;
  readonly "time-column"?: string;
  readonly holdout?: HoldoutGiven;
  readonly seed?: number;
  /** Rows that were drawn of the file, where they are not all. */
  readonly sample?: number;
  readonly prefer?: "best" | "simple";
  readonly calibrate?: boolean;
  readonly threshold?: ThresholdMetric;
  readonly "warm-start"?: EarlierStudy;
}

interface Kept {
  readonly settings: Settings;
  readonly rows: number;
  readonly columns: readonly string[];
}

/** What is the same as nothing said. */
const usual: Settings = { preset: "balanced", folds: 5, holdout: 0.2, seed: 0 };

const names = ["metric", "preset", "folds", "group", "time-column", "holdout", "seed", "sample", "warm-start"] as const;

/** What is done after a search: it may be said anew, as no score of the study depends on it. */
const afterwards = ["prefer", "calibrate", "threshold"] as const;

/** Keeps in the folder of a search what it is begun with. */
export const keepSettings = async (folder: string, given: Settings, table: Table): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new CommandError("file", `The folder ${folder} cannot be made (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
      remedy: "Check the path, and who may write there, or say another one: --out FOLDER.",
    });
  }
  const shown = withoutPassword(given);
  const settings = Object.fromEntries(
    [...names, ...afterwards].filter((name) => shown[name] !== undefined).map((name) => [name, shown[name]]),
  );
  const kept: Kept = { settings, rows: table.rows, columns: table.columns };
  await writeWhole(settingsFile(folder), toJson(kept, 2));
};

/** What a search was begun with: its options stand for those that are not given again, and others are refused. */
export const settingsAgain = async (folder: string, given: Settings, table: Table): Promise<Settings> => {
  const bytes = await readIfThere(settingsFile(folder));
  if (bytes === undefined) return given;
  const { settings, rows, columns } = JSON.parse(new TextDecoder().decode(bytes)) as Kept;
  if (rows !== table.rows || columns.join("\n") !== table.columns.join("\n"))
    throw new CommandError(
      "data-changed",
      `A search goes on with the rows it was begun with: it was ${rows} rows of ${columns.length} columns, and is ${table.rows} of ${table.columns.length} or of other names.`,
      { remedy: "Begin another one: --out FOLDER, without --resume." },
    );
  const shown = withoutPassword(given);
  for (const name of names) {
    const [before, now] = [settings[name] ?? usual[name], shown[name]];
    if (now === undefined || toJson(now) === toJson(before)) continue;
    throw new UsageError(
      `A search goes on with what it was begun with: --${name} was ${before === undefined ? "not given" : toJson(before)}, and is ${toJson(now)}.`,
      `Leave --${name} out, or begin another search: --out FOLDER, without --resume.`,
    );
  }
  const anew = Object.fromEntries(afterwards.flatMap((name) => (given[name] ? [[name, given[name]]] : [])));
  return { ...given, ...settings, ...anew };
};

/** Where another study is, as it may be kept: a search that goes on does not read it again. */
const withoutPassword = (given: Settings): Settings => {
  const earlier = given["warm-start"];
  return earlier === undefined ? given : { ...given, "warm-start": { ...earlier, storage: shownUrl(earlier.storage) } };
};

export const settingsFile = (folder: string): string => join(folder, "settings.json");
