import { basename, dirname, join, resolve } from "node:path";

/** What of a search is called how. */
export interface Names {
  /** Of the study, which keeps every evaluation. */
  readonly study: string;
  /** The folder that the model is written to. */
  readonly out: string;
  /** Where the search keeps files of its own, to go on from. */
  readonly search: string;
}

/**
 * Names by the file and the target: `churn.csv` and `churned` make the study `churn-churned` and the folder
 * `churn-kaviar`. Another folder makes another study: so one can begin anew beside what is there.
 */
export const namesOf = (data: string, target: string, out: string | undefined): Names => {
  const file = plain(baseOf(data));
  const folder = out ?? `${file}-kaviar`;
  const study = plain(`${out === undefined ? file : basename(resolve(out))}-${target}`);
  return { study, out: folder, search: join(folder, "search", study) };
};

/** Many files, named by a pattern, are called by their folder. */
const baseOf = (data: string): string =>
  /[*?[]/.test(data)
    ? basename(resolve(dirname(data.replace(/[*?[].*$/, "x"))))
    : basename(data).replace(/(.)\.\w+(\.gz)?$/, "$1");

/** Letters, digits and what a shell and a file system take as they are. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}._]+/gu, "-").replace(/^-+|-+$/g, "") || "table";
