/** What `#onnxruntime` is in Node, by "imports" in package.json. */
import { createRequire } from "node:module";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";
import { chooseLibrary } from "./choose-library.ts";

/** Libraries are looked for from here on. A bundle of CommonJS has no import.meta, but a name. */
const here = import.meta.url ?? __filename;

/** Programs that Bun has compiled say that they lie in no folder there is; what comes with them is beside the program. */
const isCompiled = /^file:\/\/\/(\$bunfs|B:\/~BUN)\//.test(here);

const require = createRequire(isCompiled ? process.execPath : here);

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
