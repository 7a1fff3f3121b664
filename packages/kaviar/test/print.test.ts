import { afterEach, expect, it, vi } from "vitest";
import { UsageError } from "../src/command/usage-error.ts";
import { printerForPeople, printerForPrograms } from "../src/print.ts";

const out: string[] = [];
const err: string[] = [];
/** The reader of stdout: calls what waits for it to have read. */
let read: () => void = () => {};

const taken =
  (into: string[], later: boolean) =>
  (text: unknown, done?: unknown): boolean => {
    into.push(String(text));
    if (later) read = done as () => void;
    else if (typeof done === "function") done();
    return true;
  };

const stand = ({ slow = false } = {}) => {
  vi.spyOn(process.stdout, "write").mockImplementation(taken(out, slow));
  vi.spyOn(process.stderr, "write").mockImplementation(taken(err, false));
};

afterEach(() => {
  vi.restoreAllMocks();
  out.length = err.length = 0;
});

it("prints lines for people, and never makes the data then", async () => {
  stand();
  const data = vi.fn(() => ({}));
  await printerForPeople().outcome({ data, lines: ["a", "b"] });
  expect([out, err, data.mock.calls]).toEqual([["a\nb\n"], [], []]);
});

it("asks a generator for its next line when the reader has taken the last one", async () => {
  stand({ slow: true });
  let made = 0;
  const lines = (async function* () {
    while (made < 3) yield `row ${++made}`;
  })();
  const printed = printerForPeople().outcome({ data: {}, lines });
  await vi.waitFor(() => expect(out).toEqual(["row 1\n"]));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(made).toBe(1);
  for (const row of [2, 3]) {
    read();
    await vi.waitFor(() => expect(made).toBe(row));
  }
  read();
  await printed;
  expect(out).toEqual(["row 1\n", "row 2\n", "row 3\n"]);
});

it("prints one document for programs; what others print meanwhile goes to stderr", async () => {
  stand();
  const printer = printerForPrograms();
  process.stdout.write("noise\n");
  await printer.outcome({ data: async () => ({ best: Infinity }), lines: ["for people"] });
  expect([out, err]).toEqual([['{\n  "best": "Infinity"\n}\n'], ["noise\n"]]);
});

it("prints an error for programs as a document, and for people on stderr", async () => {
  stand();
  await printerForPrograms().error(new UsageError("There is no option --jsno.", "Did you mean --json?"), false);
  expect(JSON.parse(out.join(""))).toEqual({
    error: { code: "usage", fault: "usage", evidence: "There is no option --jsno.", remedy: "Did you mean --json?" },
  });
  expect(err.join("")).toContain("There is no option --jsno.\nDid you mean --json?\n");
});
