import { TuneError } from "../error.ts";

/** What every method of a storage throws for a study that is not there. */
export const noStudy = (study: number): TuneError =>
  new TuneError("no-such-study", `A study must exist to be read or changed: there is none with id ${study}.`, {
    remedy: "It was deleted; open it again by its name.",
  });
