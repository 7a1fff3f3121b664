/** `npm run site`: the documentation and the laboratory as static files in the folder `site`. */
import { writeSite } from "./site/write-site.ts";

const files = await writeSite("site");
console.log(`site/ has ${files.length} pages and files. Any file server hands it out: npx serve site`);
