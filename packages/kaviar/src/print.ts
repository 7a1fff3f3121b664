import { jsonDocument, styleFor } from "@kaviar/base/text";
import type { Outcome } from "./command/outcome.ts";
import { errorData, render } from "./render-error.ts";

/** Prints what a command came to. */
export interface Printer {
  outcome(outcome: Outcome): Promise<void>;
  error(error: unknown, debug: boolean): Promise<void>;
}

/** Resolves when the stream has taken the text, or will take no more. */
const written = (write: typeof process.stdout.write, text: string): Promise<void> =>
  new Promise((resolve) => write(text, () => resolve()));

/** Lines on stdout, errors on stderr. */
export const printerForPeople = (): Printer => {
  const write = process.stdout.write.bind(process.stdout);
  return {
    outcome: async ({ lines }) => {
      if (Array.isArray(lines)) return written(write, lines.map((line) => `${line}\n`).join(""));
      for await (const line of lines) await written(write, `${line}\n`);
    },
    error: (error, debug) =>
      written(process.stderr.write.bind(process.stderr), render(error, { style: styleFor(process.stderr), debug })),
  };
};

/**
 * One JSON document on stdout, and nothing else there: what anybody else prints, such as a user's module, goes to stderr
 * from now on. An error is a document too, and is said to people on stderr as ever.
 */
export const printerForPrograms = (): Printer => {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const document = (data: object) => written(write, jsonDocument(data));
  return {
    outcome: async ({ data }) => document(await (typeof data === "function" ? data() : data)),
    error: async (error, debug) => {
      process.stderr.write(render(error, { style: styleFor(process.stderr), debug }));
      await document({ error: errorData(error) });
    },
  };
};
