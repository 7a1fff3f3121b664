import { createEventLog } from "@kaviar/base/events";
import { describe, expect, it } from "vitest";

describe("createEventLog", () => {
  it("gives whoever listens all events from the first one on, in order, however late", async () => {
    const log = createEventLog<number>();
    log.add(1);
    const early = log.listen();
    expect(await early.next()).toEqual({ done: false, value: 1 });
    const waiting = early.next();
    log.add(2);
    expect(await waiting).toEqual({ done: false, value: 2 });
    log.end();
    const late: number[] = [];
    for await (const event of log.listen()) late.push(event);
    expect(late).toEqual([1, 2]);
    expect((await early.next()).done).toBe(true);
  });

  it("ends with the error that ended it", async () => {
    const log = createEventLog<number>();
    log.add(1);
    log.end(new Error("broken"));
    const listening = log.listen();
    expect((await listening.next()).value).toBe(1);
    await expect(listening.next()).rejects.toThrow("broken");
  });
});
