/** Counts of the JSON reports of Vitest and Playwright, as `{ passed, failed, skipped, failures }`. */
import { existsSync, readFileSync } from "node:fs";

/**
 * A file that could not be loaded counts as one failure. Returns null when there is no report or it holds no
 * test, which is a failure of the whole check; `child` is how the program ended.
 */
export function readUnitReport(path, child) {
  const report = readJson(path);
  if (report === null) return null;
  const failures = [];
  let passed = 0;
  let skipped = 0;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === "passed") passed++;
      else if (test.status === "failed")
        failures.push(failure(test.fullName, test.failureMessages.join("\n")));
      else skipped++;
    }
    const failedTests = file.assertionResults.some((test) => test.status === "failed");
    if (file.status === "failed" && !failedTests) failures.push(failure(file.name, file.message));
  }
  return summary({ passed, skipped, failures }, child);
}

/** A test that was interrupted counts as failed; there are no retries. */
export function readEndToEndReport(path, child) {
  const report = readJson(path);
  if (report === null) return null;
  const failures = report.errors.map((error) => failure("set-up", error.message ?? ""));
  let passed = 0;
  let skipped = 0;
  for (const { title, test } of testsOf(report.suites, "")) {
    if (test.status === "expected") passed++;
    else if (test.status === "skipped") skipped++;
    else failures.push(failure(title, test.results.map((result) => result.error?.message ?? "").join("\n")));
  }
  return summary({ passed, skipped, failures }, child);
}

function* testsOf(suites, above) {
  for (const suite of suites ?? []) {
    const path = above === "" ? suite.title : `${above} > ${suite.title}`;
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) yield { title: `${path} > ${spec.title}`, test };
    }
    yield* testsOf(suite.suites, path);
  }
}

function summary({ passed, skipped, failures }, child) {
  if (passed + skipped + failures.length === 0) return null;
  // An error outside every test stands in no report: only the exit status tells.
  if (!child.ok && failures.length === 0) failures.push(failure("outside the tests", child.output));
  return { passed, failed: failures.length, skipped, failures };
}

function failure(title, message) {
  return `${title}\n${message}`;
}

function readJson(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
