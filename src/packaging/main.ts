/** Builds what the package brings besides the page. */
import { bundle } from "./bundle.ts";

await bundle();
