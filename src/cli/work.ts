/** What the commands do that solve or check a scenario, in one place, so that it is loaded only for them. */
export { examineGeometry, scenarioJsonSchema } from "../../sim-core/index.ts";
export { explainScenario, findSubject, targetOf } from "./explain-command.ts";
export { continueFolder, openCheckpointFile, resumeFile, resumeFolder } from "./resume-command.ts";
export { runScenario } from "./run-command.ts";
export { checkTarget, defaultFolder, isCheckpointFile } from "./run-folder.ts";
export { describeWarnings, loadScenario } from "./scenario-files.ts";
export { prepareSnapshot, runSnapshot } from "./snapshot-command.ts";
