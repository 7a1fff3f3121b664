import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { PassThrough } from "node:stream";
import { createStudy } from "@kaviar/tune";
import { afterEach, expect, it, vi } from "vitest";
import { command } from "../../../src/commands/study/delete.ts";

const folder = mkdtempSync(`${tmpdir()}/kaviar-delete-`);
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it("deletes nothing when another name is typed, and says so where the question was", async () => {
  const storage = `sqlite:${folder}/kaviar.db`;
  await (await createStudy({ name: "digits", storage })).close();
  vi.spyOn(process, "stdin", "get").mockReturnValue(typed("digit\n"));
  const notes: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => notes.push(String(text)) > 0);

  const outcome = await command.run(
    { words: ["digits"], options: { storage } as never, rest: undefined, typed: [] },
    {} as never,
  );

  expect(outcome).toEqual({ data: { deleted: null }, lines: [], code: 1 });
  expect(notes.at(-1)).toBe("Nothing was deleted.\n");
});

/** A terminal at which a text was typed. */
const typed = (text: string): typeof process.stdin => {
  const stream = Object.assign(new PassThrough(), { isTTY: true });
  stream.write(text);
  return stream as never;
};
