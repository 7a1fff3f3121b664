import { yieldToEventLoop } from "@kaviar/base/events";
import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => void vi.unstubAllGlobals());

describe.each(["where there is setImmediate", "where there is none, as in browsers"])(
  "yieldToEventLoop, %s",
  (where) => {
    it("goes on after a message that is waiting", async () => {
      if (where !== "where there is setImmediate") vi.stubGlobal("setImmediate", undefined);
      const heard: string[] = [];
      const { port1, port2 } = new MessageChannel();
      port1.on("message", (message) => heard.push(message));
      port2.postMessage("stop");
      while (heard.length === 0) await yieldToEventLoop();
      port1.close();
      expect(heard).toEqual(["stop"]);
    });
  },
);
