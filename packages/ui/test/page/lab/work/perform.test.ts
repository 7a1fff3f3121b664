import { describe, expect, it } from "vitest";
import type { Asked, Told } from "../../../../page/lab/work/messages.ts";
import { createPerformer } from "../../../../page/lab/work/perform.ts";

interface Counting {
  readonly upTo: number;
  readonly by: number;
}

/** Counts, as far and by as much as is chosen; fails by thirteens. */
async function* count(first: Counting, now: () => Counting) {
  let at = 0;
  while (at < first.upTo) {
    at += now().by;
    if (now().by === 13) throw new Error("thirteen");
    const view = at;
    yield () => view;
  }
}

/** A worker that counts, what it has told, and how to wait for it. */
const worker = () => {
  const told: Told[] = [];
  let heard = () => {};
  const ask = createPerformer(
    async () => count as never,
    (each) => {
      told.push(each);
      heard();
    },
  );
  const begin = (config: Counting, pace: (Asked & { ask: "begin" })["pace"], run = 1) =>
    ask({ ask: "begin", run, job: "playground", config, pace });
  const until = async (is: (told: readonly Told[]) => boolean) => {
    while (!is(told)) await new Promise<void>((resolve) => (heard = resolve));
  };
  const views = () => told.flatMap((each) => (each.tell === "view" ? [each.view] : []));
  return { ask, begin, told, until, views };
};

const isOver = (told: readonly Told[]): boolean => told.at(-1)?.tell === "over";
const idle = () => new Promise((resolve) => setTimeout(resolve, 30));

describe("the worker's performer", () => {
  it("goes on without views while the last one is not drawn, and shows the last in the end", async () => {
    const { begin, until, views } = worker();
    begin({ upTo: 1_000, by: 1 }, { every: 0 });
    await until(isOver);
    expect(views()).toEqual([1, 1_000]);
  });

  it("shows a view for each that was drawn", async () => {
    const { ask, begin, until, views } = worker();
    begin({ upTo: 4, by: 1 }, { every: 10 });
    for (let drawn = 1; drawn <= 3; drawn++) {
      await until(() => views().length === drawn);
      ask({ ask: "next", run: 1 });
    }
    await until(isOver);
    expect(views().slice(0, 4)).toEqual([1, 2, 3, 4]);
  });

  it("takes one step and waits, goes one further, and goes on", async () => {
    const { ask, begin, until, views } = worker();
    begin({ upTo: 5, by: 1 }, "step");
    await until(() => views().length === 1);
    await idle();
    expect(views()).toEqual([1]);
    ask({ ask: "pace", run: 1, pace: "step" });
    await until(() => views().length === 2);
    await idle();
    expect(views()).toEqual([1, 2]);
    ask({ ask: "pace", run: 1, pace: { every: 0 } });
    await until(isOver);
    expect(views().at(-1)).toBe(5);
  });

  it("shows where it is when it is held", async () => {
    const { ask, begin, until, views } = worker();
    begin({ upTo: 1e6, by: 1 }, { every: 1 });
    await until(() => views().length === 1);
    await idle();
    ask({ ask: "pace", run: 1, pace: "pause" });
    await until(() => views().length === 2);
    const held = views().at(-1);
    expect(held).toBeGreaterThan(1);
    await idle();
    expect(views().at(-1)).toBe(held);
    ask({ ask: "end", run: 1 });
  });

  it("hears what is chosen meanwhile", async () => {
    const { ask, begin, until, views } = worker();
    begin({ upTo: 100, by: 1 }, "step");
    await until(() => views().length === 1);
    ask({ ask: "adjust", run: 1, config: { upTo: 100, by: 50 } });
    ask({ ask: "pace", run: 1, pace: "step" });
    await until(() => views().length === 2);
    expect(views()).toEqual([1, 51]);
  });

  it("ends a run that never waits, and does another", async () => {
    const { ask, begin, told, until, views } = worker();
    begin({ upTo: 1e9, by: 1 }, { every: 0 });
    await until(() => views().length === 1);
    ask({ ask: "end", run: 1 });
    begin({ upTo: 2, by: 2 }, { every: 0 }, 2);
    await until(isOver);
    expect(told.filter(({ run }) => run === 1)).toHaveLength(1);
    expect(told.at(-1)).toEqual({ tell: "over", run: 2 });
  });

  it("tells what went wrong", async () => {
    const { begin, until, told } = worker();
    begin({ upTo: 20, by: 13 }, { every: 0 });
    await until(() => told.length > 0);
    expect(told).toEqual([{ tell: "fault", run: 1, message: "thirteen" }]);
  });
});
