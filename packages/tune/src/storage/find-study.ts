import { didYouMean } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import type { Storage, StudyRecord } from "./storage.ts";

/** So many names are listed. */
const mostNames = 10;

/** The study of that name; an error that names those there are where it is none. `law` says what asks for it. */
export const findStudy = async (storage: Storage, name: string, law: string): Promise<StudyRecord> => {
  const studies = await storage.studies();
  const found = studies.find((study) => study.name === name);
  if (found !== undefined) return found;
  const names = studies.map((study) => study.name);
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  const has = names
    .slice(0, mostNames)
    .map((each) => `"${each}"`)
    .join(", ");
  throw new TuneError("no-such-study", `${law}; ${storage.url} has ${has || "none"}${more}: got "${name}".`, {
    remedy: didYouMean(name, names, "Name one of them."),
  });
};
