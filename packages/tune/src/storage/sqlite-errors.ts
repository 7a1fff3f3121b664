import { TuneError, type TuneErrorCode } from "../error.ts";

/** How long to wait for other processes before saying so, in milliseconds. */
export const patience = 120_000;

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? "");

export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(codeOf(error));

interface Explanation {
  readonly code: TuneErrorCode;
  readonly law: string;
  readonly remedy: string;
}

const explanations: readonly (Explanation & { pattern: RegExp })[] = [
  {
    pattern: /^SQLITE_(BUSY|LOCKED|PROTOCOL)/,
    code: "storage-busy",
    law: `A study's file must be free to write every now and then: another process has held it for ${patience / 1000} s`,
    remedy: "End that process, or its transaction.",
  },
  {
    pattern: /^SQLITE_FULL/,
    code: "storage-full",
    law: "A study's file must have room to grow: the disk is full. All that was written before is kept",
    remedy: "Make room, and run it again: it goes on where it stopped.",
  },
  {
    pattern: /^SQLITE_(CORRUPT|NOTADB)/,
    code: "storage-damaged",
    law: "A study's file must be whole, and this one is damaged",
    remedy: "`kaviar study recover` writes what can be read into a new file.",
  },
  {
    pattern: /^SQLITE_(READONLY|PERM|CANTOPEN|AUTH)/,
    code: "storage-read-only",
    law: "A study's file, and its folder, must be writable",
    remedy:
      "Change their permissions, or name another file. `openStudy`, and commands that only look, read it as it is.",
  },
  {
    pattern: /^SQLITE_IOERR/,
    code: "storage-unreadable",
    law: "A study's file must be readable and writable: the system reports a fault. All that was written before is kept",
    remedy: "Look at the disk: it may be full or failing.",
  },
];

/** The driver's error as law, evidence, remedy. */
export const explain = (error: unknown, file: string): unknown => {
  if (error instanceof TuneError) return error;
  const message = error instanceof Error ? error.message : String(error);
  // Text that is no JSON where only JSON is written: pages with nothing in them.
  const code = error instanceof SyntaxError ? "SQLITE_CORRUPT" : nameOf(codeOf(error), message);
  const found = explanations.find(({ pattern }) => pattern.test(code));
  if (found === undefined) return error;
  return new TuneError(found.code, `${found.law}: ${file} (${message}).`, { remedy: found.remedy, cause: error });
};

const names: Readonly<Record<number, string>> = {
  5: "SQLITE_BUSY",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  26: "SQLITE_NOTADB",
};

/** The driver has a name for some codes only: others it numbers, and opening fails with the number in the text. */
const nameOf = (code: string, message: string): string => {
  const number = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(code)?.[1] ?? /local database .*: (\d+)/.exec(message)?.[1];
  return number === undefined ? code : (names[Number(number) & 255] ?? code);
};
