import { PassThrough } from "node:stream";
import { setTimeout as passed } from "node:timers/promises";
import type { WriteStream } from "node:tty";
import type { ImageReading, ImagesRead } from "@kaviar/architecture";
import { expect, it } from "vitest";
import { watchReading } from "../../src/networks/watch-reading.ts";

/** A stream as a terminal has it, and what was written to it. */
const screen = (isTTY: boolean) => {
  const written: string[] = [];
  const stream = new PassThrough();
  stream.on("data", (chunk) => written.push(String(chunk)));
  return { stream: Object.assign(stream, { isTTY, columns: 60, rows: 20 }) as unknown as WriteStream, written };
};

/** Reading that takes so many milliseconds, and is at a third all the while. */
const reading = (milliseconds: number): ImageReading<string> =>
  Object.assign(
    passed(milliseconds).then(() => "images"),
    {
      [Symbol.asyncIterator]: async function* (): AsyncGenerator<ImagesRead> {
        yield { done: 0, of: 12 };
        yield { done: 4, of: 12 };
      },
    },
  );

it("shows on a terminal how far reading is, and what was said of it again behind that", async () => {
  const { stream, written } = screen(true);
  expect(await watchReading(reading(1500), "reading photos … ", stream)).toBe("images");
  const all = written.join("");
  expect(all).toMatch(/reading photos ….* 4 of 12 files · \ds left/);
  expect(all).toContain("━");
  expect(written.at(-1)).toBe("reading photos … ");
});

it("says nothing more where reading is over soon, or nobody looks", async () => {
  for (const [isTTY, milliseconds] of [
    [true, 20],
    [false, 700],
  ] as const) {
    const { stream, written } = screen(isTTY);
    await watchReading(reading(milliseconds), "reading photos … ", stream);
    expect(written).toEqual([]);
  }
});
