/** Before the unit tests: whatever is built from sources is newer than they are. */
export { prepare as default } from "../../src/cli/install.mjs";
