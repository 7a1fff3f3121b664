import { storeAt } from "../../src/artifacts/shared-place.ts";

const [place, file] = process.argv.slice(2);
console.log("putting");
await storeAt(place!).put({ file: file! });
