/** What `#onnxruntime` is in Node, by "imports" in package.json. */
import { createRequire } from "node:module";
import { chooseLibrary } from "./choose-library.ts";

export default chooseLibrary({
  platform: process.platform,
  arch: process.arch,
  load: createRequire(import.meta.url),
  say: (line) => console.warn(line),
});
