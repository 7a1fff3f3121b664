import type { OptionsOf } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { auto } from "../samplers/auto.ts";
import { findStudy } from "../storage/find-study.ts";
import { openStorage } from "../storage/open-storage.ts";
import { createDeclaring } from "./declaring.ts";
import { isDeterministic } from "./deterministic.ts";
import { byHand } from "./owner.ts";
import { readOpenOptions } from "./read-options.ts";
import { createSession } from "./session.ts";
import type { StudyView } from "./study.ts";
import { createView } from "./view.ts";

/**
 * A study that exists, to look at: its trials, its best, its plots. Nothing is made and nothing is written, so its file may
 * lie in an archive, and a name that is none is an error.
 *
 * ```ts
 * const study = await openStudy("digits", { storage: "sqlite:kaviar.db" });
 * console.log(study.trials.length, study.best.value);
 * await study.close();
 * ```
 * It shows what there was when it was opened; `refresh` reads what came since.
 */
export const openStudy = async (name: string, given: OptionsOf<typeof readOpenOptions> = {}): Promise<StudyView> => {
  const { storage: where } = readOpenOptions(given);
  if (typeof name !== "string")
    throw new TuneError("bad-name", `A study is opened by its name, a text: got ${String(name)}.`);
  const storage = typeof where === "string" ? await openStorage(where, { readOnly: true }) : where;
  const close = async () => {
    if (typeof where === "string") await storage.close();
  };
  try {
    const study = await findStudy(storage, name, "`openStudy` names a study that exists");
    const session = createSession({
      study,
      storage,
      sampler: auto(),
      pruner: undefined,
      deterministic: isDeterministic(study),
      prior: [],
      owner: byHand,
    });
    await session.sync();
    const { view } = createView(session, createDeclaring(session));
    return Object.defineProperties({ close }, Object.getOwnPropertyDescriptors(view)) as StudyView;
  } catch (error) {
    await close();
    throw error;
  }
};
