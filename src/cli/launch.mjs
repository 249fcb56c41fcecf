/** `npm run -s fluxtwin -- ...`: installs and builds what is missing and runs the bundled program. */
import { pathToFileURL } from "node:url";
import { prepare, program } from "./install.mjs";

prepare();
await import(pathToFileURL(program).href);
