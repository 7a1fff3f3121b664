/** The command line as `bin/kaviar.js` starts it, from the sources. */
import { main } from "../src/main.ts";

process.exitCode = await main(process.argv.slice(2));
setTimeout(() => process.exit(), 250).unref();
