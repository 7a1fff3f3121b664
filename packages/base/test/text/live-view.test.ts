import type { WriteStream } from "node:tty";
import { createLiveView, redirect } from "@kaviar/base/text";
import { expect, it } from "vitest";

/** A terminal of ten cells that keeps what is written. */
const terminal = () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stream: { columns: 10, write } as unknown as WriteStream };
};

/** Without what asks a terminal to show a picture at once, and hides the cursor. */
const plain = (text: string) =>
  ["\x1b[?2026h", "\x1b[?2026l", "\x1b[?25l"].reduce((rest, mark) => rest.replaceAll(mark, ""), text);

it("draws a picture over the last one, which took as many rows as its lines broke into", () => {
  const { written, stream } = terminal();
  const view = createLiveView(stream);
  view.draw(["a", "twelve cells"]);
  view.draw(["b"]);
  view.above("said");
  view.clear();
  expect(written.slice(0, 4).map(plain)).toEqual([
    "\r\ra\x1b[K\ntwelve cells\x1b[K\n\x1b[J",
    "\r\x1b[3Ab\x1b[K\n\x1b[J",
    "\r\x1b[1Asaid\x1b[K\nb\x1b[K\n\x1b[J",
    "\r\x1b[1A\x1b[2K\n\r\x1b[1A",
  ]);
  expect(written.at(-1)).toBe("\x1b[?25h");
});

it("erases what a narrower terminal has broken, row by row, before it writes there again", () => {
  const { written, stream } = terminal();
  const view = createLiveView(stream);
  view.draw(["ten cells…", "b"]);
  stream.columns = 5;
  view.draw(["five!"]);
  view.draw(["five!"]);
  expect(written.slice(1).map(plain)).toEqual([
    "\r\x1b[3A\x1b[2K\n\x1b[2K\n\x1b[2K\n\r\x1b[3Afive!\n\x1b[J",
    "\r\x1b[1Afive!\n\x1b[J",
  ]);
});

it("leaves the last cell of a line that fills its row", () => {
  const { written, stream } = terminal();
  createLiveView(stream).draw(["ten cells…", "\x1b[1mten cells…\x1b[0m", ""]);
  expect(written.map(plain)).toEqual(["\r\rten cells…\n\x1b[1mten cells…\x1b[0m\n\x1b[K\n\x1b[J"]);
});

it("sends what others print above, a whole line at a time, until it lets go", () => {
  const { written, stream } = terminal();
  const above: string[] = [];
  const letGo = redirect(stream, (text) => above.push(text));
  stream.write("half a ");
  stream.write("line\nand more");
  expect(above).toEqual(["half a line\n"]);
  letGo();
  stream.write("after");
  expect([above.at(-1), written]).toEqual(["and more", ["after"]]);
});
