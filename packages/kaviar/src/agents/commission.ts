import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { hidePasswords } from "@kaviar/base/text";
import type { Storage, StudyRecord } from "@kaviar/tune";
import { CommandError } from "../command/command-error.ts";
import { version } from "../version.ts";

/** What a study keeps so that anybody can work on it: the command that began it, and what that command was made of. */
export interface Commission {
  /** The version of this program. */
  readonly kaviar: string;
  /** Behind `tune`, without where the studies are. */
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
  { id, attributes }: StudyRecord,
  typed: readonly string[],
  files: readonly string[],
): Promise<void> => {
  const commission: Commission = {
    kaviar: version(),
    typed: withoutStorage(typed),
    folder: process.cwd(),
    files: Object.fromEntries(files.map((file) => [file, digestOf(file)])),
  };
  const { folder: _, ...known } = (attributes[attribute] ?? {}) as unknown as Commission;
  const { folder: __, ...now } = commission;
  // Whoever joins in another folder runs the same.
  if (JSON.stringify(known) === JSON.stringify(now)) return;
  await storage.setStudyAttributes(id, { [attribute]: { ...commission } });
};

/** How a study was begun; refused where that is not known, or where something else than that would be run here. */
export const commissionOf = ({ name, attributes }: StudyRecord): Commission => {
  const kept = attributes[attribute] as Commission | undefined;
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
  for (const [file, digest] of Object.entries(kept.files)) {
    const isThere = existsSync(file);
    if (isThere && digestOf(file) === digest) continue;
    throw new CommandError(
      "other-files",
      `All who work on a study run what it was begun with: ${isThere ? `${file} is another file` : `there is no ${file}`} in ${process.cwd()}.`,
      { remedy: `It was begun in ${kept.folder}. Work there, or bring what is there here.` },
    );
  }
  return kept;
};

const digestOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** A storage's address may hold a password; who works on the study knows where it is. */
const withoutStorage = (typed: readonly string[]): readonly string[] => {
  const end = typed.indexOf("--");
  const own = typed.slice(0, end < 0 ? undefined : end);
  const kept = own.filter(
    (word, i) => word !== "--storage" && own[i - 1] !== "--storage" && !word.startsWith("--storage="),
  );
  return [
    // Another study's address, to begin with what it has learned, goes without its password too: PGPASSWORD has it.
    ...kept.map(hidePasswords),
    ...(end < 0 ? [] : typed.slice(end)),
  ];
};
