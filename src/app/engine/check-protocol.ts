/** What the reader of scenarios says of a protocol before anybody begins a run with it. */
import {
  countCycles,
  InputError,
  type InputProblem,
  outlineProtocolText,
  protocolTextOf,
  type Scenario,
} from "../../../sim-core/index.ts";
import type { CellRequest, ProtocolCheck } from "./messages.ts";

/** Judges the protocol of `request` as a new run would; never throws for what is written. */
export function checkProtocol<Source>(
  request: CellRequest<Source>,
  resolve: (request: CellRequest<Source>) => Scenario,
): ProtocolCheck {
  const whole = attempt(() => resolve(request));
  const own = whole.scenario ?? attempt(() => resolve({ ...request, protocol: undefined })).scenario;
  const text = request.protocol ?? (own === undefined ? "" : protocolTextOf(own));
  return {
    text,
    outline: outlineProtocolText(text, own),
    problems: whole.problems,
    warnings: (whole.scenario?.warnings ?? []).filter(({ where }) => where.startsWith("protocol")),
    cycles: whole.scenario && countCycles(whole.scenario.protocol),
  };
}

function attempt(read: () => Scenario): {
  readonly scenario: Scenario | undefined;
  readonly problems: readonly InputProblem[];
} {
  try {
    return { scenario: read(), problems: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { scenario: undefined, problems: error.problems };
  }
}
