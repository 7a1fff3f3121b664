#!/usr/bin/env node
import { main } from "../dist/main.js";

process.exitCode = await main(process.argv.slice(2));
// What a user's module keeps open, a timer or a connection, is no reason to stay.
setTimeout(() => process.exit(), 250).unref();
