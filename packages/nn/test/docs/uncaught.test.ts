import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** Node shows the line of the throw before the message: in a bundle of one line that would be all of it. */
it("an error that nobody catches is read in one look", async () => {
  const script = 'import { adam } from "@kaviar/nn"; adam({ rat: 1 });';
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const failure = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { cwd }).then(
    () => undefined,
    (error: { readonly stderr: string }) => error.stderr,
  );
  expect(failure).toContain("adam has no option `rat`.\nDid you mean `rate`?");
  expect(failure!.length).toBeLessThan(2500);
  expect(failure!.match(/Did you mean/g)).toHaveLength(1);
});
