import { expect, it } from "vitest";
import { startThread } from "../../src/threads/index.ts";

it("says that a bundle has no files beside it", () => {
  expect(() => startThread(new URL("worker.js", import.meta.url))).toThrow(
    /there is no .*test\/threads\/worker\.js\.\n.*leave it out.*--external:@kaviar/,
  );
});
