/** What the commands do that solve or check a scenario, in one place, so that it is loaded only for them. */
export {
  checkTomography,
  examineGeometry,
  listFrequencies,
  scenarioJsonSchema,
} from "../../sim-core/index.ts";
export { lessonJsonSchema } from "../lessons/schema.ts";
export { prepareAnalysis, runAnalysis } from "./analyse-command.ts";
export { loadBpx, runBpxExport, runBpxImport } from "./bpx-command.ts";
export { loadCalibration, runCalibration } from "./calibrate-command.ts";
export { explainFolder, explainScenario, findSubject } from "./explain-command.ts";
export { checkFieldFiles, runFields } from "./fields-command.ts";
export { loadPlan, runFit } from "./fit-command.ts";
export { prepareForecast, runForecast } from "./forecast-command.ts";
export { checkLesson, loadLesson } from "./lesson-command.ts";
export { runDepthProfile, runImpedance, targetOf } from "./measure-command.ts";
export { prepareMeasured, runMeasured } from "./measured-command.ts";
export { isStored, openCell } from "./open-cell.ts";
export { runProtocol, writeProtocolAs } from "./protocol-command.ts";
export { checkFileTarget } from "./result-file.ts";
export { continueFolder, openCheckpointFile, resumeFile, resumeFolder } from "./resume-command.ts";
export { runScenario } from "./run-command.ts";
export { checkTarget, defaultFolder, isCheckpointFile } from "./run-folder.ts";
export { describeWarnings, loadScenario } from "./scenario-files.ts";
export { prepareSnapshot, runSnapshot } from "./snapshot-command.ts";
export { loadSweep, runSweep } from "./sweep-command.ts";
export { checkPictures, runTomography } from "./tomography-command.ts";
export { runTwin } from "./twin-command.ts";
