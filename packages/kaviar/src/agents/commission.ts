import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { hidePasswords } from "@kaviar/base/text";
import type { Storage, StudyRecord } from "@kaviar/tune";
import { CommandError } from "../command/command-error.ts";
import { UsageError } from "../command/usage-error.ts";
import { version } from "../version.ts";

/** What a study keeps so that anybody can work on it: the command that began it, and what that command was made of. */
export interface Commission {
  /** The version of this program. */
  readonly kaviar: string;
  readonly command: "tune" | "fit";
  /** Behind that, without where the studies and their artifacts are. */
  readonly typed: readonly string[];
  /** Where it was typed. */
  readonly folder: string;
  /** The files that it read, by their paths from there, and what they held: SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}

/** The attribute of a study that keeps it; the study's own, as its prefix says. */
const attribute = "kaviar:commission";

/** Keeps with a study how it was begun, where that is not kept already. */
export const keepCommission = async (
  storage: Storage,
  record: StudyRecord,
  given: Pick<Commission, "command" | "typed">,
  files: readonly string[],
): Promise<void> => {
  const digests = await Promise.all(files.map(async (file) => [file, await digestOf(file)]));
  const commission: Commission = {
    kaviar: version(),
    command: given.command,
    typed: withoutPlaces(given.typed),
    folder: process.cwd(),
    files: Object.fromEntries(digests),
  };
  const { folder: _, ...known } = (keptOf(record) ?? {}) as Commission;
  const { folder: __, ...now } = commission;
  // Whoever joins in another folder runs the same.
  if (JSON.stringify(known) === JSON.stringify(now)) return;
  await storage.setStudyAttributes(record.id, { [attribute]: { ...commission } });
};

/** Whether a study was begun by these words; how many agents there are, and what their engine is told, may be another. */
export const isBegunBy = (record: StudyRecord, typed: readonly string[]): boolean => {
  const kept = keptOf(record)?.typed;
  const told = (words: readonly string[]) =>
    JSON.stringify(withoutOptions(words, ["nodes", "slurm", "kubernetes", "ray"]));
  return kept !== undefined && told(kept) === told(withoutPlaces(typed));
};

/** Keys come back in another order than they were given in. */
const keptOf = ({ attributes }: StudyRecord): Commission | undefined => {
  const kept = attributes[attribute] as unknown as Commission | undefined;
  if (kept === undefined) return undefined;
  const { kaviar, command = "tune", typed, folder, files } = kept;
  return { kaviar, command, typed, folder, files };
};

/** How a study was begun; refused where that is not known, or by another kaviar than this one. */
export const commissionOf = (record: StudyRecord): Commission => {
  const { name } = record;
  const kept = keptOf(record);
  if (kept === undefined)
    throw new CommandError(
      "no-commission",
      `Who works on a study runs the command that began it: "${name}" keeps none.`,
      {
        remedy: "It was begun by a program, or by an older kaviar. Run `kaviar tune` with its objective and its name.",
      },
    );
  if (kept.kaviar !== version())
    throw new CommandError(
      "other-version",
      `All who work on a study run the same kaviar: "${name}" was begun with ${kept.kaviar}, and this is ${version()}.`,
      { remedy: `Install kaviar@${kept.kaviar} here, or begin the study again with this one.` },
    );
  return kept;
};

/** Files that a study was begun with and that are not here as they were there, by their digests. */
export const filesMissing = async ({ files }: Commission): Promise<Readonly<Record<string, string>>> => {
  const missing: Record<string, string> = {};
  for (const [file, digest] of Object.entries(files))
    if (!existsSync(file) || (await digestOf(file)) !== digest) missing[file] = digest;
  return missing;
};

/** Refuses to run something else here than a study was begun with. */
export const checkFiles = async (commission: Commission): Promise<void> => {
  const [file] = Object.keys(await filesMissing(commission));
  if (file === undefined) return;
  throw new CommandError(
    "other-files",
    `All who work on a study run what it was begun with: ${existsSync(file) ? `${file} is another file` : `there is no ${file}`} in ${process.cwd()}.`,
    { remedy: `It was begun in ${commission.folder}. Work there, or bring what is there here.` },
  );
};

const digestOf = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest("hex");
};

/**
 * A storage's address may hold a password; who works on the study knows where it is. Where artifacts are the study keeps
 * itself: a path that was typed in one folder is another one elsewhere.
 */
const withoutPlaces = (typed: readonly string[]): readonly string[] => {
  // Another study's address, to begin with what it has learned, goes without its password too: PGPASSWORD has it.
  return withoutOptions(typed, ["storage", "artifacts"]).map(withoutPassword);
};

/** Words without options that take something; behind `--` stands what is another command's. */
const withoutOptions = (typed: readonly string[], names: readonly string[]): readonly string[] => {
  const end = typed.indexOf("--");
  const own = typed.slice(0, end < 0 ? undefined : end);
  const is = (word: string | undefined) => word !== undefined && names.some((name) => word === `--${name}`);
  const has = (word: string) => names.some((name) => word.startsWith(`--${name}=`));
  const kept = own.filter((word, i) => !is(word) && !is(own[i - 1]) && !has(word));
  return [...kept, ...(end < 0 ? [] : typed.slice(end))];
};

/** Of several addresses each without its own, where all can be read: a comma may belong to a password. */
const withoutPassword = (word: string): string => {
  const parts = word.split(/,(?=postgres(?:ql)?:\/\/)/);
  const areAddresses = parts.every(
    (part) => /^(?!.*postgres)/.test(part) || URL.canParse(part.replace(/^.*?(?=postgres)/, "")),
  );
  return areAddresses ? parts.map(hidePasswords).join(",") : hidePasswords(word);
};

/** Refuses a command that agents would not run as it was typed: a study keeps no password, and who reads it would have it. */
export const checkSecrets = (command: readonly string[] = []): void => {
  const word = command.find((each) => withoutPassword(each) !== each);
  if (word === undefined) return;
  throw new UsageError(
    `A study keeps the command that its agents run, but no password: got ${withoutPassword(word)}, with one, behind --.`,
    "Let the command read it from a variable or a file of its own.",
  );
};
