/** The command line, from the sources. */
import { main } from "../src/main.ts";

process.exitCode = await main(process.argv.slice(2));
