import { didYouMean, type OptionsOf, text } from "@kaviar/base/check";
import { TuneError } from "../../error.ts";
import { options } from "../../options.ts";
import { type Copied, place, withPlace } from "../copy-study.ts";
import { nameTaken, putContents } from "../study-contents.ts";

const read = options("importOptuna", { to: place, study: text.optional(), as: text.optional() });

/** A study as it is called here, and how many trials it has. */
export type Imported = Pick<Copied, "name" | "trials">;

/**
 * Puts studies of an SQLite storage of Optuna's (from version 3 on) into one of ours: all of them, or one, which may get
 * another name. The file is only read.
 *
 * ```ts
 * await importOptuna("optuna.db", { to: "sqlite:kaviar.db" });
 * ```
 * Trials come with their params and distributions, values, reports, attributes and constraints (`c0`, `c1` …); what Optuna
 * keeps for itself is called `optuna:…`. One that runs there counts as failed. Times are those of this machine's zone.
 */
export const importOptuna = async (file: string, given: OptionsOf<typeof read>): Promise<readonly Imported[]> => {
  const { to, study: only, as } = read(given);
  const { readOptuna } = await import("./read-optuna.ts");
  const all = await readOptuna(file);
  const names = all.map(({ study }) => study.name);
  if (only !== undefined && !names.includes(only))
    throw new TuneError(
      "no-such-study",
      `\`importOptuna\` names a study that exists; ${file} has ${names.join(", ") || "none"}: got "${only}".`,
      {
        remedy: didYouMean(only, names, "Name one of them."),
      },
    );
  const chosen = all.filter(({ study }) => only === undefined || study.name === only);
  if (as !== undefined && chosen.length !== 1)
    throw new TuneError("which-study", `One study gets another name: ${file} has ${names.join(", ") || "none"}.`, {
      remedy: "Say which: `study`.",
    });
  return withPlace(to, false, async (storage) => {
    const taken = (await storage.studies()).map(({ name }) => name);
    const copied: Imported[] = [];
    for (const { study } of chosen) if (taken.includes(as ?? study.name)) throw nameTaken(storage, as ?? study.name);
    for (const { study, trials } of chosen) {
      const name = as ?? study.name;
      await putContents(storage, { study: { ...study, name }, trials });
      copied.push({ name, trials: trials.length });
    }
    return copied;
  });
};
