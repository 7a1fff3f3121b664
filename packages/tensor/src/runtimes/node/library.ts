/** What `#onnxruntime` is in Node, by "imports" in package.json. */
import { createRequire } from "node:module";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";
import { chooseLibrary } from "./choose-library.ts";

const require = createRequire(import.meta.url);

export default chooseLibrary({
  platform: process.platform,
  arch: process.arch,
  resolve: require.resolve,
  load: require,
  say: (line) => {
    // Workers that start later know what this thread has said.
    if (getEnvironmentData(line)) return;
    setEnvironmentData(line, true);
    console.warn(line);
  },
});
