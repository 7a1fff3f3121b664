import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { expect, it } from "vitest";
import { folderOf } from "./folder.ts";

const built = new URL("../../dist/index.js", import.meta.url).href;

it("lets a process end while threads make pixels, with the code that it wants", async () => {
  const photo = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "#80a0c0" } })
    .jpeg()
    .toBuffer();
  const folder = folderOf(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.jpg`, photo])));
  const program = `
    import { readImages } from ${JSON.stringify(built)};
    for await (const { done } of readImages(${JSON.stringify(folder)}, { size: 8 })) if (done === 2) process.exit(7);
  `;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 7, stderr: "" });
});
